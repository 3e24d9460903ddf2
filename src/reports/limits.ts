/** How long names and lines are, by the size of the portfolio. */

import type { LineKind } from "./report.ts";
import type { ScreenInput, SectionName } from "./screen.ts";
import { countWords, isolated, shortLine } from "./words.ts";

/** Beyond so many a portfolio is large: names and lines are shorter, and a program has three lines at most. */
export const MANY_PROGRAMS = 10;

/** So many lines of a section, of different programs; `kinds`: of these alone. */
export interface Share {
  section: SectionName;
  most: { few: number; many: number };
  kinds?: readonly LineKind[];
}

const WHY: readonly LineKind[] = ["newly-off-track", "still-off-track", "newly-at-risk", "still-at-risk"];

/** One after the other, before what programs have to say beside: why they are off track or at risk, moved dates, what comes, value. */
export const SHARES: readonly Share[] = [
  { section: "blocked", most: { few: 10, many: 3 }, kinds: WHY },
  { section: "changed", most: { few: 3, many: 1 }, kinds: ["milestone-moved"] },
  { section: "upcoming", most: { few: 1, many: 2 }, kinds: ["upcoming"] },
  { section: "value", most: { few: 1, many: 2 } },
  { section: "upcoming", most: { few: 3, many: 3 }, kinds: ["upcoming"] },
  { section: "value", most: { few: 3, many: 3 } },
  { section: "changed", most: { few: 3, many: 3 }, kinds: ["milestone-moved"] },
  { section: "decided", most: { few: 1, many: 2 } },
];

/** In a large portfolio a program has no more lines. */
export const MOST_LINES = 3;

/** A name of at most so many words stands whole, of a longer one as many as `cut`. */
const NAME_WORDS = { few: { whole: 12, cut: 12 }, many: { whole: 5, cut: 4 } } as const;

export function sizeOf({ programs }: Pick<ScreenInput, "programs">): "few" | "many" {
  return programs.length > MANY_PROGRAMS ? "many" : "few";
}

/** The name of a program as long as it is shown: whole, or cut where something has been named. */
export function shortName(title: string, input: Pick<ScreenInput, "programs">): string {
  const { whole, cut } = NAME_WORDS[sizeOf(input)];
  return isolated(shortLine(title, countWords(title) <= whole ? whole : cut).replace(LEADING_ON, "…"));
}

/** Prepositions, articles and conjunctions, which lead on to what is cut off. */
const LEADING_ON =
  /(?:[\s,;:&+–—-]+(?:an?|and|at|by|for|from|in|into|of|on|or|the|to|with|aux?|avec|dans|de|des|du|en|et|l[ae]s?|ou|par|pour|sur|une?))+…$/iu;
