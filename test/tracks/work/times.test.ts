/** Times by step: what of finished requests took how long, in words, as a picture, as a table. */
import { expect, it } from "vitest";
import { rows } from "../../../src/platform/rows.ts";
import { acceptStep, answerGate, completeStep } from "../../../src/tracks/steps.ts";
import { composeTimes } from "../../../src/tracks/work/cycle-times-screen.ts";
import { listWorkRequests, type WorkRequest } from "../../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../../src/tracks/work/request-types.ts";
import { askForWork } from "../../../src/tracks/work/requests.ts";
import { startWork } from "../../../src/tracks/work/work-queue.ts";
import { opens, programId, seen } from "../../sponsorship/choosing-people.ts";
import { actingAs, lastMessage, type Run, textOf } from "../../support/run.ts";
import { aProgram } from "../launch.ts";

/** Asked for on a Monday and reported on the Thursday of the next week; QA was sent back once. */
async function aFinished(run: Run): Promise<WorkRequest> {
  const tom = await actingAs(run, "tom");
  const id = await askForWork(await actingAs(run, "sam"), {
    ...{ programId: await programId(run), key: "campaign" },
    answers: { campaign: "Win-back", goal: "Bring back a tenth", audience: "Gone for a year" },
  });
  const workRequest = async () => (await listWorkRequests(run.db, tom.actor.workspace_id, { id }))[0] ?? expect.fail();
  const item = async (key: string) =>
    (await workRequest()).steps.find((step) => step.key === key)?.stands.item_id ?? expect.fail(key);
  const done = async (who: string, key: string, checked: number) =>
    completeStep(await actingAs(run, who), { itemId: await item(key), checked, note: "" });
  const at = (day: string) => run.to(`2026-11-${day}T10:00:00Z`);
  await at("03");
  await acceptStep(tom, { itemId: await item("validation") });
  await at("04");
  await done("tom", "validation", 1);
  await at("06");
  await startWork(tom, { id });
  await acceptStep(await actingAs(run, "lea"), { itemId: await item("creation") });
  await at("09");
  await done("lea", "creation", 0);
  await done("nina", "qa", 2);
  await answerGate(tom, { itemId: await item("qa"), reason: "Not on Android" });
  await at("10");
  await done("nina", "qa", 2);
  await answerGate(tom, { itemId: await item("qa"), reason: null });
  await done("lea", "execution", 0);
  await at("12");
  await done("lea", "report", 1);
  return workRequest();
}

/** Others that went the same way. */
async function more(run: Run, numbers: number[], { id, track, steps }: WorkRequest): Promise<void> {
  const { definition: _, workRequest: __, workspace_id: workspaceId, ...row } = track;
  const { workspace_id: ___, ...stored } =
    (await rows(run.db, "work_request", workspaceId).find({ id })) ?? expect.fail();
  for (const number of numbers) {
    const trackId = `${row.id}-${number}`;
    await rows(run.db, "track", workspaceId).insert({ ...row, id: trackId });
    await rows(run.db, "work_request", workspaceId).insert({
      ...stored,
      id: `${id}-${number}`,
      track_id: trackId,
      number,
    });
    await rows(run.db, "track_step", workspaceId).insert(
      ...steps.map(({ stands: { workspace_id, ...stands } }) => ({ ...stands, track_id: trackId })),
    );
  }
}

it("says from five finished ones on how long each step waits and is worked on, and how often it was sent back", async () => {
  const run = await aProgram("SQLite");
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  await run.to("2026-11-02T10:00:00Z");
  const shown = async (who: string, command: string) => {
    await opens(run, who, command);
    const option = JSON.stringify({ act: "times", id: await programId(run), what: "" });
    await run.as(who).pressInView({ actionId: "work.act:menu", option });
    return seen(run, who);
  };
  const first = await aFinished(run);
  expect(await shown("tom", "/drumbeat work")).toMatch(
    /\*Atlas · Times by step\*\nShown once five requests of a type have finished\.[\s\S]*CAMPAIGN REQUEST · 1 FINISHED/,
  );
  await more(run, [2, 3, 4, 5], first);
  const table = await shown("tom", "/drumbeat work");
  expect(table).toContain("CAMPAIGN REQUEST · 5 FINISHED\nHalf of such requests took 8 working days.");
  expect(table).toContain("*Validation* · waiting 1 · work 1\n*Prioritisation* · waiting 2 · work 0\n");
  expect(table).toContain("*Creation* · waiting 0 · work 1\n*QA* · waiting 0 · work 1 · sent back 5 of 5\n");
  await run.as("tom").pressInView({ actionId: "times" });
  await run.to("2026-11-12T12:00:00Z");
  const sent = run.as("tom").dm().slice(-2);
  expect(sent[0]?.blocks?.some(({ type }) => type === "image")).toBe(true);
  expect(textOf(sent[0] ?? lastMessage(run, "tom"))).toContain(
    "Times by step. Validation · waiting 1 · work 1. Prioritisation · waiting 2 · work 0.",
  );
  expect(textOf(lastMessage(run, "tom"))).toContain("times-atlas.csv");
});

it("is whoever leads to see, and a table in their language", async () => {
  const run = await aProgram("SQLite");
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  await run.to("2026-11-02T10:00:00Z");
  await more(run, [2, 3, 4, 5], await aFinished(run));
  const reader = { locale: "fr-FR", zone: "Europe/Paris" };
  const { file } = await composeTimes(await actingAs(run, "tom"), reader, await programId(run));
  expect(file?.rows.slice(0, 2)).toEqual([
    ["Programme", "Demande", "Terminées", "Étape", "Attente", "Travail", "Renvoyées"],
    ["Atlas", "Demande de campagne", "5", "Validation", "1", "1", "0"],
  ]);
  const team = await actingAs(run, "lea");
  await expect(composeTimes(team, reader, await programId(run))).rejects.toMatchObject({ code: "WORK_NOT_YOURS" });
});

it("is said to whoever asks once ten have finished: in which time half of them were", async () => {
  const run = await aProgram("SQLite");
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  await run.to("2026-11-02T10:00:00Z");
  const first = await aFinished(run);
  const asked = async () => {
    const answers = { campaign: "Spring", goal: "Sell", audience: "All" };
    const ctx = await actingAs(run, "sam");
    await askForWork(ctx, { programId: await programId(run), key: "campaign", answers });
    await run.to(new Date(Date.parse(run.clock.now()) + 60_000).toISOString());
    return textOf(lastMessage(run, "sam"));
  };
  await more(run, [11, 12, 13, 14, 15, 16, 17, 18], first);
  expect(await asked()).not.toContain("Half of such requests");
  await more(run, [30], first);
  expect(await asked()).toContain("Half of such requests took 8 working days.");
});
