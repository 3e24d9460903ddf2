/**
 * Empty, migrated PostgreSQL databases. To make one takes the server some thirty times as long as to empty one, so what
 * a test is done with goes to the next one.
 */
import { sql } from "kysely";
import { inject } from "vitest";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { aPostgresDatabase, shapeOf } from "./postgres-server.ts";

export interface BorrowedDatabase {
  url: string;
  /** Call it when nobody is connected any more. Without it the database is not used again, which does no harm. */
  giveBack(): Promise<void>;
}

const free: string[] = [];

export async function borrowPostgresDatabase(): Promise<BorrowedDatabase> {
  const url = free.pop() ?? (await aPostgresDatabase(inject("postgresUrl"), inject("migratedPostgres")));
  return {
    url,
    async giveBack() {
      if (await isEmptied(url)) free.push(url);
    },
  };
}

/** False: it is not as a new one would be, or somebody still works in it. */
async function isEmptied(url: string): Promise<boolean> {
  const db = openDatabase(url);
  try {
    if ((await shapeOf(db)) !== inject("migratedShape") || (await hasOthers(db))) return false;
    await sql`set lock_timeout = '1s'`.execute(db);
    await sql.raw(EMPTYING).execute(db);
    return true;
  } catch {
    // Tests leave databases behind that take no writes.
    return false;
  } finally {
    await db.destroy();
  }
}

/** A connection that was closed ends a moment later on the server. */
async function hasOthers(db: Db): Promise<boolean> {
  for (let look = 0; look < 20; look += 1) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(db);
    if (rows.length === 0) return false;
    await sql`select pg_sleep(0.005)`.execute(db);
  }
  return true;
}

/** Foreign keys are checked by triggers, which a replica does not run. */
const EMPTYING = `do $$
  declare filled text;
  begin
    set local session_replication_role = replica;
    for filled in
      select relname from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%' and pg_relation_size(oid) > 0
    loop
      execute format('delete from %I', filled);
    end loop;
  end
$$`;
