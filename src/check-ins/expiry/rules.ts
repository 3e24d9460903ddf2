/** What of a round goes when answers are kept no longer. Pure. */

import type { Instant } from "../../platform/clock.ts";
import { addMs, DAY } from "../../platform/time.ts";

/** A year's check-in has its next round by then. */
const LAST_KEPT_MS = 396 * DAY;

export interface ToLookAt {
  closesAt: Instant;
  /** A later round by the rule asks. */
  isFollowed: boolean;
  /** It was for one person, or its cadence asks nobody any more. */
  isApart: boolean;
}

/**
 * Whether its rows go, or the words of its answers alone: the last round of a check-in says who was silent, and who would be
 * asked again by a change.
 */
export function goesWhole(
  { closesAt, isFollowed, isApart }: ToLookAt,
  { before, now }: { before: Instant; now: Instant },
): boolean {
  return closesAt < before && (isFollowed || isApart || closesAt < addMs(now, -LAST_KEPT_MS));
}

/** The digest of a year is made by then, whatever month its year begins in, and corrected. */
const ASKED_MONTHS_KEPT = 18;

/** Months before this are asked for by no digest that is still to come. */
export function firstMonthKept(now: Instant): string {
  const first = new Date(Date.UTC(Number(now.slice(0, 4)), Number(now.slice(5, 7)) - 1 - ASKED_MONTHS_KEPT, 1));
  return first.toISOString().slice(0, "YYYY-MM".length);
}

/** How far it has come: in which cadence, after the round of which key. */
export interface Place {
  cadenceId: string;
  key: string;
}

export function placeIn(doneTo: string): Place {
  const [cadenceId = "", key = ""] = doneTo.split(" ");
  return { cadenceId, key };
}

export function doneTo({ cadenceId, key }: Place): string {
  return `${cadenceId} ${key}`;
}
