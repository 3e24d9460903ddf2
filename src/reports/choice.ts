/** Which matters stand on a first screen: each program's weightiest before any program's second, within the words. */

import { textsFor } from "../platform/texts/language.ts";
import type { Headline } from "./headline.ts";
import { byWeight, type Matter } from "./matters.ts";
import type { ScreenInput, SectionName } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { countWords, isolated, shortLine } from "./words.ts";

/** Beyond so many a portfolio is large: three lines a program at most, names and lines shorter. */
export const MANY_PROGRAMS = 10;

const MOST = {
  few: { name: 12, lines: Number.POSITIVE_INFINITY, words: 20, lightWords: 20, silent: MANY_PROGRAMS },
  many: { name: 5, lines: 3, words: 16, lightWords: 12, silent: 3 },
} as const;

export interface Chosen {
  matter: Matter;
  program: string;
  text: string;
}

interface Options {
  input: ScreenInput;
  headline: Headline | null;
  mostWords: number;
}

/** In the order in which they were chosen: what is last is given up first. */
export function chooseMatters(matters: readonly Matter[], { input, headline, mostWords }: Options): Chosen[] {
  const limits = input.programs.length > MANY_PROGRAMS ? MOST.many : MOST.few;
  const texts = textsFor(screenTexts, input.reader);
  const chosen: Chosen[] = [];
  const names = new Set<string>();
  const sections = new Set<SectionName>();
  const lineCounts = new Map<string, number>();
  let left = mostWords;
  const add = (matter: Matter, most: number): boolean => {
    const { id, title } = matter.program;
    const program = isolated(shortLine(title, limits.name));
    const text = matter.text(most);
    const key = `${id} ${matter.section}`;
    const cost =
      countWords(`${text} ${matter.age}`) +
      (names.has(key) || input.programs.length === 1 ? 0 : countWords(program)) +
      (sections.has(matter.section) ? 0 : countWords(texts.sections[matter.section]));
    if (cost > left) return false;
    left -= cost;
    names.add(key);
    sections.add(matter.section);
    lineCounts.set(id, (lineCounts.get(id) ?? 0) + 1);
    chosen.push({ matter, program, text });
    return true;
  };
  const wordsFor = ({ section, kind }: Matter) =>
    section === "value" || kind === "still-at-risk" ? limits.lightWords : limits.words;
  for (const round of roundsOf(matters, headline)) {
    for (const matter of round) {
      if ((lineCounts.get(matter.program.id) ?? 0) < limits.lines) add(matter, wordsFor(matter));
    }
  }
  const silent = matters.filter(({ section }) => section === "silent").toSorted(byWeight);
  for (const matter of silent.slice(0, limits.silent)) add(matter, limits.words);
  return chosen;
}

/**
 * The first round has each program's weightiest matter, the second its second, each round in order of weight. What the
 * headline says comes again only where the program has nothing else to say.
 */
function roundsOf(matters: readonly Matter[], headline: Headline | null): Matter[][] {
  const rounds: Matter[][] = [];
  const queues = new Map<string, Matter[]>();
  for (const matter of matters) {
    if (matter.section === "silent") continue;
    queues.set(matter.program.id, [...(queues.get(matter.program.id) ?? []), matter]);
  }
  for (const queue of queues.values()) {
    const others = queue.filter((matter) => !headline?.matters.includes(matter));
    for (const [index, matter] of (others.length === 0 ? queue : others).toSorted(byWeight).entries()) {
      const round = rounds[index] ?? [];
      round.push(matter);
      rounds[index] = round;
    }
  }
  return rounds.map((round) => round.toSorted(byWeight));
}
