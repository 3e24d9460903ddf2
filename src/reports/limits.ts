/** How long names and lines are, by the size of the portfolio. */

import { type LineKind, STATUS_KINDS } from "./report.ts";
import type { ScreenInput, SectionName } from "./screen.ts";
import { countWords, shortLine } from "./status-words.ts";

/** Beyond so many a portfolio is large: names and lines are shorter, and a program has three lines at most. */
export const MANY_PROGRAMS = 10;

/** So many lines of a section, of different programs first; `kinds`: of these alone. */
export interface Share {
  section: SectionName;
  most: number;
  kinds?: readonly LineKind[];
}

/**
 * Before what programs have to say beside: why they are off track or at risk, moved dates, then what comes, value and decisions in
 * turn up to three each, of few programs five decisions, then more moved dates.
 */
export const SHARES = { few: sharesWith(10, 3, 5), many: sharesWith(2, 1, 3) } as const;

function sharesWith(reasons: number, moves: number, decided: number): readonly Share[] {
  const why = STATUS_KINDS.filter((kind) => kind !== "recovered");
  const moved = (most: number): Share => ({ section: "changed", most, kinds: ["milestone-moved"] });
  const upTo = (most: number): Share[] => [
    { section: "upcoming", most, kinds: ["upcoming"] },
    ...(["value", "decided"] as const).map((section) => ({ section, most })),
  ];
  return [
    { section: "blocked", most: reasons, kinds: why },
    ...[moved(moves), ...upTo(1), ...upTo(2), ...upTo(3).reverse()],
    { section: "decided", most: decided },
    moved(3),
  ];
}

/** In a large portfolio a program has no more lines. */
export const MOST_LINES = 3;

/** A name of at most so many words stands whole, of a longer one as many as `cut`. */
const NAME_WORDS = { few: { whole: 12, cut: 12 }, many: { whole: 5, cut: 4 } } as const;

export function sizeOf({ programs }: Pick<ScreenInput, "programs">): "few" | "many" {
  return programs.length > MANY_PROGRAMS ? "many" : "few";
}

export function isLarge(input: Pick<ScreenInput, "programs">): boolean {
  return sizeOf(input) === "many";
}

/** The name of a program as long as it is shown: whole, or cut where something has been named. */
export function shortName(title: string, input: Pick<ScreenInput, "programs">): string {
  const { whole, cut } = NAME_WORDS[sizeOf(input)];
  return shortLine(title, countWords(title) <= whole ? whole : cut);
}
