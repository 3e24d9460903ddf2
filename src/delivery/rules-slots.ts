/** In which of the few messages of a person's rhythm something comes, and when that one does. Pure. */
import type { Instant } from "../platform/clock.ts";
import {
  addLocalDays,
  daysBetween,
  instantOf,
  type LocalDate,
  localDateOf,
  mondayOf,
  WEEKDAYS,
  type Weekday,
} from "../platform/time.ts";
import { type PersonDays, worksOn } from "../platform/working-days.ts";
import type { Candidate } from "./rules-contact.ts";

/**
 * `morning`: the one message of the day of whoever is asked. `monday`: what a lead needs to know of a program, on the
 * first day of their week. `weekly`: the one message a week to sponsors and committees, on a day of theirs.
 */
export const SLOTS = ["morning", "monday", "weekly"] as const;
export type Slot = (typeof SLOTS)[number];

/** How messages come to somebody: in the few of their rhythm, or each as it happens. */
export const MESSAGES_COME = ["together", "as-they-happen"] as const;
export type MessagesCome = (typeof MESSAGES_COME)[number];

/** When somebody's slots come, by what they do in programs and what they have chosen. */
export interface SlotFacts {
  /** They have everything sent as it happens. */
  isAsItHappens: boolean;
  /** They lead a program, or stand in for its lead. */
  isLead: boolean;
  /** The day of whoever is a sponsor or sits in a committee; null for all others. */
  weeklyOn: Weekday | null;
  /** Mondays of the weeks in which a digest comes to them, and no message of the week; absent: none is known. */
  digestWeeks?: readonly LocalDate[];
  /** Nobody asks them for anything but decisions: they are sponsors or sit in committees, and do nothing else. */
  isWeeklyOnly: boolean;
}

/** Of whoever takes everything as it happens. */
export const AS_IT_HAPPENS: SlotFacts = { isAsItHappens: true, isLead: false, weeklyOn: null, isWeeklyOnly: false };

/** What a person's slots are reckoned by. */
export interface SlotDays extends PersonDays {
  zone: string;
  hours: { from: string; until: string };
  slots: Pick<SlotFacts, "weeklyOn" | "digestWeeks">;
}

/** The wall time of the slots of whoever has chosen none. */
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
 * the week that falls on a day off comes on the next day on which they work. `time`: the wall time of their slots.
 */
export function slotAt(days: SlotDays, slot: Slot, from: Instant, time: string): Instant | null {
  const first = localDateOf(from, days.zone);
  for (let step = 0; step <= MOST_DAYS; step += 1) {
    const date = addLocalDays(first, step);
    if (!worksOn(days, date) || !isDateOf(days, slot, date)) continue;
    const at = instantOf(date, withinHours(days.hours, time), days.zone);
    if (at >= from) return at;
  }
  return null;
}

/** Whoever comes back so many days before the next weekly message gets that one alone. */
const SOON_DAYS = 2;

/** Of a day on which they work: whether it is the first such day since the slot's own. */
function isDateOf(days: SlotDays, slot: Slot, date: LocalDate): boolean {
  if (slot === "morning") return true;
  if (slot === "weekly" && days.slots.digestWeeks?.includes(mondayOf(date))) return false;
  const weekday = slot === "monday" ? "mo" : (days.slots.weeklyOn ?? USUAL_DAY);
  const thisWeek = addLocalDays(mondayOf(date), WEEKDAYS.indexOf(weekday));
  const own = thisWeek <= date ? thisWeek : addLocalDays(thisWeek, -7);
  const next = addLocalDays(own, 7);
  const isSoon = slot === "weekly" && own < date && daysBetween(date, next) <= SOON_DAYS;
  if (isSoon && worksOn(days, next)) return false;
  for (let day = own; day < date; day = addLocalDays(day, 1)) if (worksOn(days, day)) return false;
  return true;
}

/** A time outside their hours is the first minute of those. */
export function withinHours({ from, until }: { from: string; until: string }, time: string): string {
  const isOvernight = until <= from;
  const isWithin = isOvernight ? time >= from || time < until : time >= from && time < until;
  return isWithin ? time : from;
}

/** The wall time of a morning message: as they chose, within the hours at which messages may come. */
export function morningOf({
  hours,
  preferredAt,
}: {
  hours: { from: string; until: string };
  preferredAt: string | null;
}): string {
  return withinHours(hours, preferredAt ?? USUAL_MORNING);
}

/** When the slot comes to which this belongs. What is about its day comes on it, when its slot is over as well. */
export function slotOf(
  days: SlotDays,
  { firstDueAt, isForItsDay }: Pick<Candidate, "firstDueAt" | "isForItsDay">,
  slot: Slot,
  time: string,
): Instant | null {
  if (!isForItsDay || slot === "weekly") return slotAt(days, slot, firstDueAt, time);
  const begins = instantOf(localDateOf(firstDueAt, days.zone), "00:00", days.zone);
  const own = slotAt(days, slot, begins, time);
  return own !== null && own < firstDueAt ? firstDueAt : own;
}

/** When the slot came, or was to, of what is tried again: so it waits for no other one. Null: it belongs in none. */
export function slotKept({
  slot,
  slot_at: slotAt,
  due_at: dueAt,
}: {
  slot: Slot | null;
  slot_at: Instant | null;
  due_at: Instant;
}): Instant | null {
  return slot === null ? null : (slotAt ?? dueAt);
}

/** Whether it comes too late with its slot. A note that says nothing new by then is not missed. */
export function isNeededBefore(
  { contact, neededBy, expiresAt }: Pick<Candidate, "contact" | "neededBy" | "expiresAt">,
  slot: Instant,
): boolean {
  const last = [neededBy, contact === "prompt" ? expiresAt : null];
  return last.some((instant) => instant !== null && instant <= slot);
}

/** Whether what is due later comes along with a slot of today. */
export function comesAlong(
  { slots, zone }: { slots: SlotFacts; zone: string },
  { dueAt, hasLine, slot }: Pick<Candidate, "dueAt" | "hasLine" | "slot">,
  now: Instant,
): boolean {
  const isToday = dueAt > now && localDateOf(dueAt, zone) === localDateOf(now, zone);
  return isToday && hasLine && slotFor(slots, slot) !== null;
}
