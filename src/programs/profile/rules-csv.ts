/** Labels and budgets of programs as a table: a row for each program, a column for each label. Pure. */
import { type CsvRow, withoutGuard } from "../../platform/csv.ts";
import {
  type Called,
  dayAsCell,
  dayIn,
  isCalled,
  isFrenchHead,
  namesOf,
  numberAsCell,
  numberIn,
} from "../../platform/texts/cells.ts";
import type { Language } from "../../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../../platform/texts/tables.ts";
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
/** In French as people write them in Excel. */
const CALLED: Readonly<Record<Column, Called>> = {
  program: { en: ["program"], fr: ["Programme", "Clé", "Clé du programme"] },
  title: { en: ["title"], fr: ["Intitulé", "Titre", "Nom"] },
  planned: { en: ["planned"], fr: ["Prévu", "Budget prévu", "Budget"] },
  spent: { en: ["spent"], fr: ["Dépensé", "Consommé", "Réalisé"] },
  currency: { en: ["currency"], fr: ["Devise", "Monnaie"] },
  as_of: { en: ["as_of"], fr: ["Au", "Date", "Arrêté au"] },
};
const LABEL = "label.";
const LABEL_FR = "Étiquette\u00a0: ";
const ANY_LABEL = /^(?:label\.|[ée]tiquette\s*[.:]\s*)(.*)$/isu;

/** As a spreadsheet of this language opens it. */
export function profileTable(programs: readonly NamedProfile[], language: Language = "en"): string[][] {
  const names = labelNames(programs.map(({ profile }) => profile)).sort();
  const amount = (value: number | null) => (value === null ? "" : numberAsCell(language, value));
  const rows = programs.map(({ key, title, profile: { labels, budget } }) => [
    key,
    title,
    ...(budget
      ? [amount(budget.planned), amount(budget.spent), budget.currency, dayAsCell(language, budget.asOf)]
      : ["", "", "", ""]),
    ...names.map((name) => labels.find((label) => sameLabel(label.name, name))?.value ?? ""),
  ]);
  const before = language === "fr" ? LABEL_FR : LABEL;
  return [[...COLUMNS.map((column) => CALLED[column][language][0]), ...names.map((name) => before + name)], ...rows];
}

/**
 * What the table makes of these programs. A column that it has not says nothing; an empty cell takes the label out, and four
 * empty ones the budget. A head in French makes days of numbers alone begin with the day. `today`: of a budget without a date.
 */
export function readProfiles(
  rows: readonly CsvRow[],
  programs: readonly NamedProfile[],
  { today, language }: { today: LocalDate; language: Language },
): { profiles: { id: string; profile: Partial<Profile> }[]; problems: TableProblem[] } {
  const [head, ...records] = rows;
  const [texts, inTable] = [profileTexts[language].table, tableTexts[language]];
  if (!head) return { profiles: [], problems: [{ line: 1, column: "1", message: inTable.empty }] };
  const cells = head.cells.map((cell) => withoutGuard(cell).trim());
  const names = cells.map(columnOf);
  const written = (column: string) => cells[names.indexOf(column)] ?? column;
  const problems = problemsOfHead(head.line, { names, cells }, language);
  if (problems.length > 0) return { profiles: [], problems };
  const isDayFirst = isFrenchHead(cells, Object.values(CALLED)) || cells.some((cell) => /^[ée]tiquette/iu.test(cell));
  const profiles = new Map<string, { id: string; profile: Partial<Profile> }>();
  for (const { line, cells: record } of records) {
    const wrong = (column: string, message: string) =>
      problems.push({ line, column: column === LABELS ? texts.labels : written(column), message });
    if (record.length > names.length) wrong(String(names.length + 1), inTable.tooMany(names.length));
    const row = new Map(names.map((name, place) => [name, withoutGuard(record[place] ?? "").trim()]));
    const key = row.get("program") ?? "";
    const program = programs.find((one) => one.key === key);
    if (!program) wrong("program", key === "" ? texts.noKey : texts.noProgram(key));
    else if (profiles.has(key)) wrong("program", texts.twice(key));
    const labels = labelsIn(row, program?.profile ?? NO_PROFILE, { wrong, language });
    const budget = BUDGET_COLUMNS.some((name) => row.has(name))
      ? budgetIn(row, { today, isDayFirst, language, wrong })
      : undefined;
    if (program) profiles.set(key, { id: program.id, profile: { labels, ...(budget !== undefined && { budget }) } });
  }
  return { profiles: problems.length > 0 ? [] : [...profiles.values()], problems };
}

/** Which of the labels is wrong, the sentence says. */
const LABELS = "label.…";

/** The names of the fixed columns and the beginning of the others, however they are written. */
function columnOf(cell: string): string {
  const [, label] = ANY_LABEL.exec(cell) ?? [];
  if (label !== undefined) return LABEL + label.trim();
  return COLUMNS.find((column) => isCalled(cell, namesOf(CALLED[column]))) ?? cell.toLowerCase();
}

function problemsOfHead(
  line: number,
  { names, cells }: { names: readonly string[]; cells: readonly string[] },
  language: Language,
): TableProblem[] {
  const known: readonly string[] = COLUMNS;
  const [texts, inTable] = [profileTexts[language].table, tableTexts[language]];
  const inWords = COLUMNS.map((column) => CALLED[column][language][0]).join(", ");
  const problems = names.flatMap((name, place) => {
    const isKnown = known.includes(name) || (name.startsWith(LABEL) && name !== LABEL);
    if (!isKnown)
      return [
        {
          line,
          column: String(place + 1),
          message: inTable.notAColumn(cells[place] ?? name, texts.columns(inWords)),
        },
      ];
    const isTwice = names.findIndex((other) => sameLabel(other, name)) < place;
    return isTwice ? [{ line, column: cells[place] ?? name, message: inTable.twice }] : [];
  });
  if (!names.includes("program"))
    problems.push({ line, column: CALLED.program[language][0], message: inTable.missing });
  return problems;
}

type Wrong = (column: string, message: string) => void;

/** Those of the columns in place of those that the program has, the others behind them. */
function labelsIn(
  row: ReadonlyMap<string, string>,
  { labels }: Profile,
  { wrong, language }: { wrong: Wrong; language: Language },
): Label[] {
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
  if (problem) wrong(LABELS, profileTexts[language].wrongLabel[problem.why](problem.line));
  return all;
}

function budgetIn(
  row: ReadonlyMap<string, string>,
  { wrong, language, ...by }: { wrong: Wrong; language: Language; today: LocalDate; isDayFirst: boolean },
): Budget | null {
  const texts = profileTexts[language].table;
  const of = (column: Column) => row.get(column) ?? "";
  if (BUDGET_COLUMNS.every((column) => of(column) === "")) return null;
  const money = (column: Column): number | null => {
    const given = of(column);
    if (given === "") return null;
    const value = numberIn(given);
    if (value === null || value > MOST_MONEY) wrong(column, texts.notAnAmount(given));
    return value;
  };
  const planned = money("planned");
  if (of("planned") === "" || planned === 0) wrong("planned", texts.noPlanned);
  const currency = of("currency").toUpperCase();
  if (!isCurrency(currency)) wrong("currency", texts.notACurrency(of("currency")));
  const asOf = of("as_of") === "" ? by.today : dayIn(of("as_of"), by);
  if (asOf === null) wrong("as_of", tableTexts[language].notADate(of("as_of"), by.isDayFirst));
  else if (asOf > by.today) wrong("as_of", texts.future);
  return { planned: planned ?? 0, spent: money("spent"), currency, asOf: asOf ?? by.today };
}
