/** Who is late with an item, and from when on: every screen, message, report and file has it from here. Pure. */
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, instantOf, type LocalDate, later } from "../platform/time.ts";
import { isLive, isReviewed } from "./codes-and-transitions.ts";
import type { ItemType, TypedDetails } from "./item-types.ts";
import type { ItemState } from "./types/item-type.ts";

type RequestDetails = Extract<TypedDetails, { type: "request" }>;

interface DatedRequest extends Pick<RequestDetails, "details"> {
  answer_by: LocalDate | null;
  due_on: LocalDate | null;
}

export type Dated = { state: ItemState; due_on: LocalDate | null } & (
  | { type: Exclude<ItemType, "request"> }
  | (RequestDetails & { answer_by: LocalDate | null })
);

/**
 * The last day on which whoever has it is in time: of a request its *Answer by*, of anything else its date. Null: it has none, it
 * is over, nobody misses it (a review, something that takes place), or a vote has an end of its own.
 */
export function lastDayOf(item: Dated): LocalDate | null {
  if (!isLive(item) || isReviewed(item) || item.type === "presence") return null;
  if (item.type !== "request") return item.due_on;
  return waitsBecause(item) === "vote" ? null : (answerDayOf(item) ?? item.due_on);
}

/** The last day to answer a request: while a question is open nothing goes up before it is needed. */
export function answerDayOf({ answer_by: day, due_on: neededBy, details }: DatedRequest): LocalDate | null {
  return day !== null && neededBy !== null && waitsBecause({ details }) === "question" ? later(day, neededBy) : day;
}

/** What it waits for, or waited for before a decision that can still be undone. */
function waitsBecause({ details: { waiting, pending } }: Pick<RequestDetails, "details">) {
  return (waiting?.because === "undo" ? pending?.waited : waiting)?.because;
}

/**
 * From when on it is late: its last day is over in each of these zones, those of whoever has it and of whoever reads it, so that
 * nobody is called late before the date on their own card. Null: never.
 */
export function lateFrom(item: Dated, zones: readonly string[]): Instant | null {
  const lastDay = lastDayOf(item);
  if (lastDay === null) return null;
  const next = addLocalDays(lastDay, 1);
  return zones.map((zone) => instantOf(next, "00:00", zone)).reduce(later);
}

/** By the day of one place alone. */
export function isLateOn(item: Dated, today: LocalDate): boolean {
  const lastDay = lastDayOf(item);
  return lastDay !== null && lastDay < today;
}

export function isLateAt(item: Dated, zones: readonly string[], at: Instant): boolean {
  const from = lateFrom(item, zones);
  return from !== null && at >= from;
}
