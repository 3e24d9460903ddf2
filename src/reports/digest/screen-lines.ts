/** What the lines of a first screen say, in their reader's words. */
import { dayInWords, shortDate, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { STATUS_KINDS, type Status } from "../compile/report.ts";
import { clauseOf, NO_COLOUR, shapeOf, statusRunInWords, wordTexts } from "../compile/status-and-dates-in-words.ts";
import { nameOf } from "./limits.ts";
import { ageOf, silentNames, statusMove, upcomingInWords } from "./matter-words.ts";
import type { Matter } from "./matters.ts";
import type { ReportedProgram, ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";

/** What a line of a first screen says: the matter, cut at a clause, and behind it in brackets whose it is and how old. */
export function screenText(matter: Matter, input: ScreenInput): string {
  const { program, lines, text, author, owner, kind } = matter;
  const [line] = lines;
  const shown = text(clauseOf);
  const age = line === undefined ? "" : ageOf(program, line, input, true);
  const { newMark } = textsFor(screenTexts, input.reader);
  const details = [author, owner, age].filter((part) => part !== "").join(", ");
  const aside = details === "" && hasWorsened(matter) ? newMark : details;
  if (shown !== "") return withAside(shown, aside);
  return STATUS_KINDS.includes(kind) ? statusRunInWords(input.reader, program.report) : aside;
}

/** Whether its program is off track or at risk, and was not when its reader read of it last. */
export function hasWorsened({ kind, lines: [line] }: Matter): boolean {
  return (kind === "newly-off-track" || kind === "newly-at-risk") && line?.was?.status !== undefined;
}

/** The status that stands before a line: of a program off track or at risk, and of a green that facts speak against. */
export function statusBefore({ kind, program }: Matter): Status | null {
  const { status } = program.report;
  // A green of which there is no word has no colour.
  if (status === null || program.closedOn !== undefined || shapeOf(status) === NO_COLOUR) return null;
  return kind === "against-green" || status.status !== "green" ? status.status : null;
}

export function withAside(text: string, aside: string): string {
  return aside === "" ? text : `${withoutFullStop(text)} (${aside})`;
}

/**
 * As a matter stands among others in a running line: a name with its move, its age, or its date. `shownItems`: ids of items that
 * have lines of their own: their dates stand without their words.
 */
export function runningText(
  { program, kind, section, text, lines, isOfProgram }: Matter,
  input: ScreenInput,
  shownItems: ReadonlySet<string>,
): string {
  const [line] = lines;
  const name = nameOf(program, input);
  if (section === "paused") return name === "" ? text(clauseOf) : `${name} ${text(clauseOf)}`;
  if (isOfProgram) return `${statusMove(program, input)} ${name}`;
  if (kind === "upcoming" && line !== undefined) {
    const day = line.due === undefined ? "" : `${shortDate(input.reader, line.due)} `;
    if (shownItems.has(line.itemId ?? "")) return `${day}${name}`;

    const { colon } = textsFor(screenTexts, input.reader);
    const { due: _, ...undated } = line;
    return `${day}${name}${colon}${upcomingInWords(undated, input, clauseOf(line.text))}`;
  }
  if (kind === "no-update") {
    const people = line === undefined ? "" : silentNames(line, input);
    return withAside(name, [people, silenceOf(program, input)].filter((part) => part !== "").join(", "));
  }
  return name;
}

/** at risk, no word since 28 Feb; empty of a green. */
function silenceOf({ report: { status }, isHeld }: ReportedProgram, { reader }: ScreenInput): string {
  const texts = textsFor(screenTexts, reader);
  if (isHeld) return texts.reportToFollow;
  if (status === null || status.status === "green") return "";
  const word = textsFor(wordTexts, reader).statusWithin[status.status];
  return texts.noWordSince(word, dayInWords(reader, status.noWordSince ?? status.on));
}
