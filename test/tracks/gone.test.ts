/** Steps of people who leave in the middle, or who are all away: somebody has each. */
import { describe, expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { closeItem } from "../../src/register/acts.ts";
import { blankDetails } from "../../src/register/item-types.ts";
import { builtInTrack } from "../../src/tracks/library.ts";
import { startTrack, stopTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep, handBack } from "../../src/tracks/steps.ts";
import { listTracks, stepsOf } from "../../src/tracks/tracks.ts";
import { programSeen, rolesOf, saveRole } from "../../src/tracks/working-roles.ts";
import { programId } from "../sponsorship/choosing-people.ts";
import { addQuietly } from "../support/acting.ts";
import { databases } from "../support/databases.ts";
import { actingAs, asItIsNow, lastMessage, leaveSlack, personIn, type Run, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

const NO_LISTS = { answersFor: "", skills: "", tasks: "", firstTasks: "", gives: "", needs: "", learning: "" };

describe.each(databases)("on %s", (database) => {
  it("gives what somebody who leaves had to whoever leads, and what they would have had as well", async () => {
    const run = await aProgram(database);
    await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
    expect(await owners(run)).toEqual({ build: "nina" });
    await leaveSlack(run, "nina");
    await run.to("2026-11-04T12:00:00Z");
    expect(await owners(run)).toEqual({ build: "tom" });
    const { item_id: itemId } = await run.db
      .selectFrom("track_step")
      .select("item_id")
      .where("key", "=", "build")
      .executeTakeFirstOrThrow();
    await leaveSlack(run, "lea");
    await completeStep(await actingAs(run, "tom"), { itemId: itemId ?? "", checked: 0, note: "" });
    expect(await owners(run)).toMatchObject({ test: "tom" });
  });

  it("gives what somebody who leaves had past a lead who is away, to whoever is there", async () => {
    const run = await aProgram(database);
    const tom = await actingAs(run, "tom");
    await run.db
      .updateTable("seat")
      .set({ role: "deputy" })
      .where("person_id", "=", (await personIn(run, "lea")).id)
      .execute();
    await startTrack(tom, { programId: await programId(run), template: LAUNCH });
    await goAway(tom, { person: tom.actor, from: "2026-11-02", until: "2026-11-30", delegate: null });
    await leaveSlack(run, "nina");
    await run.to("2026-11-04T12:00:00Z");
    expect(await owners(run)).toEqual({ build: "lea" });
  });

  it("gives a step to whoever is back first of those who hold its role, where all are away", async () => {
    const run = await aProgram(database);
    const { role_id: roleId, named_by: namedBy } = await run.db
      .selectFrom("role_holder")
      .selectAll()
      .orderBy("id")
      .limit(1)
      .executeTakeFirstOrThrow();
    const sam = await personIn(run, "sam");
    const held = { id: "second", role_id: roleId, person_id: sam.id, named_by: namedBy, ended_at: null };
    await run.db
      .insertInto("role_holder")
      .values({ workspace_id: sam.workspace_id, ...held, from_at: run.clock.now() })
      .execute();
    const until = { nina: "2026-11-20", sam: "2026-11-06" };
    for (const [handle, last] of Object.entries(until)) {
      const ctx = await actingAs(run, handle);
      await goAway(ctx, { person: ctx.actor, from: "2026-11-02", until: last, delegate: null });
    }
    await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
    expect(await owners(run)).toEqual({ build: "sam" });
  });

  it("asks at a gate whoever answers for it once its approver no longer does, and never who did it", async () => {
    const run = await aProgram(database);
    const tom = await actingAs(run, "tom");
    const steps = LAUNCH.steps.map((step) =>
      step.key === "build" ? { ...step, gate: true, accountable: "marketer" } : step,
    );
    await startTrack(tom, { programId: await programId(run), template: { ...LAUNCH, key: "gated", steps } });
    const approver = async () =>
      (
        await run.db
          .selectFrom("approval")
          .innerJoin("person", "person.id", "asked_of")
          .select("handle")
          .where("state", "=", "asked")
          .execute()
      )
        .map(({ handle }) => handle)
        .join();
    const item = await run.db.selectFrom("item").select("id").where("type", "=", "step").executeTakeFirstOrThrow();
    await completeStep(await actingAs(run, "nina"), { itemId: item.id, checked: 0, note: "" });
    expect(await approver()).toBe("lea");
    const [marketer] = (await rolesOf(run.db, (await programSeen(tom, null)).program)).filter(
      ({ key }) => key === "marketer",
    );
    const entered = { name: "Marketer", ...NO_LISTS };
    const hold = async (...holders: string[]) =>
      saveRole(tom, {
        ...{ programId: await programId(run), roleId: marketer?.id ?? "" },
        ...entered,
        holders: await Promise.all(holders.map((who) => personIn(run, who))),
      });
    await hold("sam");
    expect(await approver()).toBe("sam");
    // Of somebody who did it themselves the lead approves.
    await hold("nina");
    expect(await approver()).toBe("tom");
    await leaveSlack(run, "tom");
    await run.to("2026-11-04T12:00:00Z");
    expect(await approver()).toBe("sofia");
  });

  it("gives a step on to whoever holds its role now", async () => {
    const run = await aProgram(database);
    const tom = await actingAs(run, "tom");
    await startTrack(tom, { programId: await programId(run), template: LAUNCH });
    const [developer] = (await rolesOf(run.db, (await programSeen(tom, null)).program)).filter(
      ({ key }) => key === "developer",
    );
    const entered = { name: "Developer", ...NO_LISTS };
    const given = { programId: await programId(run), roleId: developer?.id ?? "", ...entered };
    await saveRole(tom, { ...given, holders: [await personIn(run, "sam")] });
    expect(await owners(run)).toEqual({ build: "sam" });
  });
});

/** By the key of each step that is ready. */
async function owners(run: Run): Promise<Record<string, string>> {
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  const handles = new Map((await run.db.selectFrom("person").select(["id", "handle"]).execute()).map((p) => [p.id, p]));
  const steps = await stepsOf(run.db, workspaceId, await listTracks(run.db, workspaceId, {}));
  return Object.fromEntries(
    steps.flatMap(({ key, ownerId }) => (ownerId === null ? [] : [[key, handles.get(ownerId)?.handle ?? ""]])),
  );
}

it("gives what comes back to somebody who has left to whoever does it now, with the words", async () => {
  const run = await aProgram("SQLite");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  const itemOf = async (key: string) =>
    (await run.db.selectFrom("track_step").select("item_id").where("key", "=", key).executeTakeFirstOrThrow())
      .item_id ?? "";
  await completeStep(await actingAs(run, "nina"), { itemId: await itemOf("build"), checked: 0, note: "" });
  await leaveSlack(run, "nina");
  const missing = { itemId: await itemOf("test"), to: "build", missing: "No test profile" };
  await handBack(await actingAs(run, "lea"), missing);
  await run.to("2026-11-02T16:00:00Z");
  expect(await owners(run)).toEqual({ build: "tom" });
  const read = run.as("tom").dm().map(textOf).join("\n");
  expect(read).toMatch(/Yours now\*: Build the journey[\s\S]*Léa Martin: No test profile/);
});

it("says in place what is asked of no heir any more: closed meanwhile, or of a track that was stopped", async () => {
  const run = await aProgram("SQLite");
  const [tom, nina, sam] = await Promise.all(["tom", "nina", "sam"].map((who) => actingAs(run, who)));
  if (!tom || !nina || !sam) throw new Error("Nobody.");
  const id = await programId(run);
  const risks = [];
  for (const title of ["Old terms", "Late vendor"])
    risks.push(await addQuietly(nina, { programId: id, ...blankDetails("risk"), title, sourceKey: title }));
  const trackId = await startTrack(tom, { programId: id, template: builtInTrack("leaving"), about: nina.actor });
  await run.to("2026-11-02T18:00:00Z");
  await run.as("nina").press(lastMessage(run, "nina"), { actionId: "step.heirs" });
  for (const at of ["0", "1"]) run.as("nina").fill(at, "sam");
  expect(await run.as("nina").submit()).toEqual({ closed: true });
  await run.to("2026-11-03T12:00:00Z");
  const asked = lastMessage(run, "sam");
  const shown = () => textOf(asItIsNow(run, asked));
  expect(shown()).toContain("I’ll take it");
  await closeItem(nina, { id: risks[0]?.id ?? "", as: "dropped", note: "" });
  await run.to("2026-11-03T12:05:00Z");
  expect(shown()).toMatch(/Old terms · closed meanwhile\n[\s\S]*Late vendor(?! ·)[\s\S]*I’ll take it/);
  await stopTrack(tom, { trackId });
  await run.to("2026-11-03T12:10:00Z");
  expect(shown()).toContain("It no longer waits for you.");
  expect(shown()).not.toContain("I’ll take it");
});
