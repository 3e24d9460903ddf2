/** The cells of one row of a log, each by the name of its column. Pure. */
import type { CsvRow } from "../../platform/csv-reading.ts";
import { withoutGuard } from "../../platform/csv-writing.ts";
import { dayIn, isAmbiguousDay, numberIn } from "../../platform/texts/cells.ts";
import { decimal } from "../../platform/texts/decimals.ts";
import { type Language, LOCALE_OF } from "../../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../../platform/texts/tables.ts";
import type { LocalDate } from "../../platform/time.ts";
import { decimalIn, decimalProblem, waypointsIn } from "../form-fields.ts";
import type { Waypoint } from "../types/goals.ts";
import type { Head } from "./head.ts";
import { importTexts } from "./texts.ts";
import { allowed, type Values, valueAmong } from "./values.ts";

const LONGEST_TEXT = 3000;
const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** The cells of a row; undefined: empty, or something else than is read. */
export interface Cells {
  line: number;
  /** The text of a cell as it was typed; empty where the file has no such column. */
  cellOf(column: string): string;
  /** A value by its key or one of its names. */
  among<Value extends string>(column: string, values: Values<Value>): Value | undefined;
  text(column: string, longest?: number): string | undefined;
  date(column: string): LocalDate | undefined;
  time(column: string): string | undefined;
  score(column: string): number | undefined;
  decimal(column: string, of: { isAboveZero?: boolean }): string | undefined;
  waypoints(column: string): Waypoint[] | undefined;
  number(column: string, bounds: { least: number; most: number }): number | undefined;
  wrong(column: string, message: string): void;
  /** What was wrong in those read so far. */
  problems: readonly TableProblem[];
  /** Some day may be read in two ways, and the file does not say in which. */
  asksForDates: boolean;
}

export function readCells(
  { line, cells }: CsvRow,
  { names, columns, order, numbers }: Pick<Head, "names" | "columns" | "order" | "numbers">,
  { language, today }: { language: Language; today: LocalDate },
): Cells {
  const texts = importTexts[language];
  const inTable = tableTexts[language];
  const fileLanguage = numbers ?? "en";
  const problems: TableProblem[] = [];
  const placed = (place: number, message: string) =>
    problems.push({ line, column: names[place] ?? String(place + 1), message });
  const wrong = (column: string, message: string) => placed(columns.indexOf(column), message);
  const cellOf = (column: string) => withoutGuard(cells[columns.indexOf(column)] ?? "");
  if (cells.slice(names.length).some((cell) => cell !== "")) placed(names.length, inTable.tooMany(names.length));

  const number = (
    column: string,
    { least, most }: { least: number; most: number },
    problem = (given: string) => texts.notANumber(given, least, most),
  ): number | undefined => {
    const given = cellOf(column);
    if (given === "") return undefined;
    const value = numberIn(given);
    if (value === null || !Number.isInteger(value) || value < least || value > most) wrong(column, problem(given));
    return value ?? undefined;
  };

  const read: Cells = {
    line,
    cellOf,
    wrong,
    problems,
    asksForDates: false,
    number,
    score: (column) => number(column, { least: 1, most: 5 }, texts.notAScore),
    decimal(column, { isAboveZero = false }) {
      const given = cellOf(column);
      if (given === "") return undefined;
      const unit = cellOf("unit");
      const problem =
        (numbers === null ? twoReadings(given, language) : null) ??
        decimalProblem({ locale: fileLanguage, zone: "UTC" }, given, { unit, isAboveZero });
      if (problem !== null) wrong(column, problem);
      return decimalIn(given, { language: fileLanguage, unit });
    },
    waypoints(column) {
      const given = cellOf(column);
      const reader = { locale: fileLanguage, zone: "UTC", today };
      const { wrong: unread, waypoints } = waypointsIn(reader, given.replaceAll(";", "\n"), order);
      if (unread !== null) wrong(column, texts.notAWaypoint(unread));
      return given === "" ? undefined : waypoints;
    },
    among(column, values) {
      const given = cellOf(column);
      if (given === "") return undefined;
      const value = valueAmong(given, values);
      if (value === undefined) wrong(column, texts.notOneOf(given, allowed(values, language)));
      return value;
    },
    text(column, longest = LONGEST_TEXT) {
      const given = cellOf(column);
      if (given.length > longest) wrong(column, texts.tooLong(longest));
      return given === "" ? undefined : given;
    },
    date(column) {
      const given = cellOf(column);
      if (given === "") return undefined;
      const day = dayIn(given, { order, today });
      const isAsked = order === null && isAmbiguousDay(given);
      if (isAsked) read.asksForDates = true;
      if (day === null) wrong(column, isAsked ? texts.whichDay(given) : inTable.notADate(given, order === "dmy"));
      return day ?? undefined;
    },
    time(column) {
      const given = cellOf(column);
      if (given !== "" && !isTime(given)) wrong(column, texts.notATime(given));
      return given === "" ? undefined : given;
    },
  };
  return read;
}

/** `1,200` is one and a fifth, or a thousand two hundred: only another number of the file, or its headings, say which. */
function twoReadings(given: string, language: Language): string | null {
  const [, whole = "", rest = ""] = /^[-−–]?(\d{1,3})[.,](\d{3})$/.exec(given.trim()) ?? [];
  if (whole === "") return null;
  const shown = (value: string) => decimal({ locale: LOCALE_OF[language] }, value);
  return importTexts[language].twoReadings(given, shown(`${whole}.${rest}`), shown(`${whole}${rest}`));
}
