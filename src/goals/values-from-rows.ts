/** The rows of a file of values → values, or what is wrong with them and where. Pure. */
import type { CsvRow } from "../platform/csv-reading.ts";
import { withoutGuard } from "../platform/csv-writing.ts";
import { dayIn, isFrenchHead, matchesName, type NamesByLanguage } from "../platform/texts/cells.ts";
import { decimal, readDecimal } from "../platform/texts/decimals.ts";
import { type Language, LOCALE_OF } from "../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../platform/texts/tables.ts";
import type { LocalDate } from "../platform/time.ts";
import { codeOf, isCodeOf } from "../register/codes-and-transitions.ts";
import type { Measure } from "../register/goals/every-goal.ts";
import { type Dated, problemOfValue, valuesByDay } from "./line.ts";
import { fileTexts } from "./texts-files.ts";

const COLUMNS = ["measure", "day", "value"] as const;
type Column = (typeof COLUMNS)[number];

const CALLED: Record<Column, NamesByLanguage> = {
  measure: { en: ["measure", "kpi"], fr: ["indicateur"] },
  day: { en: ["day", "date"], fr: ["jour", "date"] },
  value: { en: ["value"], fr: ["valeur"] },
};

/** The headings of a file. */
export const HEADS: Record<Language, readonly string[]> = {
  en: COLUMNS.map((column) => CALLED[column].en[0]),
  fr: COLUMNS.map((column) => CALLED[column].fr[0]),
};

/** What the rows are read against. */
export interface Known {
  measures: readonly Measure[];
  /** By measure, one a day. */
  values: ReadonlyMap<string, readonly Dated[]>;
  /** Of programs and portfolios that are closed. */
  closedIds: ReadonlySet<string>;
  /** In which problems are described. */
  language: Language;
  today: LocalDate;
  /** Values that jump are taken, too. */
  isSure: boolean;
}

export interface ReadValue {
  measureId: string;
  on: LocalDate;
  value: string;
}

interface PlacedValue extends ReadValue {
  line: number;
  measure: Measure;
}

/** Numbers and days as the language of the headings has them. All problems at once; with any, no value. */
export function readValues(rows: readonly CsvRow[], known: Known): { values: ReadValue[]; problems: TableProblem[] } {
  const inTable = tableTexts[known.language];
  const [head, ...records] = rows;
  if (!head) return { values: [], problems: [{ line: 1, column: "1", message: inTable.empty }] };
  const names = head.cells.map((cell) => withoutGuard(cell).trim());
  const columns = names.map((name) => COLUMNS.find((column) => matchesName(name, allNames(column))) ?? null);
  const problems = problemsOfHead(head, names, columns, known.language);
  if (problems.length > 0) return { values: [], problems };

  const fileLanguage = isFrenchHead(names, Object.values(CALLED)) ? "fr" : "en";
  const placed: PlacedValue[] = [];
  for (const row of records) {
    const read = readRow(row, { columns, names, fileLanguage }, known);
    problems.push(...read.problems);
    if (read.value) placed.push(read.value);
  }
  const named = (column: Column) => names[columns.indexOf(column)] ?? column;
  problems.push(...problemsTogether(placed, named, known));
  problems.sort((one, other) => one.line - other.line);
  const values = placed.map(({ measureId, on, value }) => ({ measureId, on, value }));
  return { values: problems.length > 0 ? [] : values, problems };
}

function allNames(column: Column): string[] {
  return [...CALLED[column].en, ...CALLED[column].fr];
}

function problemsOfHead(
  { line }: CsvRow,
  names: readonly string[],
  columns: readonly (Column | null)[],
  language: Language,
): TableProblem[] {
  const inTable = tableTexts[language];
  const called = fileTexts[language].columns;
  const allowed = COLUMNS.map((column) => called[column]).join(", ");
  const wrong = columns.flatMap((column, place): TableProblem[] => {
    const name = names[place] ?? "";
    if (column === null) return [{ line, column: String(place + 1), message: inTable.notAColumn(name, allowed) }];
    return columns.indexOf(column) < place ? [{ line, column: name, message: inTable.twice }] : [];
  });
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  return [...wrong, ...missing.map((column) => ({ line, column: called[column], message: inTable.missing }))];
}

interface HeadRead {
  columns: readonly (Column | null)[];
  names: readonly string[];
  fileLanguage: Language;
}

/** What is wrong with a row alone. */
function readRow(
  { line, cells }: CsvRow,
  { columns, names, fileLanguage }: HeadRead,
  known: Known,
): { value: PlacedValue | null; problems: TableProblem[] } {
  const texts = fileTexts[known.language];
  const inTable = tableTexts[known.language];
  const problems: TableProblem[] = [];
  const cellOf = (column: Column) => withoutGuard(cells[columns.indexOf(column)] ?? "");
  const wrong = (column: Column, message: string) =>
    problems.push({ line, column: names[columns.indexOf(column)] ?? column, message });
  if (cells.length > names.length && cells.slice(names.length).some((cell) => cell !== ""))
    problems.push({ line, column: String(names.length + 1), message: inTable.tooMany(names.length) });
  for (const column of COLUMNS) if (cellOf(column) === "") wrong(column, texts.missing);

  const measure = cellOf("measure") === "" ? null : measureCalled(cellOf("measure"), known);
  if (typeof measure === "string") wrong("measure", measure);
  const on = dayIn(cellOf("day"), { order: fileLanguage === "fr" ? "dmy" : null, today: known.today });
  if (on === null && cellOf("day") !== "") wrong("day", inTable.notADate(cellOf("day"), fileLanguage === "fr"));
  const unit = measure === null || typeof measure === "string" ? "" : (measure.details.unit ?? "");
  const given = cellOf("value");
  const read = readDecimal(given, { language: fileLanguage, unit });
  if (given !== "" && "problem" in read) wrong("value", texts.notANumber(given));
  if ("readings" in read) {
    const [one, other] = read.readings.map((each) => decimal({ locale: LOCALE_OF[fileLanguage] }, each));
    wrong("value", texts.twoReadings(given, one ?? "", other ?? ""));
  }
  if (measure === null || typeof measure === "string" || on === null || !("value" in read))
    return { value: null, problems };
  return { value: { line, measure, measureId: measure.id, on, value: read.value }, problems };
}

/** By its code; else what is wrong with it. */
function measureCalled(code: string, { measures, closedIds, language }: Known): Measure | string {
  const texts = fileTexts[language];
  const [measure, ...others] = measures.filter((each) => isCodeOf(code, each));
  if (!measure) return texts.unknown(code);
  if (others.length > 0) return texts.several(code);
  if (closedIds.has(measure.program_id)) return texts.closed(codeOf(measure));
  return measure.state === "open" ? measure : texts.over(codeOf(measure));
}

/** What is wrong with values beside those that there are, and beside each other. */
function problemsTogether(
  placed: readonly PlacedValue[],
  named: (column: Column) => string,
  known: Known,
): TableProblem[] {
  return [...Map.groupBy(placed, ({ measureId }) => measureId)].flatMap(([measureId, own]) => {
    const first = new Map<LocalDate, number>();
    for (const { on, line } of own) if (!first.has(on)) first.set(on, line);
    const texts = fileTexts[known.language];
    const all = valuesByDay([...(known.values.get(measureId) ?? []), ...own]);
    return own.flatMap((one): TableProblem[] => {
      const earlier = first.get(one.on) ?? one.line;
      if (earlier !== one.line) return [{ line: one.line, column: named("day"), message: texts.twice(earlier) }];
      const problem = problemBeside(one, all, known);
      return problem === null ? [] : [{ line: one.line, column: named(problem.column), message: problem.message }];
    });
  });
}

function problemBeside(
  { measure, on, value }: PlacedValue,
  all: readonly Dated[],
  { language, today, isSure }: Known,
): { column: Column; message: string } | null {
  const problem = problemOfValue(measure.details, all, { on, value, isSure }, today);
  if (problem === null) return null;
  const texts = fileTexts[language];
  const reader = { locale: LOCALE_OF[language] };
  switch (problem.is) {
    case "to-come":
      return { column: "day", message: texts.toCome(on) };
    case "before-baseline":
      return { column: "day", message: texts.beforeBaseline(problem.baselineOn) };
    case "jumps":
      return { column: "value", message: texts.jumps(decimal(reader, value), decimal(reader, problem.before)) };
  }
}
