/** When an appearance is, when it may be put to whoever is asked for it, and when it is looked at again. Pure. */

import { isRestricted } from "../../people/rules-restricted.ts";
import type { Instant } from "../../platform/clock.ts";
import {
  addLocalDays,
  addMs,
  earliest,
  instantOf,
  isZone,
  type LocalDate,
  localDateOf,
  MINUTE,
} from "../../platform/time.ts";
import type { Details } from "../details.ts";
import { type IsWorkingDay, workingDaysFrom } from "../reminders/rules.ts";
import { isImported } from "../rules.ts";
import type { Disclosure, ItemState } from "../table.ts";

/** Whoever was asked for one, or has said *Not this time*, is asked for no other for so long. */
export const REST_DAYS = 14;
/** Of one that nobody has said the length of. */
const USUAL_MINUTES = 60;
const LOOKED_AT = "06:00";
const REMINDED_AT = "09:00";

export interface Dated {
  due_on: LocalDate | null;
  details: Pick<Details["appearance"], "time" | "zone" | "minutes">;
}

interface Attended {
  source_key: string;
  disclosure: Disclosure;
  state: ItemState;
  owner_id: string | null;
  due_on: LocalDate | null;
}

/** Whether anybody is written to about it; nobody is of one that was taken over, or that only whoever leads may read. */
export function isAttended<One extends Attended>(item: One): item is One & { owner_id: string; due_on: LocalDate } {
  if (item.owner_id === null || item.due_on === null || isImported(item)) return false;
  return (item.state === "open" || item.state === "acknowledged") && !isRestricted(item);
}

/** Whether whoever was asked first has chosen them: they are asked whatever they were asked lately. */
export function isSentTo(
  { details: { answer } }: { details: Pick<Details["appearance"], "answer"> },
  personId: string,
): boolean {
  return answer?.is === "sent-someone" && answer.to === personId;
}

/** Where it takes place; `own`: the zone of whoever is asked. */
export function placeZone({ details }: Pick<Dated, "details">, own: string): string {
  return details.zone !== undefined && isZone(details.zone) ? details.zone : own;
}

/** Null without a date; without a time it is of the whole day. */
export function spanOf({ due_on: on, details }: Dated, own: string): { from: Instant; until: Instant } | null {
  if (on === null) return null;
  const zone = placeZone({ details }, own);
  if (details.time === undefined)
    return { from: instantOf(on, "00:00", zone), until: instantOf(addLocalDays(on, 1), "00:00", zone) };
  const from = instantOf(on, details.time, zone);
  return { from, until: addMs(from, (details.minutes ?? USUAL_MINUTES) * MINUTE) };
}

export function isOver(item: Dated, own: string, now: Instant): boolean {
  const span = spanOf(item, own);
  return span !== null && span.until <= now;
}

/** Before which day nobody puts another to somebody who was asked then; null: it may be today. */
export function restsUntil(asked: readonly Instant[], zone: string, now: Instant): LocalDate | null {
  const last = asked.toSorted().at(-1);
  const rest = last === undefined ? null : addLocalDays(localDateOf(last, zone), REST_DAYS);
  return rest !== null && rest > localDateOf(now, zone) ? rest : null;
}

/** Which of several goes first: the one that is soonest. */
export function soonest<One extends Dated & { id: string }>(items: readonly One[]): One | undefined {
  const order = ({ due_on, details, id }: One) => [due_on, details.time ?? "", id].join(" ");
  return items.toSorted((one, other) => (order(one) < order(other) ? -1 : 1))[0];
}

/** The working day before it, of whoever goes. */
export function dayBefore(on: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return workingDaysFrom(on, -1, isWorkingDay);
}

/**
 * Before when it has to be read: as the working day before begins for whoever goes; where that has begun, before the day
 * itself does; and on that day before it takes place. Null without a date.
 */
export function readBefore(
  item: Dated,
  { isWorkingDay, zone, now }: { isWorkingDay: IsWorkingDay; zone: string; now: Instant },
): Instant | null {
  const span = spanOf(item, zone);
  if (item.due_on === null || span === null) return null;
  const days = [dayBefore(item.due_on, isWorkingDay), item.due_on].map((day) => instantOf(day, "00:00", zone));
  return days.find((begins) => begins > now) ?? span.from;
}

/** When whoever goes is reminded; null: they have said so on that very day, or it is past. */
export function reminderAt(
  on: LocalDate,
  { isWorkingDay, now, zone }: { isWorkingDay: IsWorkingDay; now: Instant; zone: string },
): Instant | null {
  const day = dayBefore(on, isWorkingDay);
  return day > localDateOf(now, zone) ? instantOf(day, REMINDED_AT, zone) : null;
}

/**
 * When it is looked at again: each morning until it has been put to whoever is asked, and when it is over, to ask what came of
 * it. Null: it is not.
 */
export function nextLookAt(item: Dated & { state: ItemState }, own: string, now: Instant): Instant | null {
  const span = spanOf(item, own);
  if (span === null || span.until <= now) return null;
  if (item.state === "acknowledged") return span.until;
  if (item.state !== "open") return null;
  return earliest(span.until, instantOf(addLocalDays(localDateOf(now, own), 1), LOOKED_AT, own));
}
