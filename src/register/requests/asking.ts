/** Of whom something can be asked, and by when where nobody says it. */
import { type Person, personById } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import { refuseWhoCannotAnswer } from "../../programs/use-cases.ts";
import { workingDaysOf } from "../reminders/days.ts";
import { workingDaysFrom } from "../reminders/rules.ts";
import { requestFailure } from "./failures.ts";

/** Until when an answer is needed where nobody says it. */
const USUAL_WORKING_DAYS = 5;

export async function usuallyNeededBy(db: Db | Tx, requester: Person, today: LocalDate): Promise<LocalDate> {
  return workingDaysFrom(today, USUAL_WORKING_DAYS, await workingDaysOf(db, requester, today));
}

/** Whoever can be asked, and does not ask themselves. Throws DECIDER_ASKS, DECIDER_SAME, PARTICIPANT_…. */
export function refuseAsDecider(person: Person, { askerId, deciderId }: { askerId: string; deciderId: string | null }) {
  if (person.id === askerId) throw requestFailure("DECIDER_ASKS", { name: person.name });
  if (person.id === deciderId) throw requestFailure("DECIDER_SAME", { name: person.name });
  refuseWhoCannotAnswer(person);
}

/** Throws DECIDER_ASKS, PARTICIPANT_…: whoever has left, is a guest or asks themselves decides nothing. */
export async function refuseDeciderOf(
  tx: Tx,
  actor: Person,
  { raisedById = actor.id, ownerId }: { raisedById?: string; ownerId?: string | null },
): Promise<void> {
  if (!ownerId) return;
  const person = await personById(tx, actor.workspace_id, ownerId);
  refuseAsDecider(person, { askerId: raisedById, deciderId: null });
}
