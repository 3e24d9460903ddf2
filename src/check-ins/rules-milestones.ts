/** What the dates that were given for a milestone come to. */
import type { LocalDate } from "../platform/time.ts";

/** As recorded, oldest first. */
export interface GivenDate {
  date: LocalDate | null;
  checkInId: string;
}

export interface DateHistory {
  /** Null: the only answer was taken back. */
  original: LocalDate | null;
  current: LocalDate | null;
  /** How often a later check-in gave another date than the one before it. */
  moves: number;
}

/** Of each check-in its last word counts: correcting an answer is no move. The first date stays the original for ever. */
export function dateHistoryOf(given: readonly GivenDate[]): DateHistory {
  const lastWords = new Map<string, LocalDate | null>();
  for (const { checkInId, date } of given) lastWords.set(checkInId, date);
  const dates = [...lastWords.values()].filter((date) => date !== null);
  const steps = dates.filter((date, index) => date !== dates[index - 1]);
  return { original: steps[0] ?? null, current: steps.at(-1) ?? null, moves: Math.max(0, steps.length - 1) };
}
