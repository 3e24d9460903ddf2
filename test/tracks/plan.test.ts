/** A running track is changed by its lead, who sees the effect first; whoever is second reads what changed. */
import { expect, it } from "vitest";
import { changePlan, effectOf } from "../../src/tracks/change-plan.ts";
import { changedPlan, differences, type PlanChange } from "../../src/tracks/plan-changes.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep } from "../../src/tracks/steps.ts";
import { MOST_STEPS, trackTemplateSchema } from "../../src/tracks/template.ts";
import { getTrack, stepsOf } from "../../src/tracks/tracks.ts";
import { tracksIds } from "../../src/tracks/tracks-screen.ts";
import { opens, programId, seen } from "../sponsorship/choosing-people.ts";
import { addQuietly } from "../support/acting.ts";
import { actingAs, type Run, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

const SEATS = { key: "atlas", title: "Atlas", lead: "tom", deputy: "lea", sponsors: ["sofia"], team: ["nina"] };

async function launched(template = LAUNCH): Promise<{ run: Run; trackId: string }> {
  const run = await aProgram("SQLite", { programs: [SEATS] });
  const trackId = await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template });
  await run.to("2026-11-02T10:00:00Z");
  return { run, trackId };
}

async function stepsIn(run: Run, trackId: string) {
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  return stepsOf(run.db, workspaceId, [await getTrack(run.db, workspaceId, trackId)]);
}

async function changed(run: Run, trackId: string, change: PlanChange): Promise<void> {
  const tom = await actingAs(run, "tom");
  const { template_id: seen } = await getTrack(run.db, tom.actor.workspace_id, trackId);
  await changePlan(tom, { trackId, seen, change });
  await run.settle();
}

async function done(run: Run, trackId: string, key: string): Promise<void> {
  const step = (await stepsIn(run, trackId)).find((each) => each.key === key);
  const { handle } = await run.db
    .selectFrom("person")
    .select("handle")
    .where("id", "=", step?.ownerId ?? "")
    .executeTakeFirstOrThrow();
  const itemId = step?.stands.item_id ?? "";
  await completeStep(await actingAs(run, handle), { itemId, checked: step?.checks.length ?? 0, note: "" });
  await run.settle();
}

it("puts a step between two, and what waited for one that is left out waits for what does in its place", () => {
  const step = { role: "lead", accountable: "lead", term: 1 };
  const plan = trackTemplateSchema.parse({
    ...{ version: 1, key: "p", name: "P", purpose: "P" },
    steps: [
      { ...step, key: "a", title: "A" },
      { ...step, key: "b", title: "B", after: ["a"] },
      { ...step, key: "c", title: "C", after: [["a", "b"]] },
      { ...step, key: "d", title: "D", after: ["b"], wait: { workingDays: 3, afterStep: "b" } },
    ],
  });
  const after = (change: PlanChange, begun: string[] = []) =>
    Object.fromEntries(changedPlan(plan, change, new Set(begun)).steps.map((each) => [each.key, each.after]));
  const add = { kind: "add", after: "a", title: "New one", role: "lead", term: 2 } as const;
  expect(after(add)).toMatchObject({ step: [["a"]], b: [["step"]], c: [["step", "b"]] });
  expect(after(add, ["a", "b"])).toMatchObject({ step: [["a"]], b: [["a"]] });
  const without = changedPlan(plan, { kind: "leave-out", key: "b" }, new Set());
  expect(without.steps.map(({ key, after, wait }) => [key, after, wait])).toEqual([
    ["a", [], undefined],
    ["c", [["a"]], undefined],
    ["d", [["a"]], undefined],
  ]);
  const other = changedPlan(without, { kind: "change", key: "c", role: "deputy", term: 4 }, new Set());
  expect(differences(plan, other).map(({ kind, title }) => [kind, title.en])).toEqual([
    ["left-out", "B"],
    ["role", "C"],
    ["term", "C"],
  ]);
});

it("shows the effect on the end before it is saved, to whoever leads alone; whoever is second reads what changed", async () => {
  const { run, trackId } = await launched();
  const show = { actionId: `${tracksIds.show}:${trackId}:0` };
  await opens(run, "nina", "/drumbeat tracks");
  await run.as("nina").pressInView(show);
  expect(JSON.stringify(run.as("nina").view()?.blocks)).not.toContain(tracksIds.plan);
  for (const who of ["tom", "lea"]) {
    await opens(run, who, "/drumbeat tracks");
    await run.as(who).pressInView(show);
    await run.as(who).pressInView({ actionId: tracksIds.plan });
  }
  const tom = run.as("tom");
  expect(await seen(run, "tom")).toMatch(/What changes[\s\S]*After which step[\s\S]*What is to be done/);
  await tom.pressInView({ blockId: "step:add", option: "build" });
  tom.fill("title", "Review the copy");
  tom.fill("role:add-build", "marketer");
  tom.fill("term:add-build", "3");
  await tom.submit();
  expect(await seen(run, "tom")).toContain(
    "*The end moves from Wed 11 Nov to Mon 16 Nov, 5 days later. Nothing is saved yet.*",
  );
  expect(await stepsIn(run, trackId)).toHaveLength(3);
  await tom.submit();
  expect(await seen(run, "tom")).toMatch(/0 of 4 done[\s\S]*Review the copy\nMarketer · waits for: Build the journey/);

  const lea = run.as("lea");
  await lea.pressInView({ blockId: "what", option: "leave-out" });
  await lea.pressInView({ blockId: "step:leave-out", option: "live" });
  await lea.submit();
  expect(await seen(run, "lea")).toContain(
    "⚠ Tom Baker a modifié ce plan entre-temps : « Review the copy » ajoutée. Rien de votre part",
  );
  await lea.submit();
  expect(await seen(run, "lea")).toContain("La fin passe du lun. 16 nov. au jeu. 12 nov., 4 jours plus tôt.");
  await lea.submit();
  expect((await stepsIn(run, trackId)).map(({ key }) => key)).toEqual(["build", "step", "test"]);
});

it("closes a step under way that is left out, and goes on without it; the new step begins in its turn", async () => {
  const steps = LAUNCH.steps.map((step) => (step.key === "test" ? { ...step, consulted: ["sponsor"] } : step));
  const { run, trackId } = await launched({ ...LAUNCH, steps });
  await run.to("2026-11-02T16:00:00Z");
  await changed(run, trackId, { kind: "add", after: "build", title: "Review", role: "marketer", term: 1 });
  await changed(run, trackId, { kind: "leave-out", key: "build" });
  const [first] = await stepsIn(run, trackId);
  expect(first).toMatchObject({ key: "step", state: "open" });
  await run.to("2026-11-03T16:00:00Z");
  expect(run.as("nina").dm().map(textOf).join("\n")).toMatch(/Build the journey[\s\S]*✓ Closed, nothing more to do\./);
  expect(run.as("lea").dm().map(textOf).join("\n")).toContain("Review");
  const asked = () =>
    run
      .as("sofia")
      .dm()
      .map(textOf)
      .join("\n")
      .match(/Consulted\*[^.]*/g);
  expect(asked()).toEqual([expect.stringContaining("“Test the journey” of “Launch”")]);
  await changed(run, trackId, { kind: "leave-out", key: "test" });
  await run.to("2026-11-03T16:05:00Z");
  expect(asked()).toEqual(["Consulted*: a step that was taken out of “Launch”"]);
  await changed(run, trackId, { kind: "change", key: "live", role: "marketer", term: 4 });
  await done(run, trackId, "step");
  expect((await stepsIn(run, trackId)).at(-1)).toMatchObject({ key: "live", state: "open", role: "marketer" });
  // Nothing but done steps is left.
  await changed(run, trackId, { kind: "leave-out", key: "live" });
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  expect(await getTrack(run.db, workspaceId, trackId)).toMatchObject({ state: "finished" });
});

it("is refused where a step has begun, is done or gone, is the last, or another version was seen; nothing changes then", async () => {
  const { run, trackId } = await launched();
  const tom = await actingAs(run, "tom");
  const refused = (change: PlanChange) =>
    changed(run, trackId, change).then(
      () => "kept",
      ({ code }: { code: string }) => code,
    );
  expect(await refused({ kind: "change", key: "build", role: "marketer", term: 1 })).toBe("PLAN_STEP_BEGUN");
  expect(await refused({ kind: "change", key: "test", role: "lead", term: 1 })).toBe("PLAN_OWN_GATE");
  expect(await refused({ kind: "leave-out", key: "none" })).toBe("PLAN_STEP_GONE");
  const two = { kind: "add", after: "live", title: "Thank", role: "lead", term: 1 } as const;
  await expect(changePlan(tom, { trackId, seen: "another", change: two })).rejects.toMatchObject({
    code: "PLAN_CHANGED",
  });
  await done(run, trackId, "build");
  expect(await refused({ kind: "leave-out", key: "build" })).toBe("PLAN_STEP_DONE");
  await expect(changePlan(await actingAs(run, "nina"), { trackId, seen: "", change: two })).rejects.toMatchObject({
    code: "PROGRAM_NOT_YOURS",
  });
  expect(await stepsIn(run, trackId)).toHaveLength(3);

  const [only] = LAUNCH.steps;
  const many = Array.from({ length: MOST_STEPS - 1 }, (_, place) => ({ ...only, key: `s${place}`, after: ["build"] }));
  const full = trackTemplateSchema.parse({ ...LAUNCH, steps: [{ ...only }, ...many] });
  const fullId = await startTrack(tom, { programId: await programId(run), template: full });
  const one = { kind: "add", after: "build", title: "One more", role: "lead", term: 1 } as const;
  await expect(effectOf(tom, { trackId: fullId, change: one })).rejects.toMatchObject({ code: "PLAN_FULL" });
  const single = await startTrack(tom, {
    programId: await programId(run),
    template: { ...LAUNCH, steps: only ? [only] : [] },
  });
  await expect(
    changePlan(tom, {
      trackId: single,
      seen: (await getTrack(run.db, tom.actor.workspace_id, single)).template_id,
      change: { kind: "leave-out", key: "build" },
    }),
  ).rejects.toMatchObject({ code: "PLAN_LAST_STEP" });
});

it("says where the end would come after the milestone that the track leads to", async () => {
  const { run } = await launched();
  const tom = await actingAs(run, "tom");
  const milestone = await addQuietly(tom, {
    programId: await programId(run),
    type: "milestone",
    details: {},
    title: "Go",
    dueOn: "2026-11-13",
    sourceKey: "milestone",
  });
  const trackId = await startTrack(tom, {
    programId: await programId(run),
    template: LAUNCH,
    milestoneId: milestone.id,
  });
  const change = { kind: "change", key: "live", role: "developer", term: 6 } as const;
  expect(await effectOf(tom, { trackId, change })).toEqual({
    endBefore: "2026-11-12",
    end: "2026-11-18",
    passed: { title: "Go", on: "2026-11-13" },
  });
});
