/** The sentence above a first screen: its two or three weightiest matters, of different programs, a clause each. */
import { shortDate, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { type LineKind, STATUS_KINDS } from "../compile/report.ts";
import { countWords, fieldText, periodCount, periodInWords, STATUS_SHAPES } from "../compile/status-words.ts";
import { isLarge, shortName, sizeOf } from "./limits.ts";
import { ageOf, nowOf } from "./matter-words.ts";
import { ageAndAuthor, byWeight, isStale, isUnconfirmed, type Matter } from "./matters.ts";
import type { Need, ReportedProgram, ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";

export interface Headline {
  /** With which it begins: a request whose program has no bottom line. */
  need: Need | undefined;
  matters: readonly Matter[];
  /** Whether it begins with the programs that are silent. */
  silence: boolean;
}

const MOST_CLAUSES = 3;
/** Of its clauses together, each as its author wrote it: three where they are short. */
const MOST_WORDS = { few: 60, many: 50 } as const;
/** Too light for a clause while there are others; a dip that is over and a green without a word come last of all. */
const LIGHT: readonly LineKind[] = ["value", "bottom-line", "done", "upcoming"];
const WAITING: readonly LineKind[] = ["request", "request-overdue"];
/** Their clauses begin with our words, which follow the name of a program. */
const OURS: readonly LineKind[] = ["against-green", "finished", "was-off-track", ...WAITING];

/**
 * Of the matters, in the order in which they weigh. Before all others is the program of the reader's own first open request,
 * which stands under *Needs you*: by its bottom line, else by that request; a week counts these below. Empty where nothing is known.
 */
export function headlineOf(matters: readonly Matter[], input: ScreenInput): Headline {
  const need = input.rhythm === "weekly" ? undefined : input.needs.find(({ isOver }) => !isOver);
  const needed = need && programOf(need, input);
  const others = matters.filter(
    ({ program, kind, lines, weight }) =>
      (program.id !== needed?.id || kind === "request-overdue") &&
      // What waits for others until its day is no news of many programs, nor after its period; no date is in a period in which nobody wrote.
      !(kind === "request" && (isLarge(input) || isStale({ weight }))) &&
      !(kind === "upcoming" && isSilentPeriod(input)) &&
      // Their own decision is no news to them.
      !(kind === "decided" && lines.every(({ owner }) => owner !== undefined && owner === input.reader.id)),
  );
  const silence = need === undefined && isSilentPeriod(input);
  const room = MOST_CLAUSES - Number(need !== undefined) - Number(silence);
  const clauses = heaviest(others, room, input);
  const line = matters.find(({ program, kind }) => program.id === needed?.id && kind === "bottom-line");
  const opening = line === undefined ? [] : [line];
  const headlineWith = (count: number): Headline => ({
    need: line === undefined ? need : undefined,
    silence,
    matters: [...opening, ...clauses.slice(0, count)],
  });
  const most = MOST_WORDS[sizeOf(input)];
  const fits = (count: number) => countWords(inSentences(clausesOf(headlineWith(count), input))) <= most;
  const isFirst = clausesOf(headlineWith(0), input).length === 0;
  const fitting = clauses.filter((_, place) => (isFirst && place === 0) || fits(place + 1));
  return headlineWith(fitting.length);
}

export function clausesOf({ need, matters, silence }: Headline, input: ScreenInput): string[] {
  return [
    ...(silence ? [silenceOf(input)] : []),
    // What is settled stands below, under its own heading.
    ...(need === undefined || need.isOver ? [] : [needClause(need, programOf(need, input), input)]),
    ...matters.map((matter) => clauseOf(matter, input)),
  ];
}

/** The ids of its programs in its order, which what is listed below follows. */
export function programsIn({ need, matters }: Headline, input: ScreenInput): string[] {
  const needed = need && programOf(need, input);
  return [...(needed === undefined ? [] : [needed.id]), ...matters.map(({ program }) => program.id)];
}

function programOf(need: Need, { programs }: ScreenInput): ReportedProgram | undefined {
  return programs.find(({ title }) => title === need.program);
}

/** A text that ends as a sentence does keeps its end. */
export function inSentences(clauses: readonly string[]): string {
  return clauses.map((text) => (/[.!?…]\u2069?$/u.test(text) ? text : `${text}.`)).join(" ");
}

function heaviest(matters: readonly Matter[], most: number, input: ScreenInput): Matter[] {
  const seen = new Set<string>();
  const candidates = matters
    .filter((matter) => isClause(matter, input))
    .toSorted((a, b) => byDaysOverdue(a, b) || Number(isLast(a)) - Number(isLast(b)) || byWeight(a, b))
    .filter((matter, place) => place === 0 || !isLarge(input) || !isOverdue(matter))
    .filter(({ program: { id } }) => !seen.has(id) && seen.add(id));
  const heavy = candidates.filter(
    (matter) => isOverdue(matter) || !(LIGHT.includes(matter.kind) || isStale(matter) || isLast(matter)),
  );
  return (heavy.length >= 2 ? heavy : candidates).slice(0, most);
}

const isOverdue = ({ kind }: Matter) => kind === "request-overdue";
const dueOf = ({ lines: [line] }: Matter) => line?.due ?? "";

/** Requests past their date before all else, the longest late first: of many programs that one alone. */
function byDaysOverdue(a: Matter, b: Matter): number {
  const due = dueOf(a);
  const other = dueOf(b);
  return Number(isOverdue(b)) - Number(isOverdue(a)) || (isOverdue(a) ? Number(due > other) - Number(due < other) : 0);
}

function isLast({ program, kind }: Matter): boolean {
  const isSilent = kind === "against-green" && program.report.status?.noWordSince !== undefined;
  return isSilent || kind === "was-off-track";
}

/** It has words, waits still for whom it did, and past its date somebody has said since that it stands. */
function isClause({ kind, lines }: Matter, input: ScreenInput): boolean {
  if (lines.some((line) => nowOf(line, input))) return false;
  if (kind === "no-update" || kind === "next" || kind === "objective") return false;
  if (kind === "recovered" || kind === "was-off-track") return lines.some(({ text }) => text !== "");
  return kind !== "blocked" || lines.some((line) => !isUnconfirmed(line, input));
}

function clauseOf(matter: Matter, input: ScreenInput): string {
  const { program, kind, parts, author, owner, lines, isOfProgram = false } = matter;
  const texts = textsFor(screenTexts, input.reader);
  const [status] = lines.filter((line) => STATUS_KINDS.includes(line.kind));
  const since = status === undefined ? matter.age : ageOf(program, status, input);
  const text = parts?.why ?? matter.text(fieldText);
  const isPlain = lines.every((line) => line.since !== null && (line.noWordSince ?? line.due) === undefined);
  const age = ageAndAuthor({ age: kind === "blocked" && isPlain ? texts.blockedSince(since) : since, author, owner });
  const body = withAge(text, age);

  const name = shortName(program.title, input);
  // Where two who lead disagree it begins with the name of one.
  const isNameFirst = kind === "against-green" && program.report.status?.other !== undefined;
  const isWaiting = WAITING.includes(kind) && !lines.some((line) => nowOf(line, input));
  const isVerb = isOfProgram || isWaiting || (texts.verbs.includes(kind) && !isNameFirst);
  // A name that is in the clause already, or the only one of the screen before words of an author, is not said twice.
  const isAlone = input.programs.length === 1 && text !== "" && !isOfProgram && !OURS.includes(kind);
  const isNamed = isAlone || (!isVerb && text.toLowerCase().includes(program.title.toLowerCase()));
  if (isNamed) return shapeBefore(program) + body;
  return shapeBefore(program) + (isVerb ? `${name} ${body}` : texts.inClause(name, body));
}

function withAge(text: string, age: string): string {
  if (text === "") return age;
  return age === "" ? text : `${withoutFullStop(text)} (${age})`;
}

/** Of a program off track or at risk, which stands there without another line that shows its status. */
function shapeBefore(program: ReportedProgram | undefined): string {
  const status = program?.report.status?.status ?? "green";
  return status === "green" ? "" : `${STATUS_SHAPES[status]} `;
}

/** 🔴 Loyalty needs your decision by Thu 5 Nov: Free two developers? Of a blocker, that it waits. */
function needClause(need: Need, program: ReportedProgram | undefined, input: ScreenInput): string {
  const { needsYou, waitsForYou } = textsFor(screenTexts, input.reader);
  const by = need.isOverdue ? need.neededBy : (need.answerBy ?? need.neededBy);
  const day = by === null ? null : shortDate(input.reader, by);
  const title = fieldText(need.title);
  const asked = need.blockedSince === undefined ? needsYou(day, need.isOverdue, title) : waitsForYou(title);
  return `${shapeBefore(program)}${shortName(need.program, input)} ${asked}`;
}

/** In how many periods nobody wrote anything. */
function silenceOf(input: ScreenInput): string {
  const running = input.programs.filter(({ isHeld, closedOn }) => !isHeld && closedOn === undefined);
  const lines = running.flatMap(({ report }) => report.lines.filter(({ kind }) => kind === "no-update"));
  const inRow = lines.length === 0 ? 1 : Math.min(...lines.map(({ periods = 1 }) => periods));
  const age = inRow > 1 ? periodCount(input.reader, input.rhythm, inRow) : null;
  const period = periodInWords(input.reader, input.rhythm, input.period);
  return textsFor(screenTexts, input.reader).nobodyWroteIn(period, age);
}

/** Nobody wrote: it is said of all programs, none of which is then named as silent again. */
export function isSilence({ programs }: ScreenInput): boolean {
  return programs.length > 1 && programs.every(({ report, isHeld }) => !isHeld && report.answered === 0);
}

/** A period that is over, of which nobody wrote. */
function isSilentPeriod(input: ScreenInput): boolean {
  const { asOf, zone, period } = input;
  return isSilence(input) && localDateOf(asOf, zone) > period.until;
}
