import { type RawBuilder, type Selectable, sql } from "kysely";
import { type Db, isPostgres, type Tables, type Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { literals } from "../../platform/prepared.ts";
import type { ErasureTable } from "./table.ts";

export type Erasure = Selectable<ErasureTable>;

export async function insertErasure(tx: Tx, row: Erasure): Promise<void> {
  await tx.insertInto("erasure").values(row).execute();
}

export async function updateErasure(
  tx: Tx,
  { workspace_id, id }: Pick<Erasure, "workspace_id" | "id">,
  changes: Partial<Omit<Erasure, "workspace_id" | "id" | "person_id">>,
): Promise<void> {
  await tx.updateTable("erasure").set(changes).where("workspace_id", "=", workspace_id).where("id", "=", id).execute();
}

export async function findErasure(
  db: Db | Tx,
  workspaceId: string,
  id: string,
  { isLocked = false } = {},
): Promise<Erasure | undefined> {
  return db
    .selectFrom("erasure")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isLocked && isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst();
}

/** In order of time; `states`: those in one of them. */
export async function listErasures(
  db: Db | Tx,
  workspaceId: string,
  { states, personId }: { states?: readonly Erasure["state"][]; personId?: string } = {},
): Promise<Erasure[]> {
  return db
    .selectFrom("erasure")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(states !== undefined, (query) => query.where("state", "in", [...(states ?? [])]))
    .$if(personId !== undefined, (query) => query.where("person_id", "=", personId ?? ""))
    .orderBy("id")
    .execute();
}

/** When one of them goes on. */
export const nextErasureAt = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("erasure")
    .select(({ fn }) => fn.min("due_at").as("at"))
    .where("workspace_id", "=", workspaceId)
    .where("state", "in", literals("taking", "confirming")),
);

/** What Drumbeat knows of the person goes; the row stays, since others point to it. */
export async function erasePerson(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
  erased: { name: string; handle: string; slack_user_id: string; locale: string; at: string },
): Promise<void> {
  const { at, ...named } = erased;
  await tx
    .updateTable("person")
    .set({
      ...named,
      zone: "UTC",
      slack_locale: null,
      is_admin: 0,
      is_primary_owner: 0,
      is_named_admin: 0,
      is_deactivated: 1,
      dm_channel_id: null,
      welcomed_at: null,
      erased_at: at,
      updated_at: at,
    })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .execute();
}

export interface Rows {
  table: keyof Tables;
  /** The columns of its key after the workspace. */
  key: readonly string[];
  where: RawBuilder<unknown>;
  /** Nothing leads to those rows: so many are looked at in one piece. */
  scanned?: number;
  /** The column with the workspace, where it is another than `workspace_id`. */
  of?: string;
  /** Made anew whenever it is missing, so that it goes with them; `column` names the row that it belongs to. */
  parts?: { table: keyof Tables; column: string };
}

/** SQLite takes no condition of more than a thousand parts. */
const ROWS_AT_ONCE = 200;

export type Key = readonly (string | number)[];
export type Row = Record<string, string | number | null>;

/** The next of these rows after a key, no more than so many; `upTo` null: there are none after them. */
export async function listPiece(
  db: Db | Tx,
  workspaceId: string,
  { table, key, where, scanned, of = "workspace_id" }: Rows,
  { columns, after, most }: { columns: readonly string[]; after: Key | null; most: number },
): Promise<{ rows: Row[]; upTo: Key | null }> {
  const [refs, order] = [tupleOf(key), sql.join(key.map((each) => sql.ref(each)))];
  const from = sql`${sql.ref(`${table}.${of}`)} = ${workspaceId} ${after === null ? sql`` : sql`and ${refs} > ${valuesOf(after)}`}`;
  let end: Key | null = null;
  if (scanned !== undefined) {
    const last =
      await sql<Row>`select ${order} from ${sql.table(table)} where ${from} order by ${order} limit 1 offset ${scanned - 1}`.execute(
        db,
      );
    end = last.rows[0] ? keyOf(key, last.rows[0]) : null;
  }
  const within = end === null ? sql`` : sql`and ${refs} <= ${valuesOf(end)}`;
  const wanted = sql.join([...new Set([...key, ...columns])].map((each) => sql.ref(`${table}.${each}`)));
  const { rows } =
    await sql<Row>`select ${wanted} from ${sql.table(table)} where ${from} ${within} and (${where}) order by ${order} limit ${most}`.execute(
      db,
    );
  const last = rows.at(-1);
  return { rows, upTo: rows.length === most && last ? keyOf(key, last) : end };
}

function keyOf(key: readonly string[], row: Row): Key {
  return key.map((each) => row[each] ?? "");
}

function isKey(row: Row | Key): row is Key {
  return Array.isArray(row);
}

function tupleOf(key: readonly string[]): RawBuilder<unknown> {
  return sql`(${sql.join(key.map((each) => sql.ref(each)))})`;
}

function valuesOf(key: Key): RawBuilder<unknown> {
  return sql`(${sql.join(key.map((each) => sql`${each}`))})`;
}

/** What is to stand in a row, which is told by itself or by its key. */
export interface RowChanges {
  row: Row | Key;
  changes: Row;
}

/** In one statement for all rows of which the same columns change; a column that is no text takes no null. */
export async function updateRows(
  tx: Tx,
  workspaceId: string,
  { table, key, of = "workspace_id" }: Pick<Rows, "table" | "key" | "of">,
  all: readonly RowChanges[],
): Promise<void> {
  const alike = Map.groupBy(all, ({ changes }) => Object.keys(changes).toSorted().join());
  for (const some of alike.values()) {
    const columns = Object.keys(some[0]?.changes ?? {});
    if (columns.length === 0) continue;
    const rows = some.map(({ row, changes }) => [
      ...(isKey(row) ? row : keyOf(key, row)),
      ...columns.map((column) => changes[column] ?? null),
    ]);
    const value = (index: number) => sql.ref(`changed.column${index + 1}`);
    const set = columns.map((column, index) => sql`${sql.ref(column)} = ${value(key.length + index)}`);
    const isOne = key.map((column, index) => sql`${sql.ref(`${table}.${column}`)} = ${value(index)}`);
    await sql`update ${sql.table(table)} set ${sql.join(set)}
      from (values ${sql.join(rows.map((row) => sql`(${sql.join(row.map(typed))})`))}) as changed
      where ${sql.ref(`${table}.${of}`)} = ${workspaceId} and ${sql.join(isOne, sql` and `)}`.execute(tx);
  }
}

/** PostgreSQL takes what stands in a list of values to be text. */
function typed(value: string | number | null): RawBuilder<unknown> {
  return typeof value === "number" ? sql`cast(${value} as integer)` : sql`cast(${value} as text)`;
}

/** Returns how many went. */
export async function deletePiece(tx: Tx, workspaceId: string, rows: Rows, most: number): Promise<number> {
  const { table, key, where, parts } = rows;
  const refs = sql.join(key.map((each) => sql.ref(each)));
  let which = sql`select ${refs} from ${sql.table(table)}
    where ${sql.ref(`${table}.workspace_id`)} = ${workspaceId} and (${where}) limit ${most}`;
  if (parts) {
    const piece = await listPiece(tx, workspaceId, rows, { columns: [], after: null, most });
    if (piece.rows.length === 0) return 0;
    which = sql.join(piece.rows.map((row) => sql`${keyOf(key, row)[0]}`));
    await sql`delete from ${sql.table(parts.table)} where workspace_id = ${workspaceId} and ${sql.ref(parts.column)} in (${which})`.execute(
      tx,
    );
  }
  const result =
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and (${refs}) in (${which})`.execute(
      tx,
    );
  return Number(result.numAffectedRows ?? 0n);
}

export async function readRow(
  db: Db | Tx,
  workspaceId: string,
  { table, key, of: workspace }: Pick<Rows, "table" | "key" | "of">,
  { of, column }: { of: Key; column: string },
): Promise<string | null> {
  const rows = { table, key, ...(workspace && { of: workspace }) };
  return (await readRows(db, workspaceId, rows, { of: [of], column }))[0]?.value ?? null;
}

/** A column of each of these rows that are there. */
export async function readRows(
  db: Db | Tx,
  workspaceId: string,
  { table, key, of: workspace = "workspace_id" }: Pick<Rows, "table" | "key" | "of">,
  { of, column }: { of: readonly Key[]; column: string },
): Promise<{ key: Key; value: string | null }[]> {
  const keys = sql.join(key.map((each) => sql.ref(each)));
  const found: { key: Key; value: string | null }[] = [];
  for (let first = 0; first < of.length; first += ROWS_AT_ONCE) {
    const some = of.slice(first, first + ROWS_AT_ONCE).map((each) => sql`${tupleOf(key)} = ${valuesOf(each)}`);
    const { rows } = await sql<Row & { found: string | null }>`select ${keys}, ${sql.ref(column)} as found
      from ${sql.table(table)} where ${sql.ref(workspace)} = ${workspaceId} and (${sql.join(some, sql` or `)})`.execute(
      db,
    );
    found.push(...rows.map((row) => ({ key: keyOf(key, row), value: row.found })));
  }
  return found;
}
