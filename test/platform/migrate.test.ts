import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { isMigrated, migrateToLatest } from "../../src/platform/migrate.ts";
import { built } from "../support/built.ts";
import { aDatabase, aDatabaseLocation, type DatabaseName, databases, writeMigratedFile } from "../support/databases.ts";
import { aFolder } from "../support/folder.ts";
import { aNodeProcess } from "../support/process.ts";
import { scratch } from "../support/scratch.ts";
import { firstMigrations, LATER, LATER_NAMES } from "./later-migrations.ts";
import { dumpTables, fillTables, listTables, schemaOf } from "./rows.ts";

const CHILD = built("migrate-child");

/** Where a database is that lasts from one process to the next. */
async function aLastingLocation(name: DatabaseName): Promise<string> {
  if (name !== "SQLite") return aDatabaseLocation(name);
  const folder = await aFolder(scratch);
  return join(folder, "drumbeat.db");
}

function open(location: string): Db {
  const db = openDatabase(location);
  onTestFinished(() => db.destroy());
  return db;
}

async function refusalOf(migrating: Promise<void>): Promise<DrumbeatError> {
  const refusal = await migrating.catch((error: unknown) => error);
  if (!(refusal instanceof DrumbeatError)) throw new Error(`Not refused: ${refusal}`);
  return refusal;
}

describe.each(databases)("migrations on %s", (name) => {
  it("have nothing left to do afterwards", async () => {
    const db = await aDatabase(name);
    const schema = await schemaOf(db);
    await migrateToLatest(db);
    expect(await schemaOf(db)).toEqual(schema);
  });

  it("that follow keep every row that the ones before them could hold", async () => {
    const db = await aDatabase(name);
    await fillTables(db, "one");
    await fillTables(db, "two");
    const tables = await listTables(db);
    const rows = await dumpTables(db, tables);
    expect(Object.values(rows).map((kept) => kept.length)).toEqual(tables.map(() => 2));
    for (const count of [2, 3]) {
      await migrateToLatest(db, firstMigrations(count));
      expect(await dumpTables(db, tables)).toEqual(rows);
    }
    const { rows: programs } = await sql`select sky, wind from program`.execute(db);
    expect(programs).toEqual([
      { sky: "clear", wind: 0 },
      { sky: "clear", wind: 0 },
    ]);
    const fresh = open(await aLastingLocation(name));
    await migrateToLatest(fresh, LATER);
    expect(await schemaOf(db)).toEqual(await schemaOf(fresh));
  });

  it("of a newer database are not touched by an older program, which says what it lacks", async () => {
    const db = await aDatabase(name);
    await migrateToLatest(db, LATER);
    const schema = await schemaOf(db);
    for (const count of [1, 2]) {
      const refusal = await refusalOf(migrateToLatest(db, firstMigrations(count)));
      expect(refusal.code).toBe("DATABASE_NEWER");
      expect(refusal.sentence("en")).toContain(`newer Drumbeat (it has ${LATER_NAMES[count]})`);
      expect(refusal.sentence("fr")).toContain(`un Drumbeat plus récent (elle contient ${LATER_NAMES[count]})`);
    }
    expect(await schemaOf(db)).toEqual(schema);
  });

  it("do not touch a database with another baseline, and say what to do", async () => {
    const db = open(await aLastingLocation(name));
    const other = "0001-baseline-ffffffff";
    await migrateToLatest(db, { [other]: async () => ({ up: async () => undefined }) });
    const refusal = await refusalOf(migrateToLatest(db));
    expect(refusal.code).toBe("DATABASE_UNRELEASED");
    expect(refusal.sentence("en")).toContain(`(it has ${other}): start with an empty database`);
    expect(refusal.sentence("fr")).toContain(`(elle contient ${other})\u00a0: partez d’une base vide`);
    expect(await listTables(db)).toEqual([]);
  });

  it("run once when several processes start at the same time", async () => {
    const location = await aLastingLocation(name);
    const children = [1, 2, 3].map(() => aNodeProcess([CHILD, location]));
    for (const child of children) expect(await child.ended, child.output()).toBe(0);
    expect(await isMigrated(open(location), LATER)).toBe(true);
  });
});

// The first by far longer than a statement waits, the second than a transaction does.
it.each([
  { where: "a new file", isNew: true, heldMs: 200 },
  { where: "one of an earlier version", isNew: false, heldMs: 1500 },
])("wait for another process that writes to $where (P17)", async ({ isNew, heldMs }) => {
  const location = await aLastingLocation("SQLite");
  if (!isNew) writeMigratedFile(location);
  const other = new Sqlite(location);
  onTestFinished(() => {
    other.close();
  });
  other.pragma("journal_mode = WAL");
  other.exec("begin immediate");
  const db = open(location);
  const migrating = migrateToLatest(db, LATER).then(() => "done");
  expect(await Promise.race([migrating, setTimeout(heldMs, "waiting")])).toBe("waiting");
  other.exec("rollback");
  expect(await migrating).toBe("done");
  expect(await isMigrated(db, LATER)).toBe(true);
});

describe.each(databases)("killed for real on %s", (name) => {
  it.each([1, 4, 12, 36, 80, 120])("after statement %i, they go on from there", async (statement) => {
    const location = await aLastingLocation(name);
    expect(await aNodeProcess([CHILD, location, String(statement)]).ended).toBe("SIGKILL");
    const db = open(location);
    await migrateToLatest(db, LATER);
    const fresh = open(await aLastingLocation(name));
    await migrateToLatest(fresh, LATER);
    expect(await schemaOf(db)).toEqual(await schemaOf(fresh));
  });
});

describe("a SQLite file", () => {
  it("keeps what was committed through a loss of power, each time it is opened", async () => {
    const location = await aLastingLocation("SQLite");
    for (const time of ["first", "second", "third"]) {
      const db = openDatabase(location);
      await migrateToLatest(db);
      const pragma = async (which: string) =>
        Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(which)}`.execute(db)).rows[0] ?? {})[0];
      expect(await pragma("journal_mode"), time).toBe("wal");
      // 2 is FULL; better-sqlite3 by itself reopens a WAL file with 1, NORMAL.
      expect(await pragma("synchronous"), time).toBe(2);
      expect(await pragma("foreign_keys"), time).toBe(1);
      await db.destroy();
    }
  });

  it("has strict tables only", async () => {
    const db = await aDatabase("SQLite");
    const { rows } = await sql<{ name: string; strict: number }>`
      select name, strict from pragma_table_list where schema = 'main' and type = 'table'
      and name not like 'sqlite_%' and name not like 'kysely_%'`.execute(db);
    expect(rows.length).toBe((await listTables(db)).length);
    expect(rows.filter(({ strict }) => strict !== 1)).toEqual([]);
  });
});

it("sorts text byte by byte on PostgreSQL, as SQLite does", async () => {
  const db = await aDatabase("PostgreSQL");
  const { rows } = await sql<{ column: string; collation: string | null }>`
    select table_name || '.' || column_name as column, collation_name as collation from information_schema.columns
    where table_schema = 'public' and data_type = 'text'`.execute(db);
  expect(rows.length).toBeGreaterThan(80);
  expect(rows.filter(({ collation }) => collation !== "C")).toEqual([]);
});
