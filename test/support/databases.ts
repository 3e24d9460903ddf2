import { inject } from "vitest";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { aPostgresDatabase } from "./postgres-server.ts";

/** For `describe.each(databases)`: the same tests on both. */
export const databases = ["SQLite", "PostgreSQL"] as const;
export type DatabaseName = (typeof databases)[number];

/** A new, empty, migrated database. Destroy it when done. */
export async function aDatabase(name: DatabaseName): Promise<Db> {
  const db = openDatabase(await aDatabaseLocation(name));
  await migrateToLatest(db);
  return db;
}

/** Where a new, empty, unmigrated database is: `:memory:` or the URL of a fresh PostgreSQL database. */
export async function aDatabaseLocation(name: DatabaseName): Promise<string> {
  if (name === "SQLite") return ":memory:";
  return aPostgresDatabase(inject("postgresUrl"));
}
