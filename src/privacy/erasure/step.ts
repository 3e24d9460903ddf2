/** A step of an erasure: rows of one table, a few at a time, in a transaction each, done again as a whole where it broke off. */

import type { Tables, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { DATA_MAP, type TableData } from "../data-map.ts";
import type { Matcher } from "../rules-names.ts";
import { type Key, listPiece, type Row, type RowChanges, type Rows, updateRows } from "./repository.ts";
import type { Whose } from "./repository-pieces.ts";
import type { Instead, Names, Place } from "./rules.ts";

/** One erasure, while it is worked on. */
export interface Erasing extends Whose {
  services: Pick<Services, "clock" | "ids">;
  names: Names;
  matcher: Matcher;
  instead: Instead;
  /** Texts by others that name them, as far as they have been found. */
  found: readonly Place[];
  /** Of those the ones from which somebody had the name taken. */
  confirmed: readonly Place[];
}

/** `upTo` null: the step is done. */
export interface Taken {
  rows: number;
  upTo: Key | null;
  found?: Place[];
}

/** As `table.column`. */
export type Column = `${keyof Tables}.${string}`;

export interface Step {
  name: string;
  /** What its rows are called in the receipt. */
  counts: string;
  /** From which columns it takes what they wrote, and in which it looks for what others wrote of them. */
  own: readonly Column[];
  others: readonly Column[];
  take(tx: Tx, erasing: Erasing, after: Key | null): Promise<Taken>;
}

export const MOST_ROWS = 200;

/** What is to stand in a row; what stands there already is left alone. */
export type Changes = (row: Row, tx: Tx) => Promise<Row> | Row;

export async function change(
  tx: Tx,
  erasing: Erasing,
  rows: Rows,
  { columns, after, most = MOST_ROWS }: { columns: readonly string[]; after: Key | null; most?: number },
  changesOf: (rows: readonly Row[]) => Promise<Changes> | Changes,
): Promise<Taken> {
  const { workspaceId } = erasing;
  const piece = await listPiece(tx, workspaceId, rows, { columns, after, most });
  const changes: Changes = piece.rows.length > 0 ? await changesOf(piece.rows) : () => ({});
  const changed: RowChanges[] = [];
  for (const row of piece.rows) {
    const wanted = Object.entries(await changes(row, tx)).filter(([column, value]) => row[column] !== value);
    if (wanted.length > 0) changed.push({ row, changes: Object.fromEntries<Row[string]>(wanted) });
  }
  await updateRows(tx, workspaceId, rows, changed);
  return { rows: changed.length, upTo: piece.upTo };
}

/** Of these columns of a table those in which people's words stand. */
export function wordsAmong(table: keyof Tables, columns?: readonly string[]): Column[] {
  const data: TableData | null = DATA_MAP[table];
  return Object.keys(data?.texts ?? {}).flatMap((column): Column[] =>
    columns === undefined || columns.includes(column) ? [`${table}.${column}`] : [],
  );
}

export function textIn(value: Row[string] | undefined): string {
  return typeof value === "string" ? value : "";
}
