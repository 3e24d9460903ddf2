/** Rows of many programs, read so that nobody waits long. */

import { sql } from "kysely";
import { type Db, rowsInPieces, type Tx } from "../platform/database.ts";
import { letOthersRun } from "../platform/loop.ts";
import type { Period } from "./report.ts";

/** Up to so many programs one piece is short. */
const FEW_PROGRAMS = 10;

export async function all<Row>(
  db: Db | Tx,
  { programIds }: { programIds: readonly string[] },
  query: Parameters<typeof rowsInPieces<Row>>[1] & { execute(): Promise<Row[]> },
): Promise<Row[]> {
  if (programIds.length <= FEW_PROGRAMS) return query.execute();
  const rows: Row[] = [];
  for await (const piece of rowsInPieces(db, query)) {
    rows.push(...piece);
    await letOthersRun();
  }
  return rows;
}

/** By program, those of each in order. SQLite would sort the rows of all in one piece. */
export async function inOrder<Row extends { program_id: string }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Promise<Map<string, Row[]>> {
  const byProgram = new Map<string, Row[]>();
  for (const [programId, own] of Map.groupBy(rows, (row) => row.program_id)) {
    await letOthersRun();
    const keyed = own.map((row) => ({ row, key: keyOf(row) }));
    keyed.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
    byProgram.set(
      programId,
      keyed.map(({ row }) => row),
    );
  }
  return byProgram;
}

/** Of no ids, none. */
export function isIn(column: string, ids: readonly string[]) {
  return ids.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`${sql.ref(column)} in (${sql.join([...ids])})`;
}

/** Keys of extra rounds (`2026-11-20+1`) of the last day come before it. */
export function dayAfter({ until }: Period): string {
  return `${until}~`;
}
