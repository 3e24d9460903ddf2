/** How long names and lines are, by the size of the portfolio. */

import type { ScreenInput } from "./screen.ts";

/** Beyond so many a portfolio is large: names and lines are shorter, and a program has three lines at most. */
export const MANY_PROGRAMS = 10;
export const MOST_LINE_WORDS = 20;

export interface Limits {
  nameWords: number;
  lines: number;
  /** The words of an author in a line, the most that lets each program have its own; the last at worst. */
  lineWords: readonly number[];
  /** Which part of the words may go to each program's first line; programs beyond it share one with their names. */
  firstShare: number;
  silent: number;
}

const FEW: Limits = {
  nameWords: 12,
  lines: Number.POSITIVE_INFINITY,
  lineWords: [20, 16, 13, 10],
  firstShare: 1,
  silent: MANY_PROGRAMS,
};
export const MANY: Limits = { nameWords: 3, lines: 3, lineWords: [10], firstShare: 0.6, silent: 3 };

export function limitsFor({ programs }: Pick<ScreenInput, "programs">): Limits {
  return programs.length > MANY_PROGRAMS ? MANY : FEW;
}
