/** The working days of an owner, for their reminders. */
import { contactFactsOf } from "../../calendars/availability.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { isAwayOn, isWorkingDayOf } from "../../platform/working-days.ts";
import { type Item, listItemsOwnedBy, setReminder } from "../repository.ts";
import { lookAgainForOwner } from "../requests/repository.ts";
import { type IsWorkingDay, nextReminderAt, nextReminderDay } from "./rules.ts";

/** Dates further off are counted without holidays; they are looked at again each time that somebody is reminded. */
const HORIZON_DAYS = 120;

/** Days on which this person works: their week, less their holidays and, unless it is said otherwise, absences. */
export async function workingDaysOf(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Person, "workspace_id" | "id">,
  today: LocalDate,
  { isAwayToo = true } = {},
): Promise<IsWorkingDay> {
  const span = { from: addLocalDays(today, -7), until: addLocalDays(today, HORIZON_DAYS) };
  const days = await contactFactsOf(db, workspaceId, id, span);
  return (date) => isWorkingDayOf(days, date) && !(isAwayToo && isAwayOn(days, date));
}

/** When the owner of an item is reminded next, from tomorrow on; null: not. */
export async function reminderAfter(db: Db | Tx, item: Item, now: Instant): Promise<Instant | null> {
  if (item.owner_id === null || nextReminderDay(item, "0001-01-01", () => true) === null) return null;
  const owner = await personById(db, item.workspace_id, item.owner_id);
  const today = localDateOf(now, owner.zone);
  return nextReminderAt(item, today, await workingDaysOf(db, owner, today), owner.zone);
}

/** When this person is reminded next of items of theirs that nobody has spoken of: what has yet to come today still does. */
export async function remindersFrom(
  db: Db | Tx,
  owner: Person,
  items: readonly Item[],
  now: Instant,
): Promise<{ item: Item; remindAt: Instant | null }[]> {
  if (items.length === 0) return [];
  const { zone } = owner;
  const today = localDateOf(now, zone);
  const isWorkingDay = await workingDaysOf(db, owner, today);
  return items.map((item) => {
    const isOfToday = item.remind_at !== null && localDateOf(item.remind_at, zone) === today;
    const after = isOfToday ? addLocalDays(today, -1) : today;
    return { item, remindAt: nextReminderAt(item, after, isWorkingDay, zone) };
  });
}

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
