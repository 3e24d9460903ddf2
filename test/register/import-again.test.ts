/** A file that comes again: what has changed is changed, and for ten minutes all of it can be taken back. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { getPerson, type Person, peopleByName } from "../../src/people/people.ts";
import { readCsv } from "../../src/platform/csv-reading.ts";
import type { Db } from "../../src/platform/database.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { type Program, programOf } from "../../src/programs/programs.ts";
import { closeItem, moveItemTo } from "../../src/register/acts.ts";
import { importItems, planImport } from "../../src/register/import/import-items.ts";
import { readImport } from "../../src/register/import/items-from-rows.ts";
import { undoImport } from "../../src/register/import/undo-import.ts";
import { listItemEvents, listItems } from "../../src/register/repository.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const CASES = join(import.meta.dirname, "cases");
const NOW = "2026-11-16T10:00:00.000Z";

let db: Db;
let record: Awaited<ReturnType<typeof aRecord>>;
let ids: Services["ids"];
let lena: Person;
let program: Program;

beforeEach(async () => {
  db = await aDatabase("SQLite");
  record = await aRecord(db);
  ids = servicesAt(db, NOW).ids;
  const lead = await record.person("lena");
  await record.person("tom", { name: "Tom Whitfield" });
  const atlas = await record.program("atlas", { seats: { lead: [lead], sponsor: [await record.person("margaret")] } });
  lena = await getPerson(db, record.workspaceId, lead.id);
  program = await programOf(db, record.workspaceId, atlas.id);
});

const ctxAt = (at = NOW) => acting({ ...servicesAt(db, at), ids }, lena);

async function rowsOf(csv: string) {
  const read = readCsv(csv);
  if (!("rows" in read)) throw new Error(read.problem.fault);
  const owners = await peopleByName(db, record.workspaceId);
  const { items, problems } = readImport(read.rows, { owners, language: "en", today: "2026-11-16", program });
  expect(problems).toEqual([]);
  return items;
}

async function takeOver(csv: string, at = NOW) {
  return importItems(ctxAt(at), { program, rows: await rowsOf(csv), file: "log.csv", language: "en" });
}

const all = () => listItems(db, record.workspaceId, { programIds: [program.id] });
const history = async (id: string) =>
  (await listItemEvents(db, record.workspaceId, [id])).map(({ event, after }) => [
    event,
    /"file":"log.csv"/.test(after ?? ""),
  ]);

it("moves and closes what another week's file says, and leaves the rest as it was", async () => {
  expect(await takeOver(readFileSync(join(CASES, "r01-week1.csv"), "utf8"))).toMatchObject({ added: 2, changed: 0 });
  const again = await takeOver(readFileSync(join(CASES, "r02-week2.csv"), "utf8"));
  expect(again).toMatchObject({ added: 0, changed: 1, closed: 1, same: 0, leftOut: [] });

  const items = (await all()).toSorted((one, other) => one.title.localeCompare(other.title));
  expect(items).toMatchObject([
    { title: "Book the room", state: "done" },
    { title: "Store IT freeze", due_on: "2026-12-08", original_due_on: "2026-12-01", due_moves: 1 },
  ]);
  expect(await history(items[1]?.id ?? "")).toEqual([
    ["raised", true],
    ["moved-date", true],
  ]);

  // The first week’s file again: what is closed here is not reopened.
  const plan = await planImport(ctxAt(), {
    program,
    rows: await rowsOf(readFileSync(join(CASES, "r01-week1.csv"), "utf8")),
  });
  expect(plan.rows.map((row) => [row.is, "because" in row ? row.because : null])).toEqual([
    ["changed", null],
    ["left-out", "closed-here"],
  ]);
});

it("knows an item by its tool's key whatever it is called, and names what it leaves out", async () => {
  const head = "Issue key,Summary,Issue Type,Status,Assignee,Due date\n";
  await takeOver(`${head}LOY-1,Tills,Bug,To Do,Tom Whitfield,01/Dec/26 5:30 PM\nLOY-2,Tills,Bug,To Do,,\n`);
  const result = await takeOver(
    `${head}LOY-1,Tills reject receipts,Bug,Won't Do,Tom Whitfield,\nLOY-1,Tills,Bug,To Do,,\nLOY-3,New,Epic,Baking,Bob,\n`,
  );
  expect(result).toMatchObject({
    added: 1,
    closed: 1,
    gone: 1,
    leftOut: [{ line: 3, because: "twice", firstLine: 2 }],
  });
  const items = (await all()).toSorted((one, other) => one.title.localeCompare(other.title));
  expect(items.map(({ type, title, state, owner_id }) => [type, title, state, owner_id === lena.id])).toEqual([
    ["action", "New", "open", true],
    ["issue", "Tills", "open", true],
    ["issue", "Tills reject receipts", "dropped", false],
  ]);
});

it("an item that somebody typed is the same as a row of its type and title, unless several have it", async () => {
  const add = (title: string, sourceKey: string) =>
    addQuietly(ctxAt(), { programId: program.id, type: "risk", details: {}, title, dueOn: "2026-12-01", sourceKey });
  await add("Store  IT freeze", "a");
  await add("Twice", "b");
  await add("Twice", "c");
  const result = await takeOver("type,title,due\nrisk,store it Freeze,2026-12-01\nrisk,Twice,2026-12-02\n");
  expect(result).toMatchObject({ added: 0, same: 1, leftOut: [{ line: 3, because: "several" }] });
});

it("is taken back within ten minutes, but for what was touched since; owners hear after that", async () => {
  await takeOver("type,title,due,owner\nrisk,Old,2026-12-01,lena\n", "2026-11-16T08:00:00.000Z");
  const csv =
    "type,title,due,owner,state\nrisk,Old,2026-12-09,tom,\nrisk,New,2026-12-02,tom,\ndecision,Stop,,,\naction,Touched,2026-12-03,tom,\nrequest,Two more people?,2026-12-04,,\n";
  const { id } = await takeOver(csv);
  const sent = await db.selectFrom("delivery").select(["kind", "due_at"]).execute();
  const toOwners = sent.filter(({ kind }) => kind !== "guide");
  expect(toOwners.length).toBeGreaterThan(0);
  expect(toOwners.every(({ due_at: at }) => at >= "2026-11-16T10:10:00.000Z")).toBe(true);

  const touched = (await all()).find(({ title }) => title === "Touched");
  await moveItemTo(ctxAt("2026-11-16T10:05:00.000Z"), { id: touched?.id ?? "", to: "2026-12-10", reason: "Later" });
  const undo = (at: string) => undoImport(ctxAt(at), { program, importId: id });
  expect(await undo("2026-11-16T10:09:00.000Z")).toEqual({ file: "log.csv", undone: 4, left: ["ATL-ACT-1"] });

  const items = await all();
  expect(items.find(({ title }) => title === "Old")).toMatchObject({
    due_on: "2026-12-01",
    due_moves: 0,
    owner_id: lena.id,
  });
  expect(
    items
      .filter(({ state }) => state === "open")
      .map(({ title }) => title)
      .sort(),
  ).toEqual(["Old", "Touched"]);
  await expect(undo("2026-11-16T10:09:30.000Z")).rejects.toMatchObject({ code: "IMPORT_UNDONE" });

  // It may come again, and then late is late.
  const again = await takeOver(csv, "2026-11-16T11:00:00.000Z");
  expect(again).toMatchObject({ added: 3, changed: 2 });
  const late = undoImport(ctxAt("2026-11-16T11:11:00.000Z"), { program, importId: again.id });
  await expect(late).rejects.toMatchObject({ code: "IMPORT_OVER" });
});

it("the same twice at once comes once", async () => {
  const csv = `type,title\n${Array.from({ length: 45 }, (_, place) => `action,Task ${place}`).join("\n")}\n`;
  const results = await Promise.all([takeOver(csv), takeOver(csv)]);
  expect(results.map(({ added, same }) => added + same)).toEqual([45, 45]);
  expect(await all()).toHaveLength(45);
});

it("what somebody closes while it runs stays closed, and a program that closed takes nothing", async () => {
  await takeOver("type,title,due\naction,A,2026-12-01\n");
  const [item] = await all();
  await closeItem(ctxAt(), { id: item?.id ?? "", note: "Done" });
  expect(await takeOver("type,title,due,state\naction,A,2026-12-05,open\n")).toMatchObject({
    changed: 0,
    leftOut: [{ because: "closed-here" }],
  });
  await inTransaction(db, (tx) =>
    tx.updateTable("program").set({ state: "closed" }).where("id", "=", program.id).execute(),
  );
  program = await programOf(db, record.workspaceId, program.id);
  await expect(takeOver("type,title\naction,B\n")).rejects.toMatchObject({ code: "PROGRAM_CLOSED" });
});
