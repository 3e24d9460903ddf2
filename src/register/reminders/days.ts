/**
 * When an owner is reminded of an item: two working days before its date, and each week after it, for sixty days. A blocker past
 * its date goes up with a message of its own: of that its owner is reminded once a week has passed without a word,
 * for as long as it blocks. Pure.
 */
import { workingDaysOf } from "../../calendars/availability.ts";
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import { getPerson } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { type IsWorkingDay, workingDayFrom, workingDaysFrom } from "../../platform/working-days.ts";
import { hasOwnEnds, isGoal, isLive, isReviewed } from "../codes-and-transitions.ts";
import { TYPES, type TypedDetails } from "../item-types.ts";
import type { Item } from "../repository.ts";
import type { ItemState } from "../types/item-type.ts";

export type Remindable = { state: ItemState; owner_id: string | null; due_on: LocalDate | null } & TypedDetails;

const WORKING_DAYS_BEFORE = 2;
const DAYS_BETWEEN_WHEN_OVERDUE = 7;
const DAYS_AFTER = 60;

/**
 * The first day after `spoken` on which its owner is reminded; null: none. Some types have messages of their own. A decision
 * or a risk is looked at again once, before its review date: it is not owed.
 */
export function nextReminderDay(item: Remindable, spoken: LocalDate, isWorkingDay: IsWorkingDay): LocalDate | null {
  if (item.owner_id === null || TYPES[item.type].hasOwnMessages) return null;
  if (!(isLive(item) || item.state === "active") || item.due_on === null) return null;
  // A contact is due on its day, and each week until it is noted.
  if (item.type === "stakeholder") return nextOverdueDay(addLocalDays(item.due_on, -1), spoken, isWorkingDay);
  const last = isBlocker(item) ? null : addLocalDays(item.due_on, DAYS_AFTER);
  const days = isGoal(item) ? [] : [workingDaysFrom(item.due_on, -WORKING_DAYS_BEFORE, isWorkingDay)];
  // Whether a milestone or a target was reached is asked once.
  const from = hasOwnEnds(item) ? overAfter(item, item.due_on, isWorkingDay) : spoken;
  const usual = overAfter(item, item.due_on, isWorkingDay);
  const due = isBlocker(item) ? addLocalDays(item.due_on, DAYS_BETWEEN_WHEN_OVERDUE) : usual;
  if (!isReviewed(item)) days.push(nextOverdueDay(due, from, isWorkingDay));
  return days.filter((day) => day > spoken && (last === null || day <= last)).sort()[0] ?? null;
}

/** Whether a target was reached is asked once the number of its day is known. */
function overAfter(item: Remindable, dueOn: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return item.type === "measure" ? workingDaysFrom(dueOn, item.details.knownOn, isWorkingDay) : dueOn;
}

/** The same as an instant: the morning of its owner. */
export function nextReminderAt(
  item: Remindable,
  after: LocalDate,
  isWorkingDay: IsWorkingDay,
  zone: string,
): Instant | null {
  const day = nextReminderDay(item, after, isWorkingDay);
  return day === null ? null : instantOf(day, USUAL_MORNING, zone);
}

/** Why it stands in the message for a day that comes today, the gravest reason first; null: it does not. */
export function reasonToRemind(
  item: Remindable & { touchedOn: LocalDate },
  { on, today }: { on: LocalDate; today: LocalDate },
  isWorkingDay: IsWorkingDay,
): "overdue" | "due" | null {
  if (item.owner_id === null || TYPES[item.type].hasOwnMessages) return null;
  if (!(isLive(item) || item.state === "active") || item.due_on === null) return null;
  if (item.due_on >= today) {
    if (isGoal(item)) return null;
    const isNear = item.due_on <= workingDaysFrom(today, WORKING_DAYS_BEFORE, isWorkingDay);
    // What somebody did with it since the working day before says its date.
    return isNear && item.touchedOn < workingDaysFrom(today, -1, isWorkingDay) ? "due" : null;
  }
  const next = isReviewed(item) ? null : nextReminderDay(item, addLocalDays(on, -1), isWorkingDay);
  if (next === null || next > today) return null;
  // Spoken of today, it is asked about again next time.
  const lastWord = isBlocker(item) ? addLocalDays(today, -DAYS_BETWEEN_WHEN_OVERDUE) : addLocalDays(today, -1);
  return item.touchedOn <= lastWord ? "overdue" : null;
}

/** An issue that stops work now. */
export function isBlocker(item: { state: ItemState } & TypedDetails): boolean {
  return item.type === "issue" && item.details.blocksWork && isLive(item);
}

/** The day after the date, then each week, on the working day from there on. */
function nextOverdueDay(due: LocalDate, after: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  const first = addLocalDays(due, 1);
  const weeks = Math.max(0, Math.floor((Date.parse(after) - Date.parse(first)) / (7 * 86_400_000)));
  for (let week = weeks; ; week += 1) {
    const day = workingDayFrom(addLocalDays(first, week * DAYS_BETWEEN_WHEN_OVERDUE), 1, isWorkingDay);
    if (day > after) return day;
  }
}

/** When the owner of an item is reminded next, from tomorrow on; null: not. */
export async function reminderAfter(db: Db | Tx, item: Item, now: Instant): Promise<Instant | null> {
  if (item.owner_id === null || nextReminderDay(item, "0001-01-01", () => true) === null) return null;
  const owner = await getPerson(db, item.workspace_id, item.owner_id);
  const today = localDateOf(now, owner.zone);
  // While they are away, whoever acts for them is reminded.
  const there = nextReminderAt(item, today, await workingDaysOf(db, owner, today), owner.zone);
  const days = await workingDaysOf(db, owner, today, { isAwayToo: false });
  return [there, nextReminderAt(item, today, days, owner.zone)].filter((at) => at !== null).toSorted()[0] ?? null;
}
