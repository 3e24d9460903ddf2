/** What a database that was lived in says of the data map, and of what *My data* makes of it. */
import { sql } from "kysely";
import { expect } from "vitest";
import type { Person } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { isId } from "../../src/platform/ids.ts";
import { parseJson, textsIn } from "../../src/platform/json-column.ts";
import { DATA_KINDS } from "../../src/privacy/data-map.ts";
import { ownData, pageOf, type ShownRow } from "../../src/privacy/my-data.ts";
import { dataOf, isAmong, isWords, keyColumns, namesIn, TABLES } from "../../src/privacy/rows-by-data-map.ts";

/** Texts in JSON and ids of people of which the data map does not say what they are. */
export async function undeclaredIn(db: Db): Promise<string[]> {
  const people = await db.selectFrom("person").select(["id", "name"]).execute();
  const ids = new Set(people.map(({ id }) => id));
  const undeclared = new Set<string>();
  for (const table of TABLES) {
    const { owner, named, coded, words = {}, json = {} } = dataOf(table);
    const ofPeople = [...namesIn(owner), ...namesIn(named), ...namesIn(coded)];
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        if (typeof value !== "string" || column in words || column === "workspace_id") continue;
        const fields = json[column];
        if (!fields) {
          const hasPerson =
            [...ids].some((id) => value.includes(id)) || people.some(({ name }) => value.includes(name));
          if (hasPerson && !ofPeople.includes(column)) undeclared.add(`${table}.${column}`);
          continue;
        }
        for (const { text, path } of textsIn(parseJson(value))) {
          const said = [fields.words, fields.everybody, fields.people, fields.plain];
          const isPerson = ids.has(text) && !isAmong(fields.people, path);
          const isOther = !said.some((paths) => isAmong(paths, path)) && !isId(text) && isWords(fields, text, path);
          if (isPerson || isOther) undeclared.add(`${table}.${column}: ${path}${isPerson ? " (a person)" : ""}`);
        }
      }
  }
  return [...undeclared];
}

/** Tables with rows about somebody that are not in their data. */
export async function missingFromData(db: Db, person: Person): Promise<string[]> {
  const data = await ownData(db, person);
  const missing: string[] = [];
  for (const table of TABLES) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
    const keyOf = (row: Record<string, unknown>) => JSON.stringify(keyColumns(table).map((column) => row[column]));
    const there = new Set((data[table] ?? []).map(keyOf));
    const about = rows.filter((row) => Object.values(row).includes(person.id));
    if (about.some((row) => !there.has(keyOf(row)))) missing.push(table);
  }
  return missing;
}

/** Of these rows somebody sees what others noted about them, and the first task of a role that a track of theirs quotes. */
const ABOUT_THEM = ["item", "item_event", "candidate_score", "track_template"];

/** Where the data of somebody has words of somebody else; and rows on the pages that do not say what they are. */
export async function strangeInData(
  services: Parameters<typeof pageOf>[0],
  person: Person,
  words: RegExp,
): Promise<string[]> {
  const strange = Object.entries(await ownData(services.db, person)).flatMap(([table, rows]) =>
    !ABOUT_THEM.includes(table) && words.test(JSON.stringify(rows)) ? [table] : [],
  );
  for (const kind of DATA_KINDS) {
    const { rows } = await pageOf(services, person, { kind, page: 0 });
    const isUnsaid = ({ what }: ShownRow) =>
      what.length === 0 || what.some((text) => /_|^[a-z]+(-[a-z]+)+$/.test(text));
    expect.soft(rows.filter(isUnsaid), `${kind} says what it is`).toEqual([]);
    const isNoted = kind === "candidacies" || kind === "record";
    if (!isNoted && words.test(JSON.stringify(rows))) strange.push(`page of ${kind}`);
  }
  return strange;
}
