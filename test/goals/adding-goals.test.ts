/** Measures and objectives in the form of the register: what they must be, and what becomes of them when they change. */
import { beforeEach, describe, expect, it } from "vitest";
import { openByCommand } from "../../src/demo/answer-check-in.ts";
import { enterValues } from "../../src/goals/values.ts";
import { changeItem, closeItem, moveItemTo, reopenItem } from "../../src/register/acts.ts";
import { itemIds } from "../../src/register/ids.ts";
import { readDetails } from "../../src/register/item-types.ts";
import { viewOfItem } from "../../src/register/views.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { aRun, LEA, personIn, type Run, SOFIA, TOM, textOf } from "../support/run.ts";
import { aMeasure } from "./a-measure.ts";

let run: Run;

beforeEach(async () => {
  run = await aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
    cadences: [],
  });
});

const stored = (type: "measure" | "objective") =>
  run.db.selectFrom("item").selectAll().where("type", "=", type).execute();

async function storedItem(id: string) {
  const row = await run.db.selectFrom("item").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  return { ...row, details: JSON.parse(row.details) };
}

describe("the form of a measure", () => {
  it("takes numbers and days as they are written, and keeps exact decimals", async () => {
    const lea = run.as("lea");
    await openByCommand(lea, "indicateur Réachats");
    const fields = { baseline: "2,10", baselineOn: "2026-09-30", target: "4 000,5", due: "2027-09-30", unit: "points" };
    for (const [block, value] of Object.entries({ ...fields, owner: "tom" })) lea.fill(block, value);
    lea.fill("waypoints", "31 mars 2027 2,9\n30/06/2027 3 000");
    await lea.submit();
    await run.settle();
    const [item] = await stored("measure");
    expect(readDetails("measure", item?.details ?? "")).toMatchObject({
      details: {
        baseline: "2.1",
        target: "4000.5",
        knownOn: 2,
        rhythm: "monthly",
        waypoints: [
          { on: "2027-03-31", value: "2.9" },
          { on: "2027-06-30", value: "3000" },
        ],
      },
    });
    expect(textOf(await lea.waitForView())).toMatch(/Cible\n4\u202f000,5/);
  });

  it.each([
    ["a target that is the baseline", { target: "2.1" }, "target", "nothing would rise or fall"],
    ["a target on the wrong side", { target: "1.5" }, "target", "above its baseline"],
    ["a target before the baseline", { due: "2026-11-02", baselineOn: "2026-11-02" }, "due", "later than the day"],
    ["a number as words", { target: "four" }, "target", "such as 2.1"],
    ["a number that reads in two ways", { target: "1.234,5" }, "target", "such as 2.1"],
    ["a baseline to come", { baselineOn: "2026-12-01" }, "baselineOn", "in the future"],
    ["a waypoint behind the target", { waypoints: "1 Oct 2028 3" }, "waypoints", "between the baseline"],
    ["a waypoint without a number", { waypoints: "In spring" }, "waypoints", "isn’t a day with a number"],
  ])("refuses %s at its field", async (_, given, block, sentence) => {
    const tom = run.as("tom");
    await openByCommand(tom, "measure Repeat purchases");
    const usual = { baseline: "2.1", baselineOn: "2026-09-30", target: "4", due: "2027-09-30" };
    for (const [id, value] of Object.entries({ ...usual, ...given })) tom.fill(id, value);
    expect(await tom.submit()).toEqual({ errors: { [block]: expect.stringContaining(sentence) } });
  });
});

describe("a measure that changes", () => {
  it("says why its target moves, and keeps the first", async () => {
    const measure = await aMeasure(run, { owner: "tom" });
    const tom = run.as("tom");
    await openByCommand(tom, "find KPI-1");
    await tom.pressInView({ actionId: itemIds.change });
    await tom.waitForView();
    tom.fill("target", "3.5");
    expect(await tom.submit()).toMatchObject({ errors: { why: expect.any(String) } });
    tom.fill("why", "Fewer stores this year");
    await tom.submit();
    await run.settle();
    const details = { target: "3.5", firstTarget: "4" };
    expect(await storedItem(measure.id)).toMatchObject({ details });
    expect(textOf(await tom.waitForView())).toContain("Fewer stores this year");
  });

  it("begins anew where its unit changes after a value, also in its objective", async () => {
    const measure = await aMeasure(run, { owner: "tom" });
    const ctx = acting(run.app.services, await personIn(run, "lea"));
    const objective = await addQuietly(ctx, {
      programId: measure.program_id,
      type: "objective",
      details: { year: 2027, measureIds: [measure.id] },
      title: "Members come back",
      sourceKey: "test:objective",
    });
    const values = [{ measureId: measure.id, on: "2026-10-31", value: "2.6", isSure: false }];
    await enterValues(ctx, { values, source: "form" });
    if (measure.type !== "measure") throw new Error("no measure");
    const typed = { type: "measure" as const, details: { ...measure.details, unit: "%" } };
    const begun = await changeItem(ctx, { id: measure.id, revision: measure.revision, edit: { typed } });
    expect(begun.id).not.toBe(measure.id);
    const before = await storedItem(measure.id);
    expect(before).toMatchObject({ state: "dropped", replaced_by: begun.id, details: { unit: "points" } });
    const after = await storedItem(objective.id);
    expect(after).toMatchObject({ details: { measureIds: [begun.id] } });
  });

  it("cannot be due before its baseline", async () => {
    const measure = await aMeasure(run, { owner: "tom" });
    const ctx = acting(run.app.services, await personIn(run, "tom"));
    const move = moveItemTo(ctx, { id: measure.id, to: "2026-09-01", reason: "Earlier" });
    await expect(move).rejects.toMatchObject({ code: "TARGET_NOT_LATER" });
  });

  it("is asked once its day has come: reached, a new date, not reached", async () => {
    const measure = await aMeasure(run, { owner: "tom" });
    const ctx = acting(run.app.services, await personIn(run, "tom"));
    await moveItemTo(ctx, { id: measure.id, to: "2026-11-04", reason: "Sooner" });
    await run.to("2026-11-09T12:00Z");
    const message = run
      .as("tom")
      .dm()
      .find((each) => textOf(each).includes("Has it been reached?"));
    if (!message) throw new Error("Tom was not asked");
    expect(textOf(message)).toMatch(/4\u00a0points.*\[Reached\].*\[New date…\].*\[Not reached\]/s);
    await run.as("tom").press(message, { actionId: itemIds.notReached });
    await run.settle();
    expect(await storedItem(measure.id)).toMatchObject({ state: "not-reached" });
  });
});

describe("an objective", () => {
  const objective = (title: string, measureIds: string[], programId: string, year = 2027) => ({
    programId,
    type: "objective" as const,
    details: { year, measureIds },
    title,
    sourceKey: `test:${title}`,
  });

  it("needs a measure, and says so where there is none to choose", async () => {
    const tom = run.as("tom");
    await openByCommand(tom, "objective Members come back");
    tom.fill("year", "2027");
    expect(await tom.submit()).toEqual({ errors: { title: expect.stringContaining("Add the measure first") } });
  });

  it("is added with the measures that are offered, and ends with a line", async () => {
    const measure = await aMeasure(run, { owner: "tom" });
    const tom = run.as("tom");
    await openByCommand(tom, "objective Members come back");
    tom.fill("year", "2027");
    tom.fill("measureIds", [measure.id]);
    await tom.submit();
    await run.settle();
    expect(textOf(await tom.waitForView())).toContain("ATL-KPI-1 · Repeat purchases");
    await tom.pressInView({ actionId: itemIds.close });
    await tom.waitForView();
    tom.fill("ends", "not-reached");
    tom.fill("note", "Two stores closed");
    await tom.submit();
    await run.settle();
    expect(await stored("objective")).toMatchObject([{ state: "not-reached" }]);
  });

  it("is refused as the sixth of its place and year, and taken for another year", async () => {
    const measure = await aMeasure(run, { owner: "tom" });
    const ctx = acting(run.app.services, await personIn(run, "lea"));
    const add = (title: string, year?: number) =>
      addQuietly(ctx, objective(title, [measure.id], measure.program_id, year));
    for (const title of ["A", "B", "C", "D", "E"]) await add(title);
    await expect(add("F")).rejects.toMatchObject({ code: "OBJECTIVES_FULL" });
    await add("F", 2028);
    const [first] = await stored("objective");
    await closeItem(ctx, { id: first?.id ?? "", note: "", as: "reached" });
    await add("G");
    await expect(reopenItem(ctx, { id: first?.id ?? "" })).rejects.toMatchObject({ code: "OBJECTIVES_FULL" });
  });

  it("takes no measure that has ended, and no program that is not read", async () => {
    const measure = await aMeasure(run, { owner: "tom" });
    const ctx = acting(run.app.services, await personIn(run, "lea"));
    const other = { ...objective("A", [measure.id], measure.program_id) };
    const served = { ...other, details: { ...other.details, programIds: ["nowhere"] } };
    await expect(addQuietly(ctx, served)).rejects.toMatchObject({ code: "PROGRAM_ELSEWHERE" });
    await closeItem(ctx, { id: measure.id, note: "", as: "reached" });
    await expect(addQuietly(ctx, other)).rejects.toMatchObject({ code: "MEASURE_ELSEWHERE" });
  });

  it("shows no value of a measure in a closed program, and takes none", async () => {
    const measure = await aMeasure(run, { owner: "tom" });
    const ctx = acting(run.app.services, await personIn(run, "tom"));
    await closeItem(ctx, { id: measure.id, note: "", as: "reached" });
    const values = [{ measureId: measure.id, on: "2026-10-31", value: "2.6", isSure: false }];
    await expect(enterValues(ctx, { values, source: "form" })).rejects.toMatchObject({ code: "ITEM_MOVED_ON" });
    expect(JSON.stringify(await viewOfItem(ctx, { itemId: measure.id }))).toContain("Reopen");
  });
});

it.each([
  ["a day to come", { on: "2026-11-03" }, "VALUE_TO_COME"],
  ["a day before the baseline", { on: "2026-09-29" }, "VALUE_BEFORE_BASELINE"],
  ["ten times the last one", { value: "22" }, "VALUE_JUMPS"],
])("a value of %s is refused", async (_, given, code) => {
  const measure = await aMeasure(run, { owner: "tom" });
  const ctx = acting(run.app.services, await personIn(run, "tom"));
  const value = { measureId: measure.id, on: "2026-10-31", value: "2.6", isSure: false, ...given };
  await expect(enterValues(ctx, { values: [value], source: "form" })).rejects.toMatchObject({ code });
});
