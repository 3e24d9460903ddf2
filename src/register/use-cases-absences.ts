/** What an absence changes in the record: when an owner is reminded, and when a term is looked at. */
import type { Person } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { reminderFrom } from "./reminder-days.ts";
import { listItemsOwnedBy, setReminder } from "./repository.ts";
import { lookAgainAtThoseOf } from "./repository-escalation.ts";

/**
 * Counts anew what was counted by the days on which this person works: an absence of theirs was entered, changed or
 * ended. A reminder of today that has yet to come stays, unless they are away today.
 */
export async function followAbsence(services: Pick<Services, "clock">, tx: Tx, person: Person): Promise<void> {
  const now = services.clock.now();
  for (const item of await listItemsOwnedBy(tx, person.workspace_id, person.id)) {
    // What is due already is for the turn.
    if (item.remind_at === null || item.remind_at <= now) continue;
    const remindAt = await reminderFrom(tx, item, now);
    if (remindAt !== item.remind_at) await setReminder(tx, item, remindAt);
  }
  await lookAgainAtThoseOf(tx, person, now);
}
