/** The matters of a first screen: lines of a report in a reader's words, each with its weight and its section. */
import { dayInWords, textsFor } from "../../platform/texts/language.ts";
import { compareTimes, type LocalDate } from "../../platform/time.ts";
import {
  authorsOf,
  isRemoved,
  LAST_DAY,
  LINE_KINDS,
  type Line,
  type LineKind,
  type Report,
  type Rhythm,
  STATUS_KINDS,
  writerOf,
} from "../compile/report.ts";
import { isolated, signature } from "../compile/status-and-dates-in-words.ts";
import { ageOf, isPastDue, isTheirs, statusMove, textOf } from "./matter-words.ts";
import type { ReportedProgram, ScreenInput, SectionName } from "./screen.ts";
import { type LeftOut, screenTexts } from "./texts.ts";

export interface Matter {
  program: ReportedProgram;
  kind: LineKind;
  section: SectionName;
  /** `cut`: how much of its author's words is shown. */
  text: (cut: (text: string) => string) => string;
  /** By kind: the least number weighs most. */
  weight: number;
  age: string;
  /** Of words of an answer where several answered; empty otherwise. */
  author: string;
  /** Who has what is blocked or late; empty of the reader, and where nobody is known. */
  owner: string;
  /** Within a kind, flagships first, then by rank, the oldest first. */
  day: LocalDate;
  lines: readonly Line[];
  /** Set for a status move or closure, which the report's header already shows. */
  isOfProgram?: true;
}

/** Of a first screen; kinds without one stand in the thread alone. */
export const SECTION_OF: Partial<Record<LineKind, SectionName>> = {
  "request-overdue": "blocked",
  request: "upcoming",
  "newly-off-track": "blocked",
  blocked: "blocked",
  "still-off-track": "blocked",
  "against-green": "blocked",
  "milestone-moved": "changed",
  "newly-at-risk": "blocked",
  decided: "decided",
  finished: "decided",
  recovered: "changed",
  recovering: "changed",
  "was-off-track": "changed",
  measure: "value",
  value: "value",
  "bottom-line": "value",
  "still-at-risk": "blocked",
  done: "value",
  "no-update": "silent",
  upcoming: "upcoming",
};

const SHOWN_WHILE_HELD: readonly LineKind[] = [...STATUS_KINDS, "was-off-track", "no-update", "recommended"];

/** Whether a line of a report whose words are held is shown: what is in the register is. */
export function isShownWhileHeld({ kind, itemId, type }: Line): boolean {
  return itemId !== undefined || type === "track" || type === "work-request" || SHOWN_WHILE_HELD.includes(kind);
}

/** While its words are held, and once its program is closed, some of a report is left out. */
export function isReported(line: Line, { isHeld, closedOn }: ReportedProgram): boolean {
  if (closedOn !== undefined && OVER_WITH_PROGRAM.includes(line.kind)) return false;
  return !isHeld || isShownWhileHeld(line);
}

export const weightOf = (kind: LineKind) => LINE_KINDS.indexOf(kind);

/** Those that were ranked first, in their order. */
export function byRank(program: Pick<ReportedProgram, "rank">, other: Pick<ReportedProgram, "rank">): number {
  return (program.rank ?? UNRANKED) - (other.rank ?? UNRANKED);
}

const UNRANKED = 1000;

/** The weightiest first, then flagships, then by rank, then the oldest. */
export function byWeight(a: Matter, b: Matter): number {
  return (
    a.weight - b.weight ||
    Number(b.program.isFlagship) - Number(a.program.isFlagship) ||
    byRank(a.program, b.program) ||
    compareTimes(a.day, b.day)
  );
}

/** The matters of one program in order of weight. Its reader's own requests stand under *Needs you*. */
export function mattersOf(program: ReportedProgram, input: ScreenInput): Matter[] {
  const own = new Set(input.needs.map(({ itemId }) => itemId));
  const lines = program.report.lines.filter((line) => !own.has(line.itemId ?? "") && isReported(line, program));
  const shown = input.isWhole ? linesOnce(lines) : withOneMeasure(linesOnScreen(lines));
  const single = shown.filter(({ kind }) => kind !== "against-green");
  const matters = single.flatMap((line) => matterOf(program, [line], input) ?? []);
  const against = matterOf(
    program,
    shown.filter(({ kind }) => kind === "against-green"),
    input,
  );
  if (program.closedOn !== undefined)
    return [closedMatter(program, program.closedOn, input), ...matters].sort(byWeight);
  return [
    ...matters,
    ...(against === null ? [] : [against]),
    ...statusMoves(program, single, input),
    ...heldMatters(program, matters, input),
    ...pausedMatters(program, input),
  ].sort(byWeight);
}

/** The words of lines that are shown. A line adds nothing if another one has all its words, unless they are of two items. */
export class ShownWords {
  /** By a word, the lines that have it. */
  readonly #lines = new Map<string, { words: ReadonlySet<string>; itemId: string | undefined }[]>();

  has({ text, itemId }: Line): boolean {
    if (this.#lines.size === 0) return false;
    const words = wordsOf(text);
    const [longest = ""] = [...words].toSorted((a, b) => b.length - a.length);
    return (this.#lines.get(longest) ?? []).some((shown) => {
      const isOther = itemId !== undefined && shown.itemId !== undefined && itemId !== shown.itemId;
      return !isOther && words.isSubsetOf(shown.words);
    });
  }

  hasAll(lines: readonly Line[]): boolean {
    return lines.length > 0 && lines.every((line) => this.has(line));
  }

  addAll(lines: readonly Line[]): void {
    for (const { text, itemId } of lines) {
      const words = wordsOf(text);
      for (const word of words) this.#lines.getOrInsertComputed(word, () => []).push({ words, itemId });
    }
  }
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}#/_.-]*(?<![.-])/gu) ?? [],
  );
}

/** Whether a matter says why its program is off track. */
export function isOffTrack({ kind, isOfProgram }: Pick<Matter, "kind" | "isOfProgram">): boolean {
  return isOfProgram !== true && (kind === "newly-off-track" || kind === "still-off-track");
}

/** What is chosen after a quarter is told also where its words stand in another line. */
export function isChosen({ kind }: Pick<Line, "kind">): boolean {
  return kind === "recommended" || kind === "outlook";
}

/** Whether a matter says how a status moved. */
export function isMove({ kind, isOfProgram }: Pick<Matter, "kind" | "isOfProgram">): boolean {
  return isOfProgram === true && STATUS_KINDS.includes(kind);
}

/** Of these programs, by a name that each keeps in whatever words it is: a correction may give it others. */
export function mattersByName(matters: readonly Matter[], programIds: ReadonlySet<string>): Map<string, Matter> {
  const counts = new Map<string, number>();
  const own = matters.filter(({ program }) => programIds.has(program.id));
  return new Map(
    own.map((matter) => {
      const { program, section, kind, lines } = matter;
      const ofStatus = matter.isOfProgram ? "moved" : `status ${section}`;
      const named = STATUS_KINDS.includes(kind) ? ofStatus : `${kind} ${lines[0]?.itemId ?? ""}`;
      const name = `${program.id} ${named}`;
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return [`${name} ${count}`, matter] as const;
    }),
  );
}

/** The ids of the programs whose matters have such names. */
export function idsInNames(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.split(" ", 1).join("")));
}

/** A fact beside a green is told once: not as blocked or moved again, nor beside a request that is late. */
export function linesOnce(lines: readonly Line[]): Line[] {
  const itemsOf = (wanted: LineKind) =>
    new Set(lines.flatMap(({ kind, itemId }) => (kind === wanted ? (itemId ?? []) : [])));
  const late = itemsOf("request-overdue");
  const facts = itemsOf("against-green");
  const isAgain = (kind: LineKind) => kind === "blocked" || kind === "milestone-moved";
  return lines.filter(
    ({ kind, itemId = "" }) => !(kind === "against-green" ? late.has(itemId) : isAgain(kind) && facts.has(itemId)),
  );
}

/** On a first screen a measure that speaks against a green stands with that alone. */
export function linesOnScreen(lines: readonly Line[]): Line[] {
  const facts = new Set(lines.flatMap(({ kind, itemId }) => (kind === "against-green" ? (itemId ?? []) : [])));
  return linesOnce(lines).filter(({ kind, itemId = "" }) => kind !== "measure" || !facts.has(itemId));
}

/** A first screen has one measure of a program; the others are counted. */
function withOneMeasure(lines: readonly Line[]): Line[] {
  const first = lines.find(({ kind }) => kind === "measure");
  return lines.filter((line) => line.kind !== "measure" || line === first);
}

/** Which group a line is counted in when it is on no screen. What is as bad as before has a line of its own. */
export const COUNTED_AS: Partial<Record<LineKind, LeftOut>> = {
  request: "requests",
  "request-overdue": "requests",
  "newly-off-track": "blocked",
  blocked: "blocked",
  "against-green": "blocked",
  "newly-at-risk": "newly",
  recommended: "recommended",
  outlook: "outlook",
  "milestone-moved": "moved",
  recovered: "better",
  recovering: "better",
  "was-off-track": "better",
  decided: "decided",
  finished: "finished",
  measure: "measures",
  value: "value",
  done: "done",
  upcoming: "upcoming",
};

/** What nobody waits for any more once a program is closed. */
const OVER_WITH_PROGRAM: readonly LineKind[] = [...SHOWN_WHILE_HELD, "bottom-line", "upcoming", "next"];

const OF_PROGRAM = { isOfProgram: true, age: "", author: "", owner: "" } as const;

/** That it was closed, with the bottom line that it leaves: before all that it has finished. */
function closedMatter(program: ReportedProgram, closedOn: LocalDate, { reader }: ScreenInput): Matter {
  const lines = program.isHeld ? [] : program.report.lines.filter(({ kind }) => kind === "bottom-line");
  const [outcome] = lines;
  const day = dayInWords(reader, closedOn);
  return {
    ...OF_PROGRAM,
    program,
    kind: "finished",
    section: "decided",
    text: (cut) => textsFor(screenTexts, reader).closed(day, outcome === undefined ? "" : cut(outcome.text)),
    weight: weightOf("decided"),
    day: "",
    lines,
  };
}

/** That its status is another than before. */
function statusMoves(program: ReportedProgram, lines: readonly Line[], input: ScreenInput): Matter[] {
  return lines
    .filter(({ kind, was }) => was?.status !== undefined && STATUS_KINDS.includes(kind))
    .map((line) => ({
      ...OF_PROGRAM,
      program,
      kind: line.kind,
      section: "changed",
      text: () => statusMove(program, input),
      weight: weightOf("recovered"),
      day: line.since ?? "",
      lines: [line],
    }));
}

/** In place of what it would not say. */
function pausedMatters(program: ReportedProgram, { reader }: ScreenInput): Matter[] {
  const { pausedUntil: until } = program;
  if (until === undefined) return [];
  return [
    {
      program,
      kind: "no-update",
      section: "paused",
      age: "",
      author: "",
      owner: "",
      lines: [],
      text: () => textsFor(screenTexts, reader).until(dayInWords(reader, until)),
      weight: weightOf("no-update"),
      day: until,
    },
  ];
}

/** A program whose words are held has a line, also where its status is green. */
function heldMatters(program: ReportedProgram, matters: readonly Matter[], { reader }: ScreenInput): Matter[] {
  if (!program.isHeld || matters.some(({ kind }) => STATUS_KINDS.includes(kind))) return [];
  const { reportToFollow } = textsFor(screenTexts, reader);
  return [
    {
      program,
      kind: "no-update",
      section: "silent",
      age: "",
      author: "",
      owner: "",
      lines: [],
      text: () => reportToFollow,
      weight: weightOf("no-update"),
      day: program.report.period.until,
    },
  ];
}

/** What a quarter and a year ask beside. Of a quarter, what is done is where each initiative stands. */
const OF_RHYTHM: Partial<Record<Rhythm, Partial<Record<LineKind, SectionName>>>> = {
  monthly: { next: "upcoming" },
  quarterly: { done: "roadmap", next: "next", recommended: "next", outlook: "outlook" },
  annual: { aim: "aims", next: "next", recommended: "next", outlook: "outlook" },
};

/** What waits for others stands with what is blocked; of a month the first that is planned, where no date comes. */
function sectionOf({ report }: ReportedProgram, line: Line, input: ScreenInput): SectionName | undefined {
  const { rhythm, lines } = report;
  const { kind } = line;
  const isTheirsNow = isTheirs(line, input.reader) && input.requestsNow?.get(line.itemId ?? "")?.became !== "with";
  if (kind === "request" && !isTheirsNow) return "blocked";
  if (!input.isWhole && isAsExpected(line)) return undefined;
  if (kind === "next" && rhythm === "monthly" && line !== lines.find(isToCome)) return undefined;
  if (rhythm === "annual" && kind === "decided" && isTheirs(line, input.reader) && !input.isWhole) return "yours";
  return OF_RHYTHM[rhythm]?.[kind] ?? SECTION_OF[kind];
}

/** It goes on, and is reached: a whole report says so, and no first screen. */
export function isAsExpected({ kind, recommend, outlook, was }: Line): boolean {
  if (kind === "recommended") return recommend === "continue";
  return kind === "outlook" && outlook === "yes" && (was?.outlook ?? "yes") === "yes";
}

function isToCome({ kind }: Line): boolean {
  return kind === "upcoming" || kind === "next";
}

/** What they say is no text of anybody. */
const WITHOUT_WORDS: readonly LineKind[] = ["no-update", "against-green", "was-off-track", "recommended"];

function matterOf(program: ReportedProgram, lines: readonly Line[], input: ScreenInput): Matter | null {
  const [line] = lines;
  const section = line && sectionOf(program, line, input);
  if (line === undefined || section === undefined) return null;
  if (line.text.trim() === "" && !STATUS_KINDS.includes(line.kind) && !WITHOUT_WORDS.includes(line.kind)) return null;
  const owner = ownerOf(line, input);
  return {
    program,
    kind: line.kind,
    section,
    owner,
    text: (cut) => textOf(program, lines, input, cut),
    weight: weightFor(line, input),
    // Of a whole report alone: most of a large portfolio is on no screen.
    get age() {
      return ageOf(program, line, input);
    },
    author: authorOf(program, line, input),
    day: dayOf(line, section, input),
    lines,
  };
}

/** Of what comes, when it does; of what is late, since when; of all else, since when it is so. */
function dayOf(line: Line, section: SectionName, input: ScreenInput): LocalDate {
  const { kind, since, due } = line;
  if (section === "upcoming") return due ?? LAST_DAY;
  const isLate = kind === "blocked" && isPastDue(line, input);
  return isLate && due !== undefined ? due : (since ?? due ?? "");
}

/** A blocker past its date before one that is not; what goes on after a quarter or a year as value. */
function weightFor(line: Line, input: ScreenInput): number {
  const { kind } = line;
  if (kind === "next") return weightOf(input.rhythm === "monthly" ? "done" : "value") + 0.5;
  if (kind === "blocked" && isPastDue(line, input)) return weightOf(kind) - 0.5;
  return weightOf(isRemoved(line) ? "done" : kind);
}

function ownerOf({ kind, owner }: Line, { names, reader }: ScreenInput): string {
  return kind !== "blocked" || owner === undefined || owner === reader.id ? "" : isolated(names.get(owner) ?? "");
}

/** Where several answered, words are signed. */
function authorOf({ report, isHeld }: ReportedProgram, line: Line, { names, reader }: ScreenInput): string {
  const { by, itemId, text } = line;
  if (by === null || itemId !== undefined || text === "" || isHeld || report.answered < 2) return "";
  if (!hasSeveralAuthors.getOrInsertComputed(report, () => authorsOf(report).length > 1)) return "";
  return signature(reader, names, { by, writer: writerOf(line) });
}

const hasSeveralAuthors = new WeakMap<Report, boolean>();
