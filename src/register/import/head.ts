/** The first row of a log: which of its columns are read, and how the file writes days and numbers. Pure. */
import type { CsvRow } from "../../platform/csv-reading.ts";
import { withoutGuard } from "../../platform/csv-writing.ts";
import { DAY_ORDERS, type DayOrder, dayIn, isFrenchHead, matchesName, orderOfDay } from "../../platform/texts/cells.ts";
import type { Language } from "../../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../../platform/texts/tables.ts";
import type { ItemType } from "../item-types.ts";
import { columnsOf } from "./csv-columns.ts";
import { importTexts } from "./texts.ts";
import { type Tool, toolOf } from "./tools.ts";

/** What an importer says of a file that does not say it itself. */
export interface Choices {
  /** Of rows whose type the file does not say. */
  type?: ItemType | null | undefined;
  dates?: DayOrder | null | undefined;
}

export interface Head {
  tool: Tool | null;
  /** The headings as the file has them. */
  names: readonly string[];
  /** By place; null: it is not read. */
  columns: readonly (string | null)[];
  /** Headings that nobody needs here, in the order of the file. */
  leftOut: readonly string[];
  /** Null: the file does not say. */
  order: DayOrder | null;
  /** In which it writes decimals; null: it does not say. */
  numbers: Language | null;
}

/** `problems`: of the headings. A step a row, for each thing that only all rows say. */
export function* readingHead(
  rows: readonly CsvRow[],
  choices: Choices,
  language: Language,
): Generator<void, { head: Head; problems: TableProblem[] }> {
  const [first, ...records] = rows;
  const names = (first?.cells ?? []).map((cell) => withoutGuard(cell).trim());
  const tool = toolOf(names);
  const known = columnsOf(tool);
  const named = names.map((name) => columnNamed(name, known));
  const twice = names.filter((name, place) => named[place] !== null && isTwice(names, place, name));
  const columns = named.map((column, place) =>
    column !== null && isFirst(named, place, names, known) ? column : null,
  );

  const line = first?.line ?? 1;
  const problems = [...new Set(twice)].map((name) => ({ line, column: name, message: tableTexts[language].twice }));
  if (!columns.includes("title"))
    problems.push({ line, column: inWords("title", language), message: importTexts[language].noTitleColumn });
  if (!columns.includes("type") && !choices.type)
    problems.push({ line, column: inWords("type", language), message: importTexts[language].noType });

  const isFrench = isFrenchHead(names, [...known.values()]);
  const used = yield* readingUsed(records);
  const leftOut = names.filter((name, place) => columns[place] === null && name !== "" && used.has(place));
  const order = choices.dates ?? (yield* readingOrder(names, records)) ?? (isFrench ? "dmy" : null);
  const numbers = (yield* readingNumbers(columns, records)) ?? (isFrench ? "fr" : null);
  return { head: { tool, names, columns, leftOut: [...new Set(leftOut)], order, numbers }, problems };
}

/** The first name of a column in the reader's language. */
function inWords(column: string, language: Language): string {
  return language === "fr" ? (columnsOf(null).get(column)?.fr[0] ?? column) : column;
}

/** The column of ours that a heading names; null: none of ours. */
function columnNamed(name: string, known: ReturnType<typeof columnsOf>): string | null {
  return [...known].find(([column, { en, fr }]) => matchesName(name, [column, ...en, ...fr]))?.[0] ?? null;
}

/** The same heading stands before it, and is read. */
function isTwice(names: readonly string[], place: number, name: string): boolean {
  return names.findIndex((each) => matchesName(each, [name])) < place;
}

/** Of several headings for one column, the one that is named first among those of the column. */
function isFirst(
  named: readonly (string | null)[],
  place: number,
  names: readonly string[],
  known: ReturnType<typeof columnsOf>,
): boolean {
  const column = named[place] ?? null;
  if (column === null) return false;
  const { en, fr } = known.get(column) ?? { en: [], fr: [] };
  const rank = (at: number) => [column, ...en, ...fr].findIndex((each) => matchesName(names[at] ?? "", [each]));
  const rivals = named.flatMap((each, at) => (each === column ? [at] : []));
  const [best] = rivals.toSorted((one, other) => rank(one) - rank(other) || one - other);
  return best === place;
}

/** The places of columns in which anything stands. */
function* readingUsed(records: readonly CsvRow[]): Generator<void, ReadonlySet<number>> {
  const used = new Set<number>();
  for (const { cells } of records) {
    yield;
    for (const [place, cell] of cells.entries()) if (cell !== "") used.add(place);
  }
  return used;
}

/** The one order that days of all columns, read or not, say for sure; null: none, or both. */
function* readingOrder(names: readonly string[], records: readonly CsvRow[]): Generator<void, DayOrder | null> {
  const sure = new Set<DayOrder>();
  for (const place of names.keys()) for (const order of yield* readingOrdersOf(records, place)) sure.add(order);
  const [order = null] = sure;
  return sure.size === 1 ? order : null;
}

/** None of a column in which anything else stands: a version such as 3.12.26 is no day. */
function* readingOrdersOf(records: readonly CsvRow[], place: number): Generator<void, DayOrder[]> {
  const sure: DayOrder[] = [];
  for (const { cells } of records) {
    yield;
    const cell = withoutGuard(cells[place] ?? "");
    if (cell === "") continue;
    if (!isDay(cell)) return [];
    const order = orderOfDay(cell);
    if (order !== null && !sure.includes(order)) sure.push(order);
  }
  return sure;
}

/** A day of no year in particular, which only days without a year are measured by. */
const ANY_DAY = "2000-01-01";

function isDay(cell: string): boolean {
  return DAY_ORDERS.some((order) => dayIn(cell, { order, today: ANY_DAY }) !== null);
}

/** By one number that can be read in one way alone. */
function* readingNumbers(
  columns: readonly (string | null)[],
  records: readonly CsvRow[],
): Generator<void, Language | null> {
  const places = columns.flatMap((column, place) => (column !== null && DECIMALS.includes(column) ? [place] : []));
  let isComma = false;
  let isPoint = false;
  for (const { cells } of records) {
    yield;
    const numbers = places.map((place) => (cells[place] ?? "").trim());
    isComma ||= numbers.some((cell) => COMMA.test(cell));
    isPoint ||= numbers.some((cell) => POINT.test(cell));
  }
  if (isComma === isPoint) return null;
  return isComma ? "fr" : "en";
}

const DECIMALS = ["baseline", "target", "amount"];
const COMMA = /\d,(?:\d{1,2}|\d{4,})\D*$|\d\.\d{3},\d/;
const POINT = /\d\.(?:\d{1,2}|\d{4,})\D*$|\d,\d{3}\.\d/;
