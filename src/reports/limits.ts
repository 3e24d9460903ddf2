/** How long names and lines are, by the size of the portfolio. */

import type { ScreenInput, SectionName } from "./screen.ts";
import { countWords, isolated, shortLine } from "./words.ts";

/** Beyond so many a portfolio is large: names and lines are shorter, and a program has three lines at most. */
export const MANY_PROGRAMS = 10;
export const MOST_LINE_WORDS = 20;

/** So many lines of these, of different programs, come before any program's second; in a large portfolio before most first ones. */
export const OF_SECTIONS: readonly { section: SectionName; most: number }[] = [
  { section: "changed", most: 2 },
  { section: "decided", most: 3 },
  { section: "value", most: 4 },
  { section: "upcoming", most: 3 },
];

export interface Limits {
  /** A name of at most so many words stands whole; of a longer one as many as `cutNameWords`. */
  nameWords: number;
  cutNameWords: number;
  lines: number;
  /** So many of them before all else. */
  reserved: typeof OF_SECTIONS;
  silent: number;
  /** Of one program no more matters of a kind are looked at, and no more in all. */
  mostOfKind: number;
  mostRounds: number;
}

const FEW: Limits = {
  nameWords: 12,
  cutNameWords: 12,
  lines: Number.POSITIVE_INFINITY,
  reserved: [{ section: "upcoming", most: 4 }],
  silent: MANY_PROGRAMS,
  mostOfKind: 40,
  mostRounds: 40,
};
export const MANY: Limits = {
  nameWords: 5,
  cutNameWords: 3,
  lines: 3,
  reserved: [
    { section: "upcoming", most: 2 },
    { section: "value", most: 2 },
    { section: "upcoming", most: 3 },
    { section: "value", most: 3 },
  ],
  silent: 3,
  mostOfKind: 6,
  mostRounds: 15,
};

export function limitsFor({ programs }: Pick<ScreenInput, "programs">): Limits {
  return programs.length > MANY_PROGRAMS ? MANY : FEW;
}

/** The name of a program as long as it is shown: whole, or cut where something has been named. */
export function shortName(title: string, input: Pick<ScreenInput, "programs">): string {
  const { nameWords, cutNameWords } = limitsFor(input);
  if (countWords(title) <= nameWords) return isolated(shortLine(title, nameWords));
  return isolated(shortLine(title, cutNameWords).replace(LEADING_ON, "…"));
}

/** Prepositions, articles and conjunctions, which lead on to what is cut off. */
const LEADING_ON =
  /(?:[\s,;:&+–—-]+(?:an?|and|at|by|for|from|in|into|of|on|or|the|to|with|aux?|avec|dans|de|des|du|en|et|l[ae]s?|ou|par|pour|sur|une?))+…$/iu;
