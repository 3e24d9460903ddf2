/** The present code on what a released version left behind. */

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Sandbox, SandboxClock } from "slack-sandbox";
import { inject, onTestFinished } from "vitest";
import { createApp, type DrumbeatApp } from "../../src/app.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import type { DatabaseName } from "../support/databases.ts";
import { aPostgresDatabase } from "../support/postgres-server.ts";
import { scratch } from "../support/scratch.ts";
import { type Recording, slackOf, writeDatabase } from "./recording.ts";

/** Why a message may not go. */
export const WELL = ["no_longer_wanted", "person_deactivated"];

export interface Upgraded {
  recording: Recording;
  app: DrumbeatApp;
  db: Db;
  sandbox: Sandbox;
  clock: SandboxClock;
  /** Where the database is. */
  location: string;
  /** What the app has logged as an error: what it did not expect. */
  errors: string[];
}

/** `before` changes the database while it is still as the released version left it. */
export async function upgraded(
  recording: Recording,
  { database = "SQLite", before }: { database?: DatabaseName; before?: (db: Db) => Promise<void> } = {},
): Promise<Upgraded> {
  const location = database === "SQLite" ? await aFile(recording) : await onServer(recording);
  if (before) {
    const db = openDatabase(location);
    await before(db);
    await db.destroy();
  }
  const { sandbox, clock } = await slackOf(recording);
  onTestFinished(() => sandbox.close());
  const { botToken, appToken, apiUrl } = sandbox;
  const slack = { mode: "socket" as const, botToken, appToken, apiUrl };
  const app = await createApp({
    config: { slack, database: location, healthPort: null, logLevel: "silent" },
    clock,
  });
  onTestFinished(() => app.stop());
  const errors: string[] = [];
  app.services.log.error = (about: unknown, said?: unknown) => {
    const cause = typeof about === "object" && about !== null && "err" in about ? about.err : about;
    errors.push(`${said}: ${cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause)}`);
  };
  await app.peopleRead;
  await clock.settle();
  return { recording, location, app, db: app.services.db, sandbox, clock, errors };
}

/** As the released version left it. Destroy it when done. */
export async function databaseOf(recording: Recording): Promise<Db> {
  return openDatabase(await aFile(recording));
}

async function aFile(recording: Recording): Promise<string> {
  const folder = await mkdtemp(join(scratch, "drumbeat-upgraded-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "drumbeat.db");
  writeDatabase(recording, file);
  return file;
}

async function onServer({ name, postgres }: Recording): Promise<string> {
  if (postgres === null) throw new Error(`${name} has no SQL for PostgreSQL`);
  const location = await aPostgresDatabase(inject("postgresUrl"));
  const db = openDatabase(location);
  await sql.raw(postgres).execute(db);
  await db.destroy();
  return location;
}
