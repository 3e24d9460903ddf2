/** The PostgreSQL side of a move – an empty database that is filled in one transaction – and of a back-up. */
import { sql } from "kysely";
import { listWorkspaces } from "../people/workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, openDatabase, type Tx } from "../platform/database.ts";
import { appliedMigrations, refuseUnknown } from "../platform/migrate.ts";
import { shownLocation } from "../platform/secrets.ts";
import { storageFault } from "../platform/storage-fault.ts";
import { type FactKey, noteFact } from "../platform/workspace-facts.ts";
import { refusal } from "./errors.ts";
import type { FileTable, Row } from "./sqlite-file.ts";

/** PostgreSQL takes 65,535 parameters in one statement. */
const PARAMETERS_AT_ONCE = 30_000;
const ROWS_AT_ONCE = 2000;

/** The first table that has a row, or null. Nobody else can write to any of them until the transaction ends. */
export async function findFilledTable(tx: Tx, tables: readonly FileTable[]): Promise<string | null> {
  for (const { name } of tables) await sql`lock table ${sql.table(name)} in access exclusive mode`.execute(tx);
  for (const { name } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(tx);
    if (rows.length > 0) return name;
  }
  return null;
}

/** Tables of others: a database that is shared with another program is not empty. Those that note migrations are ours. */
export async function listTableNames(db: Db): Promise<string[]> {
  return (await db.introspection.getTables()).map(({ name }) => name);
}

/** Throws NOT_DRUMBEAT for a database in which Drumbeat never ran, DATABASE_UNRELEASED, DATABASE_NEWER. */
export async function refuseForeignServer(url: string): Promise<void> {
  const db = openDatabase(url);
  try {
    const applied = await appliedMigrations(db);
    refuseUnknown(applied);
    if (applied.length === 0) throw refusal("NOT_DRUMBEAT", { file: shownLocation(url) });
  } finally {
    await db.destroy();
  }
}

/** Bytes of the database on the server's disk. */
export async function sizeOnServer(url: string): Promise<number> {
  const db = openDatabase(url);
  try {
    const { rows } = await sql<{ bytes: string }>`select pg_database_size(current_database()) as bytes`.execute(db);
    return Number(rows[0]?.bytes);
  } finally {
    await db.destroy();
  }
}

/** Of every workspace in it. False when the server takes no writes now. */
export async function noteOnServer(url: string, fact: { key: FactKey; value: string; at: Instant }): Promise<boolean> {
  const db = openDatabase(url);
  try {
    for (const { id } of await listWorkspaces(db)) await noteFact(db, id, fact);
    return true;
  } catch (error) {
    if (storageFault(error) === null) throw error;
    return false;
  } finally {
    await db.destroy();
  }
}

/** Inserts piece by piece, in the order given. Returns how many. */
export async function insertRows(tx: Tx, { name, columns }: FileTable, rows: Iterable<Row>): Promise<number> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const most = Math.floor(PARAMETERS_AT_ONCE / columns.length);
  let count = 0;
  let piece: Row[] = [];
  const insert = async () => {
    if (piece.length === 0) return;
    const values = sql.join(piece.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`));
    await sql`insert into ${sql.table(name)} (${names}) values ${values}`.execute(tx);
    count += piece.length;
    piece = [];
  };
  for (const row of rows) {
    piece.push(row);
    if (piece.length === most) await insert();
  }
  await insert();
  return count;
}

/** Every row in the order of the primary key, a piece at a time, so that memory does not grow with the table. */
export async function* rowsByKeyOnServer(tx: Tx, { name, columns, key }: FileTable): AsyncGenerator<Row> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const order = sql.join(key.map((column) => sql.ref(column)));
  await sql`declare moved_rows no scroll cursor for
    select ${names} from ${sql.table(name)} order by ${order}`.execute(tx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_AT_ONCE)} from moved_rows`.execute(tx);
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await sql`close moved_rows`.execute(tx);
}
