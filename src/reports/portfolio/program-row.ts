/** A program with a button of its name that opens it: alike on Home and in the portfolio. */
import type { Button, KnownBlock } from "@slack/types";
import { dayInWords, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { actions, button, escapeMrkdwn, section, shorten, shortenEscaped } from "../../slack/blocks.ts";
import { reportValue, screenIds } from "../action-ids.ts";
import type { LineKind, Status } from "../compile/report.ts";
import {
  fieldText,
  otherStatusInWords,
  STATUS_SHAPES,
  shapeOf,
  statusRunInWords,
} from "../compile/status-and-dates-in-words.ts";
import { factAgainstGreen } from "../digest/against-green-in-words.ts";
import { byRank } from "../digest/matters.ts";
import type { ReportedProgram } from "../digest/screen.ts";
import { sinceFirst, stripOf } from "./program-outline.ts";
import { workTexts } from "./texts.ts";

interface RowOptions {
  /** Beside its status its periods before, the move from the last one as well, or neither. */
  shows: "since" | "strip" | "moves";
  /** Behind what the report says. */
  facts?: readonly string[];
  /** Beside its name. */
  buttons?: readonly Button[];
  /** What opens shows it as of this day; null: as of now. */
  day?: string | null;
}

/** A name on a button: what is longer stands whole below it. */
const LONGEST_BUTTON = 24;
/** Of a name on a button, escaped: Slack counts it so, and takes 75 with the colour. */
const MOST_UNITS = 70;
const LONGEST_TITLE = 200;
const LONGEST_ROW = 1900;

/** “[🔴 Loyalty] 🟠 → 🔴 · ▲▲■ off track since 28 Oct · 2 blockers”; `reported` null: it is not theirs to read, or there is none. */
export function programRow(
  reader: Reader & { id?: string },
  { id, title, pausedUntil }: Pick<ReportedProgram, "id" | "title" | "pausedUntil">,
  reported: ReportedProgram | null,
  { shows, facts = [], buttons = [], day = null }: RowOptions,
): KnownBlock[] {
  const shape = reported === null ? "" : `${shapeOf(reported.report.status)} `;
  const value = reportValue.encode({ programId: id, digestId: day });
  const shown = [
    ...(reported === null ? pausedInWords(reader, pausedUntil) : [rowInWords(reader, reported, shows)]),
    ...facts,
  ].join(" · ");
  const below = shortenEscaped(shown, LONGEST_ROW);
  const whole = title.length > LONGEST_BUTTON ? [`*${escapeMrkdwn(shorten(title, LONGEST_TITLE))}*`] : [];
  const text = [...whole, ...(below === "" ? [] : [escapeMrkdwn(below)])].join("\n");
  return [
    actions(
      `report.row:${id}`,
      button(screenIds.open, `${shape}${shortenEscaped(shorten(title, LONGEST_BUTTON), MOST_UNITS)}`, { value }),
      ...buttons,
    ),
    ...(text === "" ? [] : [section(text)]),
  ];
}

/** “🟠 → 🔴 · ▲▲■ off track since 28 Oct · 2 blockers · 1 overdue request” */
function rowInWords(reader: Reader & { id?: string }, program: ReportedProgram, shows: RowOptions["shows"]): string {
  const { report, isHeld } = program;
  const texts = textsFor(workTexts, reader).home;
  const { status } = report;
  const count = (kind: LineKind, type?: string) =>
    report.lines.filter((line) => line.kind === kind && (type === undefined || line.type === type)).length;
  const team = report.lines.find(
    ({ teamStatus, sources }) => teamStatus !== undefined && sources.every(({ kind }) => kind !== "status"),
  );
  const strip = sinceFirst(report.strip);
  const late = count("blocked", "milestone");
  const overdue = count("request-overdue");
  const blockers = count("blocked") - late;
  return [
    ...(shows === "moves" && moveOf(program) !== null && status?.before
      ? [`${STATUS_SHAPES[status.before]} → ${STATUS_SHAPES[status.status]}`]
      : []),
    status === null
      ? texts.noStatus
      : `${shows !== "since" && strip.length > 1 ? `${stripOf(strip)} ` : ""}${statusRunInWords(reader, report)}`,
    ...otherStatusInWords(reader, report, program.names),
    ...(team === undefined ? [] : [factAgainstGreen(team, { reader, report }, fieldText)]),
    ...pausedInWords(reader, program.pausedUntil),
    ...(isHeld ? [texts.held] : []),
    ...(overdue > 0 ? [texts.overdue(reader, overdue)] : []),
    ...(blockers > 0 ? [texts.blockers(reader, blockers)] : []),
    ...(late > 0 ? [texts.lateMilestones(reader, late)] : []),
  ].join(" · ");
}

/** “paused until 1 Feb” */
function pausedInWords(reader: Reader, until: LocalDate | undefined): string[] {
  return until === undefined ? [] : [textsFor(workTexts, reader).home.paused(dayInWords(reader, until))];
}

const WORST_FIRST: readonly (Status | null)[] = ["red", "amber", null, "green"];

/** The worst first; of one status those that became worse, those with most in their way, flagships, then by rank, then by title. */
export function worstFirst(locale: string): (item: ReportedProgram, other: ReportedProgram) => number {
  const { compare } = new Intl.Collator(locale);
  const counted = new Map<ReportedProgram, number>();
  const troubles = ({ report: { lines } }: ReportedProgram) =>
    lines.filter(({ kind }) => kind === "request-overdue" || kind === "blocked").length;
  const trouble = (program: ReportedProgram) => counted.getOrInsertComputed(program, troubles);
  const rank = ({ report: { status } }: ReportedProgram) => WORST_FIRST.indexOf(status?.status ?? null);
  return (item, other) =>
    rank(item) - rank(other) ||
    Number(moveOf(other) === "worse") - Number(moveOf(item) === "worse") ||
    trouble(other) - trouble(item) ||
    Number(other.isFlagship) - Number(item.isFlagship) ||
    byRank(item, other) ||
    compare(item.title, other.title);
}

/** How its status moved since the period before. */
export function moveOf({ report: { status } }: ReportedProgram): "worse" | "better" | null {
  if (status === null || status.before === null || status.before === status.status) return null;
  return WORST_FIRST.indexOf(status.status) < WORST_FIRST.indexOf(status.before) ? "worse" : "better";
}
