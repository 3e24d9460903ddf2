/** In which of the few messages of a person's rhythm something comes, and when that one does. Pure. */
import type { Instant } from "../platform/clock.ts";
import {
  addLocalDays,
  instantOf,
  type LocalDate,
  localDateOf,
  mondayOf,
  WEEKDAYS,
  type Weekday,
} from "../platform/time.ts";
import { type PersonDays, worksOn } from "../platform/working-days.ts";

/**
 * `morning`: the one message of the day of whoever is asked. `monday`: what a lead needs to know of a program, on the
 * first day of their week. `weekly`: the one message a week to sponsors and committees, on a day of theirs.
 */
export const SLOTS = ["morning", "monday", "weekly"] as const;
export type Slot = (typeof SLOTS)[number];

/** When somebody's slots come, by what they do in programs and what they have chosen. */
export interface SlotFacts {
  /** They have everything sent as it happens. */
  isAsItHappens: boolean;
  /** They lead a program, or stand in for its lead. */
  isLead: boolean;
  /** The day of whoever is a sponsor or sits in a committee; null for all others. */
  weeklyOn: Weekday | null;
  /** Nobody asks them for anything but decisions: they are sponsors or sit in committees, and do nothing else. */
  isWeeklyOnly: boolean;
}

/** Of whoever takes everything as it happens. */
export const AS_IT_HAPPENS: SlotFacts = { isAsItHappens: true, isLead: false, weeklyOn: null, isWeeklyOnly: false };

/** What a person's slots are reckoned by. */
interface Days extends PersonDays {
  zone: string;
  hours: { from: string; until: string };
  slots: Pick<SlotFacts, "weeklyOn">;
}

/** The time of a slot where neither the person nor a check-in of the day says one. */
export const USUAL_MORNING = "09:00";
/** The day of sponsors and committees who have chosen none. */
export const USUAL_DAY: Weekday = "tu";
/** Nobody is away for longer than anybody looks ahead. */
const MOST_DAYS = 31;

/** The slot of this person in which comes what is meant for `declared`; null: none, it comes at its own time. */
export function slotFor(
  { isAsItHappens, isLead, weeklyOn, isWeeklyOnly }: SlotFacts,
  declared: Slot | null,
): Slot | null {
  if (declared === null || isAsItHappens) return null;
  if (declared === "weekly") return weeklyOn === null ? "morning" : "weekly";
  if (declared === "monday" && isLead) return "monday";
  return isWeeklyOnly ? "weekly" : "morning";
}

/**
 * The first instant of the slot from `from` on; null while they are away for longer than anybody looks ahead. A page of
 * the week that falls on a day off comes on the next day on which they work. `timeOn`: the wall time of slots.
 */
export function slotAt(days: Days, slot: Slot, from: Instant, timeOn: () => string): Instant | null {
  const first = localDateOf(from, days.zone);
  for (let step = 0; step <= MOST_DAYS; step += 1) {
    const date = addLocalDays(first, step);
    if (!worksOn(days, date) || !isDateOf(days, slot, date)) continue;
    const at = instantOf(date, withinHours(days.hours, timeOn()), days.zone);
    if (at >= from) return at;
  }
  return null;
}

/** Of a day on which they work: whether it is the first such day since the slot's own. */
function isDateOf(days: Days, slot: Slot, date: LocalDate): boolean {
  if (slot === "morning") return true;
  const weekday = slot === "monday" ? "mo" : (days.slots.weeklyOn ?? USUAL_DAY);
  const thisWeek = addLocalDays(mondayOf(date), WEEKDAYS.indexOf(weekday));
  const own = thisWeek <= date ? thisWeek : addLocalDays(thisWeek, -7);
  for (let day = own; day < date; day = addLocalDays(day, 1)) if (worksOn(days, day)) return false;
  return true;
}

/** A time outside their hours is the first minute of those. */
function withinHours({ from, until }: { from: string; until: string }, time: string): string {
  const isOvernight = until <= from;
  const isWithin = isOvernight ? time >= from || time < until : time >= from && time < until;
  return isWithin ? time : from;
}
