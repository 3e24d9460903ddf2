/** The rows of a log that is taken over → items, or what is wrong with them and where. Pure. */
import { z } from "zod";
import type { CsvRow } from "../../platform/csv.ts";
import type { LocalDate } from "../../platform/time.ts";
import { ASK_KINDS, RISK_RESPONSES, SEVERITIES, type TypedDetails } from "../details.ts";
import { isItemType, LONGEST_TITLE } from "../rules.ts";
import { ITEM_TYPES, type ItemType } from "../table.ts";

export const IMPORT_COLUMNS = [
  "type",
  "title",
  "description",
  "owner",
  "due",
  "state",
  "probability",
  "impact",
  "response",
  "cause",
  "effect",
  "severity",
  "blocks",
  "blocked_since",
  "who_can_unblock",
  "next_action",
  "giver",
  "receiver",
  "rationale",
  "kind",
  "cost_of_waiting",
] as const;
type Column = (typeof IMPORT_COLUMNS)[number];

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
  const known: readonly string[] = IMPORT_COLUMNS;
  return [
    ...names.flatMap((name, place) =>
      known.includes(name)
        ? names.indexOf(name) < place
          ? [{ line, column: name, message: "this column stands there twice" }]
          : []
        : [{ line, column: String(place + 1), message: `"${name}" is no column; the columns are ${known.join(", ")}` }],
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
  const of = (column: Column) => cells[names.indexOf(column)]?.trim() ?? "";
  if (cells.length > names.length) wrong(String(names.length + 1), `there are ${names.length} columns only`);
  const among = <Value extends string>(column: Column, values: readonly Value[]): Value | undefined => {
    const given = of(column).toLowerCase();
    const value = values.find((one) => one === given);
    if (given !== "" && value === undefined) wrong(column, `"${of(column)}" is none of ${values.join(", ")}`);
    return value;
  };
  const text = (column: Column): string | undefined => {
    const given = of(column);
    if (given.length > LONGEST_TEXT) wrong(column, `longer than ${LONGEST_TEXT} characters`);
    return given === "" ? undefined : given;
  };
  const date = (column: Column): LocalDate | undefined => {
    const given = of(column);
    if (given === "") return undefined;
    if (!isDate(given)) wrong(column, `"${given}" is no date such as 2026-11-30`);
    return given;
  };
  const score = (column: Column): number | undefined => {
    const given = of(column);
    if (given === "") return undefined;
    if (!/^[1-5]$/.test(given)) wrong(column, `"${given}" is no number from 1 to 5`);
    return Number(given);
  };
  const type = of("type").toLowerCase();
  if (!isItemType(type)) {
    wrong("type", `"${of("type")}" is none of ${ITEM_TYPES.join(", ")}`);
    return { item: null, problems };
  }
  const title = of("title");
  if (title === "") wrong("title", "every item has a title");
  if (title.length > LONGEST_TITLE) wrong("title", `longer than ${LONGEST_TITLE} characters; the rest is description`);
  const owner = of("owner").replace(/^@/, "");
  if (owner !== "" && !handles.has(owner)) wrong("owner", `nobody has the handle "${owner}"`);
  const state = among("state", IMPORT_STATES) ?? null;
  if (type === "decision" && state === "closed")
    wrong("state", "a decision is not closed: it stands until another one takes its place");
  const dueOn = date("due") ?? null;
  const typed = typedOf(type, { among, text, date, score });
  const description = text("description") ?? "";
  const fields = IMPORT_COLUMNS.map((column) => [column, of(column)] as const).filter(([, value]) => value !== "");
  return {
    item: {
      line,
      title,
      description,
      owner: owner === "" ? null : owner,
      dueOn,
      state,
      typed,
      fingerprint: JSON.stringify(fields),
    },
    problems,
  };
}

interface Cells {
  among<Value extends string>(column: Column, values: readonly Value[]): Value | undefined;
  text(column: Column): string | undefined;
  date(column: Column): LocalDate | undefined;
  score(column: Column): number | undefined;
}

/** What columns of another type hold is not read. */
function typedOf(type: ItemType, { among, text, date, score }: Cells): TypedDetails {
  switch (type) {
    case "risk": {
      const details = {
        cause: text("cause"),
        effect: text("effect"),
        probability: score("probability"),
        impact: score("impact"),
        response: among("response", RISK_RESPONSES),
        nextAction: text("next_action"),
      };
      return { type, details: withoutGaps(details) };
    }
    case "assumption":
      return { type, details: {} };
    case "issue": {
      const details = {
        severity: among("severity", SEVERITIES),
        impact: text("impact"),
        blockedSince: date("blocked_since"),
        whoCanUnblock: text("who_can_unblock"),
        nextAction: text("next_action"),
      };
      const blocksWork = among("blocks", ["yes", "no"]) === "yes";
      return { type, details: { ...withoutGaps(details), blocksWork } };
    }
    case "dependency":
      return { type, details: withoutGaps({ giver: text("giver"), receiver: text("receiver") }) };
    case "decision":
      return { type, details: withoutGaps({ rationale: text("rationale") }) };
    case "action":
      return { type, details: {} };
    case "ask": {
      const kind = among("kind", ASK_KINDS) ?? "decision";
      return { type, details: { kind, ...withoutGaps({ costOfWaiting: text("cost_of_waiting") }) } };
    }
  }
}

type WithoutGaps<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

function withoutGaps<Fields extends Record<string, string | number | undefined>>(fields: Fields): WithoutGaps<Fields> {
  const kept: WithoutGaps<Fields> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) Object.assign(kept, { [key]: value });
  }
  return kept;
}
