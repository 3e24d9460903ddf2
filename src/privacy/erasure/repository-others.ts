/** Texts by others, or made of them, in which somebody may be named. */

import type { Db, Tx } from "../../platform/database.ts";
import { DATA_MAP, type TableData } from "../data-map.ts";
import { mayName } from "../repository-names.ts";
import type { Matcher } from "../rules-names.ts";
import { type Rows, readRows } from "./repository.ts";
import { SCANNED } from "./repository-pieces.ts";
import type { Place } from "./rules.ts";
import { leavesOf, parsed } from "./rules-json.ts";
import type { ColumnKind } from "./rules-naming.ts";

export interface Texts extends Pick<Rows, "table" | "key" | "of"> {
  columns: readonly string[];
  /** Its texts are made of what stands elsewhere too, and follow from what is decided there. */
  isCopy?: boolean;
}

const ORIGINALS = [
  { table: "check_in_revision", key: ["check_in_id", "revision"], columns: ["answers"] },
  { table: "item", key: ["id"], columns: ["title", "description", "details"] },
  { table: "health_question", key: ["id"], columns: ["reason"] },
  { table: "program", key: ["id"], columns: ["title", "purpose", "benefits"] },
  { table: "program_profile", key: ["id"], columns: ["labels"] },
  { table: "cadence", key: ["id"], columns: ["title", "pause_reason"] },
  { table: "question_set", key: ["id"], columns: ["questions"] },
  { table: "digest_wording", key: ["draft_id", "revision"], columns: ["wording"] },
  { table: "case_section", key: ["id"], columns: ["text", "measures"] },
  { table: "candidate_fact", key: ["id"], columns: ["text"] },
  { table: "stakeholder", key: ["id"], columns: ["name", "job", "organisation", "said_words", "cares"] },
  { table: "half_filled_form", key: ["prompt_id"], columns: ["fields"] },
  { table: "cadence_draft", key: ["id"], columns: ["content"] },
  { table: "workspace", key: ["id"], columns: ["data_protection_address"], of: "id" },
] as const satisfies readonly Texts[];

const COPIES = [
  { table: "round", key: ["id"], columns: ["occasion"], isCopy: true },
  { table: "item_event", key: ["item_id", "revision"], columns: ["before", "after", "note"], isCopy: true },
  { table: "health_finding", key: ["check_in_id", "cause"], columns: ["finding"], isCopy: true },
  { table: "audit", key: ["id"], columns: ["before", "after"], isCopy: true },
  { table: "delivery", key: ["id"], columns: ["subject"], isCopy: true },
] as const satisfies readonly Texts[];

/** In this order: what is a copy is known as one once what it is of has been found. */
export const OF_OTHERS: readonly Texts[] = [...ORIGINALS, ...COPIES];

const DOCUMENTS: readonly Texts[] = [
  { table: "digest_edition", key: ["id"], columns: ["document"] },
  { table: "digest_draft", key: ["id"], columns: ["document"] },
  { table: "digest_draft_part", key: ["draft_id", "program_id"], columns: ["document"] },
];

/** Null for a place of no kind that an erasure looks at. */
export function textsAt({ table, column }: Pick<Place, "table" | "column">): Texts | null {
  const found = [...OF_OTHERS, ...DOCUMENTS].find((each) => each.table === table);
  return found?.columns.includes(column) ? found : null;
}

/** Under names that people chose, as questions are keyed. */
const BY_KEY: readonly string[] = ["check_in_revision", "half_filled_form"];

export function kindOf(table: Texts["table"], column: string): ColumnKind {
  const data: TableData | null = DATA_MAP[table];
  if (data?.texts?.[column] !== "json") return "words";
  return BY_KEY.includes(table) ? "fields" : "json";
}

export function rowsNaming(tx: Tx, { table, key, of, columns }: Texts, matcher: Matcher): Rows {
  return { table, key, ...(of && { of }), where: mayName(tx, columns, matcher), scanned: SCANNED };
}

/** What stands at these places: of a column of JSON all its texts, of a place within one that. */
export async function textsOf(db: Db | Tx, workspaceId: string, places: readonly Place[]): Promise<string[]> {
  const found: string[] = [];
  const columns = Map.groupBy(places, ({ table, column }) => `${table}.${column}`);
  for (const [first, ...others] of columns.values()) {
    const at = first && textsAt(first);
    if (!first || !at) continue;
    const all = [first, ...others];
    const rows = await readRows(db, workspaceId, at, { of: all.map(({ key }) => key), column: first.column });
    for (const { key, value } of rows) {
      if (value === null) continue;
      const ways = all.filter((place) => JSON.stringify(place.key) === JSON.stringify(key)).map(({ at: way }) => way);
      if (kindOf(at.table, first.column) === "words") found.push(value);
      else
        for (const leaf of leavesOf(parsed(value)))
          if (ways.some((way) => way === undefined || way.join("/") === leaf.at.join("/"))) found.push(leaf.text);
    }
  }
  return found;
}
