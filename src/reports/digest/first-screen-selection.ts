/**
 * Which matters stand on a first screen: one list, sorted once and filled once. After *Needs you* (1) come every program off
 * track, every green that facts speak against, every newly at risk and what is recommended (2), a line for every other program (3),
 * running lines of status moves, programs at risk without an update and dates (4), and further lines while words last (5).
 * Room is kept first for the name of every program off track and, after three lines of step 2, for the first line of each section.
 */
import { textsFor } from "../../platform/texts/language.ts";
import { normalise } from "../compile/basis.ts";
import { measureIn } from "../compile/measures.ts";
import { isRemoved, type LineKind } from "../compile/report.ts";
import { countWords, statusWord } from "../compile/status-and-dates-in-words.ts";
import { type Headline, programsIn } from "./headline.ts";
import { nameOf } from "./limits.ts";
import { isClosedForThem, isTheirs } from "./matter-words.ts";
import { byWeight, isChosen, isMove, isOffTrack, type Matter, ShownWords } from "./matters.ts";
import { type ReportedProgram, type ScreenChoice, type ScreenInput, SECTIONS, type SectionName } from "./screen.ts";
import { runningText, screenText, statusBefore } from "./screen-lines.ts";
import { sectionHeading } from "./section-headings.ts";
import { screenTexts } from "./texts.ts";

export interface Chosen {
  matter: Matter;
  drawn: ScreenChoice["lines"][number]["drawn"];
}

interface Entry extends Chosen {
  step: 2 | 3 | 4 | 5;
  /** In step 3 flagships stand before others, each with a second line. */
  place: number;
}

/** This many reasons are placed before room is reserved for other sections. */
const FIRST_REASONS = 3;

interface Options {
  input: ScreenInput;
  headline: Headline;
  mostWords: number;
}

/** In the order in which they were chosen. `matters` are all of the screen, by program. */
export function* chooseMatters(matters: readonly Matter[], options: Options): Generator<void, Chosen[]> {
  const { input, headline } = options;
  const unsorted: Entry[] = [];
  for (const own of Map.groupBy(matters, ({ program }) => program.id).values()) {
    yield;
    unsorted.push(...entriesOf(own, input, headline));
  }
  const byStep = Map.groupBy(unsorted, ({ step }) => step);
  for (const [step, own] of byStep) byStep.set(step, yield* inOrder(own));
  const inStep = (step: Entry["step"]) => byStep.get(step) ?? [];

  const filling = new Filling(options);
  const reasons = inStep(2);
  filling.keepRoomForNames(reasons.filter(({ matter }) => isOffTrack(matter)));
  yield* filling.addAll(reasons.slice(0, FIRST_REASONS));

  filling.keepRoomForSections([...inStep(3), ...inStep(4), ...inStep(5)]);
  yield* filling.addAll(reasons.slice(FIRST_REASONS));
  yield* filling.addAll(inStep(3));
  const running = inStep(4);
  yield* filling.addAll(running.filter((entry) => !filling.isAboutShownItem(entry)));
  yield* filling.addAll(running.filter((entry) => filling.isAboutShownItem(entry)));

  filling.giveBackSections();
  yield* filling.addAll(inStep(5));
  return filling.chosen;
}

/** By place, then by weight, in a piece for each. */
function* inOrder(entries: readonly Entry[]): Generator<void, Entry[]> {
  const sorted: Entry[] = [];
  const byPlace = Map.groupBy(entries, ({ place }) => place);
  for (const [, ofPlace] of inKeyOrder(byPlace)) {
    for (const [, alike] of inKeyOrder(Map.groupBy(ofPlace, ({ matter }) => matter.weight))) {
      yield;
      sorted.push(...alike.sort((a, b) => byWeight(a.matter, b.matter)));
    }
  }
  return sorted;
}

function inKeyOrder<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([one], [other]) => one - other);
}

/** Reasons why a program is off track, newly at risk, or not as green as it is called. */
const REASONS: readonly LineKind[] = ["newly-off-track", "still-off-track", "against-green", "newly-at-risk"];

/** The order of step 2, in which what is new comes before what is old. */
function placeOfReason({ kind }: Matter): number {
  return REASONS.indexOf(kind);
}

function isReason({ kind, isOfProgram }: Matter): boolean {
  return REASONS.includes(kind) && isOfProgram !== true;
}

/** Those of one program, each in its step. `all` has the weightiest first. */
function entriesOf(all: readonly Matter[], input: ScreenInput, headline: Headline): Entry[] {
  // Where work went on, a program is not without an update.
  const own = all.some(isProgress) ? all.filter(({ section }) => section !== "silent") : all;
  const program = own[0]?.program;
  if (program === undefined) return [];

  const running = own.filter((matter) => isRunning(matter, input));
  const listed = own.filter((matter) => !running.includes(matter) && isListed(matter, input));
  const entries = running.map(runningEntry);

  const shown = wordsInHeadline(program, headline);
  const isNew = (matter: Matter) =>
    !headline.matters.includes(matter) && (isChosen(matter) || !shown.hasAll(matter.lines));
  const reason = listed.find((matter) => isReason(matter) && isNew(matter));
  if (reason) entries.push({ matter: reason, drawn: "line", step: 2, place: placeOfReason(reason) });
  const recommended = listed.find(({ kind }) => kind === "recommended");
  if (recommended) entries.push({ matter: recommended, drawn: "line", step: 2, place: REASONS.length });
  if (reason === undefined && !hasNews(program, listed)) return entries;

  const first = reason ?? recommended ?? listed.find(isNew);
  if (first === undefined) return entries;
  const isPlaced = first === reason || first === recommended;
  if (!isPlaced) entries.push({ matter: first, drawn: "line", step: 3, place: program.isFlagship ? 0 : 2 });

  shown.addAll(first.lines);
  const isOther = (matter: Matter) => matter.kind !== first.kind && matter !== recommended && isNew(matter);
  const second = program.isFlagship ? listed.find(isOther) : undefined;
  if (second) entries.push({ matter: second, drawn: "line", step: 3, place: 1 });
  for (const matter of listed)
    if (![first, second, recommended].includes(matter) && !headline.matters.includes(matter))
      entries.push({ matter, drawn: "line", step: 5, place: 0 });
  return entries;
}

function wordsInHeadline({ id }: ReportedProgram, { matters }: Headline): ShownWords {
  const shown = new ShownWords();
  for (const { program, lines } of matters) if (program.id === id) shown.addAll(lines);
  return shown;
}

/** Somebody wrote in its period, or it has ended. */
function hasNews({ report, closedOn }: ReportedProgram, matters: readonly Matter[]): boolean {
  return report.answered > 0 || closedOn !== undefined || matters.some(hasHappened);
}

const HAPPENED: readonly LineKind[] = ["milestone-moved", "decided", "finished", "recovered", "recovering"];

/** Whether steps of a track were done since the report before. */
function isProgress({ lines }: Pick<Matter, "lines">): boolean {
  return lines.some(({ track }) => track !== undefined && track.done > (track.doneBefore ?? 0));
}

/** That a measure is behind lasts; a new value of one has happened. */
function hasHappened(matter: Matter): boolean {
  const { kind, lines, program } = matter;
  if (isProgress(matter)) return true;
  if (kind === "measure") return lines.some((line) => measureIn(program.report, line)?.isNew);
  return HAPPENED.includes(kind);
}

/** Whether a matter shares a running line with those of other programs. */
function isRunning(matter: Matter, input: ScreenInput): boolean {
  if (matter.section === "paused") return true;
  if (input.programs.length === 1) return false;
  return isMove(matter) || matter.kind === "upcoming" || matter.kind === "no-update";
}

const RUNNING_SECTIONS: readonly SectionName[] = ["paused", "changed", "silent", "upcoming"];

/** Who is silent and was on track comes last of all. */
function runningEntry(matter: Matter): Entry {
  const { section, program } = matter;
  const isCalm = section === "silent" && (program.report.status?.status ?? "green") === "green" && !program.isHeld;
  if (isCalm) return { matter, drawn: "running", step: 5, place: 1 };
  return { matter, drawn: "running", step: 4, place: RUNNING_SECTIONS.indexOf(section) };
}

/** A request to others is told in the period in which it was made; what was closed where it was the reader's or a status names it. */
function isListed({ kind, lines, program }: Matter, input: ScreenInput): boolean {
  const [line] = lines;
  if (line === undefined) return true;
  if (kind === "request" || kind === "request-overdue") return isNewRequest(line, input);
  if (isRemoved(line)) {
    const reason = normalise(program.report.status?.reason ?? "");
    return isClosedForThem(line, input.reader) || normalise(line.text) === reason;
  }
  return !(kind === "still-at-risk" || kind === "recovered" || kind === "recovering") || line.text !== "";
}

function isNewRequest(line: Matter["lines"][number], input: ScreenInput): boolean {
  return isTheirs(line, input.reader) || (line.since !== null && line.since >= input.period.from);
}

/** A line has all words of its text, or the first six at least: most have them in so many letters. */
const FEWEST_WORDS = 6;
const LETTERS_OF_FEWEST = 60;

/** What is on the screen so far, and how many words are left. */
class Filling {
  readonly chosen: Chosen[] = [];
  readonly #options: Options;
  #left: number;
  /** Programs by section: their names stand there once; a section's heading is counted with its first. */
  readonly #named = new Map<SectionName, Set<string>>();
  /** By program, the words of the headline and of its lines. */
  readonly #shownWords = new Map<string, ShownWords>();
  /** Items that the headline or a line is about. */
  readonly #itemIds = new Set<string>();
  /** Programs whose present status a line of theirs, or the headline, shows. */
  readonly #hasStatus = new Set<string>();
  /** Of programs off track, the words of the names for which room is kept. */
  readonly #keptForNames = new Map<string, number>();
  /** Of sections, the words for which room is kept. */
  readonly #keptForSections = new Map<SectionName, number>();
  /** The words around these names, as long as one of them may need them. */
  #keptAround = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#left = options.mostWords;
    for (const id of programsIn(options.headline, options.input)) this.#hasStatus.add(id);
    for (const { lines } of options.headline.matters) this.#noteItems(lines);
  }

  keepRoomForNames(entries: readonly Entry[]): void {
    const { input } = this.#options;
    if (entries.length === 0) return;
    const { named, namedNew, more, sections } = textsFor(screenTexts, input.reader);
    const status = statusWord(input.reader, "red");
    const around = `${sections.blocked} ${namedNew(status, "")} · ${named(status, more("", entries.length))}`;
    this.#keptAround = 1 + countWords(around, true);
    this.#left -= this.#keptAround;
    for (const { matter } of entries) {
      const words = countWords(nameOf(matter.program, input), true);
      if (words > this.#left) return;
      this.#keptForNames.set(matter.program.id, words);
      this.#left -= words;
    }
  }

  /**
   * Reserves words for the first line of each section, the last section first, as its lines are added last. *Blocked or at
   * risk* is filled first and needs none; programs without an update are counted.
   */
  keepRoomForSections(entries: readonly Entry[]): void {
    const bySection = Map.groupBy(entries, ({ matter }) => matter.section);
    for (const section of SECTIONS.toReversed()) {
      const first = bySection.get(section)?.find((entry) => !this.isAboutShownItem(entry));
      if (first === undefined || section === "blocked" || section === "silent") continue;

      const words = this.#costOf(first);
      if (words > this.#left) continue;
      this.#keptForSections.set(section, words);
      this.#left -= words;
    }
  }

  *addAll(entries: readonly Entry[]): Generator<void> {
    for (const entry of entries) {
      yield;
      this.#add(entry);
    }
  }

  /** Whether the headline or a line of its own is about the same item. */
  isAboutShownItem({ matter: { lines } }: Entry): boolean {
    return lines.some(({ itemId }) => itemId !== undefined && this.#itemIds.has(itemId));
  }

  #add(entry: Entry): void {
    const { matter, drawn } = entry;
    const { id } = matter.program;
    if (!isOffTrack(matter)) this.#giveBackAround();
    if (isMove(matter) && drawn === "running" && this.#hasStatus.has(id)) return;
    if (matter.section === "silent" && this.#named.get("blocked")?.has(id)) return;

    const kept = isOffTrack(matter) ? (this.#keptForNames.get(id) ?? 0) : 0;
    const ofSection = this.#keptForSections.get(matter.section) ?? 0;
    const room = this.#left + kept + ofSection;
    if (kept === 0 && this.#leastOf(entry) > room) return;
    const shown = this.#shownWords.getOrInsertComputed(id, () =>
      wordsInHeadline(matter.program, this.#options.headline),
    );
    if (drawn === "line" && !isChosen(matter) && shown.hasAll(matter.lines)) {
      this.#left += kept;
      return;
    }

    const cost = this.#costOf(entry);
    if (cost > room) {
      // Its name has its room.
      if (kept > 0) this.chosen.push({ matter, drawn: "running" });
      return;
    }

    const usedOfSection = Math.min(cost, ofSection);
    this.#keptForSections.set(matter.section, ofSection - usedOfSection);
    this.#left += kept + usedOfSection - cost;
    if (drawn === "line") {
      shown.addAll(matter.lines);
      this.#noteItems(matter.lines);
    }
    this.#named.getOrInsertComputed(matter.section, () => new Set()).add(id);
    const isMoveWithWhy = matter.kind === "recovered" || matter.kind === "recovering";
    if (matter.section === "blocked" || isMoveWithWhy) this.#hasStatus.add(id);
    this.chosen.push({ matter, drawn });
  }

  /** Of those that have a line, what they have not used. */
  giveBackSections(): void {
    for (const [section, words] of this.#keptForSections) {
      if (!this.#named.has(section)) continue;
      this.#keptForSections.delete(section);
      this.#left += words;
    }
  }

  #noteItems(lines: Matter["lines"]): void {
    for (const { itemId } of lines) if (itemId !== undefined) this.#itemIds.add(itemId);
  }

  /** Once every program off track has a line. */
  #giveBackAround(): void {
    if (this.#keptAround === 0) return;
    if (!this.chosen.some(({ drawn }) => drawn === "running")) this.#left += this.#keptAround;
    this.#keptAround = 0;
  }

  /** No more than it costs: most of a large portfolio has no room, and need not be worded to know that. */
  #leastOf({ matter: { program, section, lines }, drawn }: Entry): number {
    const isBelow = this.#named.get(section)?.has(program.id) === true;
    const name = isBelow ? 0 : countWords(nameOf(program, this.#options.input), true);
    if (drawn === "running") return name;
    const [{ text = "" } = {}] = lines;
    return name + Math.min(countWords(text.slice(0, LETTERS_OF_FEWEST), true), FEWEST_WORDS);
  }

  #costOf({ matter, drawn }: Entry): number {
    const { input } = this.#options;
    const named = this.#named.get(matter.section);
    const heading = named === undefined ? sectionHeading(input.reader, matter.section, input.period) : "";
    // A sign stands between those that share a line, before one below its program, and of a status.
    if (drawn === "running") return 1 + countWords(`${heading} ${runningText(matter, input, this.#itemIds)}`, true);

    const isBelow = named?.has(matter.program.id) === true;
    const name = isBelow ? "" : nameOf(matter.program, input);
    const sign = isBelow || statusBefore(matter) !== null ? 1 : 0;
    return sign + countWords([heading, name, screenText(matter, input)].join(" "), true);
  }
}
