import { readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Migrations } from "../../db/migrations/index.ts";
import { type UpgradeToDo, upgradeDatabase } from "../../src/operations/upgrade-database.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { appliedMigrations, migrateToLatest } from "../../src/platform/migrate.ts";
import { LATER, LATER_NAMES } from "../platform/later-migrations.ts";
import { dumpTables, fillTables, listTables, schemaOf } from "../platform/rows.ts";
import { aDatabaseLocation, type DatabaseName, databases } from "../support/databases.ts";
import { aFolder } from "../support/folder.ts";

const NOON: Instant = "2026-11-02T12:00:00.000Z";
const COPY = "drumbeat-before-upgrade-20261102T120000Z.db";
const TO_COME = LATER_NAMES.length - 1;

async function aLocation(name: DatabaseName): Promise<string> {
  if (name !== "SQLite") return aDatabaseLocation(name);
  const folder = await aFolder();
  return join(folder, "drumbeat.db");
}

function open(location: string): Db {
  const db = openDatabase(location);
  onTestFinished(() => db.destroy());
  return db;
}

/** With two rows in each table of a version before this one. */
async function anEarlierDatabase(name: DatabaseName): Promise<{ db: Db; location: string }> {
  const location = await aLocation(name);
  const db = open(location);
  await migrateToLatest(db);
  await fillTables(db, "one");
  await fillTables(db, "two");
  return { db, location };
}

async function contentOf(db: Db) {
  return { schema: await schemaOf(db), rows: await dumpTables(db, await listTables(db)) };
}

/** What `drumbeat` does, and what it says before it does it. */
async function upgrade(db: Db, location: string, expected = LATER): Promise<UpgradeToDo[]> {
  const told: UpgradeToDo[] = [];
  await upgradeDatabase(db, location, { at: NOON, notify: (todo) => told.push(todo), expected });
  return told;
}

const FAILING: Migrations = {
  ...LATER,
  "9999-fails": async () => ({
    async up(db) {
      await db.schema.createTable("half_done").addColumn("id", "text").execute();
      throw new Error("It broke off");
    },
  }),
};

describe("a file of an earlier version", () => {
  it("is backed up beside itself before it is brought up to date, and the back-up is named", async () => {
    const { db, location } = await anEarlierDatabase("SQLite");
    const before = await contentOf(db);
    const copy = join(dirname(location), COPY);
    expect(await upgrade(db, location)).toEqual([{ migrations: TO_COME, backUp: copy }]);
    expect(await appliedMigrations(db)).toEqual(LATER_NAMES);
    expect(await contentOf(open(copy))).toEqual(before);
    const facts = await sql<{ value: string }>`select value from workspace_fact where key = 'back-up'`.execute(db);
    expect(facts.rows.map(({ value }) => value)).toEqual([copy, copy]);
  });

  it("is left as it was where that back-up cannot be made", async () => {
    const { db, location } = await anEarlierDatabase("SQLite");
    const before = await contentOf(db);
    writeFileSync(join(dirname(location), COPY), "of somebody else");
    const refused = await upgrade(db, location).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "UPGRADE_WITHOUT_BACK_UP" });
    expect(refused instanceof DrumbeatError && refused.sentence("en")).toContain(`${COPY} exists already`);
    expect(await contentOf(db)).toEqual(before);
  });
});

it("a server's database of an earlier version is brought up to date; its own back-up is the way back", async () => {
  const { db, location } = await anEarlierDatabase("PostgreSQL");
  expect(await upgrade(db, location)).toEqual([{ migrations: TO_COME, backUp: null }]);
  expect(await appliedMigrations(db)).toEqual(LATER_NAMES);
});

describe.each(databases)("an upgrade on %s", (name) => {
  it("that fails leaves the database as it was but for the note of its back-up, and says where the way back is", async () => {
    const { db, location } = await anEarlierDatabase(name);
    const before = await contentOf(db);
    const failed = await upgrade(db, location, FAILING).catch((error: unknown) => error);
    if (!(failed instanceof DrumbeatError)) throw new Error(`Not refused: ${failed}`);
    expect(failed.sentence("en")).toContain("It broke off");
    expect(failed.sentence("fr")).toContain("It broke off");
    const after = await contentOf(db);
    const { workspace_fact: facts } = before.rows;
    expect({ ...after, rows: { ...after.rows, workspace_fact: facts } }).toEqual(before);
    if (name !== "SQLite") return;
    const copy = join(dirname(location), COPY);
    expect(failed.sentence("en")).toContain(copy);
    expect(failed.sentence("fr")).toContain(copy);
    expect(await contentOf(open(copy))).toEqual(before);
  });

  it("is none, and makes no back-up, where the database is new or as it should be", async () => {
    const location = await aLocation(name);
    const db = open(location);
    expect(await upgrade(db, location)).toEqual([]);
    expect(await upgrade(db, location)).toEqual([]);
    expect(await appliedMigrations(db)).toEqual(LATER_NAMES);
    if (name === "SQLite")
      expect(readdirSync(dirname(location)).filter((file) => !file.startsWith(`${basename(location)}`))).toEqual([]);
  });
});
