/** The rows of a log that is taken over → items, or what is wrong with them and where. Pure. */
import { z } from "zod";
import type { CsvRow } from "../../platform/csv.ts";
import type { LocalDate } from "../../platform/time.ts";
import { TYPES, type TypedDetails } from "../details.ts";
import { isItemType, LONGEST_TITLE } from "../rules.ts";
import { ITEM_TYPES, type ItemType } from "../table.ts";
import type { FieldKind, ItemField } from "../types/item-type.ts";

/** Those of all types. */
const SHARED = ["type", "title", "description", "owner", "due", "state"];

/** Those of one type or another: what stands in one that an item's type does not have is not read. */
export const IMPORT_COLUMNS: readonly string[] = [
  ...new Set([
    ...SHARED,
    ...Object.values(TYPES).flatMap(({ fields }) => fields.flatMap(({ column }: ItemField) => column ?? [])),
  ]),
];

/** By its cells in this order a row is known again: the columns of the first release stand as they did then. */
const FINGERPRINTED: readonly string[] = [
  ...new Set([
    ...SHARED,
    ...["probability", "impact", "response", "cause", "effect", "severity", "blocks", "blocked_since"],
    ...["who_can_unblock", "next_action", "giver", "receiver", "rationale", "kind", "cost_of_waiting"],
    ...IMPORT_COLUMNS,
  ]),
];

export const IMPORT_STATES = ["draft", "open", "closed"] as const;

export interface ImportedRow {
  line: number;
  title: string;
  description: string;
  /** A handle, without the sign before it. */
  owner: string | null;
  dueOn: LocalDate | null;
  /** Null: by what it lacks. */
  state: (typeof IMPORT_STATES)[number] | null;
  typed: TypedDetails;
  /** What the row says, the same however its columns stand: by this it is known again. */
  fingerprint: string;
}

export interface ImportProblem {
  line: number;
  /** By its name where it has one. */
  column: string;
  message: string;
}

const LONGEST_TEXT = 3000;
const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
const isDate = (text: string) => z.iso.date().safeParse(text).success;

/** `handles`: of everybody who can own an item. */
export function readImport(
  rows: readonly CsvRow[],
  handles: ReadonlySet<string>,
): { items: ImportedRow[]; problems: ImportProblem[] } {
  const [head, ...records] = rows;
  if (!head) return { items: [], problems: [{ line: 1, column: "1", message: "the file is empty" }] };
  const names = head.cells.map((cell) => cell.trim().toLowerCase());
  const problems = problemsOfHead(head, names);
  if (problems.length > 0) return { items: [], problems };
  const items: ImportedRow[] = [];
  for (const record of records) {
    const read = readRecord(record, names, handles);
    problems.push(...read.problems);
    if (read.item) items.push(read.item);
  }
  return { items: problems.length > 0 ? [] : items, problems };
}

function problemsOfHead({ line }: CsvRow, names: readonly string[]): ImportProblem[] {
  const known = IMPORT_COLUMNS;
  return [
    ...names.flatMap((name, place) =>
      known.includes(name)
        ? names.indexOf(name) < place
          ? [{ line, column: name, message: "this column appears twice" }]
          : []
        : [{ line, column: String(place + 1), message: `"${name}" isn’t a column; use ${known.join(", ")}` }],
    ),
    ...(["type", "title"] as const)
      .filter((name) => !names.includes(name))
      .map((name) => ({ line, column: name, message: "this column is missing" })),
  ];
}

function readRecord(
  { line, cells }: CsvRow,
  names: readonly string[],
  handles: ReadonlySet<string>,
): { item: ImportedRow | null; problems: ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const wrong = (column: string, message: string) => problems.push({ line, column, message });
  const of = (column: string) => cells[names.indexOf(column)]?.trim() ?? "";
  if (cells.length > names.length) wrong(String(names.length + 1), `there are only ${names.length} columns`);
  const among = <Value extends string>(column: string, values: readonly Value[]): Value | undefined => {
    const given = of(column).toLowerCase();
    const value = values.find((one) => one === given);
    if (given !== "" && value === undefined) wrong(column, `"${of(column)}" isn’t one of ${values.join(", ")}`);
    return value;
  };
  const text = (column: string): string | undefined => {
    const given = of(column);
    if (given.length > LONGEST_TEXT) wrong(column, `longer than ${LONGEST_TEXT} characters`);
    return given === "" ? undefined : given;
  };
  const date = (column: string): LocalDate | undefined => {
    const given = of(column);
    if (given === "") return undefined;
    if (!isDate(given)) wrong(column, `"${given}" isn’t a date like 2026-11-30`);
    return given;
  };
  const score = (column: string): number | undefined => {
    const given = of(column);
    if (given === "") return undefined;
    if (!/^[1-5]$/.test(given)) wrong(column, `"${given}" isn’t a number from 1 to 5`);
    return Number(given);
  };
  const number = (column: string, { least, most }: { least: number; most: number }): number | undefined => {
    const given = of(column);
    const value = Number(given);
    if (given === "") return undefined;
    if (!Number.isInteger(value) || value < least || value > most)
      wrong(column, `"${given}" isn’t a whole number from ${least} to ${most}`);
    return value;
  };
  const time = (column: string): string | undefined => {
    const given = of(column);
    if (given !== "" && !isTime(given)) wrong(column, `"${given}" isn’t a time like 14:30`);
    return given === "" ? undefined : given;
  };
  const type = of("type").toLowerCase();
  if (!isItemType(type)) {
    wrong("type", `"${of("type")}" isn’t one of ${ITEM_TYPES.join(", ")}`);
    return { item: null, problems };
  }
  const title = of("title");
  if (title === "") wrong("title", "every item needs a title");
  if (title.length > LONGEST_TITLE)
    wrong("title", `longer than ${LONGEST_TITLE} characters; put the rest in the description`);
  const owner = of("owner").replace(/^@/, "");
  if (owner !== "" && !handles.has(owner)) wrong("owner", `no one has the handle "${owner}"`);
  const state = among("state", IMPORT_STATES) ?? null;
  if (type === "decision" && state === "closed")
    wrong("state", "a decision can’t be closed: it’s active until another one replaces it");
  const dueOn = date("due") ?? null;
  const details = detailsIn(type, { among, text, date, time, score, number });
  const description = text("description") ?? "";
  if (problems.length > 0) return { item: null, problems };
  const fields = FINGERPRINTED.map((column) => [column, of(column)] as const).filter(([, value]) => value !== "");
  return {
    item: {
      line,
      title,
      description,
      owner: owner === "" ? null : owner,
      dueOn,
      state,
      typed: TYPES[type].of(details),
      fingerprint: JSON.stringify(fields),
    },
    problems,
  };
}

/** Reads a cell; what is wrong with it, it has said. */
interface Cells {
  among(column: string, values: readonly string[]): string | undefined;
  text(column: string): string | undefined;
  date(column: string): LocalDate | undefined;
  time(column: string): string | undefined;
  score(column: string): number | undefined;
  number(column: string, bounds: { least: number; most: number }): number | undefined;
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

function valueIn({ among, text, date, time, score, number }: Cells, kind: FieldKind, column: string): unknown {
  switch (kind.is) {
    case "line":
    case "long":
      return text(column);
    case "lines":
      return text(column)?.split("\n").slice(0, kind.most);
    case "score":
      return score(column);
    case "number":
      return number(column, kind);
    case "yes-no": {
      const given = among(column, ["yes", "no"]);
      return given === undefined ? undefined : given === "yes";
    }
    case "date":
      return date(column);
    case "time":
      return time(column);
    case "zone":
      return text(column);
    case "choice":
      return among(column, Object.keys(kind.options));
  }
}
