/** Running tracks: what is ready, whose it is, what goes back, what waits for approval. */
import { describe, expect, it } from "vitest";
import { rows } from "../../src/platform/rows.ts";
import { closeItem, handOver, moveItemTo, reopenItem } from "../../src/register/acts.ts";
import { blankDetails } from "../../src/register/item-types.ts";
import { builtInTrack } from "../../src/tracks/library.ts";
import { giveStep } from "../../src/tracks/look-after.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep, handBack } from "../../src/tracks/steps.ts";
import { listTracks, stepsOf } from "../../src/tracks/tracks.ts";
import { programId } from "../sponsorship/choosing-people.ts";
import { addQuietly } from "../support/acting.ts";
import { databases } from "../support/databases.ts";
import { actingAs, asItIsNow, lastMessage, personIn, type Run, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

async function stands(run: Run) {
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  const steps = await stepsOf(run.db, workspaceId, await listTracks(run.db, workspaceId, {}));
  return steps.map(
    ({ key, stands: { done_at: done, item_id: item } }) => `${key} ${done ? "done" : item ? "ready" : "waits"}`,
  );
}

describe.each(databases)("on %s", (database) => {
  it("asks whoever is consulted before a step, once; whoever has it and answers for it reads at once what they object", async () => {
    const run = await aProgram(database);
    const steps = LAUNCH.steps.map((step) => (step.key === "test" ? { ...step, consulted: ["sponsor"] } : step));
    const template = { ...LAUNCH, key: "asked", name: { en: "Launch", fr: "Lancement" }, steps };
    await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template });
    await run.to("2026-11-03T12:00:00Z");
    const asked = lastMessage(run, "sofia");
    expect(textOf(asked)).toMatch(/\*Consulted\*: “Test the journey” of “Launch”\. Object by Fri/);
    await run.as("sofia").press(asked, { actionId: "work.act:object" });
    run.as("sofia").fill("line", "Test on Android");
    expect(await run.as("sofia").submit()).toEqual({ closed: true });
    await run.settle();
    expect(textOf(lastMessage(run, "lea"))).toContain("*Objection* de Sofia Rossi");
    expect(textOf(lastMessage(run, "tom"))).toMatch(
      /Sofia Rossi to “Test the journey” of “Launch”[\s\S]*Test on Android/,
    );
    // Whoever objected reads where they did to whom it went.
    expect(textOf(asItIsNow(run, asked))).toContain("✓ Your words went to Léa Martin and Tom Baker.");
    expect(textOf(asItIsNow(run, asked))).not.toContain("[Object…]");
  });

  it("consults nobody on what they do or answer for themselves", async () => {
    const run = await aProgram(database);
    const consulted = ["sponsor", "lead", "marketer"];
    const steps = LAUNCH.steps.map((step) => (step.key === "test" ? { ...step, consulted } : step));
    const template = { ...LAUNCH, key: "asked", steps };
    await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template });
    await run.to("2026-11-03T12:00:00Z");
    const asked = ["sofia", "tom", "lea"].filter((who) => /Consulted|Avis/.test(run.as(who).dm().map(textOf).join()));
    expect(asked).toEqual(["sofia"]);
  });

  it("makes the next step ready once the one before is done, and takes it back when something is missing", async () => {
    const run = await aProgram(database);
    await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
    expect(await stands(run)).toEqual(["build ready", "test waits", "live waits"]);
    await run.to("2026-11-02T18:00:00Z");
    expect(textOf(lastMessage(run, "nina"))).toContain(
      "*Yours now*: Build the journey · by Fri,\u00a0Nov\u00a06. Léa Martin goes on with “Test the journey”, planned for Fri,\u00a0Nov\u00a06.",
    );
    await done(run, "nina", "https://journeys.example/win-back");
    expect(await stands(run)).toEqual(["build done", "test ready", "live waits"]);
    await run.to("2026-11-03T12:00:00Z");
    const asked = cardOf(run, "lea");
    expect(textOf(asked)).toContain("*À vous maintenant*\u00a0: Tester le parcours");
    expect(textOf(asked)).toContain("Nina Diaz\u00a0: https://journeys.example/win-back");
    await run.as("lea").press(asked, { actionId: "step.missing" });
    run.as("lea").fill("words", "No payload");
    expect(await run.as("lea").submit()).toEqual({ closed: true });
    await run.settle();
    expect(await stands(run)).toEqual(["build ready", "test waits", "live waits"]);
    expect(textOf(asItIsNow(run, asked))).toMatch(
      /Renvoyée le mar\.\s3\snov\. Cette étape revient chez vous dès que ceci est terminé\s: Build the journey\.$/m,
    );
    expect(textOf(lastMessage(run, "nina"))).toMatch(/\*Back to you\*: Build the journey[\s\S]*Léa Martin: No payload/);
    // Five working days from when it came back.
    const { due_on: dueOn } = await run.db
      .selectFrom("item")
      .select("due_on")
      .where("title", "=", "Build the journey")
      .executeTakeFirstOrThrow();
    expect(dueOn).toBe("2026-11-10");
    await done(run, "nina", "");
    expect(await stands(run)).toEqual(["build done", "test ready", "live waits"]);
    const { rework } = await run.db
      .selectFrom("track_step")
      .select("rework")
      .where("key", "=", "build")
      .executeTakeFirstOrThrow();
    expect(rework).toBe(1);
  });

  it("goes to whoever is named in its place, and to nobody who cannot answer; what Drumbeat brings along is offered as it brings it", async () => {
    const run = await aProgram(database);
    const [tom, nina] = [await actingAs(run, "tom"), await actingAs(run, "nina")];
    await startTrack(tom, { programId: await programId(run), template: builtInTrack("rollout") });
    await startTrack(tom, { programId: await programId(run), template: LAUNCH });
    expect(await rows(run.db, "track_template", tom.actor.workspace_id).list({ is_offered: 1 })).toEqual([]);
    const { item_id: itemId } = await run.db
      .selectFrom("track_step")
      .select("item_id")
      .where("key", "=", "build")
      .executeTakeFirstOrThrow();
    const lea = await personIn(run, "lea");
    const given = { itemId: itemId ?? "", note: "On leave" };
    const gone = giveStep(nina, { ...given, owner: { ...lea, is_deactivated: 1 } });
    await expect(gone).rejects.toMatchObject({ code: "PARTICIPANT_DEACTIVATED" });
    await giveStep(nina, { ...given, owner: lea });
    await aMinute(run);
    await run.to("2026-11-02T18:00:00Z");
    expect(textOf(lastMessage(run, "lea"))).toMatch(/Build the journey[\s\S]*Nina Diaz\s: On leave/);
  });

  it("lets nothing after a gate begin before whoever answers for it approves; refused, it is open again", async () => {
    const run = await aProgram(database);
    await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
    await run.to("2026-11-02T18:00:00Z");
    await done(run, "nina", "");
    await run.to("2026-11-03T12:00:00Z");
    await done(run, "lea", "", "0");
    expect(await stands(run)).toEqual(["build done", "test ready", "live waits"]);
    await run.as("tom").press(lastMessage(run, "tom"), { actionId: "step.refuse" });
    run.as("tom").fill("words", "Not on Android");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.settle();
    expect(textOf(lastMessage(run, "lea"))).toContain("Tom Baker\u00a0: Not on Android");
    await done(run, "lea", "", "0");
    await run.as("tom").press(lastMessage(run, "tom"), { actionId: "step.approve" });
    await run.settle();
    expect(await stands(run)).toEqual(["build done", "test done", "live ready"]);
  });
});

it("lets nothing after a gate begin that was dropped, before it is approved", async () => {
  const run = await aProgram("SQLite");
  const steps = LAUNCH.steps.map((step) => ({ ...step, gate: step.key === "build" }));
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: { ...LAUNCH, steps } });
  const { item_id: id } = await run.db
    .selectFrom("track_step")
    .selectAll()
    .where("key", "=", "build")
    .executeTakeFirstOrThrow();
  await closeItem(await actingAs(run, "nina"), { id: id ?? "", as: "dropped", note: "Not needed" });
  await run.to("2026-11-02T18:00:00Z");
  expect(await stands(run)).toEqual(["build ready", "test waits", "live waits"]);
  const [asked] = run.sandbox
    .allMessages()
    .filter((message) => textOf(message).includes("Nina Diaz drops “Build the journey”"));
  if (!asked) throw new Error("Nobody was asked.");
  expect(textOf(asked)).toContain("Not needed");
  await run.as("tom").press(asked, { actionId: "step.approve" });
  await run.settle();
  expect(await stands(run)).toEqual(["build done", "test ready", "live waits"]);
});

it("tells whoever gets a step, and whoever had it, once and with the words", async () => {
  const run = await aProgram("SQLite");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  await run.to("2026-11-02T18:00:00Z");
  const had = lastMessage(run, "nina");
  await run.as("nina").press(had, { actionId: "step.give" });
  run.as("nina").fill("person", "lea");
  run.as("nina").fill("words", "On leave");
  expect(await run.as("nina").submit()).toEqual({ closed: true });
  await run.to("2026-11-03T12:00:00Z");
  expect(textOf(asItIsNow(run, had))).toMatch(/Now with Léa Martin\.[\s\S]*Nina Diaz: On leave/);
  expect(lastMessage(run, "nina").ts).toBe(had.ts);
  expect(textOf(lastMessage(run, "lea"))).toMatch(
    /À vous maintenant\*\u00a0: Build the journey[\s\S]* De la part de Nina Diaz\.[\s\S]*Nina Diaz\u00a0: On leave/,
  );
  const got = lastMessage(run, "lea").ts;
  // Whoever leads gives it on, in the register: whoever had it did not do that.
  const { id } = await run.db.selectFrom("item").select("id").where("type", "=", "step").executeTakeFirstOrThrow();
  await handOver(await actingAs(run, "tom"), { id, owner: await personIn(run, "sam"), note: "Sam is back" });
  await run.to("2026-11-04T12:00:00Z");
  expect(lastMessage(run, "lea").ts).not.toBe(got);
  expect(textOf(lastMessage(run, "lea"))).toMatch(/Maintenant chez Sam Poe\.[\s\S]*Tom Baker\u00a0: Sam is back/);
  expect(textOf(lastMessage(run, "sam"))).toMatch(/Yours now\*: Build the journey[\s\S]* From Tom Baker\./);
});

it("comes at once where it is needed by tomorrow, else with the morning message", async () => {
  const run = await aProgram("SQLite");
  await run.to("2026-11-02T17:00:00Z");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  await aMinute(run);
  expect(run.as("nina").dm()).toEqual([]);
  const { id } = await run.db.selectFrom("item").select("id").where("type", "=", "step").executeTakeFirstOrThrow();
  await completeStep(await actingAs(run, "nina"), { itemId: id, checked: 0, note: "" });
  await aMinute(run);
  expect(textOf(lastMessage(run, "lea"))).toContain("Tester le parcours · pour le mar.");
});

it("shows what is needed in hand, unless that was said with Done, and when it goes on, where nobody holds that role", async () => {
  const run = await aProgram("SQLite");
  const inHand = { en: "the test plan", fr: "le plan de test" };
  const steps = LAUNCH.steps.map((step) => ({
    ...{
      ...step,
      gate: false,
      checks: [],
      inHand,
      link: { en: "https://plan.example", fr: "https://plan.example/fr" },
    },
    ...(step.key === "live" && { role: "administrator" }),
  }));
  const template = { ...LAUNCH, roles: [...LAUNCH.roles, "administrator"], steps };
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template });
  await run.to("2026-11-02T18:00:00Z");
  await done(run, "nina", "");
  await run.to("2026-11-03T12:00:00Z");
  const asked = textOf(cardOf(run, "lea"));
  expect(asked).toContain("De la part de Nina Diaz. «\u00a0Go live\u00a0» suit, prévue le mar.\u00a03\u00a0nov.");
  expect(asked).toContain("Transmis sans un mot. À fournir avec\u00a0: le plan de test.");
  expect(asked).toContain("<https://plan.example/fr|Comment faire> (plan.example)");
  await done(run, "lea", "Twelve profiles");
  await run.to("2026-11-04T12:00:00Z");
  expect(textOf(lastMessage(run, "tom"))).toMatch(/Go live[\s\S]*Léa Martin: Twelve profiles/);
  expect(textOf(lastMessage(run, "tom"))).not.toContain("It was to bring");
});

it("waits on purpose: so many working days after a step, or before the milestone that it leads to, also where that moves", async () => {
  const run = await aProgram("SQLite");
  const tom = await actingAs(run, "tom");
  const id = await programId(run);
  const dated = { title: "Launch", dueOn: "2026-11-20", sourceKey: "launch" };
  const milestone = await addQuietly(tom, { programId: id, ...blankDetails("milestone"), ...dated });
  const waits = {
    build: undefined,
    test: { workingDays: 2, afterStep: "build" },
    live: { workingDays: 3, before: "milestone" as const },
  };
  const steps = Object.entries(waits).flatMap(([key, wait]) =>
    LAUNCH.steps.filter((step) => step.key === key).map((step) => ({ ...step, after: [], wait })),
  );
  await startTrack(tom, { programId: id, template: { ...LAUNCH, steps }, milestoneId: milestone.id });
  const [build] = await run.db.selectFrom("item").select("id").where("type", "=", "step").execute();
  await completeStep(await actingAs(run, "nina"), { itemId: build?.id ?? "", checked: 0, note: "" });
  await run.to("2026-11-03T18:00:00Z");
  expect(await stands(run)).toEqual(["build done", "test waits", "live waits"]);
  await run.to("2026-11-04T12:00:00Z");
  expect(await stands(run)).toEqual(["build done", "test ready", "live waits"]);
  await moveItemTo(tom, { id: milestone.id, to: "2026-11-13", reason: "Earlier" });
  await run.to("2026-11-09T18:00:00Z");
  expect(await stands(run)).toEqual(["build done", "test ready", "live waits"]);
  await run.to("2026-11-10T12:00:00Z");
  expect(await stands(run)).toEqual(["build done", "test ready", "live ready"]);
});

it("takes no Done of a step whose predecessor is open again, and keeps what was done before that", async () => {
  const run = await aProgram("SQLite");
  const steps = LAUNCH.steps.map((step) => ({ ...step, gate: false }));
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: { ...LAUNCH, steps } });
  const idOf = async (key: string) =>
    (await run.db.selectFrom("track_step").select("item_id").where("key", "=", key).executeTakeFirstOrThrow())
      .item_id ?? "";
  const finish = async (who: string, itemId: string) =>
    completeStep(await actingAs(run, who), { itemId, checked: 1, note: "" });
  const build = await idOf("build");
  const reopen = async () => reopenItem(await actingAs(run, "nina"), { id: build });
  await finish("nina", build);
  const test = await idOf("test");
  await reopen();
  expect(await stands(run)).toEqual(["build ready", "test waits", "live waits"]);
  await expect(finish("lea", test)).rejects.toMatchObject({ code: "STEP_OVER" });
  await finish("nina", build);
  await finish("lea", await idOf("test"));
  await reopen();
  await finish("nina", await idOf("live"));
  expect(await stands(run)).toEqual(["build ready", "test done", "live done"]);
  const state = () => run.db.selectFrom("track").select("state").executeTakeFirstOrThrow();
  expect(await state()).toEqual({ state: "running" });
  await finish("nina", build);
  expect(await state()).toEqual({ state: "finished" });
  // Build, test twice, and go live.
  expect(await run.db.selectFrom("item").select("id").where("type", "=", "step").execute()).toHaveLength(4);
});

it("sends what is missing back at once, takes nothing from others who wait for the same step, and brings the words of both", async () => {
  const run = await aProgram("SQLite");
  const steps = LAUNCH.steps.map((step) => ({
    ...{ ...step, gate: false, checks: [] },
    ...(step.key === "live" && { role: "marketer", after: [["build"]] }),
  }));
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: { ...LAUNCH, steps } });
  const idOf = async (key: string) =>
    (await run.db.selectFrom("track_step").select("item_id").where("key", "=", key).executeTakeFirstOrThrow())
      .item_id ?? "";
  await run.to("2026-11-03T12:00:00Z");
  await completeStep(await actingAs(run, "nina"), { itemId: await idOf("build"), checked: 0, note: "" });
  const [test, live] = [await idOf("test"), await idOf("live")];
  const back = async (itemId: string, missing: string) =>
    handBack(await actingAs(run, "lea"), { itemId, to: "build", missing });

  await back(test, "No payload");
  await aMinute(run);
  expect(await stands(run)).toEqual(["build ready", "test waits", "live ready"]);
  expect(textOf(lastMessage(run, "nina"))).toMatch(/\*Back to you\*: Build the journey[\s\S]*Léa Martin: No payload/);
  await expect(back(test, "No payload")).rejects.toMatchObject({ code: "STEP_OVER" });
  await back(live, "No link");
  await run.to("2026-11-03T14:00:00Z");
  expect(run.as("nina").dm().map(textOf).join("\n")).toMatch(
    /Léa Martin\* asks about “Build the journey”[\s\S]*No link/,
  );
  expect(await stands(run)).toEqual(["build ready", "test waits", "live waits"]);
});

/** Says that they have the step of their last message, then that it is done. */
async function done(run: Run, who: string, note: string, ...checks: string[]): Promise<void> {
  const actor = run.as(who);
  await aMinute(run);
  if (textOf(lastMessage(run, who)).match(/I’ve got it|Je m’en charge/))
    await actor.press(lastMessage(run, who), { actionId: "step.accept" });
  await aMinute(run);
  await actor.press(lastMessage(run, who), { actionId: "step.done" });
  if (note !== "") actor.fill("words", note);
  if (checks.length > 0) actor.fill("checks", checks);
  expect(await actor.submit()).toEqual({ closed: true });
  await aMinute(run);
}

/** The last message that brought them a step. */
function cardOf(run: Run, who: string) {
  const card = run
    .as(who)
    .dm()
    .findLast((message) => /Yours now|À vous maintenant/.test(textOf(message)));
  if (!card) throw new Error("No step came.");
  return card;
}

/** In which updates come in their turn. */
function aMinute(run: Run): Promise<void> {
  return run.to(new Date(Date.parse(run.clock.now()) + 60_000).toISOString());
}
