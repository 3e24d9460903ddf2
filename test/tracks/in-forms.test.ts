/** Steps in check-ins: done with a tick or a choice, but for those with checks. */
import { objectsIn, placedElements, stringIn } from "slack-sandbox";
import { expect, it } from "vitest";
import { closeItem } from "../../src/register/acts.ts";
import { trackedChoice } from "../../src/register/items-in-check-in.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep } from "../../src/tracks/steps.ts";
import { opens, programId } from "../sponsorship/choosing-people.ts";
import { actingAs, lastMessage, openForm, type Run, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

const rule = { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:00", zone: "Europe/London" };
const DAILY = { key: "daily", program: "atlas", template: "daily-team", rule, audience: ["team", "lead"] };
const WEEKLY = { ...DAILY, key: "weekly", template: "weekly-progress", rule: { ...rule, every: "week", on: ["tu"] } };

/** On Tuesday; Nina builds, and Léa tests once that is done. */
async function running(cadence = DAILY): Promise<Run> {
  const run = await aProgram("SQLite", { cadences: [cadence] });
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  await run.to("2026-11-03T12:00:00Z");
  return run;
}

async function idOf(run: Run, key: string): Promise<string> {
  const match = run.db.selectFrom("track_step").select("item_id").where("key", "=", key);
  return (await match.executeTakeFirstOrThrow()).item_id ?? "";
}

/** With options and hints. */
async function formOf(run: Run, who: string): Promise<string> {
  return JSON.stringify(await openForm(run, who)).replaceAll("\u00a0", " ");
}

async function states(run: Run): Promise<string[]> {
  const found = await run.db.selectFrom("item").select(["title", "state"]).where("type", "=", "step").execute();
  return found.map(({ title, state }) => `${title}: ${state}`).sort();
}

it("are boxes in a daily check-in: a tick is done, and the next step begins", async () => {
  const run = await running();
  const shown = await formOf(run, "nina");
  expect(shown).toContain("ATL-T-1 · Build the journey");
  expect(shown).toContain("tick it off. Your steps: Build the journey (Fri, Nov 6).");
  const nina = run.as("nina");
  nina.fill("actions:done", [await idOf(run, "build")]);
  nina.fill("answer:next", "Holidays");
  expect(await nina.submit()).toEqual({ closed: true });
  await run.settle();
  expect(await states(run)).toEqual(["Build the journey: done", "Test the journey: open"]);
  expect(textOf(lastMessage(run, "nina"))).toContain("ATL-T-1 Build the journey – done");
  // It has checks: it is told as what is next, and not to be ticked.
  const next = await formOf(run, "lea");
  expect(next).toContain("Vos étapes : Test the journey (");
  expect(next).not.toContain("ATL-T-2");
});

it("are in What you track of whose they are alone", async () => {
  const run = await running(WEEKLY);
  // Who started the track has raised them all.
  expect(textOf(await openForm(run, "tom", "weekly"))).not.toContain("Build the journey");
  await run.as("tom").closeView();
  expect(textOf(await openForm(run, "nina", "weekly"))).toContain("ATL-T-1 Build the journey");
  const nina = run.as("nina");
  await nina.pressInView({ actionId: trackedChoice, blockId: `tracked:${await idOf(run, "build")}`, option: "done" });
  await nina.pressInView({ blockId: "answer:health", option: "green" });
  nina.fill("answer:progress", "Built");
  expect(await nina.submit()).toEqual({ closed: true });
  await run.settle();
  expect(await states(run)).toEqual(["Build the journey: done", "Test the journey: open"]);
  expect(textOf(await openForm(run, "lea", "weekly"))).not.toContain("ATL-T-2");
});

it("with checks are not closed as done in the register either", async () => {
  const run = await running();
  const ends = async (who: string, code: string) => {
    await opens(run, who, `/drumbeat ${code}`);
    await run.as(who).pressInView({ actionId: "register.close" });
    const { blocks } = await run.as(who).waitForView();
    await run.as(who).closeView({ all: true });
    const field = placedElements(blocks).find(({ blockId }) => blockId === "ends")?.element ?? {};
    return objectsIn(field, "options").map((option) => stringIn(option, "value"));
  };
  expect(await ends("nina", "ATL-T-1")).toEqual(["done", "dropped"]);
  await completeStep(await actingAs(run, "nina"), { itemId: await idOf(run, "build"), checked: 0, note: "" });
  expect(await ends("lea", "ATL-T-2")).toEqual(["dropped"]);
  const closing = closeItem(await actingAs(run, "lea"), { id: await idOf(run, "test"), note: "" });
  await expect(closing).rejects.toMatchObject({ code: "ITEM_MOVED_ON" });
});
