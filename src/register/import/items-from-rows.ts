/** The rows of a log that is taken over → items, or what is wrong with them and where. Pure. */

import type { CsvRow } from "../../platform/csv-reading.ts";
import { withoutGuard } from "../../platform/csv-writing.ts";
import { dayIn, isFrenchHead, matchesName, namesOf, numberIn } from "../../platform/texts/cells.ts";
import { folded } from "../../platform/texts/folding.ts";
import type { Language } from "../../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../../platform/texts/tables.ts";
import type { LocalDate } from "../../platform/time.ts";
import { isItemType, LONGEST_TITLE } from "../codes-and-transitions.ts";
import { decimalIn, decimalProblem, waypointsIn } from "../form-fields.ts";
import { problemOfMeasure } from "../goals/sound-goals.ts";
import { type ItemType, TYPES, type TypedDetails } from "../item-types.ts";
import type { Waypoint } from "../types/goals.ts";
import type { FieldKind, ItemField } from "../types/item-type.ts";
import { choiceValues, IMPORTED, STATE_VALUES, TYPE_VALUES, YES_NO_VALUES } from "./csv-columns.ts";
import { importTexts } from "./texts.ts";

export interface ImportedRow {
  line: number;
  title: string;
  description: string;
  /** A handle, without the sign before it. */
  owner: string | null;
  dueOn: LocalDate | null;
  /** `done`: also what is reached. */
  state: "open" | "done" | "not-reached" | "dropped";
  typed: TypedDetails;
  /** The row's values in a fixed order of columns: its identity. */
  fingerprint: string;
}

const LONGEST_TEXT = 3000;
const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

interface Given {
  /** `handlesByName`. */
  owners: ReadonlyMap<string, string | null>;
  language: Language;
  /** A date without a year is the nearest to it. */
  today: LocalDate;
}

/** With French column names, numeric dates are read day first; names and values of both languages are accepted in either. */
export function readImport(rows: readonly CsvRow[], given: Given): { items: ImportedRow[]; problems: TableProblem[] } {
  const [head, ...records] = rows;
  const texts = tableTexts[given.language];
  if (!head) return { items: [], problems: [{ line: 1, column: "1", message: texts.empty }] };
  const names = head.cells.map((cell) => withoutGuard(cell).trim());
  const columns = names.map(columnNamed);
  const used = new Set(records.flatMap(({ cells }) => cells.flatMap((cell, place) => (cell === "" ? [] : [place]))));
  const problems = problemsOfHead(head, { names, columns, used }, given.language);
  if (problems.length > 0) return { items: [], problems };
  const isFrench = isFrenchHead(names, [...IMPORTED.values()]);
  const items: ImportedRow[] = [];
  for (const record of records) {
    const read = readRecord(record, { names, columns, used, isFrench }, given);
    problems.push(...read.problems);
    if (read.item) items.push(read.item);
  }
  return { items: problems.length > 0 ? [] : items, problems };
}

/** The column of ours that a heading names; null: none of ours. */
function columnNamed(name: string): string | null {
  return [...IMPORTED].find(([column, called]) => matchesName(name, [column, ...namesOf(called)]))?.[0] ?? null;
}

interface Head {
  /** The headings as the file has them. */
  names: readonly string[];
  columns: readonly (string | null)[];
  /** Places in which some row has something. */
  used: ReadonlySet<number>;
}

function problemsOfHead({ line }: CsvRow, { names, columns, used }: Head, language: Language): TableProblem[] {
  const texts = tableTexts[language];
  const inWords = (column: string) => (language === "fr" ? (IMPORTED.get(column)?.fr[0] ?? column) : column);
  const columnNames = [...IMPORTED.keys()].map(inWords).join(", ");
  return [
    ...names.flatMap((name, place) => {
      const column = columns[place];
      // Excel leaves empty columns.
      if (name === "" && !used.has(place)) return [];
      if (column === null) return [{ line, column: String(place + 1), message: texts.notAColumn(name, columnNames) }];
      return columns.indexOf(column ?? null) < place ? [{ line, column: name, message: texts.twice }] : [];
    }),
    ...["type", "title"]
      .filter((name) => !columns.includes(name))
      .map((name) => ({ line, column: inWords(name), message: texts.missing })),
  ];
}

interface HeadRead extends Head {
  /** Whether the headings of the file are French. */
  isFrench: boolean;
}

function readRecord(
  row: CsvRow,
  head: HeadRead,
  given: Given,
): { item: ImportedRow | null; problems: readonly TableProblem[] } {
  const { line } = row;
  const { owners, language } = given;
  const texts = importTexts[language];
  const cells = readCells(row, head, given);
  const { cellOf, wrong, problems } = cells;

  const type = cells.among("type", TYPE_VALUES);
  if (type === undefined || !isItemType(type)) {
    if (cellOf("type") === "") wrong("type", texts.notOneOf("", Object.keys(TYPE_VALUES).join(", ")));
    return { item: null, problems };
  }

  const title = titleIn(cells, texts);

  const called = cellOf("owner").replace(/^@/, "");
  const owner = owners.get(called.toLowerCase()) ?? owners.get(folded(called));
  if (called !== "" && !owner) wrong("owner", owner === null ? texts.severalHave(called) : texts.noHandle(called));

  const state = stateOf(cells.among("state", STATE_VALUES));
  if (type === "decision" && state !== "open") wrong("state", texts.decisionClosed);

  const dueOn = cells.date("due") ?? null;
  const details = detailsIn(type, cells);
  const description = cells.text("description") ?? "";
  const missing = fieldsOf(type).filter(({ key, column, isRequired }) => isRequired && column && !(key in details));
  for (const { column } of missing) wrong(column ?? "", texts.noValue);
  if (problems.length > 0) return { item: null, problems };

  const typed = TYPES[type].of(details);
  const unsound = typed.type === "measure" ? problemOfMeasure(typed.details, dueOn) : null;
  if (unsound) wrong(columnOf(unsound.field), unsound.error.sentence(language));
  if (problems.length > 0) return { item: null, problems };

  const read = { title, description, owner: owner ?? null, dueOn, state };
  const fingerprint = JSON.stringify([typed, read]);
  return { item: { line, ...read, typed, fingerprint }, problems };
}

function titleIn({ cellOf, wrong }: Cells, texts: (typeof importTexts)[Language]): string {
  const title = cellOf("title").replace(/\s*\n\s*/g, " ");
  if (title === "") wrong("title", texts.noTitle);
  if (title.length > LONGEST_TITLE) wrong("title", texts.longTitle);
  return title;
}

function fieldsOf(type: ItemType): readonly ItemField[] {
  return TYPES[type].fields;
}

function columnOf(key: string): string {
  return fieldsOf("measure").find((field) => field.key === key)?.column ?? key;
}

function stateOf(given: keyof typeof STATE_VALUES | undefined): ImportedRow["state"] {
  if (given === undefined || given === "open" || given === "active") return "open";
  return given === "dropped" || given === "not-reached" ? given : "done";
}

/** The cells of a row, each by the name of its column; undefined: empty, or something else than is read. */
interface Cells {
  /** The text of a cell as it was typed. */
  cellOf(column: string): string;
  among<Value extends string>(
    column: string,
    values: Readonly<Record<Value, readonly string[]>>,
  ): Extract<Value, string> | undefined;
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
}

function readCells({ line, cells }: CsvRow, { names, columns, isFrench }: HeadRead, { language, today }: Given): Cells {
  const texts = importTexts[language];
  const inTable = tableTexts[language];
  const fileLanguage: Language = isFrench ? "fr" : "en";
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

  return {
    cellOf,
    wrong,
    problems,
    number,
    score: (column) => number(column, { least: 1, most: 5 }, texts.notAScore),
    decimal(column, { isAboveZero = false }) {
      const given = cellOf(column);
      const problem =
        given === ""
          ? null
          : decimalProblem({ locale: fileLanguage, zone: "UTC" }, given, { unit: cellOf("unit"), isAboveZero });
      if (problem !== null) wrong(column, problem);
      return given === "" ? undefined : decimalIn(given, { language: fileLanguage, unit: cellOf("unit") });
    },
    waypoints(column) {
      const given = cellOf(column);
      const reader = { locale: fileLanguage, zone: "UTC", today };
      const read = waypointsIn(reader, given.replaceAll(";", "\n"));
      if (read.wrong !== null) wrong(column, importTexts[language].notAWaypoint(read.wrong));
      return given === "" ? undefined : read.waypoints;
    },
    among(column, values) {
      const given = cellOf(column);
      const read = valueAmong(given, values, language);
      if (given !== "" && read.value === undefined) wrong(column, texts.notOneOf(given, read.allowed));
      return given === "" ? undefined : read.value;
    },
    text(column, longest = LONGEST_TEXT) {
      const given = cellOf(column);
      if (given.length > longest) wrong(column, texts.tooLong(longest));
      return given === "" ? undefined : given;
    },
    date(column) {
      const given = cellOf(column);
      if (given === "") return undefined;
      const day = dayIn(given, { isDayFirst: isFrench, today });
      if (day === null) wrong(column, inTable.notADate(given, isFrench));
      return day ?? undefined;
    },
    time(column) {
      const given = cellOf(column);
      if (given !== "" && !isTime(given)) wrong(column, texts.notATime(given));
      return given === "" ? undefined : given;
    },
  };
}

/** By its key or one of its names. `allowed`: what could stand there, as the reader writes it. */
function valueAmong<Value extends string>(
  given: string,
  values: Readonly<Record<Value, readonly string[]>>,
  language: Language,
): { value: Extract<Value, string> | undefined; allowed: string } {
  const keys = Object.keys(values).filter((key): key is Extract<Value, string> => Object.hasOwn(values, key));
  const byKey = keys.find((key) => key === given.toLowerCase());
  const value = byKey ?? keys.find((key) => matchesName(given, [key, ...values[key]]));
  const allowed = keys.map((key) => (language === "fr" ? (values[key][0] ?? key) : key)).join(", ");
  return { value, allowed };
}

/** What columns of another type hold is not read. */
function detailsIn(type: ItemType, cells: Cells): Record<string, unknown> {
  const { blank, fields } = TYPES[type];
  const given = fields.flatMap(({ key, kind, column }: ItemField): [string, unknown][] => {
    const value = column === null ? undefined : valueIn(cells, kind, column);
    return value === undefined ? [] : [[key, value]];
  });
  return { ...blank, ...Object.fromEntries(given) };
}

function valueIn(cells: Cells, kind: FieldKind, column: string): unknown {
  const { among, text, date, time, score, number } = cells;

  switch (kind.is) {
    case "line":
    case "long":
      return text(column, kind.longest);
    case "lines":
      return text(column)?.split("\n").slice(0, kind.most);
    case "score":
      return score(column);
    case "number":
      return number(column, kind) ?? kind.usual;
    case "year":
      return number(column, { least: 2000, most: 2100 });
    case "decimal":
      return cells.decimal(column, kind);
    case "waypoints":
      return cells.waypoints(column);
    case "items":
    case "programs":
      return namesIn(text(column));
    case "yes-no": {
      const given = among(column, YES_NO_VALUES);
      return given === undefined ? undefined : given === "yes";
    }
    case "date":
      return date(column);
    case "time":
      return time(column);
    case "zone":
      return text(column);
    case "choice":
      return among(column, choiceValues(kind));
  }
}

/** Codes, keys or titles, one a line or with a semicolon between: whoever enters the row knows which they are. */
function namesIn(given: string | undefined): string[] | undefined {
  const names = (given ?? "").split(/[;\n]/).flatMap((name) => name.trim() || []);
  return names.length > 0 ? names : undefined;
}
