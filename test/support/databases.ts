import { readFileSync, writeFileSync } from "node:fs";
import { inject, onTestFinished } from "vitest";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { borrowPostgresDatabase } from "./postgres-pool.ts";
import { aPostgresDatabase } from "./postgres-server.ts";

export type DatabaseName = "SQLite" | "PostgreSQL";

/** For `describe.each(databases)`: SQLite in `npm test`, both in `npm run test:all`. */
export const databases: readonly DatabaseName[] = process.env.DRUMBEAT_ALL ? ["SQLite", "PostgreSQL"] : ["SQLite"];

/** For tests of which the statements are the point. */
export const bothDatabases: readonly DatabaseName[] = ["SQLite", "PostgreSQL"];

/** A new, empty, migrated database, which goes with its test. */
export async function aDatabase(name: DatabaseName): Promise<Db> {
  const db = await aSharedDatabase(name);
  onTestFinished(() => db.destroy());
  return db;
}

/** One that no single test has. Destroy it when done. */
export async function aSharedDatabase(name: DatabaseName): Promise<Db> {
  if (name === "SQLite") return openDatabase(":memory:", { contents: migratedFile() });
  const { url, giveBack } = await borrowPostgresDatabase();
  const db = openDatabase(url);
  const close = db.destroy.bind(db);
  let gone: Promise<void> | undefined;
  db.destroy = () => {
    gone ??= close().then(giveBack);
    return gone;
  };
  return db;
}

/** Where a new, empty, unmigrated database is: `:memory:` or the URL of a fresh PostgreSQL database. */
export async function aDatabaseLocation(name: DatabaseName): Promise<string> {
  if (name === "SQLite") return ":memory:";
  return aPostgresDatabase(inject("postgresUrl"));
}

/** Writes a new, empty, migrated SQLite file. */
export function writeMigratedFile(path: string): void {
  writeFileSync(path, migratedFile(), { mode: 0o600 });
}

let migrated: Buffer | undefined;

function migratedFile(): Buffer {
  migrated ??= readFileSync(inject("migratedFile"));
  return migrated;
}
