/** One text in the place of all that people have written, in the tables themselves: whatever they held, screens open. */
import { sql } from "kysely";
import type { Db } from "../../src/platform/database.ts";
import { DATA_MAP, type TableData } from "../../src/privacy/data-map.ts";

/** Columns by which rows are found. */
const NAMES = ["handle", "key", "label_name", "label_value"];

/** Declared and read through a schema, which takes no empty text and none longer than this. */
const DECLARED = ["track", "track_template", "working_role", "question_set", "cadence_draft"];
const LONGEST_DECLARED = 75;

/** Empty fields stay empty. `given`: for each place. */
export async function rewriteWords(db: Db, given: string): Promise<void> {
  for (const [name, table] of Object.entries<TableData>(DATA_MAP)) {
    const isDeclared = DECLARED.includes(name);
    const text = isDeclared ? given.slice(0, LONGEST_DECLARED) : given;
    if (isDeclared && text === "") continue;
    const key = table.key?.split(/\s+/) ?? [];
    for (const column of Object.keys(table.words ?? {})) {
      if (NAMES.includes(column)) continue;
      const set = sql.ref(column);
      const where = sql`${sql.ref(column)} is not null and ${sql.ref(column)} <> ''`;
      await sql`update ${sql.table(name)} set ${set} = ${text} where ${where}`.execute(db);
    }
    for (const [column, { words }] of Object.entries(table.json ?? {}))
      await rewriteJson(db, { name, column, key, paths: (words ?? "").split(/\s+/).filter(Boolean) }, text);
  }
}

async function rewriteJson(
  db: Db,
  { name, column, key, paths }: { name: string; column: string; key: readonly string[]; paths: readonly string[] },
  text: string,
): Promise<void> {
  if (paths.length === 0) return;
  const patterns = paths.map((path) => path.split("."));
  const { rows } = await sql<Record<string, string>>`select * from ${sql.table(name)}`.execute(db);
  for (const row of rows) {
    const stored = row[column];
    if (!stored) continue;
    const written = JSON.stringify(rewritten(JSON.parse(stored), [], patterns, text));
    const same = sql.join(
      key.map((part) => sql`${sql.ref(part)} = ${row[part]}`),
      sql` and `,
    );
    await sql`update ${sql.table(name)} set ${sql.ref(column)} = ${written} where ${same}`.execute(db);
  }
}

/** Lists are passed over in a path; `*`: each key. */
function rewritten(value: unknown, path: readonly string[], patterns: readonly string[][], text: string): unknown {
  if (Array.isArray(value)) return value.map((each) => rewritten(each, path, patterns, text));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, rewritten(each, [...path, key], patterns, text)]),
    );
  const isWords = patterns.some(
    (pattern) => pattern.length === path.length && pattern.every((part, place) => part === "*" || part === path[place]),
  );
  return isWords && typeof value === "string" && value !== "" ? text : value;
}
