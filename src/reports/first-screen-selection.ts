/** Which matters stand on a first screen: each program's weightiest before any program's second, within the words. */
import { textsFor } from "../platform/texts/language.ts";
import { normalise } from "./compile-basis.ts";
import type { Headline } from "./headline.ts";
import { type Limits, limitsFor, MANY, MOST_LINE_WORDS, OF_SECTIONS, shortName } from "./limits.ts";
import { ageAndAuthor, byWeight, isStale, type Matter, weightOf } from "./matters.ts";
import { firstNeeds } from "./needs.ts";
import type { LineKind } from "./report.ts";
import type { ScreenInput, ScreenLine, SectionName } from "./screen.ts";
import { isMove } from "./status-lines.ts";
import { screenTexts } from "./texts.ts";
import { countWords } from "./words.ts";

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
  const [first = [], ...later] = roundsOf(telling, options, isMany);
  const choice = new Choice(options, limits);
  const news = first.filter((matter) => !isMany || isNews(matter));
  const rest = [...news, ...later.flat(), ...first];
  const why = news.filter(({ kind, program }) => kind === "newly-at-risk" && program.isFlagship);
  choice.addAll([...moved, ...(isMany ? why : [])]);
  choice.addAll([...firstOfSections(rest, choice, limits.reserved), ...news.filter(needsLine)]);
  if (!isMany) choice.addAll(news);
  choice.addAll(firstOfSections(rest, choice, OF_SECTIONS));
  choice.addAll(rest);
  const silent = matters.filter(({ section }) => section === "silent").toSorted(byWeight);
  for (const matter of silent.slice(0, limits.silent)) choice.add(matter);
  return choice.chosen;
}

/** What changed, was decided, is worth something and comes next, as far as it has fewer lines than it should. */
function firstOfSections(matters: readonly Matter[], choice: Choice, sections: typeof OF_SECTIONS): Matter[] {
  return sections.flatMap(({ section, most }) => {
    const wanted = most - choice.countIn(section);
    if (wanted <= 0) return [];
    const first = new Map<string, Matter>();
    for (const matter of matters)
      if (matter.section === section && !choice.has(matter) && !first.has(matter.program.id))
        first.set(matter.program.id, matter);
    return [...first.values()].toSorted(byWeight).slice(0, wanted);
  });
}

/** In a large portfolio work done as planned, and what stood there without a word since, waits for what is new. */
function isNews(matter: Matter): boolean {
  return !isStale(matter) && (matter.program.isFlagship || weightOf(matter.kind) <= weightOf("recovered"));
}

/** Flagships and what is off track have theirs before all others. */
function needsLine({ program, kind, weight }: Matter): boolean {
  const isFlagship = program.isFlagship && weight < weightOf("no-update");
  return isFlagship || kind === "newly-off-track" || kind === "still-off-track";
}

/** What was chosen so far, and how many words are left. */
class Choice {
  readonly chosen: Chosen[] = [];
  left: number;
  readonly #input: ScreenInput;
  readonly #headline: Headline | null;
  readonly #limits: Limits;
  readonly #added = new Set<Matter>();
  readonly #sections = new Set<SectionName>();
  /** Programs by section: their names stand there once. */
  readonly #named = new Set<string>();
  readonly #lineCounts = new Map<string, number>();

  constructor({ input, headline, mostWords }: Options, limits: Limits) {
    this.#input = input;
    this.#headline = headline;
    this.#limits = limits;
    this.left = mostWords;
  }

  addAll(matters: readonly Matter[]): void {
    let refused = 0;
    for (const matter of matters) {
      if (this.left < FEWEST_WORDS || refused > MOST_REFUSED) return;
      if (!this.has(matter)) refused = this.add(matter) ? 0 : refused + 1;
    }
  }

  add(matter: Matter): boolean {
    // A portfolio of a thousand has far more than there is room for: nothing is put in words without any.
    if (this.left < FEWEST_WORDS || this.#added.has(matter) || this.isRepeated(matter)) return false;
    const { id } = matter.program;
    const program = this.#nameOf(matter.program);
    const text = matter.text(MOST_LINE_WORDS);
    const words = countWords(`${text} ${ageAndAuthor(matter)}`);
    const key = `${id} ${matter.section}`;
    const lineCount = (this.#lineCounts.get(id) ?? 0) + 1;
    const name = this.#named.has(key) ? 0 : countWords(program);
    // The signs between name, text and age, and that of a status, count in a large portfolio.
    const signs = this.#limits === MANY ? 1 + Number(matter.hasStatus) + Number(ageAndAuthor(matter) !== "") : 0;
    const cost = words + name + this.#headingWords(matter.section) + signs;
    if (cost > this.left || lineCount > this.#limits.lines) return false;
    this.left -= cost;
    this.#sections.add(matter.section);
    this.#named.add(key);
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

  /** In the words of a line of its program, as a date of what is asked there, or above in the headline. */
  isRepeated(matter: Matter): boolean {
    const said = [...(this.#headline?.matters ?? []), ...this.chosen.map((chosen) => chosen.matter)];
    return said.some(
      (other) => other !== matter && other.program.id === matter.program.id && saysTheSame(matter, other),
    );
  }

  #nameOf({ title }: Matter["program"]): string {
    return this.#input.programs.length === 1 ? "" : shortName(title, this.#input);
  }

  #headingWords(section: SectionName): number {
    const { sections } = textsFor(screenTexts, this.#input.reader);
    return this.#sections.has(section) ? 0 : countWords(sections[section]);
  }
}

/** A bottom line sums up what is done, decided or valuable: where nearly all words of one are in the other, it is said once. */
function saysTheSame(matter: Matter, other: Matter): boolean {
  const [one, two] = [matter.lines[0], other.lines[0]];
  if (one === undefined || two === undefined) return false;
  if ((matter.section === "upcoming") !== (other.section === "upcoming"))
    return one.itemId !== undefined && one.itemId === two.itemId;
  if ((matter.section === "brief") === (other.section === "brief")) return false;
  const [words, others] = [wordsIn(one.text), wordsIn(two.text)];
  const fewer = Math.min(words.size, others.size);
  return fewer > 0 && words.intersection(others).size >= fewer * NEARLY_ALL;
}

const NEARLY_ALL = 0.8;

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(normalise(text).match(/[\p{L}\p{N}]+/gu));
}

/** After so many in a row for which there is no room, none is looked for that is shorter. */
const MOST_REFUSED = 40;
/** A line with fewer says nothing. */
const FEWEST_WORDS = 4;

/**
 * The first round has each program's weightiest matter, the second its second, each in order of weight; in a large
 * portfolio flagships have their second before others. What the headline says comes again only where its program has
 * nothing else to say there, facts not at all; in a large portfolio headline and *Needs you* count as lines of their programs.
 */
function roundsOf(matters: readonly Matter[], { headline, input }: Options, isMany: boolean): Matter[][] {
  const { mostRounds } = limitsFor(input);
  const rounds: Matter[][] = [];
  const needed = new Set(firstNeeds(input.needs).map(({ program }) => program));
  // Those of one program come in order of weight.
  const queues = Map.groupBy(matters, ({ program }) => program.id);
  for (const [id, queue] of queues) {
    const isSaid = isMany && (headline?.programIds.includes(id) || needed.has(queue[0]?.program.title ?? ""));
    const hasClause = isMany && headline?.matters.some(({ program }) => program.id === id);
    const others = queue.filter(
      (matter) =>
        !headline?.matters.includes(matter) ||
        // An overdue request stands first until it is answered, whatever the headline says.
        (!isMany && matter.kind === "request-overdue") ||
        (!isMany &&
          !(input.programs.length > 1 && WHOLE_IN_CLAUSE.includes(matter.kind)) &&
          !queue.some((other) => other !== matter && other.section === matter.section)),
    );
    const shown = others.length === 0 && !isSaid ? queue : others;
    for (const [index, matter] of shown.slice(0, mostRounds).entries()) {
      const place = hasClause ? Math.max(queue.indexOf(matter), 1) : index;
      const round = rounds[place] ?? [];
      round.push(matter);
      rounds[place] = round;
    }
  }
  return Array.from(rounds, (round, index) =>
    (round ?? []).toSorted((a, b) => (isMany && index > 0 ? byFlagship(a, b) : 0) || byWeight(a, b)),
  );
}

/** A clause of the headline has all of their words. */
const WHOLE_IN_CLAUSE: readonly LineKind[] = ["against-green", "milestone-moved", "bottom-line"];

function byFlagship(a: Matter, b: Matter): number {
  return Number(b.program.isFlagship) - Number(a.program.isFlagship);
}
