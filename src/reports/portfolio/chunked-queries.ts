/** Rows of many programs, read so that nobody waits long. */
import { sql } from "kysely";
import { type Db, rowsInChunks, type Tx } from "../../platform/database.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";

/** Up to so many programs one piece is short. */
const FEW_PROGRAMS = 10;

type RowsQuery<Row> = Parameters<typeof rowsInChunks<Row>>[1] & { execute(): Promise<Row[]> };

export async function all<Row>(
  db: Db | Tx,
  { programIds }: { programIds: readonly string[] },
  query: RowsQuery<Row>,
): Promise<Row[]> {
  return [...(await grouped(db, { programIds }, query, () => "")).values()].flat();
}

/** The same by a key of each row. */
export async function grouped<Row>(
  db: Db | Tx,
  { programIds }: { programIds: readonly string[] },
  query: RowsQuery<Row>,
  keyOf: (row: Row) => string,
): Promise<Map<string, Row[]>> {
  if (programIds.length <= FEW_PROGRAMS) return Map.groupBy(await query.execute(), keyOf);
  const groups = new Map<string, Row[]>();
  for await (const piece of rowsInChunks(db, query)) {
    for (const row of piece) groups.getOrInsertComputed(keyOf(row), () => []).push(row);
    await yieldToEventLoop();
  }
  return groups;
}

/** Puts the rows of each program in order. SQLite would sort those of all in one piece. */
export async function inOrder<Row>(
  byProgram: ReadonlyMap<string, readonly Row[]>,
  keyOf: (row: Row) => string,
): Promise<Map<string, Row[]>> {
  const sorted = new Map<string, Row[]>();
  for (const [programId, rows] of byProgram) {
    await yieldToEventLoop();
    const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
    keyed.sort((item, other) => (item.key < other.key ? -1 : Number(item.key > other.key)));
    const ordered = keyed.map(({ row }) => row);
    sorted.set(programId, ordered);
  }
  return sorted;
}

/** SQL's `in`, which of no ids is false instead of an error. */
export function isIn(column: string, ids: readonly string[]) {
  return ids.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`${sql.ref(column)} in (${sql.join([...ids])})`;
}
