/** Which matters stand on a first screen: first lines of each section, then of each program, within the words. */
import { textsFor } from "../platform/texts/language.ts";
import type { Headline } from "./headline.ts";
import { isLarge, MOST_LINES, SHARES, type Share, shortName, sizeOf } from "./limits.ts";
import { ageAndAuthor, byWeight, type Matter, rankOf } from "./matters.ts";
import { firstNeeds } from "./needs.ts";
import type { ScreenInput, SectionName } from "./screen.ts";
import { areMovesFew, isMove } from "./status-lines.ts";
import { countWords, fieldText } from "./status-words.ts";
import { screenTexts } from "./texts.ts";

export interface Chosen {
  matter: Matter;
  /** Its name as long as it is shown. */
  program: string;
  text: string;
  /** Empty beside what is being done where the headline says why, with its age. */
  age: string;
}

interface Options {
  input: ScreenInput;
  headline: Headline | null;
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
    headline?.matters.includes(matter) === true &&
    matter.section !== "upcoming" &&
    (isMany ||
      (!matter.parts?.rest &&
        (matter.section !== "blocked" ||
          matter.kind === "against-green" ||
          (bySection.get(`${matter.section} ${matter.program.id}`)?.length ?? 0) > 1)));
  const open = eligible.filter((matter) => !isInHeadline(matter));
  const choice = new Choice(options);
  if (input.programs.length === 1) choice.addAll(open.filter(({ section }) => section === "brief"));
  choice.addAll(open.filter(isMove));
  for (const share of SHARES[sizeOf(input)]) choice.fill(open, share);
  if (!isMany) choice.addReasons();
  choice.addAll(open.filter(({ section }) => section === "silent"));
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
    for (const id of [...ids, ...(headline?.programIds ?? [])]) this.#lines.set(id, this.linesOf(id) + 1);
  }

  linesOf(programId: string): number {
    return this.#lines.get(programId) ?? 0;
  }

  /** Of each program one first: what comes by day, else the weightiest, of one kind those of programs with fewer lines. */
  fill(matters: readonly Matter[], { section, most, kinds }: Share): void {
    const shown = () =>
      this.chosen.flatMap(({ matter }) => (matter.section === section && !matter.isOfProgram ? matter.program.id : []));
    const programs = new Set(shown());
    // Their status is eligible in the headline already.
    const listedLast = ({ program }: Matter) => Number(this.#isMany && this.linesOf(program.id) > 0);
    const found = matters
      .filter((matter) => matter.section === section && !matter.isOfProgram && (kinds?.includes(matter.kind) ?? true))
      .toSorted(
        (a, b) =>
          (section === "upcoming" ? a.day.localeCompare(b.day) : 0) ||
          (section === "blocked" ? listedLast(a) - listedLast(b) : 0) ||
          a.weight - b.weight ||
          rankOf(a) - rankOf(b) ||
          Number(b.program.isFlagship) - Number(a.program.isFlagship) ||
          this.linesOf(a.program.id) - this.linesOf(b.program.id) ||
          byWeight(a, b),
      );
    const first = found.filter(({ program }) => !programs.has(program.id) && programs.add(program.id));
    for (const matter of new Set([...first, ...found])) if (shown().length < most) this.#add(matter);
  }

  addAll(matters: readonly Matter[]): void {
    for (const matter of matters) this.#add(matter);
  }

  #add(matter: Matter): boolean {
    const { input, headline } = this.#options;
    const { id } = matter.program;
    if (this.#added.has(matter)) return true;
    // A bottom line stands where nothing else tells how its program stands.
    if (matter.section === "brief" && input.programs.length > 1 && this.#tellsStatus(id)) return true;
    const ownLines = (this.#ownLines.get(id) ?? 0) + 1;
    if (this.#isMany && ownLines > MOST_LINES) return true;
    const { parts } = matter;
    const isInHeadline = parts !== undefined && parts.rest !== "" && headline?.matters.includes(matter) === true;
    // What is being done, and why a program has recovered, come after all that is short.
    const text = parts === undefined ? matter.text(fieldText) : isInHeadline || isMove(matter) ? parts.rest : parts.why;
    const age = isInHeadline ? "" : ageAndAuthor(matter);
    const name = input.programs.length === 1 ? "" : shortName(matter.program.title, input);
    const cost = this.#costOf(matter, { name, text, age });
    if (cost > this.#left) return false;
    this.#left -= cost;
    this.#named.getOrInsertComputed(matter.section, () => new Set()).add(id);
    this.#ownLines.set(id, ownLines);
    this.#lines.set(id, this.linesOf(id) + 1);
    this.#added.add(matter);
    this.chosen.push({ matter, program: name, text, age });
    return true;
  }

  /** What is being done, beside why programs are off track or at risk; why they have recovered, beside the move. */
  addReasons(): void {
    for (const chosen of this.chosen) {
      const { parts } = chosen.matter;
      if (!parts || this.#options.headline?.matters.includes(chosen.matter)) continue;
      const text = chosen.matter.text(fieldText);
      const more = countWords(text) - countWords(chosen.text);
      if (more > this.#left) continue;
      this.#left -= more;
      chosen.text = text;
    }
  }

  #tellsStatus(id: string): boolean {
    const isNamed = (section: SectionName) => this.#named.get(section)?.has(id) === true;
    const isInHeadline = this.#options.headline?.matters.some(
      ({ program, section }) => program.id === id && (section === "blocked" || section === "changed"),
    );
    return isInHeadline === true || isNamed("blocked") || isNamed("changed");
  }

  #costOf(matter: Matter, { name, text, age }: { name: string } & Pick<Chosen, "text" | "age">): number {
    const { reader } = this.#options.input;
    const named = this.#named.get(matter.section);
    const heading = named === undefined ? textsFor(screenTexts, reader).sections[matter.section] : "";
    // The signs between name, text and age, and that of a status, count in a large portfolio.
    const signs = this.#isMany ? 1 + Number(matter.hasStatus) + Number(age !== "") : 0;
    // What comes stands by day, each with the name of its program.
    const isNamed = matter.section !== "upcoming" && named?.has(matter.program.id);
    return countWords([heading, isNamed ? "" : name, text, age].join(" ")) + signs;
  }
}
