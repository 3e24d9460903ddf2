/** What many programs have alike in compact lines: how statuses moved, which are as bad as before, what waits for others. */

import { textsFor } from "../platform/texts/language.ts";
import { MANY_PROGRAMS, shortName } from "./limits.ts";
import { nowOf, statusMove } from "./matter-words.ts";
import type { Matter } from "./matters.ts";
import { moveOf } from "./program-row.ts";
import { type Line, STATUS_KINDS, type Status } from "./report.ts";
import type { ReportedProgram, ScreenInput, ScreenLine } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { dayInWords, isolated, statusWord } from "./words.ts";

/** So many statuses have a line each; of more, those that moved alike share one. */
const MOST_MOVES = 3;
const MOST_NAMES = 3;
/** The worst first. */
const ORDER: readonly Status[] = ["red", "amber", "green"];

/** Whether a matter says how a status moved. */
export function isMove({ section, kind }: Pick<Matter, "section" | "kind">): boolean {
  return section === "changed" && STATUS_KINDS.includes(kind);
}

/**
 * “🟠 → 🟢 Beacon, Fjord and 4 more”; null: each move has a line of its own. Which became worse stands with why, or is
 * named, under *Blocked or at risk*.
 */
export function moveLines(input: ScreenInput): ScreenLine[] | null {
  const all = running(input).filter((program) => moveOf(program) !== null);
  if (all.length <= MOST_MOVES) return null;
  const moved = all.filter((program) => moveOf(program) === "better");
  const place = (status: Status | null | undefined) => (status ? ORDER.indexOf(status) : ORDER.length);
  const groups = Map.groupBy(moved, ({ report: { status } }) => `${place(status?.status)} ${place(status?.before)}`);
  return [...groups]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .flatMap(([, programs]) => {
      const [first] = programs;
      return first
        ? [lineOf(input, programs, { status: null, said: statusMove(first, input), says: isRecovered })]
        : [];
    });
}

/**
 * “🟠 At risk: Atlas”, “🟠 Still at risk: Borea, Fjord and 4 more”: programs that are in no line of *Blocked or at risk*, the first
 * of those that were not before. In a large portfolio the silent are named under *No update from*.
 */
export function stillLines(
  input: ScreenInput,
  shown: ReadonlySet<string>,
  statuses: readonly Exclude<Status, "green">[],
): ScreenLine[] {
  const { still, now } = textsFor(screenTexts, input.reader);
  return statuses.flatMap((status) => {
    const word = statusWord(input.reader, status);
    return [
      { isNew: true, said: now(word) },
      { isNew: false, said: still(word.toLowerCase()) },
    ].flatMap(({ isNew, said }) => {
      const programs = running(input).filter(
        (program) =>
          !shown.has(program.id) &&
          program.report.status?.status === status &&
          (program.report.status.before !== status) === isNew &&
          moveOf(program) !== "better" &&
          !(isLarge(input) && program.report.lines.some(isSilence)),
      );
      return programs.length === 0 ? [] : [lineOf(input, programs, { status, said, says: isStill })];
    });
  });
}

/** “17 requests wait for Goals team, the oldest since 24 Feb”: in a large portfolio, those past their date that are not the reader's. */
export function waitingLines(input: ScreenInput, shown: ReadonlySet<Line>): ScreenLine[] {
  const { reader, needs, names } = input;
  const needed = new Set(needs.map(({ itemId }) => itemId));
  const lines = running(input).flatMap(({ report }) =>
    report.lines.filter(
      (line) =>
        line.kind === "request-overdue" && !shown.has(line) && !needed.has(line.itemId ?? "") && !nowOf(line, input),
    ),
  );
  const oldest = lines.flatMap(({ due }) => due ?? []).toSorted()[0];
  if (!isLarge(input) || oldest === undefined) return [];
  const owners = [...new Set(lines.flatMap(({ owner = "" }) => names.get(owner) ?? []))].map(isolated);
  const texts = textsFor(screenTexts, reader);
  const shownOwners = owners.slice(0, 2);
  const who = texts.more(shownOwners.join(", "), owners.length - shownOwners.length);
  const text = texts.waiting(lines.length, who, dayInWords(reader, oldest));
  return [{ programId: "", program: "", status: null, text, age: "", lines }];
}

/** “Gull, Skua and 4 more”: in a large portfolio those without an update, the worst and what is late first. */
export function silentLines(input: ScreenInput): ScreenLine[] {
  if (!isLarge(input)) return [];
  const weight = ({ report: { status, lines } }: ReportedProgram) =>
    2 * (ORDER.length - ORDER.indexOf(status?.status ?? "green")) +
    Number(lines.some(({ kind }) => kind === "blocked" || kind === "against-green"));
  const programs = running(input)
    .filter(({ report }) => report.lines.some(isSilence))
    .toSorted((a, b) => weight(b) - weight(a));
  return programs.length === 0 ? [] : [lineOf(input, programs, { status: null, said: "", says: isSilence })];
}

const isLarge = ({ programs }: ScreenInput) => programs.length > MANY_PROGRAMS;

function running({ programs }: ScreenInput): ReportedProgram[] {
  return programs
    .filter(({ closedOn }) => closedOn === undefined)
    .toSorted((a, b) => Number(b.isFlagship) - Number(a.isFlagship));
}

function lineOf(
  input: ScreenInput,
  programs: readonly ReportedProgram[],
  { status, said, says }: { status: Status | null; said: string; says: (line: Line) => boolean },
): ScreenLine {
  const names = programs.slice(0, MOST_NAMES).map(({ title }) => shortName(title, input));
  const { more } = textsFor(screenTexts, input.reader);
  return {
    programId: programs[0]?.id ?? "",
    ...{ program: "", status, age: "" },
    text: `${said} ${more(names.join(", "), programs.length - names.length)}`.trim(),
    lines: programs.flatMap(({ report }) => report.lines.filter(says)),
  };
}

/** A program that is newly at risk is counted where its reason is left out: its name says no why. */
const isSilence = ({ kind }: Line) => kind === "no-update";
const isRecovered = ({ kind }: Line) => kind === "recovered";
const isStill = ({ kind }: Line) => kind === "still-at-risk" || kind === "still-off-track";
