/** What an absence changes in the record: when an owner is reminded, and when a term is looked at. */
import type { Person } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { remindersFrom } from "./reminders/days.ts";
import { listItemsOwnedBy, setReminder } from "./repository.ts";
import { lookAgainForOwner } from "./requests/repository.ts";

/**
 * Counts anew what was counted by the days on which this person works: an absence of theirs was entered, changed or
 * ended. A reminder of today that has yet to come stays, unless they are away today. Where they are somebody's delegate,
 * what that one has is looked at as well.
 */
export async function followAbsence(services: Pick<Services, "clock">, tx: Tx, person: Person): Promise<void> {
  const now = services.clock.now();
  const owned = await listItemsOwnedBy(tx, person.workspace_id, person.id);
  // What is due already is for the tick.
  const coming = owned.filter(({ remind_at: at }) => at !== null && at > now);
  for (const { item, remindAt } of await remindersFrom(tx, person, coming, now))
    if (remindAt !== item.remind_at) await setReminder(tx, item, remindAt);
  await lookAgainForOwner(tx, person, now);
}
