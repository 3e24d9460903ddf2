/** Who reads which objectives and measures, and what of them. */
import { describe, expect, it } from "vitest";
import { goalsReading, type ReadGoals } from "../../src/goals/goals-reading.ts";
import { objectivesSection } from "../../src/goals/home.ts";
import { getPerson } from "../../src/people/people.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { coverageColumns } from "../../src/programs/coverage.ts";
import { labelKey, labelsColumn } from "../../src/programs/labels.ts";
import { visitorOf } from "../../src/programs/visitor-of-home.ts";
import type { Item } from "../../src/register/items.ts";
import { ownItems } from "../../src/register/items-at-hand.ts";
import { newItemForm } from "../../src/register/views.ts";
import { acting } from "../support/acting.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, type RecordedPerson, type RecordedProgram } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aMeasure, anObjective } from "./some-goals.ts";

const NOW = "2026-11-10T12:00:00.000Z";
const RETAIL = { name: "Department", value: "Retail" };
const PEOPLE = ["office", "member", "lead", "team", "secret-lead", "other-lead", "sponsor", "nobody", "admin"] as const;

/** A portfolio, Retail, over Atlas and Secret; Borea has no label. Its objective has a measure of each. */
async function aWorld(database: (typeof databases)[number] = "SQLite") {
  const db = await aDatabase(database);
  const record = await aRecord(db);
  const people = new Map<string, RecordedPerson>();
  for (const handle of PEOPLE) people.set(handle, await record.person(handle, { isAdmin: handle === "admin" }));
  const seated = (handle: string) => [people.get(handle)].flatMap((person) => person ?? []);
  const atlas = await record.program("atlas", {
    title: "Atlas",
    seats: { lead: seated("lead"), team: seated("team"), sponsor: seated("sponsor") },
  });
  const secret = await record.program("secret", { title: "Secret", seats: { lead: seated("secret-lead") } });
  const borea = await record.program("borea", { title: "Borea", seats: { lead: seated("other-lead") } });
  await db
    .updateTable("program")
    .set({ labels: labelsColumn([RETAIL]) })
    .where("id", "in", [atlas.id, secret.id])
    .execute();
  const retail = await record.program("retail", { title: "Retail", seats: { steering: seated("member") } });
  const covering = { kind: "portfolio" as const, ...coverageColumns(RETAIL) };
  await db.updateTable("program").set(covering).where("id", "=", retail.id).execute();
  for (const program of [retail, atlas, secret])
    for (const person of seated("office")) await record.seat(program, person, "lead");

  const services = servicesAt(db, NOW);
  const as = async (handle: string) =>
    acting(services, await getPerson(db, record.workspaceId, people.get(handle)?.id ?? ""));
  const read = async (handle: string, choice: Partial<Parameters<typeof goalsReading.read>[1]> = {}) =>
    goalsReading.schema.parse(await goalsReading.read(await as(handle), { year: "present", label: null, ...choice }));
  return { db, record, services, as, read, programs: { atlas, secret, borea, retail }, seated };
}

async function withObjective(world: Awaited<ReturnType<typeof aWorld>>) {
  const { as, programs } = world;
  const office = await as("office");
  const ofRetail = await aMeasure(office, programs.retail.id, { title: "Retail number" });
  const ofAtlas = await aMeasure(office, programs.atlas.id, { title: "Atlas number" });
  const ofSecret = await aMeasure(office, programs.secret.id, { title: "Secret number" });
  const objective = await anObjective(office, programs.retail.id, [ofRetail, ofAtlas, ofSecret], {
    title: "Customers come back",
    why: "They are worth three",
    programIds: [programs.atlas.id, programs.secret.id],
  });
  return { ofRetail, ofAtlas, ofSecret, objective };
}

const titles = (all: readonly { title: string }[]) => all.map(({ title }) => title);

function inShort({ objectives, apart }: ReadGoals) {
  return {
    objectives: objectives.map(({ title, why, measures, programs, hidden, mayOpen }) => ({
      ...{ title, why, mayOpen, hidden },
      measures: titles(measures),
      programs: titles(programs),
    })),
    apart: titles(apart),
  };
}

describe.each(databases)("on %s", (database) => {
  it("is read by the record of its place or of a running program that serves it; what they may not know is counted", async () => {
    const world = await aWorld(database);
    await withObjective(world);
    const whole = {
      title: "Customers come back",
      why: "They are worth three",
      measures: ["Retail number", "Atlas number", "Secret number"],
      programs: ["Atlas", "Secret"],
      hidden: { measures: 0, programs: 0 },
      mayOpen: true,
    };
    const ofAtlas = {
      ...whole,
      measures: ["Retail number", "Atlas number"],
      programs: ["Atlas"],
      hidden: { measures: 1, programs: 1 },
      mayOpen: false,
    };
    for (const handle of ["office", "member"])
      expect(inShort(await world.read(handle)), handle).toEqual({ objectives: [whole], apart: [] });
    for (const handle of ["lead", "team", "sponsor"])
      expect(inShort(await world.read(handle)), handle).toEqual({ objectives: [ofAtlas], apart: [] });
    for (const handle of ["other-lead", "nobody", "admin"])
      expect(inShort(await world.read(handle)), handle).toEqual({ objectives: [], apart: [] });
    const [ofTeam] = (await world.read("team")).objectives;
    expect(JSON.stringify(ofTeam)).not.toContain("Secret");
    expect(ofTeam).toMatchObject({ code: null, place: null, owner: "office", year: 2026 });
    expect(ofTeam?.measures.map(({ mayOpen }) => mayOpen)).toEqual([false, true]);
  });
});

it("names a program that is open to the workspace, whose measures stay with its people", async () => {
  const world = await aWorld();
  await withObjective(world);
  const open = { visibility: "workspace" as const };
  await world.db.updateTable("program").set(open).where("id", "=", world.programs.secret.id).execute();
  const [objective] = (await world.read("team")).objectives;
  expect(titles(objective?.programs ?? [])).toEqual(["Atlas", "Secret"]);
  expect(objective?.hidden).toEqual({ measures: 1, programs: 0 });
});

it("is read no more by a program that is closed, nor by a seat that has ended", async () => {
  const world = await aWorld();
  await withObjective(world);
  const ended = { until_date: "2026-11-09" };
  const [team] = world.seated("team");
  await world.db
    .updateTable("seat")
    .set(ended)
    .where("person_id", "=", team?.id ?? "")
    .execute();
  expect((await world.read("team")).objectives).toEqual([]);
  const closed = { state: "closed" as const, closed_at: NOW };
  await world.db.updateTable("program").set(closed).where("id", "=", world.programs.atlas.id).execute();
  expect((await world.read("sponsor")).objectives).toEqual([]);
});

it("has measures that stand in no objective which its viewer reads", async () => {
  const world = await aWorld();
  const office = await world.as("office");
  await aMeasure(office, world.programs.atlas.id, { title: "Alone" });
  const { ofAtlas } = await withObjective(world);
  expect(titles((await world.read("team")).apart)).toEqual(["Alone"]);
  await world.db.updateTable("item").set({ state: "dropped" }).where("type", "=", "objective").execute();
  expect(titles((await world.read("team")).apart)).toEqual(["Alone", ofAtlas.title]);
});

it("is chosen by year and by label, of its place or of a program that serves it", async () => {
  const world = await aWorld();
  const { as, read, programs } = world;
  await withObjective(world);
  const office = await as("office");
  const next = await aMeasure(office, programs.atlas.id, { title: "Next" });
  await anObjective(office, programs.atlas.id, [next], { title: "Next year", year: 2027 });
  expect(titles((await read("office")).objectives)).toEqual(["Customers come back"]);
  expect(titles((await read("office", { year: 2027 })).objectives)).toEqual(["Next year"]);
  const all = await read("office", { year: "all", label: labelKey(RETAIL) });
  expect(titles(all.objectives)).toEqual(["Next year", "Customers come back"]);
  expect(all).toMatchObject({
    years: [2027, 2026],
    presentYear: 2026,
    labels: [{ name: "Department", value: "Retail" }],
  });
  expect((await read("office", { label: "other" })).objectives).toEqual([]);
});

describe("stands as its worst measure", () => {
  const value = (on: string, amount: string) => ({ on, value: amount });
  const cases: [string, Parameters<typeof aMeasure>[2], string][] = [
    ["on its line", { values: [value("2026-10-31", "3.7")] }, "on-line"],
    ["behind", { values: [value("2026-09-30", "3.5"), value("2026-10-31", "3")] }, "behind"],
    ["behind twice", { values: [value("2026-09-30", "2.5"), value("2026-10-31", "3")] }, "behind-twice"],
    ["no figure for two months", { values: [value("2026-07-31", "3.2")] }, "no-figure"],
  ];

  it.each(cases)("%s", async (_, given, stands) => {
    const world = await aWorld();
    const office = await world.as("office");
    const good = await aMeasure(office, world.programs.atlas.id, { values: [value("2026-10-31", "4")] });
    const worst = await aMeasure(office, world.programs.atlas.id, { title: "The other", ...given });
    await anObjective(office, world.programs.atlas.id, [good, worst]);
    const [objective] = (await world.read("office")).objectives;
    expect(objective?.measures.at(1)?.stands).toBe(stands);
    const isWorse = stands !== "on-line";
    expect(objective?.worst).toEqual({ measureId: isWorse ? worst.id : good.id, stands });
  });

  it("which they read: one that is hidden says nothing of how it stands", async () => {
    const world = await aWorld();
    const { ofSecret } = await withObjective(world);
    const entered = { item_id: ofSecret.id, entry: 1, on_day: "2026-10-31", value: "2", source: "form" as const };
    const row = { workspace_id: world.record.workspaceId, ...entered, entered_by: ofSecret.raised_by, entered_at: NOW };
    await world.db.insertInto("measure_value").values(row).execute();
    const standsFor = async (handle: string) => (await world.read(handle)).objectives[0]?.worst?.stands;
    expect(await standsFor("office")).toBe("behind");
    expect(await standsFor("team")).toBe("no-figure");
  });
});

it("takes as many statements for sixty programs as for one", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  await migrateToLatest(db);
  const record = await aRecord(db);
  const tom = await record.person("tom");
  const services = servicesAt(db, NOW);
  const actor = await getPerson(db, record.workspaceId, tom.id);
  const grow = async (number: number): Promise<[RecordedProgram, Item]> => {
    const program = await record.program(`p${number}`, { title: `Program ${number}`, seats: { lead: [tom] } });
    const measure = await aMeasure({ ...services, actor }, program.id, { values: [{ on: "2026-10-31", value: "3" }] });
    return [program, await anObjective({ ...services, actor }, program.id, [measure])];
  };
  const count = async () => {
    statements = 0;
    const read = await goalsReading.read({ ...services, actor }, { year: "present", label: null });
    return { statements, objectives: read.objectives.length };
  };

  await grow(0);
  const few = await count();
  for (let number = 1; number < 60; number += 1) await grow(number);
  const many = await count();
  await db.destroy();
  expect(many.objectives).toBe(60);
  expect(many.statements).toBe(few.statements);
  expect(many.statements).toBeLessThanOrEqual(10);
});

it("opens the form of an objective with as many statements for sixty programs as for one", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  await migrateToLatest(db);
  const record = await aRecord(db);
  const tom = await record.person("tom");
  const ctx = { ...servicesAt(db, NOW), actor: await getPerson(db, record.workspaceId, tom.id) };
  const count = async () => {
    statements = 0;
    const form = await newItemForm(ctx, { type: "objective", isTypeFixed: true });
    return { statements, form: JSON.stringify(form) };
  };
  const grow = (number: number) => record.program(`p${number}`, { title: `Program ${number}`, seats: { lead: [tom] } });

  await grow(0);
  const few = await count();
  for (let number = 1; number < 60; number += 1) await grow(number);
  const many = await count();
  await db.destroy();
  expect(many.form).toContain("Program 59");
  expect(many.statements).toBe(few.statements);
});

it("has five open objectives in a place and year, and no sixth", async () => {
  const world = await aWorld();
  const office = await world.as("office");
  const { id } = world.programs.atlas;
  const measure = await aMeasure(office, id);
  for (let number = 1; number <= 5; number += 1)
    await anObjective(office, id, [measure], { title: `Objective ${number}` });
  await expect(anObjective(office, id, [measure])).rejects.toMatchObject({ code: "OBJECTIVES_FULL" });
  await anObjective(office, id, [measure], { year: 2027 });
  await world.db.updateTable("item").set({ state: "reached" }).where("title", "=", "Objective 5").execute();
  await anObjective(office, id, [measure], { title: "The fifth again" });
  expect((await world.read("office")).objectives.filter(({ state }) => state === "open")).toHaveLength(5);
});

it("takes as many statements on Home of who owns sixty objectives as of who owns one, and none more of who owns none", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  await migrateToLatest(db);
  const record = await aRecord(db);
  const tom = await record.person("tom");
  const nina = await record.person("nina");
  const services = servicesAt(db, NOW);
  const asTom = acting(services, await getPerson(db, record.workspaceId, tom.id));
  const asNina = acting(services, await getPerson(db, record.workspaceId, nina.id));
  const grow = async (number: number, ctx: typeof asTom) => {
    const program = await record.program(`p${number}`, { title: `Program ${number}`, seats: { lead: [tom, nina] } });
    await anObjective(ctx, program.id, [await aMeasure(asNina, program.id)]);
  };
  const count = async () => {
    const visitor = await visitorOf(services, asTom.actor);
    await ownItems(services, visitor);
    statements = 0;
    const lists = await objectivesSection(services)(visitor);
    return { statements, lists: JSON.stringify(lists) };
  };

  await grow(0, asNina);
  const none = await count();
  await grow(1, asTom);
  const one = await count();
  for (let number = 2; number < 61; number += 1) await grow(number, asTom);
  const many = await count();
  await db.destroy();
  expect(none).toEqual({ statements: 0, lists: "[]" });
  expect(many.statements).toBe(one.statements);
  expect(many.statements).toBeLessThanOrEqual(7);
  expect(many.lists.match(/Customers come back/g)).toHaveLength(60);
});
