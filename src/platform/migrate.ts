import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { type Migrations, migrations } from "../../db/migrations/index.ts";
import { stopwatch } from "./clock.ts";
import { type Db, isPostgres } from "./database.ts";
import { errorTable } from "./errors.ts";
import { writeStatistics } from "./sqlite-statistics.ts";
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

/** Brings a database to the newest version, one of an earlier version not without a way back. */
export type Upgrade = (db: Db, location: string) => Promise<void>;

/** Seconds for another Drumbeat that migrates the same database, and for whoever else holds a new one; and between two tries. */
const [FOR_A_MIGRATION, FOR_OTHERS, PAUSE] = [60, 3, 0.05];

/**
 * Brings the database to the newest version, under a lock, in one transaction: killed in the middle, it starts again
 * from where it was. While another process holds the lock it waits, for a minute at most, then throws the driver's
 * error. Throws as `refuseUnknown`.
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

/** Whether the database is exactly as this program made it: false too when it cannot be read. */
export async function isMigrated(db: Db, expected = migrations): Promise<boolean> {
  try {
    return isUpToDate(await appliedMigrations(db), expected);
  } catch {
    return false;
  }
}

/** Whether these are all that this program knows, and no other. */
export function isUpToDate(applied: readonly string[], expected: Record<string, unknown> = migrations): boolean {
  return applied.length === Object.keys(expected).length && applied.every((name) => Object.hasOwn(expected, name));
}

/** The names of what has been done to the database, in order; none when it is new. */
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

/** Whether migrations of it have begun, be they in another process and not done yet. */
async function hasMigrations(db: Db): Promise<boolean> {
  // Kysely's introspection reads the columns of every table, and a probe asks every time.
  const table = isPostgres(db)
    ? sql`select 1 where to_regclass('kysely_migration') is not null`
    : sql`select 1 from sqlite_schema where name = 'kysely_migration'`;
  return (await table.execute(db)).rows.length > 0;
}

/**
 * Throws DATABASE_UNRELEASED when the first of these is another baseline than the first known one, and DATABASE_NEWER
 * when one of them is none of the known ones.
 */
export function refuseUnknown(applied: readonly string[], expected: Record<string, unknown> = migrations): void {
  const [baseline] = applied;
  if (baseline !== undefined && isBaseline(baseline) && !Object.hasOwn(expected, baseline))
    throw failure("DATABASE_UNRELEASED", { name: baseline });
  const unknown = applied.find((name) => !Object.hasOwn(expected, name));
  if (unknown !== undefined) throw failure("DATABASE_NEWER", { name: unknown });
}

/** Whether this is the name of a Drumbeat's first migration, of this version or another one. */
export function isBaseline(name: string): boolean {
  return name.startsWith("0001-");
}
