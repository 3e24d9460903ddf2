/**
 * Acts that come at once. What an act reads must hold until it writes: each begins by locking the row of what it is about, and
 * reads after that. Locks are taken from the whole to its part (workspace, person, program, cadence, prompt), in each table in the
 * order of ids, so that no two acts wait for each other.
 */
import { type RawBuilder, sql } from "kysely";
import { type Db, isPostgres, type Tables, type Tx } from "./database.ts";
import { keepPrepared } from "./postgres-pool.ts";

type Lockable = Extract<keyof Tables, "workspace" | "person" | "program" | "cadence" | "prompt">;

interface Locking {
  workspaceId: string;
  ids: readonly string[];
  /** Others may share the lock, so that only those who change the row itself wait. */
  isShared?: boolean;
}

/**
 * Until the transaction ends, others that lock one of these rows wait here, and then read what it left. Rows that refer to them
 * can be inserted meanwhile. Does nothing outside a transaction, and on SQLite, where a transaction is alone from its beginning.
 */
export async function lockRows(
  db: Db | Tx,
  table: Lockable,
  { workspaceId, ids, isShared = false }: Locking,
): Promise<void> {
  if (!canLock(db) || ids.length === 0) return;
  const compiled = statement(table, { workspaceId, ids: [...new Set(ids)].sort(), isShared }).compile(db);
  if (ids.length === 1) keepPrepared(compiled);
  await db.executeQuery(compiled);
}

/** False outside a transaction and on SQLite: what was read need not be read again. */
export function canLock(db: Db | Tx): boolean {
  return db.isTransaction && isPostgres(db);
}

function statement(table: Lockable, { workspaceId, ids, isShared }: Required<Locking>): RawBuilder<unknown> {
  const own = table === "workspace" ? sql`id = ${workspaceId}` : sql`workspace_id = ${workspaceId}`;
  const strength = isShared ? sql`for share` : sql`for no key update`;
  return sql`select id from ${sql.table(table)} where ${own} and id in (${sql.join(ids)}) order by id ${strength}`;
}
