/** What one role asks of another, and which steps others wait for. */
import { expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { currentReports } from "../../src/reports/compile/reports-store.ts";
import { askFor } from "../../src/tracks/hand-offs.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { acceptStep, answerGate, completeStep } from "../../src/tracks/steps.ts";
import { saveTemplate } from "../../src/tracks/templates.ts";
import { opens, programId } from "../sponsorship/choosing-people.ts";
import { actingAs, asItIsNow, lastMessage, personIn, type Run, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

it("names who asked, of whom it is asked and by when; the list of tracks has what was asked for", async () => {
  const run = await aProgram("SQLite");
  const tom = run.as("tom");
  await opens(run, "tom", "/drumbeat roles");
  await tom.pressInView({ actionId: "roles.ask" });
  await tom.pressInView({ blockId: "from", option: "developer" });
  for (const [field, value] of Object.entries({ what: "Click tracking", to: "marketer" })) tom.fill(field, value);
  expect(await tom.submit()).toHaveProperty("updated");
  expect(textOf(await tom.waitForView())).toContain("Asked of Nina Diaz, by Fri\u00a06\u00a0Nov.");
  expect(await opens(run, "tom", "/drumbeat tracks")).toContain("*Hand-off: Click tracking*");
  expect(await opens(run, "lea", "/drumbeat plans-de-travail")).toContain("*Passage de relais : Click tracking*");
  await run.to("2026-11-02T18:00:00Z");
  expect(textOf(lastMessage(run, "nina"))).toMatch(
    /Yours now\*: Click tracking · by [^.]*\. Asked by Tom Baker\. Léa Martin goes on with “Confirm: Click tracking”, planned for Fri/,
  );
});

it("asks who of two that hold the role, with what each has in hand, by a day, for what the role gives", async () => {
  const run = await aProgram("SQLite");
  const sam = await alsoHolds(run, "sam", "developer");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  await opens(run, "tom", "/drumbeat roles");
  const tom = run.as("tom");
  await tom.pressInView({ actionId: "roles.ask" });
  tom.fill("to", "marketer");
  await tom.pressInView({ blockId: "from", option: "developer" });
  expect(JSON.stringify(tom.view()?.blocks)).toMatch(
    /Sam Poe.{0,200}nothing in hand.{0,200}Nina Diaz.{0,200}1 in hand, the next by Fri.6.Nov/,
  );
  tom.fill("by", "2026-10-30");
  tom.fill("who:developer", sam.id);
  expect(await tom.submit()).toEqual({ errors: { what: "This is needed." } });
  // What it gives to the one who asks stands first, without its name.
  expect(JSON.stringify(tom.view()?.blocks)).toMatch(
    /What this role gives.{0,200}"event triggers, tracking.{0,200}"Administrator: API requirements, test plan"/,
  );
  tom.fill("gives:developer", "2");
  expect(await tom.submit()).toEqual({ errors: { by: "That day is over. Choose today or later." } });
  tom.fill("by", "2026-11-04");
  await tom.submit();
  expect(textOf(await tom.waitForView())).toContain("Asked of Sam Poe, by Wed\u00a04\u00a0Nov.");
  await run.to("2026-11-03T12:00:00Z");
  expect(run.as("sam").dm().map(textOf).join("\n")).toMatch(
    /Yours now\*: event triggers, tracking, [^:]* ·[\s\S]*Asked by Tom Baker/,
  );
});

it("asks who begins and who goes on where two hold the role; else it is whoever had a step of it, or has least in hand", async () => {
  const run = await aProgram("SQLite");
  for (const role of ["developer", "marketer"]) await alsoHolds(run, "sam", role);
  const ctx = await actingAs(run, "tom");
  await inTransaction(run.db, (tx) => saveTemplate({ ...ctx, db: tx }, LAUNCH));
  await opens(run, "tom", "/drumbeat tracks");
  const tom = run.as("tom");
  await tom.pressInView({ actionId: "tracks.start" });
  await tom.pressInView({ blockId: "template", option: "launch" });
  expect(JSON.stringify(tom.view()?.blocks)).toMatch(/Who begins with “Build the journey”.*Nina Diaz.*Sam Poe/);
  tom.fill("who:launch", (await personIn(run, "sam")).id);
  expect(await tom.submit()).toEqual({ closed: true });
  while (tom.view()) await tom.closeView();
  await run.to("2026-11-02T18:00:00Z");
  expect(run.as("nina").dm()).toEqual([]);
  const asked = lastMessage(run, "sam");
  expect(textOf(asked)).toContain("*Yours now*: Build the journey");

  // What is being finished does not count, and whoever had a step of it comes first of those who have as much.
  await acceptStep(await actingAs(run, "sam"), { itemId: await idOf(run, "build") });
  await run.to("2026-11-02T18:05:00Z");
  await run.as("sam").press(asItIsNow(run, asked), { actionId: "step.done" });
  expect(JSON.stringify(run.as("sam").view()?.blocks)).toMatch(
    /Who goes on with “Test the journey”.*Sam Poe.*nothing in hand.*Léa Martin.*nothing in hand/,
  );
  run.as("sam").fill("who", (await personIn(run, "lea")).id);
  expect(await run.as("sam").submit()).toEqual({ closed: true });
  await run.to("2026-11-03T18:00:00Z");
  expect(run.as("lea").dm().map(textOf).join()).toContain("Tester le parcours");
  await completeStep(await actingAs(run, "lea"), { itemId: await idOf(run, "test"), checked: 1, note: "" });
  await answerGate(ctx, { itemId: await idOf(run, "test"), reason: null });
  const live = run.db
    .selectFrom("item")
    .select("owner_id")
    .where("id", "=", await idOf(run, "live"));
  expect(await live.executeTakeFirst()).toEqual({ owner_id: (await personIn(run, "sam")).id });
});

it("gives whoever confirms two working days", async () => {
  const run = await aProgram("SQLite");
  const hand = { programId: await programId(run), from: "developer", to: "marketer", what: "Click tracking" };
  expect(await askFor(await actingAs(run, "tom"), hand)).toMatchObject({ dueOn: "2026-11-06" });
  await run.to("2026-11-05T12:00:00Z");
  await completeStep(await actingAs(run, "nina"), { itemId: await idOf(run, "give"), checked: 0, note: "" });
  const confirm = run.db
    .selectFrom("item")
    .select("due_on")
    .where("id", "=", await idOf(run, "confirm"));
  expect(await confirm.executeTakeFirst()).toEqual({ due_on: "2026-11-09" });
});

it("counts as what waits longest only what others wait for", async () => {
  const run = await aProgram("SQLite");
  const tom = await actingAs(run, "tom");
  const [first] = LAUNCH.steps;
  if (!first) throw new Error("No step.");
  // Testing needs either of two, and nobody waits for the last.
  const steps = [
    { ...first, key: "web", title: { en: "Web", fr: "Web" } },
    { ...first, key: "app", title: { en: "App", fr: "App" }, role: "lead" },
    { ...first, key: "test", role: "marketer", after: [["web", "app"]] },
  ];
  await startTrack(tom, { programId: await programId(run), template: { ...LAUNCH, steps } });
  await run.to("2026-11-05T12:00:00Z");
  expect(await waits(run)).toEqual({ text: "Web", texts: { en: "Web", fr: "Web" }, days: 3 });
  await completeStep(tom, { itemId: await idOf(run, "app"), checked: 0, note: "" });
  await run.to("2026-11-06T12:00:00Z");
  expect(await waits(run)).toBeUndefined();
  await completeStep(await actingAs(run, "nina"), { itemId: await idOf(run, "web"), checked: 0, note: "" });
  await run.to("2026-11-09T12:00:00Z");
  expect(await waits(run)).toBeUndefined();
});

/** Beside whoever holds it since the start. */
async function alsoHolds(run: Run, who: string, key: string) {
  const { actor } = await actingAs(run, who);
  const { workspace_id: _, ...held } = await run.db
    .selectFrom("role_holder")
    .innerJoin("working_role", "working_role.id", "role_holder.role_id")
    .selectAll("role_holder")
    .where("working_role.key", "=", key)
    .executeTakeFirstOrThrow();
  const second = { ...held, workspace_id: actor.workspace_id, id: `second ${key}`, person_id: actor.id };
  await run.db.insertInto("role_holder").values(second).execute();
  return actor;
}

async function idOf(run: Run, key: string): Promise<string> {
  const match = run.db.selectFrom("track_step").select("item_id").where("key", "=", key);
  return (await match.executeTakeFirstOrThrow()).item_id ?? "";
}

async function waits(run: Run) {
  const { actor } = await actingAs(run, "tom");
  const read = { workspaceId: actor.workspace_id, programIds: [await programId(run)], rhythm: "monthly" } as const;
  const { reports } = await currentReports(run.app.services, read, { at: run.clock.now(), now: run.clock.now() });
  return [...reports.values()][0]?.waits;
}
