/** Values of measures from a file, and one by its code, by the real command. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readValues } from "../../src/goals/values-from-rows.ts";
import { getPerson } from "../../src/people/people.ts";
import { readCsv } from "../../src/platform/csv-reading.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import type { Language } from "../../src/platform/texts/language.ts";
import { listEveryGoal, type Measure } from "../../src/register/goals/every-goal.ts";
import { acting } from "../support/acting.ts";
import { aSharedDatabase, writeMigratedFile } from "../support/databases.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aMeasure } from "./some-goals.ts";

const NOW = "2026-11-10T12:00:00.000Z";
const TODAY = "2026-11-10";

/** LOY-KPI-1 has 2.1 on 31 October, LOY-KPI-2 has ended; KPI-1 is of two programs, of which CLO is closed. */
async function aWorld(db: Db) {
  const record = await aRecord(db);
  const tom = await record.person("tom");
  await db.updateTable("person").set({ is_primary_owner: 1, is_admin: 1 }).execute();
  const loyalty = await record.program("loyalty", { title: "Loyalty", seats: { lead: [tom] } });
  const closed = await record.program("closed", { title: "Closed", seats: { lead: [tom] } });
  const ctx = acting(servicesAt(db, NOW), await getPerson(db, record.workspaceId, tom.id));
  await aMeasure(ctx, loyalty.id, { baselineOn: "2020-01-01", values: [{ on: "2025-10-31", value: "2.1" }] });
  const ended = await aMeasure(ctx, loyalty.id);
  await db.updateTable("item").set({ state: "reached" }).where("id", "=", ended.id).execute();
  await aMeasure(ctx, loyalty.id, { unit: "€", baseline: "1000", target: "2000" });
  await aMeasure(ctx, closed.id);
  await db.updateTable("program").set({ state: "closed", closed_at: NOW }).where("id", "=", closed.id).execute();
  return { ctx, record, closedId: closed.id, loyalty };
}

describe("what is wrong is described by line and column, all of it at once, and nothing is taken", () => {
  let measures: readonly Measure[] = [];
  let closedId = "";

  beforeAll(async () => {
    const db = await aSharedDatabase("SQLite");
    const world = await aWorld(db);
    measures = (await listEveryGoal(db, world.record.workspaceId)).measures;
    closedId = world.closedId;
    await db.destroy();
  });

  const read = (csv: string, { isSure = false, language = "en" }: { isSure?: boolean; language?: Language } = {}) => {
    const parsed = readCsv(csv);
    if (!("rows" in parsed)) throw new Error(parsed.problem.fault);
    const first = measures.find(({ number, program_id: id }) => number === 1 && id !== closedId);
    const values = new Map([[first?.id ?? "", [{ on: "2025-10-31", value: "2.1" }]]]);
    const closedIds = new Set([closedId]);
    return readValues(parsed.rows, { measures, values, closedIds, language, today: TODAY, isSure });
  };

  const EN = "measure,day,value\n";
  const FR = "indicateur;jour;valeur\n";
  it.each([
    ["", [{ line: 1, column: "1", message: "the file is empty" }]],
    ["measure,day\nLOY-KPI-1,2026-10-31\n", [{ line: 1, column: "value", message: "this column is missing" }]],
    ["measure,day,value,who\nLOY-KPI-1,2026-10-31,2,x\n", [{ line: 1, column: "4" }]],
    ["measure,day,day,value\nx,y,z,1\n", [{ line: 1, column: "day", message: "this column appears twice" }]],
    [`${EN}LOY-KPI-1,2026-10-31,2.5,x\n`, [{ line: 2, column: "4", message: "there are only 3 columns" }]],
    [`${EN}LOY-KPI-1,2026-10-31,two\n`, [{ line: 2, column: "value", message: '"two" isn’t a number like 2.1' }]],
    [`${EN}LOY-KPI-1,2026-10-31,\n`, [{ line: 2, column: "value", message: "this must be filled in" }]],
    [`${EN}LOY-KPI-9,2026-10-31,2\n`, [{ line: 2, column: "measure" }]],
    [
      `${EN}KPI-1,2026-10-31,2\n`,
      [{ line: 2, column: "measure", message: expect.stringContaining("several programs") }],
    ],
    [`${EN}LOY-KPI-2,2026-10-31,2\n`, [{ line: 2, column: "measure", message: "LOY-KPI-2 has ended" }]],
    [`${EN}CLO-KPI-1,2026-10-31,2\n`, [{ line: 2, column: "measure", message: "the program of CLO-KPI-1 is closed" }]],
    [`${EN}LOY-KPI-1,31/10/2026,2\n`, [{ line: 2, column: "day" }]],
    [`${EN}LOY-KPI-1,2026-11-11,2\n`, [{ line: 2, column: "day", message: "2026-11-11 is still to come" }]],
    [`${EN}LOY-KPI-1,2019-12-31,2\n`, [{ line: 2, column: "day", message: expect.stringContaining("2020-01-01") }]],
    [
      `${EN}LOY-KPI-1,2026-09-30,2\nLOY-KPI-1,2026-10-31,2.5\nloy-kpi-1,2026-09-30,2.2\n`,
      [{ line: 4, column: "day", message: "line 2 has this day of this measure already" }],
    ],
    [`${EN}LOY-KPI-1,2026-10-31,26\n`, [{ line: 2, column: "value", message: expect.stringContaining("--sure") }]],
    [`${EN}LOY-KPI-1,2026-09-30,15\nLOY-KPI-1,2026-10-31,160\n`, [{ line: 3, column: "value" }]],
    [
      `${FR}LOY-KPI-1;31/10/2026;2.100\n`,
      [{ line: 2, column: "valeur", message: expect.stringMatching(/2,1 and as 2\s100/) }],
    ],
    [
      `${EN}LOY-KPI-1,2026-10-31,two\nLOY-KPI-9,2027-01-01,2\n`,
      [
        { line: 2, column: "value" },
        { line: 3, column: "measure" },
      ],
    ],
  ])("%j", (csv, problems) => {
    const result = read(csv);
    expect(result.problems).toMatchObject(problems);
    expect(result.problems).toHaveLength(problems.length);
    expect(result.values).toEqual([]);
  });

  it.each([
    [`${EN}LOY-KPI-1,2026-10-31,2.6\n`, "2.6"],
    [`${EN}LOY-KPI-1,2026-10-31,"2,6"\n`, "2.6"],
    [`${FR}LOY-KPI-1;31/10/2026;2,6\n`, "2.6"],
    [`${FR}LOY-KPI-1;31 oct. 2026;2.6\n`, "2.6"],
    [`${EN}LOY-KPI-3,2026-10-31,"1,234.5"\n`, "1234.5"],
    [`${FR}LOY-KPI-3;31/10/2026;1 234,5\n`, "1234.5"],
    [`${FR}LOY-KPI-3;31/10/2026;1\u202f234,5\n`, "1234.5"],
    [`${EN}LOY-KPI-1,2026-10-31,'-2.6\n`, "-2.6"],
  ])("reads %j", (csv, value) => {
    expect(read(csv)).toMatchObject({ problems: [], values: [{ on: "2026-10-31", value }] });
  });

  it("takes a jump that somebody is sure of, and one from zero", () => {
    const jump = `${EN}LOY-KPI-1,2026-10-31,26\n`;
    expect(read(jump, { isSure: true }).values).toMatchObject([{ value: "26" }]);
    expect(read(`${EN}LOY-KPI-1,2026-09-30,0\nLOY-KPI-1,2026-10-31,26\n`).problems).toEqual([]);
  });

  it("is described in French", () => {
    const { problems } = read(`${FR}LOY-KPI-1;11/11/2026;2\nLOY-KPI-1;31/10/2026;deux\n`, { language: "fr" });
    expect(problems.map(({ column, message }) => `${column}: ${message}`)).toEqual([
      "jour: 2026-11-11 est à venir",
      "valeur: «\u00a0deux\u00a0» n’est pas un nombre comme 2,1",
    ]);
  });
});

describe("the command", () => {
  async function aFile() {
    const folder = await aFolder();
    const database = join(folder, "drumbeat.db");
    writeMigratedFile(database);
    const db = openDatabase(database);
    const { loyalty } = await aWorld(db);
    await db.destroy();
    const entered = async () => {
      const again = openDatabase(database);
      const query = again.selectFrom("measure_value").select(["on_day", "value", "source"]).orderBy("on_day");
      const rows = await query.orderBy("entry").execute();
      await again.destroy();
      return rows.map(({ on_day: on, value, source }) => `${on} ${value} ${source}`);
    };
    const run = (...args: string[]) => drumbeat(["measure", ...args, "--database", database]);
    const csv = async (text: string) => {
      const path = join(folder, "values.csv");
      await writeFile(path, text);
      return path;
    };
    return { run, entered, csv, database, loyalty };
  }

  const FIRST = "2025-10-31 2.1 command";

  it("enters a file once, all or none, for whoever owns the workspace", async () => {
    const { run, entered, csv } = await aFile();
    const rows = "measure,day,value\nLOY-KPI-1,2024-09-30,2.2\nLOY-KPI-1,2024-10-31,2.3\nLOY-KPI-1,2025-10-31,2.1\n";
    const wrong = await run("import", await csv(`${rows}LOY-KPI-1,2024-11-30,many\n`));
    expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining("line 5, column value") });
    expect(await entered()).toEqual([FIRST]);
    const file = await csv(rows);
    expect(await run("import", file)).toMatchObject({ code: 0, written: "2 values entered, 1 already there.\n" });
    expect(await entered()).toEqual(["2024-09-30 2.2 file", "2024-10-31 2.3 file", FIRST]);
    expect((await run("import", file)).written).toBe("0 values entered, 3 already there.\n");
    expect(await run("import", `${file}.not`)).toMatchObject({ code: 1 });
  });

  it("sets a value, also a negative one, and a jump only when told that it is sure", async () => {
    const { run, entered } = await aFile();
    expect((await run("set", "LOY-KPI-1", "2.4", "--on", "2024-10-31")).code).toBe(0);
    expect((await run("set", "LOY-KPI-1", "-2,5", "--on", "30 nov. 2024", "--lang", "fr")).written).toBe(
      "1 valeur saisie, 0 déjà présente.\n",
    );
    const jump = ["set", "LOY-KPI-1", "260", "--on", "2024-12-31"] as const;
    expect(await run(...jump)).toMatchObject({ code: 1, output: expect.stringContaining("add --sure") });
    expect((await run(...jump, "--sure")).code).toBe(0);
    expect(await entered()).toEqual([
      "2024-10-31 2.4 command",
      "2024-11-30 -2.5 command",
      "2024-12-31 260 command",
      FIRST,
    ]);
  });

  it.each([
    [[], "Usage"],
    [["set", "LOY-KPI-1", "2"], "on: must be a day"],
    [["set", "LOY-KPI-1", "2", "3", "--on", "2024-10-31"], "Usage"],
    [["set", "LOY-KPI-1", "2", "--on", "soon"], "on: must be a day"],
    [["set", "LOY-KPI-9", "2", "--on", "2024-10-31"], "no measure has the code"],
    [["import", "x.csv", "--lang", "de"], "lang: must be en or fr"],
  ])("says what is wrong: %j", async (args, sentence) => {
    const { run } = await aFile();
    expect(await run(...args)).toMatchObject({ code: 1, output: expect.stringContaining(sentence) });
  });
});
