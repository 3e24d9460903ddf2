import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { type Migrations, migrations } from "../../db/migrations/index.ts";
import { stopwatch } from "./clock.ts";
import { type Db, isPostgres } from "./database.ts";
import { errorTable } from "./errors.ts";
import { writeStatistics } from "./sqlite-planner-figures.ts";
import { storageFault } from "./storage-fault.ts";

const failure = errorTable({
  DATABASE_UNRELEASED: {
    en: ({ name }) =>
      `This database was made by an unreleased Drumbeat with other tables (it has ${name}): start with an empty database, or read this one with the version that made it.`,
    fr: ({ name }) =>
      `Cette base de données a été créée par un Drumbeat non publié, dont les tables sont différentes (elle contient ${name}) : partez d’une base vide, ou lisez celle-ci avec la version qui l’a créée.`,
  },
  DATABASE_NEWER: {
    en: ({ name }) =>
      `This database was written by a newer Drumbeat (it has ${name}). Start that version or a later one.`,
    fr: ({ name }) =>
      `Cette base de données a été écrite par un Drumbeat plus récent (elle contient ${name}). Lancez cette version ou une suivante.`,
  },
});

/** Migrates a database, with a backup of an earlier version. */
export type Upgrade = (db: Db, location: string) => Promise<void>;

/** Seconds to wait for another process that migrates, for other locks on a new database, and between tries. */
const FOR_A_MIGRATION = 60;
const FOR_OTHERS = 3;
const PAUSE = 0.05;

/**
 * Migrates to the newest version under a lock, in one transaction. Waits up to a minute for another process's lock,
 * then throws the driver's error. Throws as `refuseUnknown`.
 */
export async function migrateToLatest(db: Db, expected = migrations): Promise<void> {
  for (const seconds = stopwatch(); ; await setTimeout(PAUSE * 1000)) {
    try {
      return await migrateNow(db, expected);
    } catch (error) {
      if (storageFault(error) !== "locked") throw error;
      const patience = (await hasMigrations(db).catch(() => false)) ? FOR_A_MIGRATION : FOR_OTHERS;
      if (seconds() >= patience) throw error;
    }
  }
}

async function migrateNow(db: Db, expected: Migrations): Promise<void> {
  const applied = await appliedMigrations(db);
  refuseUnknown(applied, expected);
  if (!isUpToDate(applied, expected)) {
    const { Migrator } = await import("kysely/migration");
    const { error } = await new Migrator({ db, provider: { getMigrations: () => loaded(expected) } }).migrateToLatest();
    if (error) throw error;
  }
  await writeStatistics(db);
}

async function loaded(expected: Migrations) {
  return Object.fromEntries(
    await Promise.all(Object.entries(expected).map(async ([name, load]) => [name, await load()] as const)),
  );
}

/** Whether the database has exactly this program's migrations; false if unreadable. */
export async function isMigrated(db: Db, expected = migrations): Promise<boolean> {
  try {
    return isUpToDate(await appliedMigrations(db), expected);
  } catch {
    return false;
  }
}

/** Whether these are exactly this program's migrations. */
export function isUpToDate(applied: readonly string[], expected: Record<string, unknown> = migrations): boolean {
  return applied.length === Object.keys(expected).length && applied.every((name) => Object.hasOwn(expected, name));
}

/** Names of applied migrations in order; none for a new database. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  if (!(await hasMigrations(db))) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .orderBy("name")
    .execute();
  return rows.map((row) => row.name);
}

/** Whether migrations have begun, in any process. */
async function hasMigrations(db: Db): Promise<boolean> {
  // Not Kysely's introspection: it reads all columns, at every probe.
  const table = isPostgres(db)
    ? sql`select 1 where to_regclass('kysely_migration') is not null`
    : sql`select 1 from sqlite_schema where name = 'kysely_migration'`;
  return (await table.execute(db)).rows.length > 0;
}

/** Throws DATABASE_UNRELEASED for another baseline, DATABASE_NEWER for an unknown migration. */
export function refuseUnknown(applied: readonly string[], expected: Record<string, unknown> = migrations): void {
  const [baseline] = applied;
  if (baseline !== undefined && isBaseline(baseline) && !Object.hasOwn(expected, baseline))
    throw failure("DATABASE_UNRELEASED", { name: baseline });
  const unknown = applied.find((name) => !Object.hasOwn(expected, name));
  if (unknown !== undefined) throw failure("DATABASE_NEWER", { name: unknown });
}

/** Whether this names the first migration of any version. */
export function isBaseline(name: string): boolean {
  return name.startsWith("0001-");
}
