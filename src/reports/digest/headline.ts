/** The sentence above a first screen: its two weightiest matters, of different programs, a clause each. */
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { measureIn } from "../compile/measures.ts";
import { type LineKind, STATUS_KINDS } from "../compile/report.ts";
import { clauseOf, periodCount, periodInWords, STATUS_SHAPES } from "../compile/status-and-dates-in-words.ts";
import { nameOf, shortName } from "./limits.ts";
import { nowOf, statusMove } from "./matter-words.ts";
import { byWeight, type Matter } from "./matters.ts";
import type { Need, ReportedProgram, ScreenInput } from "./screen.ts";
import { screenText, withAside } from "./screen-lines.ts";
import { screenTexts } from "./texts.ts";

export interface Headline {
  /** The reader's first open request, where nothing else is known. */
  need: Need | undefined;
  matters: readonly Matter[];
  /** Whether it says that nobody wrote, as nothing else is known. */
  silence: boolean;
}

const MOST_CLAUSES = 2;
/** What stands elsewhere on the screen: a call to others, a date, who is silent. */
const NO_CLAUSE: readonly LineKind[] = [
  "request",
  "request-overdue",
  "upcoming",
  "no-update",
  "next",
  "aim",
  "recommended",
  "outlook",
];

/**
 * Where a program recovered and no second one is newly off track, the second clause is that recovery. What is asked of the reader
 * stands under *Needs you* alone, unless nothing else is known. Empty where nothing is known at all.
 */
export function headlineOf(matters: readonly Matter[], input: ScreenInput): Headline {
  const byProgram = Map.groupBy(matters, ({ program }) => program.id);
  const clauses = weightiest([...byProgram.values()], input);
  const isKnown = clauses.length > 0;
  const need = isKnown || input.rhythm === "weekly" ? undefined : input.needs.find(({ isOver }) => !isOver);
  return {
    need,
    matters: clauses.map((matter) => asBottomLine(matter, byProgram.get(matter.program.id) ?? [])),
    silence: !isKnown && need === undefined && isSilentPeriod(input),
  };
}

/** Of different programs. `programs`: the matters of each, the weightiest first. */
function weightiest(programs: readonly (readonly Matter[])[], input: ScreenInput): Matter[] {
  const first = programs.flatMap((own) => own.find((matter) => isClause(matter, input)) ?? []);
  const chosen = first.toSorted(byWeight).slice(0, MOST_CLAUSES);

  const isRecovery = (matter: Matter) => matter.kind === "recovered" && isClause(matter, input);
  const [recovery] = programs.flatMap((own) => own.find(isRecovery) ?? []).toSorted(byWeight);
  const isSecondRed = chosen.length > 1 && chosen.at(-1)?.kind === "newly-off-track";
  if (recovery === undefined || isSecondRed) return chosen;

  const others = chosen.filter(({ program }) => program.id !== recovery.program.id);
  return [...others.slice(0, MOST_CLAUSES - 1), recovery];
}

/** Something that happened or is so: past its date somebody has said since that it stands, and it waits for whom it did. */
function isClause({ kind, lines, isOfProgram, program }: Matter, input: ScreenInput): boolean {
  if (NO_CLAUSE.includes(kind) || lines.length === 0) return false;
  if (isOfProgram && STATUS_KINDS.includes(kind)) return false;
  if (lines.some((line) => nowOf(line, input) || line.noWordSince !== undefined)) return false;
  if (kind === "bottom-line") return !isCalmAndNeeded(program, input);
  // Their own decision is no news to them.
  if (kind === "decided") return lines.some(({ owner }) => owner === undefined || owner !== input.reader.id);
  if (kind === "recovered") return !program.isHeld;
  if (kind === "measure") return lines.every((line) => measureIn(program.report, line)?.noFigureSince === null);
  if (STATUS_KINDS.includes(kind)) return lines.some(({ text }) => text !== "") && !program.isHeld;
  if (kind === "was-off-track") return lines.some(({ text }) => text !== "");
  return kind !== "against-green" || program.report.status?.noWordSince === undefined;
}

/** It may say that nothing is needed. */
function isCalmAndNeeded({ title, report }: ReportedProgram, { needs }: ScreenInput): boolean {
  const isNeeded = needs.some(({ program, isOver }) => program === title && !isOver);
  return isNeeded && (report.status?.status ?? "green") === "green";
}

/** In the reader's language where the author wrote the bottom line in both; also where nothing is said of why one recovered. */
function asBottomLine(matter: Matter, own: readonly Matter[]): Matter {
  const isUnexplained = matter.kind === "recovered" && matter.lines.every(({ text }) => text === "");
  const isBoth = ({ kind, lines: [line] }: Matter) =>
    kind === "bottom-line" && (line?.texts !== undefined || isUnexplained);
  return own.find(isBoth) ?? matter;
}

export function clausesOf({ need, matters, silence }: Headline, input: ScreenInput): string[] {
  return [
    ...(silence ? [silenceOf(input)] : []),
    // What is settled stands below, under its own heading.
    ...(need === undefined || need.isOver ? [] : [needClause(need, programOf(need, input), input)]),
    ...matters.map((matter) => clauseIn(matter, input)),
  ];
}

/** The ids of its programs. */
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

function clauseIn(matter: Matter, input: ScreenInput): string {
  const { program, kind } = matter;
  const name = nameOf(program, input);
  const { colon } = textsFor(screenTexts, input.reader);
  const text = screenText(matter, input);
  const { status } = program.report;
  const isRecovery = status?.status === "green" && (status.before ?? "green") !== "green";
  const said = kind === "bottom-line" && isRecovery ? withAside(text, statusMove(program, input)) : text;
  return `${shapeBefore(program)}${name}${name === "" ? "" : colon}${said}`;
}

/** Of a program off track or at risk, which stands there without another line that shows its status. */
function shapeBefore(program: ReportedProgram | undefined): string {
  const status = program?.report.status?.status ?? "green";
  return status === "green" || program?.closedOn !== undefined ? "" : `${STATUS_SHAPES[status]} `;
}

/** 🔴 Loyalty needs your decision by Thu 5 Nov: Free two developers? Of a blocker, that it waits. */
function needClause(need: Need, program: ReportedProgram | undefined, input: ScreenInput): string {
  const { needsDecision, waitsForYou, waits } = textsFor(screenTexts, input.reader);
  const name = input.reader.id === undefined ? input.reader.name : null;
  const by = need.answerBy ?? need.neededBy;
  const day = by === null ? null : shortDate(input.reader, by);
  const title = clauseOf(need.title);
  const waiting = name === null ? waitsForYou(title) : waits(name, title);
  const asked = need.blockedSince === undefined ? needsDecision(name, day, need.isOverdue, title) : waiting;
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
function isSilence({ programs }: ScreenInput): boolean {
  return programs.length > 1 && programs.every(({ report, isHeld }) => !isHeld && report.answered === 0);
}

/** A period that is over, of which nobody wrote. */
function isSilentPeriod(input: ScreenInput): boolean {
  const { asOf, zone, period } = input;
  return isSilence(input) && localDateOf(asOf, zone) > period.until;
}
