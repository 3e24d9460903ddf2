/** The data map says of every column and JSON field what it keeps about people: compared with the schema, and with what a played story leaves. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import { columnsOf, dataOf, isAmong, isId, isWords, namesIn, parsed, TABLES, textsIn } from "../../src/privacy/rows.ts";
import { listTables } from "../platform/rows.ts";
import { aDatabase } from "../support/databases.ts";
import { aStory } from "./an-erasure.ts";

it("names every column of every table, and none besides", async () => {
  const db = await aDatabase("SQLite");
  const tables = (await listTables(db)).filter(({ name }) => !name.startsWith("kysely"));
  expect(tables.map(({ name }) => name).toSorted()).toEqual(TABLES.toSorted());
  for (const { name, columns } of tables) {
    const table = TABLES.find((each) => each === name);
    if (!table) continue;
    const inSchema = columns.map((column) => column.name).filter((column) => column !== "workspace_id");
    expect(columnsOf(table).toSorted(), name).toEqual(inSchema.toSorted());
  }
  await db.destroy();
});

it("says of every text in JSON and of every id of a person what it is, after days of work", {
  timeout: 60_000,
}, async () => {
  const { db } = await aStory("SQLite");
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
        for (const { text, path } of textsIn(parsed(value))) {
          const isSaid = isAmong(fields.words, path) || isAmong(fields.people, path) || isAmong(fields.plain, path);
          const isPerson = ids.has(text) && !isAmong(fields.people, path);
          const isOther = !isSaid && !isId(text) && isWords(fields, text, path);
          if (isPerson || isOther) undeclared.add(`${table}.${column}: ${path}${isPerson ? " (a person)" : ""}`);
        }
      }
  }
  expect([...undeclared]).toEqual([]);
});
