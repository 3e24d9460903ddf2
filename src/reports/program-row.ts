/** A program in one row, with a button that opens it: alike on Home and in the portfolio. */
import type { SectionBlock } from "@slack/types";
import { button, escapeMrkdwn, section, shorten, shortenEscaped } from "../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { reportValue, screenIds } from "./ids.ts";
import { stripOf } from "./program-outline.ts";
import type { LineKind } from "./report.ts";
import { moveOf } from "./reported.ts";
import type { ReportedProgram } from "./screen.ts";
import { workTexts } from "./texts-screens.ts";
import { noWordInWords, STATUS_SHAPES, statusRunInWords } from "./words.ts";

interface RowOptions {
  /** Its periods before, after its colour. */
  hasStrip: boolean;
  /** In lines of their own below what the report says. */
  lines?: readonly string[];
  /** What opens shows it as of this day; null: as of now. */
  day?: string | null;
}

/** A name on a button: what is longer stands in the row as well. */
const LONGEST_BUTTON = 24;
const LONGEST_TITLE = 200;
const LONGEST_ROW = 2500;

/** “🔴 ▲▲■ off track since 28 Oct · 2 blockers [Loyalty]”; `reported` null: its report is not theirs to read, or there is none. */
export function programRow(
  reader: Reader,
  { id, title }: { id: string; title: string },
  reported: ReportedProgram | null,
  { hasStrip, lines = [], day = null }: RowOptions,
): SectionBlock {
  const standing = reported === null ? "" : standingInWords(reader, reported, { hasStrip });
  const isLong = title.length > LONGEST_BUTTON;
  const head = [
    ...(isLong || standing === "" ? [`*${escapeMrkdwn(shorten(title, LONGEST_TITLE))}*`] : []),
    ...(standing === "" ? [] : [escapeMrkdwn(standing)]),
  ].join(" · ");
  const below = lines.length === 0 ? [] : [escapeMrkdwn(shortenEscaped(lines.join("\n"), LONGEST_ROW))];
  const value = reportValue.encode({ programId: id, digestId: day });
  return section([head, ...below].join("\n"), button(screenIds.open, shorten(title, LONGEST_BUTTON), { value }));
}

/** “🔴 🟠 → 🔴 off track since 28 Oct · 2 blockers · 1 overdue request” */
export function standingInWords(reader: Reader, program: ReportedProgram, { hasStrip }: { hasStrip: boolean }): string {
  const { report, isHeld } = program;
  const texts = textsFor(workTexts, reader).home;
  const { status } = report;
  const count = (kind: LineKind) => report.lines.filter((line) => line.kind === kind).length;
  const silent = report.lines.find(({ kind }) => kind === "no-update")?.since ?? null;
  const moved = moveOf(program) !== null && status?.before ? `${STATUS_SHAPES[status.before]} → ` : "";
  const shape = status === null ? "⚪" : STATUS_SHAPES[status.status];
  const strip = hasStrip && report.strip.length > 1 ? `${stripOf(report.strip)} ` : "";
  const [blockers, overdue] = [count("blocked"), count("request-overdue")];
  return [
    `${moved}${shape} ${strip}${status === null ? texts.noStatus : statusRunInWords(reader, report)}`,
    ...(isHeld ? [texts.held] : []),
    ...(overdue > 0 ? [texts.overdue(reader, overdue)] : []),
    ...(blockers > 0 && !isHeld ? [texts.blockers(reader, blockers)] : []),
    ...(silent === null ? [] : [noWordInWords(reader, silent)]),
  ].join(" · ");
}
