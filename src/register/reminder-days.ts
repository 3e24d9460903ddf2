/** The working days of an owner, for their reminders. */
import { type Person, personById } from "../people/use-cases.ts";
import { contactFactsOf } from "../people/use-cases-preferences.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { addLocalDays, type LocalDate, localDateOf, WEEKDAYS } from "../platform/time.ts";
import type { Item } from "./repository.ts";
import { type IsWorkingDay, nextReminderAt, nextReminderDay } from "./rules-reminders.ts";

/** Dates further off are counted without holidays; they are looked at again each time that somebody is reminded. */
const HORIZON_DAYS = 120;

/** Days on which this person works: their week, less their holidays and absences. */
export async function workingDaysOf(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Person, "workspace_id" | "id">,
  today: LocalDate,
): Promise<IsWorkingDay> {
  const span = { from: addLocalDays(today, -7), until: addLocalDays(today, HORIZON_DAYS) };
  const { workingDays, holidays, away } = await contactFactsOf(db, workspaceId, id, span);
  return (date) => {
    const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1];
    return (
      weekday !== undefined &&
      workingDays.includes(weekday) &&
      !holidays.has(date) &&
      !away.some(({ from, until }) => from <= date && date <= until)
    );
  };
}

/** When the owner of an item is reminded next, from tomorrow on; null: not. */
export async function reminderAfter(db: Db | Tx, item: Item, now: Instant): Promise<Instant | null> {
  return nextReminder(db, item, now, (today) => today);
}

/** The same of an item that nobody has spoken of: its reminder of today still comes, where it has yet to. */
export async function reminderFrom(db: Db | Tx, item: Item, now: Instant): Promise<Instant | null> {
  return nextReminder(db, item, now, (today, zone) =>
    item.remind_at !== null && localDateOf(item.remind_at, zone) === today ? addLocalDays(today, -1) : today,
  );
}

async function nextReminder(
  db: Db | Tx,
  item: Item,
  now: Instant,
  after: (today: LocalDate, zone: string) => LocalDate,
): Promise<Instant | null> {
  if (item.owner_id === null || nextReminderDay(item, "0001-01-01", () => true) === null) return null;
  const owner = await personById(db, item.workspace_id, item.owner_id);
  const today = localDateOf(now, owner.zone);
  return nextReminderAt(item, after(today, owner.zone), await workingDaysOf(db, owner, today), owner.zone);
}
