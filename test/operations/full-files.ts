/** Files to be moved to PostgreSQL, and what is in a database. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import type { Instant } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { dumpTables, fillTables, listTables } from "../platform/rows.ts";
import { writeMigratedFile } from "../support/databases.ts";
import { aFolder } from "../support/folder.ts";
import { aPostgresDatabase } from "../support/postgres-server.ts";
import { scratch } from "../support/scratch.ts";

export const NOON: Instant = "2026-11-02T12:00:00.000Z";

async function aFile(): Promise<string> {
  const folder = await aFolder(scratch);
  return join(folder, "drumbeat.db");
}

export const aServer = () => aPostgresDatabase(inject("postgresUrl"));

export function open(location: string) {
  const db = openDatabase(location);
  onTestFinished(() => db.destroy());
  return db;
}

let full: Buffer | undefined;

/** A file with two rows in each table that there is. */
export async function aFullFile(): Promise<string> {
  const file = await aFile();
  if (full) await writeFile(file, full);
  else {
    writeMigratedFile(file);
    const db = openDatabase(file);
    await fillTables(db, "one");
    await fillTables(db, "deux : « é » 🧩");
    await db.destroy();
    full = await readFile(file);
  }
  return file;
}

export async function anotherFile(): Promise<string> {
  const file = await aFullFile();
  const db = openDatabase(file);
  await db.updateTable("workspace").set({ name: "Another" }).execute();
  await db.destroy();
  return file;
}

export async function rowsIn(location: string) {
  const db = openDatabase(location);
  const rows = await dumpTables(db, await listTables(db));
  await db.destroy();
  return rows;
}
