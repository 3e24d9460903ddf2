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
  /** Which part of the words may go to each program's first line before each section has some. */
  firstShare: number;
  silent: number;
  /** Of one program no more matters of a kind are looked at, and no more in all. */
  mostOfKind: number;
  mostRounds: number;
}

const FEW: Limits = {
  nameWords: 12,
  lines: Number.POSITIVE_INFINITY,
  lineWords: [20, 16, 13, 10],
  firstShare: 1,
  silent: MANY_PROGRAMS,
  mostOfKind: 40,
  mostRounds: 40,
};
export const MANY: Limits = {
  nameWords: 3,
  lines: 3,
  lineWords: [10],
  firstShare: 0.6,
  silent: 3,
  mostOfKind: 6,
  mostRounds: 15,
};

export function limitsFor({ programs }: Pick<ScreenInput, "programs">): Limits {
  return programs.length > MANY_PROGRAMS ? MANY : FEW;
}
