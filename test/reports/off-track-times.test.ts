import { expect, it } from "vitest";
import type { Instant } from "../../src/platform/clock.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { announceOffTrack } from "../../src/reports/digest/off-track-message.ts";
import { type Announced, offTrackTime } from "../../src/reports/digest/off-track-times.ts";
import { recordStatus } from "../../src/reports/facts/statuses.ts";
import { aRun, arrivals, LEA, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

/** When each comes of those that are saved at these times. */
function times(zone: string, ...saved: Instant[]): (string | undefined)[][] {
  const before: Announced[] = [];
  return saved.map((startedAt) => {
    const { notBefore, together } = offTrackTime(before, startedAt, zone);
    before.push({ startedAt, together });
    return [notBefore.slice(5, 16), together];
  });
}

it("of one day two come after ten minutes each, the others an hour after the third, what comes later next morning", () => {
  const saved = ["09:00", "09:00", "09:30", "10:29", "10:30", "17:00"].map((time) => `2026-11-04T${time}:00.000Z`);
  expect(times("UTC", ...saved, "2026-11-05T08:00:00.000Z")).toEqual([
    ["11-04T09:10", undefined],
    ["11-04T09:10", undefined],
    ["11-04T10:30", "after-an-hour"],
    ["11-04T10:30", "after-an-hour"],
    ["11-05T00:00", "next-morning"],
    ["11-05T00:00", "next-morning"],
    ["11-05T08:10", undefined],
  ]);
});

it("a day is that of the sponsor", () => {
  const saved = ["2026-11-04T22:30:00.000Z", "2026-11-04T22:40:00.000Z", "2026-11-04T23:10:00.000Z"];
  const lastOf = (zone: string) => times(zone, ...saved).at(-1);
  expect(lastOf("Europe/London")).toEqual(["11-05T00:10", "after-an-hour"]);
  expect(lastOf("Europe/Paris")).toEqual(["11-04T23:20", undefined]);
});

const KEYS = Array.from({ length: 16 }, (_, index) => `p${index}`);

async function give(run: Run, key: string, colour: "red" | "green"): Promise<void> {
  const { services } = run.app;
  const tom = await personIn(run, "tom");
  const program = await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow();
  const saved = {
    workspaceId: tom.workspace_id,
    programId: program.id,
    checkInId: `answer of ${key} at ${run.clock.now()}`,
    revision: 1,
    personId: tom.id,
    answeredAt: run.clock.now(),
    health: { colour, reason: `*Why* ${key}` },
  };
  await inTransaction(run.db, async (tx) => {
    await recordStatus(services, tx, saved);
    await announceOffTrack(services, tx, saved);
  });
}

async function aSponsorOf(keys: readonly string[]): Promise<Run> {
  const programs = keys.map((key) => ({ key, title: `Program ${key}`, lead: "tom", sponsors: ["sofia"] }));
  return aRun({ people: [LEA, TOM, SOFIA], programs, cadences: [], isTogether: true });
}

it("what was taken back before it went is none of the first two of its day", async () => {
  const run = await aSponsorOf(["a", "b", "c"]);
  await run.to("2026-11-04T10:00Z");
  for (const key of ["a", "b"]) await give(run, key, "red");
  await run.to("2026-11-04T10:05Z");
  for (const key of ["a", "b"]) await give(run, key, "green");
  await run.to("2026-11-04T10:20Z");
  await give(run, "c", "red");
  await run.to("2026-11-04T10:31Z");
  const came = arrivals(run, "sofia").filter(({ text }) => text.includes("is off track"));
  expect(came.map(({ at, text }) => [at.slice(11, 16), text.includes("Program c")])).toEqual([["10:30", true]]);
});

it("sixteen programs of a sponsor that go off track on one day are four messages, each program in one of them", async () => {
  const run = await aSponsorOf(KEYS);
  await run.to("2026-11-04T10:00Z");
  for (const key of KEYS.slice(0, 8)) await give(run, key, "red");
  await run.to("2026-11-04T10:30Z");
  for (const key of KEYS.slice(8, 14)) await give(run, key, "red");
  await run.to("2026-11-04T15:00Z");
  for (const key of KEYS.slice(14)) await give(run, key, "red");
  await run.to("2026-11-05T18:00Z");

  const came = arrivals(run, "sofia").filter(({ text }) => text.includes("is off track") || text.includes("newly off"));
  expect(came.map(({ at }) => at.slice(5, 16))).toEqual(["11-04T10:10", "11-04T10:10", "11-04T11:00", "11-05T09:00"]);
  const named = came.map(({ text }) => KEYS.filter((key) => text.includes(`Program ${key} is off track`)));
  expect(named.map(({ length }) => length)).toEqual([1, 1, 12, 2]);
  expect(new Set(named.flat()).size).toBe(16);
  expect(came[2]?.text).toContain("12 programs newly off track");
  expect(came[3]?.text).toContain("*Why* p14");
});
