/** What of tracks may begin: on random graphs, by rule and by statement; and how much of the record that reads. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { itemIn } from "../../src/register/item-rights.ts";
import { moveItem } from "../../src/register/items.ts";
import { listReady } from "../../src/tracks/ready-steps.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { groupsOf, isReady, neverReady, type Step, trackTemplateSchema } from "../../src/tracks/template.ts";
import { listTracks, stepsOf } from "../../src/tracks/tracks.ts";
import { planOf } from "../forecast/asking.ts";
import { programId } from "../sponsorship/choosing-people.ts";
import { databases } from "../support/databases.ts";
import { readsAtLarge } from "../support/query-plans.ts";
import { actingAs, textOf } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

type Graph = Pick<Step, "key" | "after">[];

/** Steps in any order, each after some of those that were drawn before it: all of these, or any of a group. */
const graphs = fc
  .array(fc.array(fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((drawn) => {
    const steps = drawn.map((groups, place): Graph[number] => ({
      key: `s${place}`,
      after: place === 0 ? [] : groups.map((group) => group.map((number) => `s${number % place}`)),
    }));
    return fc.shuffledSubarray(steps, { minLength: steps.length });
  });

function templateOf(graph: Graph) {
  const common = { role: "lead", accountable: "lead", term: 1 };
  const steps = graph.map(({ key, after }) => ({ ...common, key, title: key, after }));
  return trackTemplateSchema.parse({ version: 1, key: "graph", name: "Graph", purpose: "A test.", steps });
}

it("makes every step ready once, leaves nothing waiting for nobody, and ends", () => {
  fc.assert(
    fc.property(graphs, fc.infiniteStream(fc.nat(1000)), (graph, picks) => {
      const { steps } = templateOf(graph);
      const [began, done] = [new Map<string, number>(), new Set<string>()];
      for (;;) {
        for (const step of steps)
          if (isReady(step, done) && !began.has(step.key)) began.set(step.key, done.size);
          // What is ready stays so, whatever else is done.
          else if (began.has(step.key)) expect(isReady(step, done)).toBe(true);
          else expect(groupsOf(step).some((group) => group.every((one) => !done.has(one)))).toBe(true);
        const open = [...began.keys()].filter((key) => !done.has(key));
        if (open.length === 0) break;
        done.add(open[(picks.next().value ?? 0) % open.length] ?? "");
      }
      expect([...done].sort()).toEqual(steps.map(({ key }) => key).sort());
    }),
    { numRuns: 300 },
  );
});

it("finds those that wait for each other, wherever they stand", () => {
  fc.assert(
    fc.property(graphs, fc.nat(40), fc.nat(40), (graph, from, to) => {
      const [first, second] = [Math.min(from, to) % graph.length, Math.max(from, to) % graph.length];
      const ring = graph.map((step) => {
        if (step.key === `s${first}`) return { ...step, after: [...step.after, [`s${second}`]] };
        return step.key === `s${second}` ? { ...step, after: [...step.after, [`s${first}`]] } : step;
      });
      expect(neverReady(graph)).toEqual([]);
      expect(neverReady(ring).map(({ key }) => key)).toContain(`s${second}`);
      expect(() => templateOf(ring)).toThrow(/waits for itself/);
    }),
    { numRuns: 100 },
  );
});

describe.each(databases)("on %s", (database) => {
  it("reads the same as ready as the rule has it, whatever is done, and makes each step one item", async () => {
    const run = await aProgram(database);
    const ctx = await actingAs(run, "tom");
    const workspaceId = ctx.actor.workspace_id;
    await fc.assert(
      fc.asyncProperty(graphs, fc.infiniteStream(fc.nat(1000)), async (graph, picks) => {
        const trackId = await startTrack(ctx, { programId: await programId(run), template: templateOf(graph) });
        const [track] = await listTracks(run.db, workspaceId, { id: trackId });
        if (!track) throw new Error("It did not start.");
        const stands = () => stepsOf(run.db, workspaceId, [track]);
        for (;;) {
          const steps = await stands();
          const done = new Set(steps.flatMap(({ key, stands: { done_at: at } }) => (at ? [key] : [])));
          const begun = steps.flatMap(({ key, stands: { item_id: id } }) => (id ? [key] : []));
          expect(begun).toEqual(steps.filter((step) => isReady(step, done)).map(({ key }) => key));
          const open = steps.filter(({ stands: { item_id: id, done_at: at } }) => id && !at);
          const next = open[(picks.next().value ?? 0) % Math.max(open.length, 1)];
          const item = next?.stands.item_id && (await itemIn(run.db, track, next.stands.item_id));
          if (!item) break;
          await inTransaction(run.db, (tx) => moveItem({ ...ctx, db: tx }, { item, to: "done" }));
        }
        const made = await run.db.selectFrom("item").select("id").where("details", "like", `%${trackId}%`).execute();
        expect(made).toHaveLength(graph.length);
        // Of any that are done, in whatever order.
        const done = new Set(graph.flatMap(({ key }) => ((picks.next().value ?? 0) % 2 === 0 ? [key] : [])));
        const blank = { item_id: null, ready_at: null, done_at: null };
        await run.db.updateTable("track_step").set(blank).where("track_id", "=", trackId).execute();
        await run.db.updateTable("track").set({ state: "running" }).where("id", "=", trackId).execute();
        const at = { done_at: run.clock.now() };
        if (done.size > 0)
          await run.db
            .updateTable("track_step")
            .set(at)
            .where("track_id", "=", trackId)
            .where("key", "in", [...done])
            .execute();
        const found = await listReady(run.db, workspaceId, { today: "2026-11-02", trackId });
        const wanted = graph.filter((step) => !done.has(step.key) && isReady(step, done)).map(({ key }) => key);
        expect(found.map(({ key }) => key)).toEqual(wanted.sort());
        await run.db.updateTable("track").set({ state: "stopped" }).where("id", "=", trackId).execute();
      }),
      { numRuns: 5 },
    );
  });
});

it("finds what is ready in 200 tracks of 40 steps by one statement, which looks at no item", async () => {
  const statements: string[] = [];
  const run = await aProgram("SQLite", { onStatement: (sql) => statements.push(sql) });
  const ctx = await actingAs(run, "tom");
  const workspaceId = ctx.actor.workspace_id;
  const keys = Array.from({ length: 40 }, (_, place) => `s${place}`);
  const chain = keys.map((key, place) => ({ key, after: place === 0 ? [] : [[`s${place - 1}`]] }));
  const first = await startTrack(ctx, { programId: await programId(run), template: templateOf(chain) });
  const row = await run.db.selectFrom("track").selectAll().where("id", "=", first).executeTakeFirstOrThrow();
  const blank = {
    workspace_id: workspaceId,
    item_id: null,
    wait_until: null,
    ready_at: null,
    accepted_at: null,
    rework: 0,
  };
  for (let number = 1; number < 200; number += 1) {
    const id = `t${number}`;
    await run.db
      .insertInto("track")
      .values({ ...row, id })
      .execute();
    const done = number % 40;
    const steps = keys.map((key, place) => ({
      ...blank,
      track_id: id,
      key,
      done_at: place < done ? row.started_at : null,
    }));
    await run.db.insertInto("track_step").values(steps).execute();
    const needs = chain.flatMap(({ key, after: [needed = []] }) =>
      needed.map((one) => ({ workspace_id: workspaceId, track_id: id, step_key: key, place: 0, needs_key: one })),
    );
    await run.db.insertInto("track_need").values(needs).execute();
  }
  statements.length = 0;
  const found = await listReady(run.db, workspaceId, { today: "2026-11-02" });
  expect(found).toHaveLength(199);
  expect(found).toContainEqual({ track_id: "t5", key: "s5" });
  expect(statements).toHaveLength(1);
  // It goes through the steps that are not ready, by their index, and through nothing else.
  const [large = ""] = await readsAtLarge(run.db, statements);
  expect(large.split(": select")[0]).toBe("");
});

it("says in the plan when a step whose day comes begins", async () => {
  const run = await aProgram("SQLite");
  const [build, ...others] = LAUNCH.steps;
  if (!build) throw new Error("No step.");
  const steps = [{ ...build, wait: { until: "2026-11-10" } }, ...others];
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: { ...LAUNCH, steps } });
  const plan = textOf(await planOf(run, "nina", "/drumbeat plan"));
  expect(plan).toMatch(/\*Tuesday,\sNovember\s10\*\n9:00\sAM · step that begins · ATL-T-1 · Atlas/u);
}, 120_000);
