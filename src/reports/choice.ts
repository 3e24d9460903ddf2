/** Which matters stand on a first screen: each program's weightiest before any program's second, within the words. */

import { textsFor } from "../platform/texts/language.ts";
import type { Headline } from "./headline.ts";
import { type Limits, limitsFor, MANY, MOST_LINE_WORDS } from "./limits.ts";
import { ageAndAuthor, byWeight, canShareLine, isStale, type Matter, weightOf } from "./matters.ts";
import type { ScreenInput, ScreenLine, SectionName } from "./screen.ts";
import { isMove } from "./status-lines.ts";
import { screenTexts } from "./texts.ts";
import { countWords, isolated, shortLine } from "./words.ts";

export interface Chosen {
  matter: Matter;
  /** Its name as long as it is shown. */
  program: string;
  text: string;
}

interface Options {
  input: ScreenInput;
  headline: Headline | null;
  /** Lines in which statuses that moved stand together; none: each has its own. */
  moves: readonly ScreenLine[];
  mostWords: number;
}

/** In the order in which they were chosen: what is last is given up first. */
export function chooseMatters(matters: readonly Matter[], options: Options): Chosen[] {
  const limits = limitsFor(options.input);
  const isMany = limits === MANY;
  const hasMoveLines = options.moves.length > 0;
  const moved = matters.filter((matter) => isMove(matter) && !hasMoveLines);
  const telling = matters.filter((matter) => matter.section !== "silent" && !(isMove(matter) && hasMoveLines));
  const withNews = new Set(telling.filter((matter) => !isMany || isNews(matter)).map(({ program }) => program.id));
  const [first = [], ...later] = roundsOf(telling.filter(hasProgramIn(withNews)), options, isMany);
  const [routine = []] = roundsOf(
    telling.filter((matter) => !withNews.has(matter.program.id)),
    options,
    isMany,
  );
  const lineWords = limits.lineWords.find((most) => {
    const trial = new Choice(options, limits);
    for (const matter of moved) trial.add(matter, most);
    return first.every((matter) => moved.includes(matter) || trial.add(matter, most));
  });
  const words = lineWords ?? limits.lineWords.at(-1) ?? MOST_LINE_WORDS;
  const choice = new Choice(options, limits);
  for (const matter of [...moved, ...first.filter(needsLine)]) choice.add(matter, words);
  const others = first.filter((matter) => !needsLine(matter) && !moved.includes(matter));
  for (const matter of others) {
    if (choice.left <= options.mostWords * (1 - limits.firstShare)) break;
    choice.add(matter, words);
  }
  let refused = 0;
  const rest = [...others, ...later.flat(), ...routine].filter((matter) => !choice.has(matter));
  for (const matter of [...firstOfSections(rest, choice), ...rest]) {
    if (choice.left < FEWEST_WORDS || refused > MOST_REFUSED) break;
    refused = choice.add(matter, words) ? 0 : refused + 1;
  }
  const silent = matters.filter(({ section }) => section === "silent").toSorted(byWeight);
  for (const matter of silent.slice(0, limits.silent)) choice.add(matter, words);
  return choice.chosen;
}

/** What changed, was decided, is worth something and comes next: each has so many, of different programs, before any program its second. */
function firstOfSections(matters: readonly Matter[], choice: Choice): Matter[] {
  return FIRST_OF_SECTIONS.flatMap(({ section, most }) => {
    const wanted = most - choice.countIn(section);
    if (wanted <= 0) return [];
    const first = new Map<string, Matter>();
    for (const matter of matters)
      if (matter.section === section && !first.has(matter.program.id)) first.set(matter.program.id, matter);
    return [...first.values()].toSorted(byWeight).slice(0, wanted);
  });
}

const FIRST_OF_SECTIONS: readonly { section: SectionName; most: number }[] = [
  { section: "changed", most: 2 },
  { section: "decided", most: 1 },
  { section: "value", most: 1 },
  { section: "upcoming", most: 3 },
];

const hasProgramIn = (ids: ReadonlySet<string>) => (matter: Matter) => ids.has(matter.program.id);

/** In a large portfolio work done as planned, and what stood there without a word since, waits for what is new. */
function isNews(matter: Matter): boolean {
  return !isStale(matter) && (matter.program.isFlagship || weightOf(matter.kind) <= weightOf("recovered"));
}

/** Flagships and what is off track have theirs before all others. */
function needsLine({ program, kind }: Matter): boolean {
  return program.isFlagship || kind === "newly-off-track" || kind === "still-off-track";
}

/** What was chosen so far, and how many words are left. */
class Choice {
  readonly chosen: Chosen[] = [];
  left: number;
  readonly #input: ScreenInput;
  readonly #limits: Limits;
  readonly #added = new Set<Matter>();
  readonly #sections = new Set<SectionName>();
  /** By program and section, the words of its last line. */
  readonly #lastLines = new Map<string, number>();
  readonly #lineCounts = new Map<string, number>();

  constructor({ input, mostWords }: Options, limits: Limits) {
    this.#input = input;
    this.#limits = limits;
    this.left = mostWords;
  }

  add(matter: Matter, mostWords: number): boolean {
    // A portfolio of a thousand has far more than there is room for: nothing is put in words without any.
    if (this.left < FEWEST_WORDS || this.#added.has(matter)) return false;
    const { id } = matter.program;
    const program = this.#nameOf(matter.program);
    const text = matter.text(mostWords);
    const words = countWords(`${text} ${ageAndAuthor(matter)}`);
    const key = `${id} ${matter.section}`;
    const last = this.#lastLines.get(key);
    const canShare = canShareLine(matter);
    const isShared = last !== undefined && canShare && last + words <= MOST_LINE_WORDS;
    const lineCount = (this.#lineCounts.get(id) ?? 0) + (isShared ? 0 : 1);
    const name = last === undefined ? countWords(program) : 0;
    const cost = words + name + this.#headingWords(matter.section);
    if (cost > this.left || lineCount > this.#limits.lines) return false;
    this.left -= cost;
    this.#sections.add(matter.section);
    // What ends with an age or a name goes on with nothing else.
    const line = canShare ? words : MOST_LINE_WORDS;
    this.#lastLines.set(key, isShared && last !== undefined ? last + words : line);
    this.#lineCounts.set(id, lineCount);
    this.#added.add(matter);
    this.chosen.push({ matter, program, text });
    return true;
  }

  has(matter: Matter): boolean {
    return this.#added.has(matter);
  }

  countIn(section: SectionName): number {
    return this.chosen.filter(({ matter }) => matter.section === section && !isMove(matter)).length;
  }

  #nameOf({ title }: Matter["program"]): string {
    return this.#input.programs.length === 1 ? "" : isolated(shortLine(title, this.#limits.nameWords));
  }

  #headingWords(section: SectionName): number {
    const { sections } = textsFor(screenTexts, this.#input.reader);
    return this.#sections.has(section) ? 0 : countWords(sections[section]);
  }
}

/** After so many in a row for which there is no room, none is looked for that is shorter. */
const MOST_REFUSED = 40;
/** A line with fewer says nothing. */
const FEWEST_WORDS = 4;

/**
 * The first round has each program's weightiest matter, the second its second, each in order of weight; in a large
 * portfolio flagships have their second before others. What the headline says comes again only where its program has
 * nothing else to say there; in a large portfolio headline and *Needs you* count as lines of their programs.
 */
function roundsOf(matters: readonly Matter[], { headline, input }: Options, isMany: boolean): Matter[][] {
  const { mostRounds } = limitsFor(input);
  const rounds: Matter[][] = [];
  const needed = new Set(input.needs.slice(0, 3).map(({ program }) => program));
  // Those of one program come in order of weight.
  const queues = Map.groupBy(matters, ({ program }) => program.id);
  for (const [id, queue] of queues) {
    const isSaid = isMany && (headline?.programIds.includes(id) || needed.has(queue[0]?.program.title ?? ""));
    const others = queue.filter(
      (matter) =>
        !headline?.matters.includes(matter) ||
        // An overdue request stands first until it is answered, whatever the headline says.
        (!isMany && matter.kind === "request-overdue") ||
        (!isMany && !queue.some((other) => other !== matter && other.section === matter.section)),
    );
    const shown = others.length === 0 && !isSaid ? queue : others;
    for (const [index, matter] of shown.slice(0, mostRounds).entries()) {
      const place = isSaid ? queue.indexOf(matter) : index;
      const round = rounds[place] ?? [];
      round.push(matter);
      rounds[place] = round;
    }
  }
  return Array.from(rounds, (round, index) =>
    (round ?? []).toSorted((a, b) => (isMany && index > 0 ? byFlagship(a, b) : 0) || byWeight(a, b)),
  );
}

function byFlagship(a: Matter, b: Matter): number {
  return Number(b.program.isFlagship) - Number(a.program.isFlagship);
}
