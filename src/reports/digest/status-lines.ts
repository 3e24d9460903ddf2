/** What many programs have alike in compact lines: how statuses moved, which are as bad as before, what waits for others. */
import { textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { LAST_DAY, type Line, STATUS_KINDS, type Status } from "../compile/report.ts";
import { ageInWords, fieldText, shortLine, statusWord } from "../compile/status-words.ts";
import { moveOf } from "../portfolio/program-row.ts";
import { isLarge, MANY_PROGRAMS, nameOf, shortName, sizeOf } from "./limits.ts";
import { ageOf, nowOf, statusMove, textOf, untilWhenTheirs } from "./matter-words.ts";
import { isShownWhileHeld, type Matter } from "./matters.ts";
import type { ReportedProgram, ScreenInput, ScreenLine } from "./screen.ts";
import { screenTexts } from "./texts.ts";

/** So many statuses have a line each; of more, those that moved alike share one. */
const MOST_MOVES = 3;
const MOST_NAMES = 2;
/** The silent, of whom nothing else is told, by name up to so many. */
const MOST_SILENT = { few: MANY_PROGRAMS, many: 2 } as const;
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

/**
 * “Lockers · waits for Hélène Marchand: printers by 9 Nov? · since 28 Oct · 4 more requests wait”: those without a line of their
 * own, the longest late first, then that which is needed next. Of many counted alone where another has one.
 */
export function waitingLines(input: ScreenInput, shown: ReadonlySet<Line>): ScreenLine[] {
  const dueOf = ({ line: { due = LAST_DAY } }: { line: Line }) => due;
  const all = running(input)
    .flatMap((program) => program.report.lines.map((line) => ({ program, line })))
    .filter(({ program, line }) => waitsForOthers(line, input) && (!program.isHeld || isShownWhileHeld(line)))
    .filter(({ line }) => !nowOf(line, input));
  const waiting = all
    .filter(({ line }) => !shown.has(line))
    .toSorted((a, b) => Number(dueOf(a) > dueOf(b)) - Number(dueOf(a) < dueOf(b)));
  const [first] = waiting;
  if (first === undefined) return [];
  const { program, line } = first;
  const lines = waiting.map((one) => one.line);
  const { moreWait } = textsFor(screenTexts, input.reader);
  if (isLarge(input) && waiting.length < all.length)
    return [{ programId: "", program: "", status: null, text: moreWait(lines.length), age: "", lines }];
  const age = [...(isLarge(input) ? untilWhenTheirs(line, input) : []), ageOf(program, line, input)].join(", ");
  const more = lines.length === 1 ? [] : [moreWait(lines.length - 1)];
  const text = textOf(program, [line], input, isLarge(input) ? (words) => shortLine(words, 10) : fieldText);
  const place = { programId: program.id, program: nameOf(program, input), status: null };
  return [{ ...place, text, age: [age, ...more].join(" · "), lines }];
}

/** “Gull (Launch, 9 working days late), Skua and 4 more”: those without an update, late ones first. */
export function silentLines(input: ScreenInput): ScreenLine[] {
  const { reader, workingDaysLate } = input;
  const weight = (program: ReportedProgram) =>
    (lateOf(program) ? ORDER.length : 0) - ORDER.indexOf(program.report.status?.status ?? "green");
  const programs = running(input)
    .filter(({ report }) => report.lines.some(isSilence))
    .toSorted((a, b) => weight(b) - weight(a));
  if (programs.length === 0) return [];
  const after = (program: ReportedProgram) => {
    const late = lateOf(program);
    const age = late && ageInWords(reader, late, localDateOf(input.asOf, input.zone), workingDaysLate);
    return late ? ` (${withoutFullStop(fieldText(late.text))}, ${age})` : "";
  };
  const most = MOST_SILENT[sizeOf(input)];
  const line = lineOf(input, programs, { status: null, label: "", matches: isSilence }, most, after);
  return [{ ...line, lines: [...line.lines, ...programs.slice(0, most).flatMap((one) => lateOf(one) ?? [])] }];
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
  named = MOST_NAMES,
  after: (program: ReportedProgram) => string = () => "",
): ScreenLine {
  const names = programs.slice(0, named).map((one) => shortName(one.title, input) + after(one));
  const { more } = textsFor(screenTexts, input.reader);
  return {
    programId: programs[0]?.id ?? "",
    program: "",
    status,
    age: "",
    text: `${label} ${more(names.join(", "), programs.length - names.length)}`.trim(),
    lines: programs.flatMap(({ report }) => report.lines.filter(matches)),
  };
}

const isSilence = ({ kind }: Line) => kind === "no-update";
const isMoved = ({ kind }: Line) => STATUS_KINDS.includes(kind);
const isStill = ({ kind }: Line) => kind === "still-at-risk" || kind === "still-off-track";
