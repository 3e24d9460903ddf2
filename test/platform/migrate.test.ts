import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { migrations } from "../../db/migrations/index.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { aDatabase, aDatabaseLocation, type DatabaseName, databases } from "../support/databases.ts";
import { aNodeProcess } from "../support/process.ts";
import { dumpTables, fillTables, listTables, schemaOf } from "./rows.ts";

const NAMES = Object.keys(migrations).sort();
const CHILD = join(import.meta.dirname, "migrate-child.ts");

/** What a program knew that was released after the first `count` migrations. */
function firstMigrations(count: number): typeof migrations {
  return Object.fromEntries(Object.entries(migrations).slice(0, count));
}

/** Where a database is that lasts from one process to the next. */
async function aLastingLocation(name: DatabaseName): Promise<string> {
  if (name !== "SQLite") return aDatabaseLocation(name);
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-migrate-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "drumbeat.db");
}

function open(location: string): Db {
  const db = openDatabase(location);
  onTestFinished(() => db.destroy());
  return db;
}

async function schemaOfANew(name: DatabaseName): Promise<unknown> {
  const db = await aDatabase(name);
  const schema = await schemaOf(db);
  await db.destroy();
  return schema;
}

describe.each(databases)("migrations on %s", (name) => {
  it("make every table, and have nothing left to do afterwards", async () => {
    const db = await aDatabase(name);
    expect((await listTables(db)).map((table) => table.name)).toEqual([
      "absence",
      "audit",
      "cadence",
      "check_in",
      "check_in_revision",
      "delivery",
      "digest",
      "digest_edition",
      "digest_source",
      "digest_subscription",
      "person",
      "program",
      "prompt",
      "question_set",
      "received",
      "round",
      "seat",
      "workspace",
    ]);
    const schema = await schemaOf(db);
    await migrateToLatest(db);
    expect(await schemaOf(db)).toEqual(schema);
    await db.destroy();
  });

  it("have names in the order in which they run", () => {
    expect(Object.keys(migrations)).toEqual(NAMES);
  });

  it.each(NAMES.slice(1))("%s keeps every row that the ones before it could hold", async (migration) => {
    const before = NAMES.indexOf(migration);
    const db = open(await aLastingLocation(name));
    await migrateToLatest(db, firstMigrations(before));
    await fillTables(db, "one");
    await fillTables(db, "two");
    const tables = await listTables(db);
    const rows = await dumpTables(db, tables);
    expect(Object.values(rows).map((kept) => kept.length)).toEqual(tables.map(() => 2));
    await migrateToLatest(db, firstMigrations(before + 1));
    expect(await dumpTables(db, tables)).toEqual(rows);
    await migrateToLatest(db);
    expect(await dumpTables(db, tables)).toEqual(rows);
    expect(await schemaOf(db)).toEqual(await schemaOfANew(name));
  });

  it("of a newer database are not touched by an older program, which says what it lacks", async () => {
    const db = await aDatabase(name);
    const schema = await schemaOf(db);
    for (const newer of NAMES.slice(1)) {
      const older = migrateToLatest(db, firstMigrations(NAMES.indexOf(newer)));
      const refusal = await older.catch((error: unknown) => error);
      if (!(refusal instanceof DrumbeatError)) throw new Error(`Not refused: ${refusal}`);
      expect(refusal.code).toBe("DATABASE_NEWER");
      expect(refusal.sentence("en")).toContain(`newer Drumbeat (it has ${newer})`);
      expect(refusal.sentence("fr")).toContain(`un Drumbeat plus récent (elle contient ${newer})`);
    }
    expect(await schemaOf(db)).toEqual(schema);
    await db.destroy();
  });

  it("run once when several processes start at the same time", async () => {
    const location = await aLastingLocation(name);
    const children = [1, 2, 3].map(() => aNodeProcess([CHILD, location]));
    for (const child of children) expect(await child.ended, child.output()).toBe(0);
    expect(await schemaOf(open(location))).toEqual(await schemaOfANew(name));
  });

  it("refuse a number in a text column and a text in a number column", async () => {
    const db = await aDatabase(name);
    const workspace = { id: "w", slack_team_id: "T", name: "Northwind", locale: "en", created_at: "2026" };
    await db.insertInto("workspace").values(workspace).execute();
    const program = sql`insert into program values ('w', 'p', 'key', 'Title', 'Purpose', ${"many"}, 'members', 'active', null, '2026')`;
    await expect(program.execute(db)).rejects.toThrow(/cannot store TEXT value in INTEGER|invalid input syntax/);
    await db.destroy();
  });
});

it("killed after any statement, migrations go on from there at the next start, on SQLite", async () => {
  const clean = await schemaOfANew("SQLite");
  // A new file takes its turn while the process before it is still ending: starting Node costs more than migrating.
  const killedAfter = async (statement: number): Promise<number | NodeJS.Signals> => {
    const location = await aLastingLocation("SQLite");
    const ended = await aNodeProcess([CHILD, location, String(statement)]).ended;
    const db = openDatabase(location);
    await migrateToLatest(db);
    expect(await schemaOf(db), `killed after statement ${statement}`).toEqual(clean);
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    expect(rows).toEqual([{ integrity_check: "ok" }]);
    await db.destroy();
    return ended;
  };
  const outcomes = new Map<number, number | NodeJS.Signals>();
  let next = 1;
  const takeTurns = async () => {
    while (![...outcomes.values()].includes(0)) {
      const statement = next;
      next += 1;
      outcomes.set(statement, await killedAfter(statement));
    }
  };
  await Promise.all([takeTurns(), takeTurns(), takeTurns()]);
  const killed = [...outcomes.values()].filter((outcome) => outcome === "SIGKILL").length;
  expect(killed).toBeGreaterThan(40);
  expect([...outcomes.values()].every((outcome) => outcome === "SIGKILL" || outcome === 0)).toBe(true);
});

it.each([1, 4, 12, 36])("killed after statement %i, they go on from there on PostgreSQL", async (statement) => {
  const location = await aDatabaseLocation("PostgreSQL");
  expect(await aNodeProcess([CHILD, location, String(statement)]).ended).toBe("SIGKILL");
  const db = open(location);
  await migrateToLatest(db);
  expect(await schemaOf(db)).toEqual(await schemaOfANew("PostgreSQL"));
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
    await db.destroy();
  });
});

it("sorts text byte by byte on PostgreSQL, as SQLite does", async () => {
  const db = await aDatabase("PostgreSQL");
  const { rows } = await sql<{ column: string; collation: string | null }>`
    select table_name || '.' || column_name as column, collation_name as collation from information_schema.columns
    where table_schema = 'public' and data_type = 'text'`.execute(db);
  expect(rows.length).toBeGreaterThan(80);
  expect(rows.filter(({ collation }) => collation !== "C")).toEqual([]);
  await db.destroy();
});
