/** What one role asks of another, and which steps others wait for. */
import { expect, it } from "vitest";
import { currentReports } from "../../src/reports/compile/reports-store.ts";
import { askFor } from "../../src/tracks/hand-offs.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep } from "../../src/tracks/steps.ts";
import { opens, programId } from "../sponsorship/choosing-people.ts";
import { actingAs, lastMessage, type Run, textOf } from "../support/run.ts";
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
  const { workspace_id: _, ...held } = await run.db
    .selectFrom("role_holder")
    .selectAll()
    .orderBy("id")
    .executeTakeFirstOrThrow();
  const { actor: sam } = await actingAs(run, "sam");
  const second = { ...held, workspace_id: sam.workspace_id, id: "second", person_id: sam.id };
  await run.db.insertInto("role_holder").values(second).execute();
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  await opens(run, "tom", "/drumbeat roles");
  const tom = run.as("tom");
  await tom.pressInView({ actionId: "roles.ask" });
  await tom.pressInView({ blockId: "from", option: "developer" });
  expect(JSON.stringify(tom.view()?.blocks)).toMatch(
    /Sam Poe.{0,200}nothing in hand.{0,200}Nina Diaz.{0,200}1 in hand, the next by Fri.6.Nov/,
  );
  tom.fill("to", "marketer");
  tom.fill("by", "2026-10-30");
  tom.fill("who:developer", sam.id);
  expect(await tom.submit()).toEqual({ errors: { what: "This is needed." } });
  tom.fill("gives:developer", "0");
  expect(await tom.submit()).toEqual({ errors: { by: "That day is over. Choose today or later." } });
  tom.fill("by", "2026-11-04");
  await tom.submit();
  expect(textOf(await tom.waitForView())).toContain("Asked of Sam Poe, by Wed\u00a04\u00a0Nov.");
  await run.to("2026-11-03T12:00:00Z");
  expect(run.as("sam").dm().map(textOf).join("\n")).toMatch(/Yours now[\s\S]*Asked by Tom Baker/);
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
