import type { Db } from "../../src/platform/database.ts";
import { dumpTables, listTables } from "../platform/rows.ts";

/** The tables in which a text stands somewhere, as a value or within JSON. */
export async function tablesWith(db: Db, text: string): Promise<string[]> {
  const inJson = (words: string) => JSON.stringify(words).slice(1, -1);
  const forms = [inJson(text), inJson(inJson(text))];
  const tables = Object.entries(await dumpTables(db, await listTables(db)));
  return tables.flatMap(([name, rows]) => (rows.some((row) => forms.some((form) => row.includes(form))) ? [name] : []));
}
