/** A log that is taken over by the real command, and the record that goes out. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import { readCsv } from "../../src/platform/csv-reading.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import type { Language } from "../../src/platform/texts/language.ts";
import { itemsToExport, programByKey } from "../../src/register/cli.ts";
import { exportedItem, tableOf } from "../../src/register/import/csv-columns.ts";
import { importItems } from "../../src/register/import/import-items.ts";
import { readImport } from "../../src/register/import/items-from-rows.ts";
import { acting } from "../support/acting.ts";
import { built } from "../support/built.ts";
import { aDatabase } from "../support/databases.ts";
import { aFolder } from "../support/folder.ts";
import { aNodeProcess } from "../support/process.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

function read(csv: string, { handles = ["tom"], language = "en" }: { handles?: string[]; language?: Language } = {}) {
  const parsed = readCsv(csv);
  if (!("rows" in parsed)) throw new Error(parsed.problem.fault);
  return readImport(parsed.rows, {
    owners: new Map(handles.map((handle) => [handle, handle])),
    language,
    today: "2026-11-04",
  });
}

describe("what is wrong with a log is told with line and column, all of it at once, and nothing is taken", () => {
  it.each([
    ["type\nrisk\n", [{ line: 1, column: "title", message: "this column is missing; call it Title, Summary or Name" }]],
    ["title,colour\nx,red\n", [{ line: 1, column: "type", message: expect.stringContaining("--type action") }]],
    ["type,title,type\nrisk,x,risk\n", [{ line: 1, column: "type", message: "this column appears twice" }]],
    ["type,title\nrisk,\n", [{ line: 2, column: "title" }]],
    [
      'type,title,owner,due,probability,state\nrisk,"two\nlines",bob,31/11/2026,6,gone\n',
      [
        { line: 2, column: "due", message: '"31/11/2026" isn’t a date like 2026-11-30' },
        { line: 2, column: "probability" },
      ],
    ],
    ["type,title\nrisk,x,y\n", [{ line: 2, column: "3" }]],
    ["type,title,state\ndecision,x,closed\n", [{ line: 2, column: "state" }]],
    ["type,title,due\nrisk,x,2026-02-30\n", [{ line: 2, column: "due" }]],
    ["", [{ line: 1, column: "1", message: "the file is empty" }]],
  ])("%j", (csv, problems) => {
    const result = read(csv);
    expect(result.problems).toMatchObject(problems);
    expect(result.problems).toHaveLength(problems.length);
    expect(result.items).toEqual([]);
  });
});

it("takes a decision that another tool calls done for one that is in force", () => {
  const jira = read("Issue key,Issue Type,Summary,Status\nL-1,Decision,x,Done\n");
  expect(jira.problems).toEqual([]);
  expect(jira.items).toMatchObject([{ typed: { type: "decision" }, state: "open" }]);
});

it("what is unknown is taken for something, and named once", () => {
  const rows = [
    ["type", "title", "owner", "state", "colour"],
    ["risk", "x", "@Tom", "", ""],
    ["risky", "y", "Zoë Roux", "Baking", "red"],
    ["", "z", "Ann Lee", "baking", "blue"],
  ];
  const owners = new Map([
    ["tom", "tom"],
    ["zoeroux", "zoe"],
    ["annlee", null],
  ]);
  const log = rows.map((cells, index) => ({ line: index + 1, cells }));
  const read = readImport(log, { owners, language: "en", today: "2026-11-04", type: "issue" });
  expect(read.items.map(({ typed, owner, state }) => [typed.type, owner, state])).toEqual([
    ["risk", "tom", null],
    ["issue", "zoe", "open"],
    ["issue", null, "open"],
  ]);
  expect(read).toMatchObject({
    columns: ["colour"],
    taken: [
      { as: "type", word: "risky", rows: 1 },
      { as: "state", word: "Baking", rows: 2 },
      { as: "owner", word: "Ann Lee", rows: 1 },
    ],
  });
});

it("takes a log over once, keeps its dates and states, tries without writing, and gives it out without formulas", async () => {
  const folder = await aFolder();
  const database = join(folder, "drumbeat.db");
  const db = openDatabase(database);
  await migrateToLatest(db);
  const record = await aRecord(db);
  const tom = await record.person("tom");
  const owner = await record.person("owner", { isAdmin: true });
  await db.updateTable("person").set({ is_primary_owner: 1 }).where("id", "=", owner.id).execute();
  await record.program("atlas", { seats: { lead: [tom] } });
  const log = join(folder, "log.csv");
  await writeFile(
    log,
    [
      "type,title,description,owner,due,state,response",
      'risk,=cmd|calc,"two\nlines",tom,2026-01-31,open,reduce',
      "action,Book the room,,tom,2026-02-28,closed,",
      "issue,@tom is alone,,,,draft,",
    ].join("\r\n"),
  );
  const drumbeat = async (...args: string[]) => {
    const child = aNodeProcess([built("cli"), "register", ...args, "--database", database]);
    const code = await child.ended;
    return { code, output: child.output(), written: child.written() };
  };
  const items = () => db.selectFrom("item").selectAll().orderBy("type").execute();
  expect(await drumbeat("import", log, "--program", "atlas")).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^3 added\.\nWithout an owner.*\nATL-I-1 · @tom is alone · \d/),
  });
  expect(await drumbeat("import", log, "--program", "atlas")).toMatchObject({
    output: "3 as they were.\n",
  });
  expect(await items()).toMatchObject([
    { type: "action", state: "done", due_on: "2026-02-28", owner_id: tom.id },
    { type: "issue", state: "open", owner_id: expect.any(String), due_on: expect.any(String) },
    { type: "risk", state: "open", original_due_on: "2026-01-31", description: "two\nlines" },
  ]);
  const csv = readCsv((await drumbeat("export", "--format", "csv")).written);
  if (!("rows" in csv)) throw new Error(csv.problem.fault);
  expect(csv.rows.map(({ cells }) => cells.slice(0, 4)).sort()).toEqual([
    ["atlas", "ACT-1", "action", "Book the room"],
    ["atlas", "I-1", "issue", "'@tom is alone"],
    ["atlas", "R-1", "risk", "'=cmd|calc"],
    ["program", "code", "type", "title"],
  ]);
  const lines = (await drumbeat("export")).written.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line)).find(({ code }) => code === "ACT-1")).toMatchObject({
    owner: expect.stringMatching(/^P\d$/),
    raisedBy: expect.stringMatching(/^P\d$/),
    history: [{ event: "raised" }, { event: "done", by: expect.stringMatching(/^P\d$/) }],
  });
  expect(await drumbeat("import", log, "--program", "borealis")).toMatchObject({ code: 1 });
  await db.destroy();
});

it("measures and objectives go out as they come in, also those that have ended", async () => {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const lead = await record.person("lead", { isAdmin: true });
  await record.program("atlas", { seats: { lead: [lead] } });
  await record.program("borea", { seats: { lead: [lead] } });
  const ctx = acting(servicesAt(db, "2026-11-04T12:00:00.000Z"), await getPerson(db, record.workspaceId, lead.id));
  const taken = async (key: string, csv: string) => {
    const program = await programByKey(ctx, { key });
    await importItems(ctx, { program, rows: read(csv).items, file: "goals.csv", language: "en" });
    const found = await itemsToExport(db, record.workspaceId, [program]);
    return tableOf(found.map((item) => exportedItem(item, new Map(), { isNamed: true })));
  };
  const columns = ["type", "title", "due", "state", "details.unit", "details.direction", "details.baseline"];
  const more = ["baselineOn", "target", "waypoints", "year", "measureIds", "programIds"];
  const wanted = [...columns, ...more.map((key) => `details.${key}`)];
  const csvOfTable = ([head = [], ...rows]: string[][]) => {
    const kept = rows.map((row) => wanted.map((column) => row[head.indexOf(column)] ?? ""));
    return [wanted, ...kept].map((row) => row.map((each) => `"${each}"`).join(",")).join("\n");
  };
  const first = await taken(
    "atlas",
    [
      "type,title,due,state,unit,direction,baseline,baseline_on,target,waypoints,year,measures,served_by",
      "measure,Members,2027-09-30,open,%,rise,2.1,2026-09-30,4,2027-03-31 2.9; 2027-06-30 3.4,,,",
      "measure,Returns,2027-09-30,Non atteint,%,fall,9,2026-09-30,4,,,,",
      "objective,Customers come back,,not reached,,,,,,,2027,KPI-1; KPI-2,borea",
      "milestone,Opened,2027-09-30,Reached,,,,,,,,,",
    ].join("\n"),
  );
  const shown = csvOfTable(first);
  expect(shown).toContain('"2027-03-31 2.9; 2027-06-30 3.4"');
  expect(shown).toContain('"KPI-1; KPI-2","borea"');
  expect(shown.match(/"(not-reached|reached|open)"/g)?.sort()).toEqual([
    '"not-reached"',
    '"not-reached"',
    '"open"',
    '"reached"',
  ]);
  expect(csvOfTable(await taken("borea", shown.replace('"borea"', '"atlas"')))).toBe(
    shown.replace('"borea"', '"atlas"'),
  );
});
