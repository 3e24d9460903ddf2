/**
 * What was kept of what was promised. A promise is an item with a day, a round is kept where at least half of those answered
 * who had it. What nobody promised and nobody was asked is neither kept nor broken. Pure.
 */
import { askedIn, type Outcomes } from "../../cadences/outcomes/rules.ts";
import type { LocalDate } from "../../platform/time.ts";

export interface Span {
  /** The first day, and the last. */
  from: LocalDate;
  until: LocalDate;
}

export interface Promised {
  code: string;
  dueOn: LocalDate | null;
  /** Of a presence: its own day. Null: it is not done. */
  doneOn: LocalDate | null;
  /** It is no promise any more, and was not kept. */
  isDropped: boolean;
}

/** In that span, by its day as it stands; null: neither. */
export function fateIn({ dueOn, doneOn, isDropped }: Promised, { from, until }: Span): "kept" | "broken" | null {
  if (dueOn === null || isDropped) return null;
  const isDueIn = from <= dueOn && dueOn <= until;
  if (doneOn !== null && doneOn <= dueOn) return isDueIn || (from <= doneOn && doneOn <= until) ? "kept" : null;
  const wasLateIn = dueOn < until && (doneOn === null || doneOn >= from);
  return wasLateIn ? "broken" : null;
}

/** Null: nobody had it. */
export function isRoundKept(outcomes: Outcomes): boolean | null {
  const asked = askedIn(outcomes);
  return asked === 0 ? null : 2 * outcomes.answered >= asked;
}

/** Four of five. */
const MOST = 0.8;

/** Whether so many of those were kept that it is a practice. */
export function areMost({ kept, of }: { kept: number; of: number }): boolean {
  return of > 0 && kept >= MOST * of;
}
