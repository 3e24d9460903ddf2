import { sql } from "kysely";
import { type Db, isPostgres } from "../../src/platform/database.ts";

/** The tables in which a text stands somewhere, as a value or within JSON. */
export async function tablesWith(db: Db, text: string): Promise<string[]> {
  const names = isPostgres(db)
    ? sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public'`
    : sql<{ name: string }>`select name from sqlite_schema where type = 'table'`;
  const found: string[] = [];
  for (const { name } of (await names.execute(db)).rows) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    const isIn = (value: unknown) =>
      typeof value === "string" && (value.includes(text) || value.includes(JSON.stringify(text).slice(1, -1)));
    if (rows.some((row) => Object.values(row).some(isIn))) found.push(name);
  }
  return found.sort();
}
