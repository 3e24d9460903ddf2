/** Labels and budgets of programs as a table: a row for each program, a column for each label. Pure. */
import { z } from "zod";
import { type CsvRow, withoutGuard } from "../../platform/csv.ts";
import type { LocalDate } from "../../platform/time.ts";
import {
  type Budget,
  isCurrency,
  type Label,
  labelNames,
  labelOf,
  labelProblem,
  MOST_MONEY,
  NO_PROFILE,
  type Profile,
  sameLabel,
} from "./rules.ts";
import { profileTexts } from "./texts.ts";

/** A program as the table names it. */
export interface NamedProfile {
  id: string;
  key: string;
  title: string;
  profile: Profile;
}

const BUDGET_COLUMNS = ["planned", "spent", "currency", "as_of"] as const;
/** The title is for whoever reads the table: it is not read back. */
const COLUMNS = ["program", "title", ...BUDGET_COLUMNS] as const;
type Column = (typeof COLUMNS)[number];
const LABEL = "label.";

export function profileTable(programs: readonly NamedProfile[]): string[][] {
  const names = labelNames(programs.map(({ profile }) => profile)).sort();
  const rows = programs.map(({ key, title, profile: { labels, budget } }) => [
    key,
    title,
    ...(budget ? [`${budget.planned}`, `${budget.spent ?? ""}`, budget.currency, budget.asOf] : ["", "", "", ""]),
    ...names.map((name) => labels.find((label) => sameLabel(label.name, name))?.value ?? ""),
  ]);
  return [[...COLUMNS, ...names.map((name) => `${LABEL}${name}`)], ...rows];
}

export interface CsvProblem {
  line: number;
  /** By its name where it has one. */
  column: string;
  message: string;
}

/**
 * What the table makes of these programs. A column that it has not says nothing; an empty cell takes the label out, and four
 * empty ones the budget. `today`: of a budget without a date.
 */
export function readProfiles(
  rows: readonly CsvRow[],
  programs: readonly NamedProfile[],
  today: LocalDate,
): { profiles: { id: string; profile: Partial<Profile> }[]; problems: CsvProblem[] } {
  const [head, ...records] = rows;
  if (!head) return { profiles: [], problems: [{ line: 1, column: "1", message: "the file is empty" }] };
  const names = head.cells.map((cell) => columnOf(cell.trim()));
  const problems = problemsOfHead(head.line, names);
  if (problems.length > 0) return { profiles: [], problems };
  const profiles = new Map<string, { id: string; profile: Partial<Profile> }>();
  for (const { line, cells } of records) {
    const wrong = (column: string, message: string) => problems.push({ line, column, message });
    if (cells.length > names.length) wrong(String(names.length + 1), `there are only ${names.length} columns`);
    const row = new Map(names.map((name, place) => [name, withoutGuard(cells[place] ?? "").trim()]));
    const key = row.get("program") ?? "";
    const program = programs.find((one) => one.key === key);
    if (!program) wrong("program", key === "" ? "enter a program key in every row" : `there is no program ${key}`);
    else if (profiles.has(key)) wrong("program", `${key} appears twice`);
    const labels = labelsIn(row, program?.profile ?? NO_PROFILE, wrong);
    const budget = BUDGET_COLUMNS.some((name) => row.has(name)) ? budgetIn(row, today, wrong) : undefined;
    if (program) profiles.set(key, { id: program.id, profile: { labels, ...(budget !== undefined && { budget }) } });
  }
  return { profiles: problems.length > 0 ? [] : [...profiles.values()], problems };
}

/** The names of the fixed columns and the beginning of the others, however they are written. */
function columnOf(cell: string): string {
  const lower = cell.toLowerCase();
  return lower.startsWith(LABEL) ? LABEL + cell.slice(LABEL.length).trim() : lower;
}

function problemsOfHead(line: number, names: readonly string[]): CsvProblem[] {
  const known: readonly string[] = COLUMNS;
  const problems = names.flatMap((name, place) => {
    const isKnown = known.includes(name) || (name.startsWith(LABEL) && name !== LABEL);
    if (!isKnown)
      return [
        {
          line,
          column: String(place + 1),
          message: `"${name}" isn’t a column; the columns are ${known.join(", ")} and ${LABEL}… for each label`,
        },
      ];
    const isTwice = names.findIndex((other) => sameLabel(other, name)) < place;
    return isTwice ? [{ line, column: name, message: "this column appears twice" }] : [];
  });
  if (!names.includes("program")) problems.push({ line, column: "program", message: "this column is missing" });
  return problems;
}

type Wrong = (column: string, message: string) => void;

/** Those of the columns in place of those that the program has, the others behind them. */
function labelsIn(row: ReadonlyMap<string, string>, { labels }: Profile, wrong: Wrong): Label[] {
  const given = [...row].flatMap(([name, value]) =>
    name.startsWith(LABEL) ? [labelOf(name.slice(LABEL.length), value)] : [],
  );
  const kept = labels.flatMap((label) => {
    const other = given.find(({ name }) => sameLabel(name, label.name));
    return other ? [{ ...label, value: other.value }] : [label];
  });
  const added = given.filter(({ name }) => !labels.some((label) => sameLabel(label.name, name)));
  const all = [...kept, ...added].filter(({ value }) => value !== "");
  const problem = labelProblem(all);
  if (problem) wrong(`${LABEL}…`, profileTexts.en.wrongLabel[problem.why](problem.line));
  return all;
}

function budgetIn(row: ReadonlyMap<string, string>, today: LocalDate, wrong: Wrong): Budget | null {
  const of = (column: Column) => row.get(column) ?? "";
  if (BUDGET_COLUMNS.every((column) => of(column) === "")) return null;
  const money = (column: Column): number | null => {
    const given = of(column);
    if (given === "") return null;
    if (!/^\d+(\.\d{1,2})?$/.test(given) || Number(given) > MOST_MONEY)
      wrong(column, `"${given}" isn’t an amount such as 1200000 or 1200000.50`);
    return Number(given);
  };
  const planned = money("planned");
  if (planned === null || planned === 0) wrong("planned", "enter the planned amount");
  const currency = of("currency").toUpperCase();
  if (!isCurrency(currency)) wrong("currency", `"${of("currency")}" isn’t a currency code such as EUR`);
  const asOf = of("as_of") || today;
  if (!z.iso.date().safeParse(asOf).success) wrong("as_of", `"${asOf}" isn’t a date such as 2026-10-31`);
  else if (asOf > today) wrong("as_of", "this date is in the future; enter the day the numbers are from");
  return { planned: planned ?? 0, spent: money("spent"), currency, asOf };
}
