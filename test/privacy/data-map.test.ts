/**
 * The data map says of every column and JSON field what it keeps about people: compared with the schema, and with what a played
 * story leaves. *My data* shows every row of it that is about somebody, and none of what others wrote.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { events } from "../../src/app/events.ts";
import { backUp } from "../../src/operations/backup.ts";
import { getPersonByHandle, type Person } from "../../src/people/people.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { isId } from "../../src/platform/ids.ts";
import { parseJson, textsIn } from "../../src/platform/json-column.ts";
import { DATA_KINDS } from "../../src/privacy/data-map.ts";
import { ownData, pageOf, type ShownRow } from "../../src/privacy/my-data.ts";
import { columnsOf, dataOf, isAmong, isWords, keyColumns, namesIn, TABLES } from "../../src/privacy/rows.ts";
import { listTables } from "../platform/rows.ts";
import { aDatabase } from "../support/databases.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { scratch } from "../support/scratch.ts";
import { aStory, BY_OTHERS, SENTINEL } from "./an-erasure.ts";

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
});

/** Played once; each test has a copy. */
let played: Buffer | null = null;
async function theStory(): Promise<{ db: Db; file: string; personOf(handle: string): Promise<Person> }> {
  const folder = await aFolder(scratch);
  const file = join(folder, "drumbeat.db");
  if (played === null) {
    const run = await aStory("SQLite");
    await backUp(run.location, file, run.clock.now());
    played = await readFile(file);
  } else await writeFile(file, played, { mode: 0o600 });
  const db = openDatabase(file);
  onTestFinished(() => db.destroy());
  const { id } = await db.selectFrom("workspace").select("id").executeTakeFirstOrThrow();
  return { db, file, personOf: (handle) => getPersonByHandle(db, id, handle) };
}

it("says of every text in JSON and of every id of a person what it is, after days of work", {
  timeout: 60_000,
}, async () => {
  const { db } = await theStory();
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
          const isSaid = isAmong(fields.words, path) || isAmong(fields.people, path) || isAmong(fields.plain, path);
          const isPerson = ids.has(text) && !isAmong(fields.people, path);
          const isOther = !isSaid && !isId(text) && isWords(fields, text, path);
          if (isPerson || isOther) undeclared.add(`${table}.${column}: ${path}${isPerson ? " (a person)" : ""}`);
        }
      }
  }
  expect([...undeclared]).toEqual([]);
});

/** Of these rows somebody sees what others noted about them. */
const ABOUT_THEM = ["item", "item_event", "candidate_score"];

it("my data holds every row with somebody's id, their own words, and of others' words only what is noted about them", async () => {
  const { db, file, personOf } = await theStory();
  const reason = ["--names", "--reason", "A court", "--database", file];
  expect(await drumbeat(["register", "export", ...reason])).toMatchObject({ code: 0 });
  const answering = await db.selectFrom("item").select("id").where("details", "like", '%"askId"%').execute();
  const quoting = new Set(answering.map(({ id }) => id));
  for (const handle of ["lea", "tom", "sofia", "sam"]) {
    const person = await personOf(handle);
    const data = await ownData(db, person);
    for (const table of TABLES) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
      const keyOf = (row: Record<string, unknown>) => keyColumns(table).map((column) => row[column]);
      const about = rows.filter((row) => Object.values(row).includes(person.id)).map(keyOf);
      expect((data[table] ?? []).map(keyOf), `${table} of ${handle}`).toEqual(expect.arrayContaining(about));
    }
    // A decision on a request of others quotes it.
    const isQuoting = ({ id, item_id }: Record<string, unknown>) => quoting.has(String(item_id ?? id));
    const words = Object.entries(data).filter(([, rows]) =>
      rows.some((row) => !isQuoting(row) && SENTINEL.test(JSON.stringify(row))),
    );
    if (handle !== "lea")
      expect(words.map(([table]) => table).filter((table) => !ABOUT_THEM.includes(table))).toEqual([]);
    else
      expect(words.map(([table]) => table)).toEqual(
        expect.arrayContaining(["check_in_revision", "item", "item_event"]),
      );
    for (const kind of DATA_KINDS) {
      const { rows } = await pageOf({ db, clock: systemClock(), events }, person, { kind, page: 0 });
      const isUnsaid = ({ what }: ShownRow) =>
        what.length === 0 || what.some((text) => /_|^[a-z]+(-[a-z]+)+$/.test(text));
      expect(rows.filter(isUnsaid), `${kind} of ${handle} says what it is`).toEqual([]);
      const isAbout = kind === "candidacies" || (kind === "record" && handle === "sofia");
      if (handle !== "lea" && !isAbout) expect(JSON.stringify(rows), `${kind} of ${handle}`).not.toMatch(SENTINEL);
    }
  }
  const tom = await personOf("tom");
  expect(JSON.stringify(await ownData(db, tom))).toContain(BY_OTHERS.answer);
  const { rows: logged } = await pageOf({ db, clock: systemClock(), events }, tom, { kind: "log", page: 0 });
  expect(JSON.stringify(logged)).toContain("A court");
});
