/** When what has been kept as long as is said goes: on the first of a month, and announced a month before. Pure. */

import { RETAINED, type Retained } from "../../people/rules-retention.ts";
import type { Instant } from "../../platform/clock.ts";
import { DAYS_OF_NOTICE } from "../../platform/deletions.ts";
import { addMs, DAY } from "../../platform/time.ts";

/** Not the names: they become roles where they are read, and nothing is deleted. */
export const EXPIRING = RETAINED.filter((kind): kind is Exclude<Retained, "names"> => kind !== "names");
export type Expiring = (typeof EXPIRING)[number];

/** The first of a month that is far enough ahead to be announced. */
export function dueAfter(now: Instant): Instant {
  const earliest = addMs(now, DAYS_OF_NOTICE * DAY);
  const first = firstOfMonth(earliest, 0);
  return first === earliest ? first : firstOfMonth(earliest, 1);
}

/** What is older than this goes then. */
export function goesBefore(dueAt: Instant, months: number): Instant {
  return firstOfMonth(dueAt, -months);
}

/** As its row is called. */
export function nameOf(kind: Expiring, dueAt: Instant): string {
  return `${kind} ${dueAt.slice(0, 10)}`;
}

export function kindOf(name: string): Expiring | null {
  return EXPIRING.find((kind) => name.startsWith(`${kind} `)) ?? null;
}

function firstOfMonth(at: Instant, monthsLater: number): Instant {
  return new Date(Date.UTC(Number(at.slice(0, 4)), Number(at.slice(5, 7)) - 1 + monthsLater, 1)).toISOString();
}
