/** What is asked late is asked late "because Drumbeat was down" only where no instance ticked when it was due. */
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../src/platform/database.ts";
import { followTickTimes, isLateByDowntime, lastDowntime } from "../../src/platform/downtime.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { addMs, HOUR, MINUTE, msBetween } from "../../src/platform/time.ts";
import { aRecord } from "../support/record.ts";
import { aRun, LEA, RAVI, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";
import { stillClock } from "../support/still-clock.ts";

const LATE = "Sent late because Drumbeat was down.";
const START = "2026-11-02T00:00:00.000Z";

const ONLY_TOM = {
  people: [LEA, TOM, RAVI, SOFIA],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
};

async function promptsOfTom(run: Run) {
  const prompts = await sentAs(run, "prompt", "tom");
  return prompts.map(({ at, text }) => ({ at, isLate: text.includes(LATE) }));
}

async function aWorkspace() {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const { workspaceId } = await aRecord(db);
  return { db, workspaceId };
}

it("says so after it did not run", async () => {
  const run = await aRun(ONLY_TOM);
  await run.to("2026-11-02T08:00Z");
  await run.stopApp();
  await run.to("2026-11-02T12:00Z");
  await run.startApp();
  await run.settle();
  expect(await promptsOfTom(run)).toEqual([{ at: "2026-11-02T12:00:00.000Z", isLate: true }]);
  await run.to("2026-11-03T09:30Z");
  expect((await promptsOfTom(run)).at(-1)).toEqual({ at: "2026-11-03T09:30:00.000Z", isLate: false });
});

it("says nothing of the kind to somebody who has moved east", async () => {
  const run = await aRun(ONLY_TOM);
  await run.to("2026-11-02T08:00Z");
  run.sandbox.misbehave({ do: "move", handle: "tom", tz: RAVI.tz });
  await run.settle();
  // Half past nine there was at four.
  await run.to("2026-11-02T09:00Z");
  expect((await promptsOfTom(run)).map(({ isLate }) => isLate)).toEqual([false]);
});

it("nor after the app was removed from Slack for a while", async () => {
  const run = await aRun(ONLY_TOM);
  await run.to("2026-11-02T08:00Z");
  run.sandbox.misbehave({ do: "uninstall" });
  await run.settle();
  await run.to("2026-11-02T12:00Z");
  run.sandbox.misbehave({ do: "reinstall" });
  await run.to("2026-11-02T13:00Z");
  const [late] = await promptsOfTom(run);
  expect(late?.at.slice(0, 13)).toBe("2026-11-02T12");
  expect(late?.isLate).toBe(false);
});

it("is no downtime while another instance ticks", async () => {
  const { db, workspaceId } = await aWorkspace();
  const clock = stillClock(START);
  const longest = followTickTimes({ db, clock }, workspaceId);
  await longest.begun();
  const other = followTickTimes({ db, clock }, workspaceId);
  for (let minutes = 0; minutes < 60; minutes += 1) {
    clock.at = addMs(clock.at, MINUTE);
    await other.begun();
  }
  await longest.begun();
  expect(await lastDowntime(db, workspaceId)).toBeNull();
});

it("is no downtime while one tick goes on for long", async () => {
  const { db, workspaceId } = await aWorkspace();
  const clock = stillClock(START);
  const busy = followTickTimes({ db, clock }, workspaceId);
  await busy.begun();
  clock.at = addMs(START, HOUR);
  await busy.goesOn();
  await busy.begun();
  await followTickTimes({ db, clock }, workspaceId).begun();
  expect(await lastDowntime(db, workspaceId)).toBeNull();
});

it("is what lies between the ticks of all instances, however they come and go", async () => {
  const { db, workspaceId } = await aWorkspace();
  const pauseMs = fc.oneof(fc.integer({ min: 0, max: 2 * MINUTE }), fc.integer({ min: 0, max: 3 * HOUR }));
  const ticks = fc.array(fc.record({ instance: fc.nat({ max: 1 }), pauseMs, isStart: fc.boolean() }), { minLength: 1 });

  await fc.assert(
    fc.asyncProperty(ticks, fc.nat({ max: 3 * HOUR }), async (history, beforeMs) => {
      await db.deleteFrom("workspace_fact").execute();
      const clock = stillClock(START);
      const started = () => followTickTimes({ db, clock }, workspaceId);
      const instances = [started(), started()];
      const times: string[] = [];
      for (const { instance, pauseMs, isStart } of history) {
        clock.at = addMs(clock.at, pauseMs);
        if (isStart) instances[instance] = started();
        await instances[instance]?.begun();
        times.push(clock.at);
      }

      const now = clock.at;
      const dueAt = addMs(now, -beforeMs);
      const isLate = isLateByDowntime(dueAt, await lastDowntime(db, workspaceId));
      const before = times.filter((at) => at <= dueAt).at(-1);
      const after = times.find((at) => at > dueAt);
      // By the ticks themselves; what is stored may begin five minutes sooner.
      const waitedMs = after === undefined ? 0 : msBetween(dueAt, after);
      const isLastGap = after === now;
      if (isLastGap && before !== undefined && waitedMs > 10 * MINUTE) expect(isLate).toBe(true);
      if (waitedMs <= 10 * MINUTE && before !== undefined && msBetween(before, dueAt) >= 5 * MINUTE)
        expect(isLate).toBe(false);
      if (before === undefined) expect(isLate).toBe(false);
    }),
    { seed: 11, numRuns: 60 },
  );
});

it("is stored once in five minutes, however often it ticks", async () => {
  const { db, workspaceId } = await aWorkspace();
  const clock = stillClock(START);
  const ticking = followTickTimes({ db, clock }, workspaceId);
  const noted = new Set<string>();
  for (let second = 0; second < 600; second += 20) {
    clock.at = addMs(START, second * 1000);
    await ticking.begun();
    await ticking.goesOn();
    noted.add((await db.selectFrom("workspace_fact").select("noted_at").executeTakeFirstOrThrow()).noted_at);
  }
  expect(noted.size).toBe(2);
});
