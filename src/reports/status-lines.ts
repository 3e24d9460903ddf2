/** What many programs have alike in compact lines: how statuses moved, which are as bad as before, what waits for others. */

import { textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { isLarge, shortName } from "./limits.ts";
import { ageOf, nowOf, statusMove, textOf } from "./matter-words.ts";
import { isShownWhileHeld, type Matter } from "./matters.ts";
import { moveOf } from "./program-row.ts";
import { type Line, STATUS_KINDS, type Status } from "./report.ts";
import type { ReportedProgram, ScreenInput, ScreenLine } from "./screen.ts";
import { ageInWords, fieldText, isolated, statusWord } from "./status-words.ts";
import { screenTexts } from "./texts.ts";

/** So many statuses have a line each; of more, those that moved alike share one. */
const MOST_MOVES = 3;
const MOST_NAMES = 2;
/** The worst first. */
const ORDER: readonly Status[] = ["red", "amber", "green"];

/** Whether a matter says how a status moved. */
export function isMove({ section, kind }: Pick<Matter, "section" | "kind">): boolean {
  return section === "changed" && STATUS_KINDS.includes(kind);
}

/** Whether each move has a line of its own. */
export function areMovesFew(input: ScreenInput): boolean {
  return running(input).filter((program) => moveOf(program) !== null).length <= MOST_MOVES;
}

/** “🟠 → 🟢 Beacon, Fjord and 4 more”: which became better, and which worse that are in no line of *Blocked or at risk*. */
export function moveLines(input: ScreenInput, shown: ReadonlySet<string>): ScreenLine[] {
  if (areMovesFew(input)) return [];
  const moved = running(input).filter((program) => {
    const move = moveOf(program);
    return move === "better" || (move === "worse" && !shown.has(program.id));
  });
  const place = (status: Status | null | undefined) => (status ? ORDER.indexOf(status) : ORDER.length);
  const groups = Map.groupBy(moved, ({ report: { status } }) => `${place(status?.status)} ${place(status?.before)}`);
  return [...groups]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .flatMap(([, programs]) => {
      const [first] = programs;
      return first
        ? [lineOf(input, programs, { status: null, label: statusMove(first, input), matches: isMoved })]
        : [];
    });
}

/**
 * “🟠 Still at risk: Borea, Fjord and 4 more”: those as before that are in no line of *Blocked or at risk*. In a large portfolio
 * the silent are named under *No update from*.
 */
export function stillLines(
  input: ScreenInput,
  shown: ReadonlySet<string>,
  statuses: readonly Exclude<Status, "green">[],
): ScreenLine[] {
  const { still } = textsFor(screenTexts, input.reader);
  return statuses.flatMap((status) => {
    const label = still(statusWord(input.reader, status).toLowerCase());
    const programs = running(input).filter(
      (program) =>
        !shown.has(program.id) &&
        program.report.status?.status === status &&
        program.report.status.before === status &&
        !(isLarge(input) && program.report.lines.some(isSilence)),
    );
    return programs.length === 0 ? [] : [lineOf(input, programs, { status, label, matches: isStill })];
  });
}

/** A request of somebody else’s. Of a flagship and of a program at risk or off track it has a line of its own, of many if it is late. */
export function isCountedRequest(line: Line, program: ReportedProgram, input: ScreenInput): boolean {
  const isCalm = !program.isFlagship && (program.report.status?.status ?? "green") === "green";
  return waitsForOthers(line, input) && (isCalm || (line.kind === "request" && isLarge(input)));
}

function waitsForOthers({ kind, itemId = "", owner }: Line, { reader, needs }: ScreenInput): boolean {
  const isTheirs = (owner !== undefined && owner === reader.id) || needs.some((need) => need.itemId === itemId);
  return (kind === "request" || kind === "request-overdue") && !isTheirs;
}

/** “Lockers · waits for Hélène Marchand: printers by 9 Nov? · since 28 Oct · and 4 more wait for Gordon Pike”: those without a line of their own. */
export function waitingLines(input: ScreenInput, shown: ReadonlySet<Line>): ScreenLine[] {
  const { reader, names, programs } = input;
  const neededOn = ({ due = "9", since, withOwnerSince }: Line) => `${due} ${withOwnerSince ?? since}`;
  const [first, ...others] = running(input)
    .flatMap(({ report, isHeld }) => report.lines.filter((line) => !isHeld || isShownWhileHeld(line)))
    .filter((line) => waitsForOthers(line, input) && !nowOf(line, input) && !shown.has(line))
    .toSorted((a, b) => neededOn(a).localeCompare(neededOn(b)));
  const program = programs.find(({ report }) => first !== undefined && report.lines.includes(first));
  if (first === undefined || program === undefined) return [];
  const owners = [...new Set(others.flatMap(({ owner = "" }) => names.get(owner) ?? []))].map(isolated);
  const texts = textsFor(screenTexts, reader);
  const who = texts.more(owners.slice(0, MOST_NAMES).join(", "), Math.max(0, owners.length - MOST_NAMES));
  const more = others.length === 0 ? [] : [texts.moreWait(others.length, who)];
  return [
    {
      ...{ programId: program.id, program: programs.length === 1 ? "" : shortName(program.title, input), status: null },
      text: textOf(program, [first], input, false, fieldText),
      ...{ age: [ageOf(program, first, input), ...more].join(" · "), lines: [first, ...others] },
    },
  ];
}

/** “Gull (Launch, 9 working days late), Skua and 4 more”: in a large portfolio those without an update, late ones first. */
export function silentLines(input: ScreenInput): ScreenLine[] {
  const { reader, workingDaysLate } = input;
  const weight = (program: ReportedProgram) =>
    (lateOf(program) ? ORDER.length : 0) - ORDER.indexOf(program.report.status?.status ?? "green");
  const programs = running(input)
    .filter(({ report }) => report.lines.some(isSilence))
    .toSorted((a, b) => weight(b) - weight(a));
  if (!isLarge(input) || programs.length === 0) return [];
  const after = (program: ReportedProgram) => {
    const late = lateOf(program);
    const age = late && ageInWords(reader, late, localDateOf(input.asOf, reader.zone), workingDaysLate);
    return late ? ` (${withoutFullStop(fieldText(late.text))}, ${age})` : "";
  };
  const line = lineOf(input, programs, { status: null, label: "", matches: isSilence }, after);
  return [{ ...line, lines: [...line.lines, ...programs.slice(0, MOST_NAMES).flatMap((one) => lateOf(one) ?? [])] }];
}

/** Its milestone that is late the longest, of a program without an update. */
export function lateOf({ report: { lines } }: ReportedProgram): Line | undefined {
  return lines.some(isSilence) ? lines.find(({ kind, type }) => kind === "blocked" && type === "milestone") : undefined;
}

function running({ programs }: ScreenInput): ReportedProgram[] {
  return programs
    .filter(({ closedOn }) => closedOn === undefined)
    .toSorted((a, b) => Number(b.isFlagship) - Number(a.isFlagship));
}

function lineOf(
  input: ScreenInput,
  programs: readonly ReportedProgram[],
  { status, label, matches }: { status: Status | null; label: string; matches: (line: Line) => boolean },
  after: (program: ReportedProgram) => string = () => "",
): ScreenLine {
  const names = programs.slice(0, MOST_NAMES).map((one) => shortName(one.title, input) + after(one));
  const { more } = textsFor(screenTexts, input.reader);
  return {
    programId: programs[0]?.id ?? "",
    ...{ program: "", status, age: "" },
    text: `${label} ${more(names.join(", "), programs.length - names.length)}`.trim(),
    lines: programs.flatMap(({ report }) => report.lines.filter(matches)),
  };
}

const isSilence = ({ kind }: Line) => kind === "no-update";
const isMoved = ({ kind }: Line) => STATUS_KINDS.includes(kind);
const isStill = ({ kind }: Line) => kind === "still-at-risk" || kind === "still-off-track";
