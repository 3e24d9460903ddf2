/** How long names and first screens are, by the size of the portfolio. */
import { countWords, STATUS_SHAPES, shortLine } from "../compile/status-and-dates-in-words.ts";
import { needInWords } from "./needs.ts";
import { partsOfLine } from "./parts-of-line.ts";
import type { ReportedProgram, Screen, ScreenInput } from "./screen.ts";

/** Beyond so many a portfolio is large: names are shorter, and the screen longer. */
export const MANY_PROGRAMS = 10;

/** A name of at most so many words stands whole, of a longer one as many as `cut`, or more where others begin alike. */
const NAME_WORDS = { few: { whole: 12, cut: 12 }, many: { whole: 5, cut: 4 } } as const;

export function sizeOf({ programs }: Pick<ScreenInput, "programs">): "few" | "many" {
  return programs.length > MANY_PROGRAMS ? "many" : "few";
}

export function isLarge(input: Pick<ScreenInput, "programs">): boolean {
  return sizeOf(input) === "many";
}

/** The name of a program as long as it is shown: whole, or cut as far as it stays another than those beside it. */
export function shortName(title: string, input: Pick<ScreenInput, "programs">): string {
  return namesOf(input).byTitle.get(title) ?? nameInWords(title, lengthOf(title, NAME_WORDS[sizeOf(input)]));
}

/** Before a line: the only program of a screen is named above all; of two that are called alike each has its key. */
export function nameOf(
  { id, title }: Pick<ReportedProgram, "id" | "title">,
  input: Pick<ScreenInput, "programs">,
): string {
  if (input.programs.length === 1) return "";
  return namesOf(input).byId.get(id) ?? shortName(title, input);
}

interface Names {
  byTitle: ReadonlyMap<string, string>;
  byId: ReadonlyMap<string, string>;
}

const namesByPrograms = new WeakMap<ScreenInput["programs"], Names>();

function namesOf(input: Pick<ScreenInput, "programs">): Names {
  return namesByPrograms.getOrInsertComputed(input.programs, () => namesBeside(input));
}

function namesBeside(input: Pick<ScreenInput, "programs">): Names {
  const { programs } = input;
  const limits = NAME_WORDS[sizeOf(input)];
  const byTitle = new Map<string, string>();

  let open = [...new Set(programs.map(({ title }) => title))].map((title) => ({
    title,
    words: lengthOf(title, limits),
  }));
  while (open.length > 0) {
    const alike = Map.groupBy(open, ({ title, words }) => nameInWords(title, words).toLowerCase());
    open = [];
    for (const group of alike.values()) {
      for (const { title, words } of group) {
        const isWhole = words >= countWords(title);
        if (group.length === 1 || isWhole) byTitle.set(title, nameInWords(title, words));
        else open.push({ title, words: words + 1 });
      }
    }
  }

  const sameTitle = Map.groupBy(programs, ({ title }) => title);
  const byId = programs.map(({ id, key, title }) => {
    const name = byTitle.get(title) ?? title;
    return [id, (sameTitle.get(title)?.length ?? 1) > 1 ? `${name} (${key})` : name] as const;
  });
  return { byTitle, byId: new Map(byId) };
}

function lengthOf(title: string, { whole, cut }: { whole: number; cut: number }): number {
  const words = countWords(title);
  return words <= whole ? whole : cut;
}

function nameInWords(title: string, words: number): string {
  return shortLine(title, words);
}

/** Up to ten programs without what there is to press, beyond with it; signs count like words. */
export const MOST_WORDS = { few: 350, many: 420 } as const;

/** How many words and signs there are to read on it; in a large portfolio with its buttons. */
export function screenWords(screen: Omit<Screen, "choice">, input: Pick<ScreenInput, "reader" | "programs">): number {
  const { reader } = input;
  const isMany = isLarge(input);
  const needs = screen.needs.flatMap((need) => {
    const { title, due, facts } = needInWords(reader, need);
    return [`1. ${title} · ${due}`, facts, isMany ? `${need.recommended ?? NEED_ANSWERS} ${NEED_BUTTONS}` : ""];
  });
  const lines = screen.sections.flatMap(({ heading, lines: shown }) => [
    heading,
    ...shown.map((line, index) => {
      const { name, text, isBelow } = partsOfLine(reader, line, shown[index - 1]);
      const sign = line.status === null || isBelow ? "" : STATUS_SHAPES[line.status];
      return [sign, isBelow ? "·" : "", name, text].join(" ");
    }),
  ]);
  const { title, basis, headline, needsHeading, moreNeeds, counts, leftOut } = screen;
  const below = [moreNeeds, moreNeeds !== null && isMany ? MORE_BUTTON : ""];
  const texts = [title, basis, headline, needsHeading, ...needs, ...below, ...lines, counts, leftOut];
  return countWords([TITLE_MARK, ...texts, isMany ? FOOT : ""].map((text) => text ?? "").join("\n"), true);
}

/** As long as what there is to press. */
const NEED_BUTTONS = "Other answer… Ask… Delegate…";
const NEED_ANSWERS = "Yes No";
const MORE_BUTTON = "Your items";
/** Of the title, where it is text. */
const TITLE_MARK = "#";
const FOOT = "Open a program… Forward… Thank a team… ⋯";
