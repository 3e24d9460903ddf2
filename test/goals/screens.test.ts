/** `/drumbeat goals`, the view of a measure, and what Home and the screen of a program say of both. */
import { expect, it } from "vitest";
import { enterIds } from "../../src/goals/enter-form.ts";
import { goalsReading } from "../../src/goals/goals-reading.ts";
import { goalsIds, goalsView } from "../../src/goals/goals-screen.ts";
import { composeValues } from "../../src/goals/values-file.ts";
import { readerOf } from "../../src/people/people.ts";
import { closeItem } from "../../src/register/acts.ts";
import { itemIds } from "../../src/register/ids.ts";
import { opens, programId, seen } from "../sponsorship/choosing-people.ts";
import { actingAs, aRun, LEA, lastMessage, type Run, SAM, SOFIA, TOM, textOf } from "../support/run.ts";
import { aMeasure, anObjective } from "./some-goals.ts";

/** Tom leads Loyalty, of which Léa is; Sofia sponsors it. */
function aProgram(): Promise<Run> {
  return aRun({
    people: [LEA, TOM, SOFIA, SAM],
    programs: [{ key: "atlas", title: "Loyalty", lead: "tom", sponsors: ["sofia"], team: ["lea"] }],
    cadences: [],
    start: "2026-11-30T08:00:00.000Z",
  });
}

const VALUES = [
  { on: "2026-09-30", value: "2.9" },
  { on: "2026-10-31", value: "3" },
];

async function withGoals(run: Run) {
  const tom = await actingAs(run, "tom");
  const place = await programId(run);
  const measure = await aMeasure(tom, place, { values: VALUES });
  const objective = await anObjective(tom, place, [measure], { why: "They are worth three" });
  const apart = await aMeasure(tom, place, { title: "Stores open", unit: "%", direction: "above", target: "90" });
  return { tom, place, measure, objective, apart };
}

const shownTo = async (run: Run, handle: string) => JSON.stringify(run.as(handle).view()?.blocks);

it("says what to do where there is none, and offers to add to whoever may", async () => {
  const run = await aProgram();
  expect(await opens(run, "tom", "/drumbeat goals")).toContain(
    "*No objective for 2026 yet.*\nAn objective is what must be",
  );
  await run.as("tom").pressInView({ actionId: `${goalsIds.add}:measure` });
  expect(await seen(run, "tom")).toContain("Baseline measured on");
  expect(await opens(run, "sam", "/drumbeat goals")).toContain("appear here once somebody who leads them");
  expect(await shownTo(run, "sam")).not.toContain(goalsIds.add);
  expect(await opens(run, "lea", "/drumbeat objectifs")).toContain("*Aucun objectif pour 2026 pour l’instant.*");
});

it("shows objectives with their worst measure, each measure in a line with a small picture, and measures in none", async () => {
  const run = await aProgram();
  await withGoals(run);
  const english = await opens(run, "sofia", "/drumbeat goals");
  expect(english).toContain(
    "*Customers come back*\nLOY-O-1 · Loyalty · 2026 · Tom Baker\n⚠ Repeat purchases: behind twice running\nThey are worth three",
  );
  expect(english).toContain(
    "• ⚠ *Repeat purchases* ▁▇█ 2.9 → 3.0 of 4.0 points (3.7 planned), 31 Oct · behind twice running",
  );
  expect(english).toContain("*Stores open* from 2 to 90% by 31 Dec · no figure since");
  const french = await opens(run, "lea", "/drumbeat objectifs");
  expect(french).toContain("2,9 → 3,0 sur 4,0 points (3,7 prévus), 31 oct. · en retrait deux fois de suite");
  expect(french).toContain("INDICATEURS SANS OBJECTIF");
});

it("marks an objective that has ended by its own end, and not by its measures", async () => {
  const run = await aProgram();
  const { tom, place, measure, objective } = await withGoals(run);
  const missed = await anObjective(tom, place, [measure], { title: "Baskets grow" });
  await closeItem(tom, { id: objective.id, note: "", as: "reached" });
  await closeItem(tom, { id: missed.id, note: "", as: "not-reached" });
  const shown = await opens(run, "tom", "/drumbeat goals");
  expect(shown).toMatch(/\*Customers come back\*\n.*\nreached\n/);
  expect(shown).toMatch(/\*Baskets grow\*\n.*\n⚠ not reached/);
});

it("is filtered by year, typed or chosen, and opens an objective", async () => {
  const run = await aProgram();
  const { objective } = await withGoals(run);
  expect(await opens(run, "tom", "/drumbeat goals 2027")).toContain("No objective for 2027 yet");
  const all = JSON.stringify({ year: "all", label: null, page: 0 });
  await run.as("tom").pressInView({ actionId: `${goalsIds.show}:year`, option: all });
  expect(await seen(run, "tom")).toContain("Customers come back");
  await run.as("tom").pressInView({ actionId: itemIds.open, value: objective.id });
  expect(await seen(run, "tom")).toMatch(
    /Measures · Repeat purchases: behind twice running\n• Repeat purchases · ▁▇█ 2\.9/,
  );
});

it("sends the values as a file, with what was planned", async () => {
  const run = await aProgram();
  await withGoals(run);
  await opens(run, "lea", "/drumbeat objectifs");
  await run.as("lea").pressInView({ actionId: goalsIds.csv });
  await run.to("2026-11-30T18:00:00Z");
  expect(textOf(lastMessage(run, "lea"))).toContain("indicateurs-2026.csv");
  const asLea = await actingAs(run, "lea");
  const { file } = await composeValues(asLea, readerOf(asLea.actor), JSON.stringify({ year: "present", label: null }));
  expect(file?.rows.map((row) => row.join(";"))).toEqual([
    "Objectif;Indicateur;Code;Unité;Jour;Valeur;Prévu;Cible",
    "Customers come back;Repeat purchases;LOY-KPI-1;points;2026-09-30;2,9;3,5;4",
    "Customers come back;Repeat purchases;LOY-KPI-1;points;2026-10-31;3;3,7;4",
    ";Stores open;LOY-KPI-2;%;;;;90",
  ]);
});

it("has no file for whoever reads no measure", async () => {
  const run = await aProgram();
  await withGoals(run);
  const asSam = await actingAs(run, "sam");
  const composed = composeValues(asSam, readerOf(asSam.actor), JSON.stringify({ year: "all", label: null }));
  await expect(composed).rejects.toMatchObject({ code: "NO_MEASURE_TO_READ" });
});

it("takes a value of any day since the baseline in the view of a measure, also in the place of an earlier one", async () => {
  const run = await aProgram();
  const { measure } = await withGoals(run);
  const tom = run.as("tom");
  expect(await opens(run, "tom", "/drumbeat LOY-KPI-1")).toContain("3 points on Sat 31 Oct · Tom Baker");
  await tom.pressInView({ actionId: enterIds.given, value: measure.id });
  expect(await seen(run, "tom")).not.toContain("Not yet known");
  const day = "measures-day:2026-10-31";
  tom.fill(`measure:${measure.id}:2026-10-31`, "3.2");
  tom.fill(day, "2026-12-01");
  expect(await tom.submit()).toMatchObject({ errors: { [day]: expect.stringContaining("still to come") } });
  tom.fill(day, "2025-12-31");
  expect(await tom.submit()).toMatchObject({
    errors: { [`measure:${measure.id}:2026-10-31`]: expect.stringContaining("baseline") },
  });
  tom.fill(day, "2026-09-30");
  await tom.submit();
  const after = await seen(run, "tom");
  expect(after).toContain("The number is saved.");
  expect(after).toMatch(/3\.2 points on Wed 30 Sept · Tom Baker · in the form\n.*2\.9 points on Wed 30 Sept.*replaced/);
});

it("asks once about a number that jumps beside the value before its own day", async () => {
  const run = await aProgram();
  const { measure } = await withGoals(run);
  const tom = run.as("tom");
  await opens(run, "tom", "/drumbeat LOY-KPI-1");
  await tom.pressInView({ actionId: enterIds.given, value: measure.id });
  tom.fill(`measure:${measure.id}:2026-10-31`, "25");
  tom.fill("measures-day:2026-10-31", "2026-08-31");
  await tom.submit();
  expect(await seen(run, "tom")).toContain("25 after 2 is more than ten times as much");
  await tom.submit();
  expect(await seen(run, "tom")).toContain("25 points on Mon 31 Aug");
});

it("offers no number to whoever may not change the measure", async () => {
  const run = await aProgram();
  await withGoals(run);
  expect(await opens(run, "sofia", "/drumbeat LOY-KPI-1")).toContain("3 points on Sat 31 Oct");
  expect(await shownTo(run, "sofia")).not.toContain(enterIds.given);
});

it("stands on Home of its owner, and on the screen of its program", async () => {
  const run = await aProgram();
  await withGoals(run);
  await run.as("tom").openHome();
  await run.settle();
  const home = JSON.stringify(run.as("tom").home()?.blocks).replaceAll("\u00a0", " ");
  expect(home).toContain("Your objectives");
  expect(home).toContain("Customers come back · ⚠ Repeat purchases: behind twice running");
  const program = await opens(run, "sofia", "/drumbeat Loyalty");
  expect(program).toContain("Objectives and measures\n• Customers come back · Repeat purchases: behind twice running");
  expect(program).toContain("• Stores open · from 2 to 90%");
});

it("has pages that a view has room for, however much there is", async () => {
  const run = await aProgram();
  const { tom } = await withGoals(run);
  const goals = await goalsReading.read(tom, { year: "present", label: null });
  const [objective] = goals.objectives;
  const [measure] = goals.apart;
  if (!objective || !measure) throw new Error("nothing to show");
  const long = "x".repeat(1000);
  const programs = Array.from({ length: 20 }, () => ({ id: "p", title: long }));
  const whole = { ...objective, title: long, why: long, programs, measures: [measure, measure, measure] };
  const many = { ...goals, objectives: Array.from({ length: 60 }, () => whole), apart: Array(60).fill(measure) };
  const reader = { ...readerOf(tom.actor), today: "2026-11-30" };
  const viewAt = (page: number) =>
    goalsView(reader, { goals: many, place: { year: "present", label: null, page }, due: 3 });
  for (const page of [0, 2, 5, 99]) expect(viewAt(page).blocks.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(viewAt(0).blocks)).toContain(`${goalsIds.show}:page-1`);
  expect(JSON.stringify(viewAt(99).blocks)).toContain(`${goalsIds.show}:page-4`);
  expect(JSON.stringify(viewAt(0)).length).toBeLessThan(250_000);
});
