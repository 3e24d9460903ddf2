/** Which matters stand on a first screen: first lines of each section, then of each program, within the words. */
import { capitalised, textsFor } from "../../platform/texts/language.ts";
import { countWords, fieldText } from "../compile/status-words.ts";
import { type Headline, programsIn } from "./headline.ts";
import { isLarge, MOST_LINES, nameOf, REASONS, SHARES, type Share, sizeOf } from "./limits.ts";
import { ageAndAuthor, byWeight, type Matter, rankOf, wasOffTrack } from "./matters.ts";
import { firstNeeds } from "./needs.ts";
import type { ScreenChoice, ScreenInput, SectionName } from "./screen.ts";
import { areMovesFew, isMove } from "./status-lines.ts";
import { screenTexts } from "./texts.ts";

export interface Chosen {
  matter: Matter;
  part: ScreenChoice["lines"][number]["part"];
}

export function wordsOf({ matter, part }: Chosen, isAlone = false): { text: string; age: string } {
  const { parts } = matter;
  // Why and its age stand in the headline; the only program of a screen is not named before it.
  if (part === "action" && parts) return { text: isAlone ? capitalised(parts.rest) : parts.rest, age: "" };
  const isWhole = part === "whole" || part === "action" || !parts;
  return { text: isWhole ? matter.text(fieldText) : parts[part], age: ageAndAuthor(matter) };
}

interface Options {
  input: ScreenInput;
  headline: Headline;
  mostWords: number;
}

/** In the order in which they were chosen: what is last is given up first. */
export function chooseMatters(matters: readonly Matter[], options: Options): Chosen[] {
  const { input, headline } = options;
  const isMany = isLarge(input);
  const eligible = areMovesFew(input) ? matters : matters.filter((matter) => !isMove(matter));
  const bySection = Map.groupBy(eligible, ({ section, program }) => `${section} ${program.id}`);

  // What the headline says comes again as a date, and where its program has nothing else that is blocked or at risk.
  const isInHeadline = (matter: Matter) =>
    headline.matters.includes(matter) &&
    matter.section !== "upcoming" &&
    (isMany ||
      (!matter.parts?.rest &&
        (matter.section !== "blocked" ||
          matter.kind === "against-green" ||
          (matter.program.isHeld && input.programs.length === 1) ||
          (bySection.get(`${matter.section} ${matter.program.id}`)?.length ?? 0) > 1)));
  const open = eligible.filter((matter) => !isInHeadline(matter));

  const choice = new Choice(options);
  if (input.programs.length === 1) choice.addAll(open.filter(({ section }) => section === "brief"));
  choice.addAll(open.filter((matter) => isMove(matter) || matter.lines.some(wasOffTrack)));
  for (const share of REASONS[sizeOf(input)]) choice.fill(open, share);

  // Then what was the reader's and ended, and what flagships reached.
  const isNews = ({ rank, program }: Matter) => rank === 0 || (rank === 1 && program.isFlagship);
  choice.addAll(open.filter(isNews).slice(0, MOST_LINES));
  choice.addAll(open.filter(({ section }) => section === "silent"));

  for (const share of SHARES[sizeOf(input)]) choice.fill(open, share);
  if (!isMany) choice.addReasons();

  // Each program's weightiest matter, flagships first, before any program's second.
  const queues = [...Map.groupBy(open, ({ program }) => program.id).values()];
  const inRound = (round: number) =>
    queues
      .flatMap((queue) => queue[round] ?? [])
      .toSorted((a, b) => Number(b.program.isFlagship) - Number(a.program.isFlagship) || byWeight(a, b));

  const isFirst = ({ program }: Matter) => program.isFlagship || choice.linesOf(program.id) === 0;
  choice.addAll(inRound(0).filter(isFirst));
  for (let round = 0; queues.some(({ length }) => length > round); round += 1) choice.addAll(inRound(round));

  choice.addReasons();
  return choice.chosen;
}

/** Why its program stands as it does; where the headline says that, what is being done. */
function partOf(matter: Matter, headline: Headline): Chosen["part"] {
  const { parts } = matter;
  if (parts === undefined) return "whole";
  if (parts.rest !== "" && headline.matters.includes(matter)) return "action";
  return isMove(matter) ? "rest" : "why";
}

/** After so many in a row without room none is looked for that is shorter. */
const MOST_REFUSED = 40;

/** What was chosen so far, and how many words are left. */
class Choice {
  readonly chosen: Chosen[] = [];
  #left: number;
  readonly #options: Options;
  readonly #isMany: boolean;
  readonly #added = new Set<Matter>();
  /** Programs by section: their names stand there once; a section's heading is counted with its first. */
  readonly #named = new Map<SectionName, Set<string>>();
  /** Of each program, how many lines it has; headline and *Needs you* count as one each. */
  readonly #lines = new Map<string, number>();
  readonly #ownLines = new Map<string, number>();

  constructor(options: Options) {
    const { input, headline, mostWords } = options;
    this.#options = options;
    this.#left = mostWords;
    this.#isMany = isLarge(input);
    const needed = new Set(firstNeeds(input.needs).map(({ program }) => program));
    const ids = input.programs.flatMap(({ id, title }) => (needed.has(title) ? id : []));
    for (const id of [...ids, ...programsIn(headline, input)]) this.#lines.set(id, this.linesOf(id) + 1);
  }

  linesOf(programId: string): number {
    return this.#lines.get(programId) ?? 0;
  }

  /** Of each program one first: dates of flagships and of the headline, then by day; else the weightiest, programs with fewer lines. */
  fill(matters: readonly Matter[], { section, most, kinds }: Share): void {
    const shown = () =>
      this.chosen.flatMap(({ matter }) => (matter.section === section && !matter.isOfProgram ? matter.program.id : []));
    const programs = new Set(shown());
    const listedLast = ({ program: { id, isFlagship } }: Matter) =>
      Number(this.#isMany && !isFlagship && this.linesOf(id) > 0);
    const inHeadline = programsIn(this.#options.headline, this.#options.input);
    const isFirst = ({ program }: Matter) => program.isFlagship || inHeadline.includes(program.id);
    const found = matters
      .filter((matter) => matter.section === section && !matter.isOfProgram && (kinds?.includes(matter.kind) ?? true))
      .toSorted(
        (a, b) =>
          (section === "upcoming" ? Number(isFirst(b)) - Number(isFirst(a)) || a.day.localeCompare(b.day) : 0) ||
          (section === "blocked" ? listedLast(a) - listedLast(b) : 0) ||
          a.weight - b.weight ||
          rankOf(a) - rankOf(b) ||
          Number(b.program.isFlagship) - Number(a.program.isFlagship) ||
          this.linesOf(a.program.id) - this.linesOf(b.program.id) ||
          byWeight(a, b),
      );
    const first = found.filter(({ program }) => !programs.has(program.id) && programs.add(program.id));
    this.addAll(new Set([...first, ...found]), () => shown().length < most);
  }

  addAll(matters: Iterable<Matter>, hasPlace = () => true): void {
    let refused = 0;
    for (const matter of matters) {
      if (refused > MOST_REFUSED || !hasPlace()) return;
      refused = this.#add(matter) ? 0 : refused + 1;
    }
  }

  #add(matter: Matter): boolean {
    const { input, headline } = this.#options;
    const { id } = matter.program;
    if (this.#added.has(matter)) return true;
    // A bottom line stands where nothing else tells how its program stands.
    if (matter.section === "brief" && input.programs.length > 1 && this.#tellsStatus(id)) return true;
    const ownLines = (this.#ownLines.get(id) ?? 0) + 1;
    if (this.#isMany && ownLines > MOST_LINES) return true;

    const chosen: Chosen = { matter, part: partOf(matter, headline) };
    const cost = this.#costOf(chosen);
    if (cost > this.#left) return false;

    this.#left -= cost;
    this.#named.getOrInsertComputed(matter.section, () => new Set()).add(id);
    this.#ownLines.set(id, ownLines);
    this.#lines.set(id, this.linesOf(id) + 1);
    this.#added.add(matter);
    this.chosen.push(chosen);
    return true;
  }

  /** What is being done, beside why programs are off track or at risk; why they have recovered, beside the move. */
  addReasons(): void {
    for (const one of this.chosen) {
      const { parts } = one.matter;
      if (!parts || this.#options.headline.matters.includes(one.matter)) continue;
      const more = countWords(one.matter.text(fieldText)) - countWords(wordsOf(one).text);
      if (more > this.#left) continue;
      this.#left -= more;
      one.part = "whole";
    }
  }

  #tellsStatus(id: string): boolean {
    const isNamed = (section: SectionName) => this.#named.get(section)?.has(id) === true;
    const isInHeadline = this.#options.headline.matters.some(
      ({ program, section }) => program.id === id && (section === "blocked" || section === "changed"),
    );
    return isInHeadline || isNamed("blocked") || isNamed("changed");
  }

  #costOf(chosen: Chosen): number {
    const { matter } = chosen;
    const { text, age } = wordsOf(chosen);
    const { input } = this.#options;
    const named = this.#named.get(matter.section);
    const heading = named === undefined ? textsFor(screenTexts, input.reader).sections[matter.section] : "";
    // The signs between name, text and age, and that of a status, count in a large portfolio.
    const signs = this.#isMany ? 1 + Number(matter.hasStatus) + Number(age !== "") : 0;
    // What comes stands by day, each with the name of its program.
    const isNamed = matter.section !== "upcoming" && named?.has(matter.program.id);
    return countWords([heading, isNamed ? "" : nameOf(matter.program, input), text, age].join(" ")) + signs;
  }
}
