import { Migrator } from "kysely/migration";
import { migrations } from "../../db/migrations/index.ts";
import type { Db } from "./database.ts";
import { errorTable } from "./errors.ts";

const failure = errorTable({
  DATABASE_NEWER: {
    en: ({ name }) =>
      `This database was written by a newer Drumbeat (it has ${name}). Start that version or a later one.`,
    fr: ({ name }) =>
      `Cette base de données a été écrite par un Drumbeat plus récent (elle contient ${name}). Lancez cette version ou une suivante.`,
  },
});

/**
 * Brings the database to the newest version, under a lock, in one transaction: killed in the middle, it starts again
 * from where it was. Throws DATABASE_NEWER when the database knows a migration that this program does not.
 */
export async function migrateToLatest(db: Db, known = migrations): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const unknown = await firstUnknownMigration(db, known);
  if (unknown) throw failure("DATABASE_NEWER", { name: unknown });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function firstUnknownMigration(db: Db, known: typeof migrations): Promise<string | null> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return null;
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  return rows.map((row) => row.name).find((name) => !(name in known)) ?? null;
}
