/** How long names and lines are, by the size of the portfolio. */

import type { LineKind } from "./report.ts";
import type { ScreenInput, SectionName } from "./screen.ts";
import { countWords, isolated, shortLine } from "./words.ts";

/** Beyond so many a portfolio is large: names and lines are shorter, and a program has three lines at most. */
export const MANY_PROGRAMS = 10;

/** So many lines of a section, of different programs; `kinds`: of these alone. */
export interface Share {
  section: SectionName;
  most: number;
  kinds?: readonly LineKind[];
}

/** Why programs are off track, or newly at risk. */
const WORSE: readonly LineKind[] = ["newly-off-track", "still-off-track", "newly-at-risk"];

/** One after the other, before what programs have to say beside. */
export const SHARES: Record<"few" | "many", readonly Share[]> = {
  few: [
    { section: "blocked", most: 10, kinds: [...WORSE, "still-at-risk"] },
    { section: "changed", most: 3, kinds: ["milestone-moved"] },
    { section: "upcoming", most: 1, kinds: ["upcoming"] },
    { section: "value", most: 1 },
    { section: "upcoming", most: 3, kinds: ["upcoming"] },
    { section: "value", most: 3 },
    { section: "decided", most: 1 },
  ],
  many: [
    { section: "blocked", most: 3, kinds: WORSE },
    { section: "changed", most: 1, kinds: ["milestone-moved"] },
    { section: "upcoming", most: 2, kinds: ["upcoming"] },
    { section: "value", most: 2 },
    { section: "changed", most: 2, kinds: ["milestone-moved"] },
    { section: "upcoming", most: 3, kinds: ["upcoming"] },
    { section: "value", most: 3 },
    { section: "changed", most: 3, kinds: ["milestone-moved"] },
    { section: "decided", most: 2 },
  ],
};

interface Limits {
  /** A name of at most so many words stands whole; of a longer one as many as `cutNameWords`. */
  nameWords: number;
  cutNameWords: number;
  lines: number;
  /** Of one program no more matters of a kind are looked at. */
  mostOfKind: number;
}

const FEW: Limits = { nameWords: 12, cutNameWords: 12, lines: Number.POSITIVE_INFINITY, mostOfKind: 40 };
const MANY: Limits = { nameWords: 5, cutNameWords: 4, lines: 3, mostOfKind: 6 };

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
