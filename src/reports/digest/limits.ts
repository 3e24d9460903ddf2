/** How long names, lines and first screens are, by the size of the portfolio. */

import { type LineKind, STATUS_KINDS } from "../compile/report.ts";
import { countWords, STATUS_SHAPES, shortLine } from "../compile/status-words.ts";
import { needInWords } from "./needs.ts";
import type { ReportedProgram, Screen, ScreenInput, ScreenLine, SectionName } from "./screen.ts";

/** Beyond so many a portfolio is large: names and lines are shorter, and a program has three lines at most. */
export const MANY_PROGRAMS = 10;

/** So many lines of a section, of different programs first; `kinds`: of these alone. */
export interface Share {
  section: SectionName;
  most: number;
  kinds?: readonly LineKind[];
}

const WHY = STATUS_KINDS.filter((kind) => kind !== "recovered");

/** Why programs are off track or at risk: in a large portfolio the worst two, and those newly at risk. */
export const REASONS = {
  few: [{ section: "blocked", most: 10, kinds: WHY }],
  many: [
    { section: "blocked", most: 2, kinds: WHY },
    { section: "blocked", most: 10, kinds: ["newly-at-risk"] },
  ],
} as const satisfies Record<string, readonly Share[]>;

/** In which order a first screen is filled then: moved dates; what comes, value and decisions in turn; more moved dates; the rest. */
export const SHARES = { few: sharesWith(3), many: sharesWith(1) } as const;

function sharesWith(moves: number): readonly Share[] {
  const moved = (most: number): Share => ({ section: "changed", most, kinds: ["milestone-moved"] });
  const upTo = (most: number): Share[] => [
    { section: "upcoming", most, kinds: ["upcoming", "request"] },
    ...(["next", "value", "decided"] as const).map((section) => ({ section, most })),
  ];
  return [moved(moves), ...upTo(1), ...upTo(2), ...upTo(3).reverse(), moved(3)];
}

/** In a large portfolio a program has no more lines; nor has what ended more before all else. */
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

/** Before a line: the only program of a screen is named above all. */
export function nameOf({ title }: Pick<ReportedProgram, "title">, input: Pick<ScreenInput, "programs">): string {
  return input.programs.length === 1 ? "" : shortName(title, input);
}

/** Up to ten programs words alone, beyond also the signs between them. */
export const MOST_WORDS = { few: 350, many: 420 } as const;

/** What there is to read on it; in a large portfolio over all that stands there, with its buttons and signs. */
export function screenWords(screen: Omit<Screen, "choice">, input: Pick<ScreenInput, "reader" | "programs">): number {
  const { reader } = input;
  const isMany = isLarge(input);
  const needs = screen.needs.flatMap((need) => {
    const { title, due, facts } = needInWords(reader, need);
    return [`1. ${title} · ${due}`, facts, isMany ? `${need.recommended ?? NEED_ANSWERS} ${NEED_BUTTONS}` : ""];
  });
  const lines = screen.sections.flatMap(({ heading, lines: shown }) => [
    heading,
    ...shown.map((line, index) => lineAsShown(line, shown[index - 1])),
  ]);
  const { title, basis, headline, needsHeading, moreNeeds, counts, leftOut } = screen;
  const below = [moreNeeds, moreNeeds !== null && isMany ? MORE_BUTTON : ""];
  const texts = [title, basis, headline, needsHeading, ...needs, ...below, ...lines, counts, leftOut];
  return countWords([...texts, isMany ? FOOT : ""].map((text) => text ?? "").join("\n"), isMany);
}

/** A program's name stands before its first line in a section. */
function lineAsShown({ programId, status, program, text, age }: ScreenLine, before: ScreenLine | undefined): string {
  const rest = [text, age].filter((part) => part !== "").join(" · ");
  if (program !== "" && before?.programId === programId) return `· ${rest}`;
  return [status === null ? "" : STATUS_SHAPES[status], program, program === "" ? "" : "·", rest].join(" ");
}

/** As long as what there is to press. */
const NEED_BUTTONS = "Other answer… Ask… Delegate…";
const NEED_ANSWERS = "Yes No";
const MORE_BUTTON = "Your items";
const FOOT = "# Open a program… Forward… Thank a team… ⋯";
