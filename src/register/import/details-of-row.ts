/** The particulars of a type that a row of a log gives. Pure. */
import { z } from "zod";
import { folded } from "../../platform/texts/folding.ts";
import { type ItemType, TYPES } from "../item-types.ts";
import { outcome, type RequestOutcome } from "../types/decisions-and-requests.ts";
import type { FieldKind, ItemField } from "../types/item-type.ts";
import type { Cells } from "./cells-of-row.ts";
import { carriedBy, choiceValues, columnOf, YES_NO_VALUES } from "./csv-columns.ts";
import type { Reading } from "./reading.ts";
import { PRIORITIES } from "./tools.ts";
import { valueAmong } from "./values.ts";

/** What columns of another type hold is not read. `keys`: of what the file gives. */
export function detailsIn(
  type: ItemType,
  cells: Cells,
  reading: Reading,
): { details: Record<string, unknown>; keys: string[] } {
  const { blank, fields } = TYPES[type];
  const given = fields.flatMap((field: ItemField): [string, unknown][] => {
    const value = valueIn(cells, field.kind, columnOf(field));
    return value === undefined ? [] : [[field.key, value]];
  });
  const severity = type === "issue" && cells.cellOf("severity") === "" ? severityIn(cells, reading) : undefined;
  if (severity !== undefined) given.push(["severity", severity]);
  for (const key of carriedBy(type)) {
    const value = key === "decidedBy" ? decider(cells, reading) : carried(type, key, cells.cellOf(key));
    if (value !== undefined) given.push([key, value]);
  }
  const details = { ...blank, ...Object.fromEntries(given) };
  const usual = fields.filter((field: ItemField) => cells.cellOf(columnOf(field)) === "" && field.key !== "severity");
  const keys = given.flatMap(([key]) => (usual.some((field) => field.key === key) ? [] : [key]));
  return { details, keys };
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

/** From the priority of a tool; of Project, a number up to 1000 around 500. */
function severityIn({ cellOf }: Cells, { head, take }: Reading): keyof typeof PRIORITIES | undefined {
  const word = cellOf("priority");
  if (word === "") return undefined;
  const known = valueAmong(word, PRIORITIES);
  if (known !== undefined) return known;
  if (head.tool?.name === "Project" && /^\d{1,4}$/.test(word)) {
    if (Number(word) === 500) return "medium";
    return Number(word) > 500 ? "high" : "low";
  }
  take("priority", word);
  return undefined;
}

/** As the export wrote it: text as it is, all else as JSON. What is none of this type is left out. */
function carried(type: ItemType, key: string, cell: string): unknown {
  if (cell === "") return undefined;
  const schema = new Map<string, z.ZodType>(Object.entries(TYPES[type].schema.shape)).get(key);
  const read = [cell, ...json(cell)].map((value) => schema?.safeParse(value));
  return read.find((each) => each?.success)?.data;
}

function json(cell: string): unknown[] {
  try {
    return [z.json().parse(JSON.parse(cell))];
  } catch {
    return [];
  }
}

function decider({ cellOf }: Cells, { given }: Reading): string | undefined {
  const called = cellOf("decidedBy");
  return given.owners.get(called.toLowerCase()) ?? given.owners.get(folded(called)) ?? undefined;
}

/** How a request was decided, as the export has it: with names and codes in the place of ids. Null: it does not say. */
export function outcomeIn({ cellOf }: Cells): RequestOutcome | null {
  const cell = cellOf("outcome");
  return json(cell).flatMap((value) => outcome.safeParse(value).data ?? [])[0] ?? null;
}
