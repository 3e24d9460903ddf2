import { sql } from "kysely";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Machine } from "../../src/platform/clock.ts";
import { clockOf, DatabaseClock, followClockOf, provesRequests } from "../../src/platform/database-clock.ts";
import { createLog } from "../../src/platform/log.ts";
import { addMs, msBetween } from "../../src/platform/time.ts";
import { aDatabase } from "../support/databases.ts";
import { theLog } from "../support/the-log.ts";

const NOON = Date.parse("2026-11-02T12:00:00.000Z");
const SHIFTED_MS = 200_000;

/** A machine and a database, each with a clock of its own, and how long the way between them takes. */
function aHost() {
  const host = { databaseMs: NOON, wallMs: NOON + SHIFTED_MS, runningMs: 0, upMs: 50_000, tripMs: 10, uncertain: 0 };
  const machine: Machine = {
    wallMs: () => host.wallMs,
    runningMs: () => host.runningMs,
    upMs: () => Math.floor(host.upMs / 10) * 10,
  };
  const pass = (ms: number) => {
    for (const name of ["databaseMs", "wallMs", "runningMs", "upMs"] as const) host[name] += ms;
  };
  const clock = new DatabaseClock(() => {
    host.uncertain += 1;
  }, machine);
  const ask = async () => {
    pass(host.tripMs / 2);
    const answer = host.databaseMs;
    pass(host.tripMs / 2);
    return answer;
  };
  const measure = (times = 3) => clock.measure(ask, times);
  const offMs = () => Date.parse(clock.now()) - host.databaseMs;
  return { host, clock, pass, measure, ask, offMs };
}

describe("the database's clock as a process follows it", () => {
  it("is that of the database, whatever the machine's says", async () => {
    const { clock, measure, offMs, pass } = aHost();
    expect(() => clock.now()).toThrow();
    await measure();
    expect(offMs()).toBe(0);
    pass(3_600_000);
    expect(offMs()).toBe(0);
    expect(clock.aheadMs()).toBe(SHIFTED_MS);
  });

  it("goes by the quickest of several answers", async () => {
    const { host, clock, ask, offMs, pass } = aHost();
    let asked = 0;
    // The last takes two seconds on its way back.
    const slow = async () => {
      const answer = await ask();
      asked += 1;
      if (asked === 3) pass(2000);
      return answer;
    };
    await clock.measure(slow, 3);
    expect(Math.abs(offMs())).toBeLessThanOrEqual(host.tripMs / 2);
  });

  it("is not moved by the setting of the machine's clock, and asks anew", async () => {
    const { host, clock, measure, offMs, pass } = aHost();
    await measure();
    expect([offMs(), host.uncertain]).toEqual([0, 0]);
    host.wallMs -= SHIFTED_MS;
    pass(1000);
    expect(offMs()).toBe(0);
    expect(host.uncertain).toBe(1);
    expect(clock.aheadMs()).toBe(0);
    await measure();
    host.uncertain = 0;
    expect([offMs(), host.uncertain]).toEqual([0, 0]);
  });

  it("has gone on while the machine slept", async () => {
    const { host, measure, offMs } = aHost();
    await measure();
    for (const name of ["databaseMs", "wallMs", "upMs"] as const) host[name] += 600_000;
    expect(Math.abs(offMs())).toBeLessThanOrEqual(10);
  });

  it("stands for a small correction, and goes back with a database that was set back", async () => {
    const { host, clock, measure, pass } = aHost();
    await measure();
    const before = clock.now();
    host.databaseMs -= 1500;
    await measure();
    expect(clock.now() >= before).toBe(true);
    const stood = clock.now();
    pass(1000);
    expect(clock.now()).toBe(stood);
    pass(1000);
    expect(clock.now() > stood).toBe(true);
    host.databaseMs -= SHIFTED_MS;
    await measure();
    expect(msBetween(clock.now(), new Date(host.databaseMs).toISOString())).toBe(0);
  });

  it("goes on as before where the database does not answer", async () => {
    const { clock, measure, offMs, pass } = aHost();
    await measure();
    pass(10_000);
    await expect(clock.measure(() => Promise.reject(new Error("gone")), 3)).rejects.toThrow("gone");
    expect(offMs()).toBe(0);
  });
});

describe("on a machine whose clock is set wrong", () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const setMachine = (aheadMs: number) => {
    vi.useRealTimers();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + aheadMs, shouldAdvanceTime: true });
  };

  it("PostgreSQL's is taken, by processes and commands, and whoever runs Drumbeat is warned from two seconds on", async () => {
    const db = await aDatabase("PostgreSQL");
    const offMs = async (now: string) => {
      const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db);
      return Math.abs(msBetween(now, rows[0]?.at.toISOString() ?? ""));
    };
    const lines = theLog();
    const warned = () => lines.filter((line) => line.includes("differs from the database's")).length;
    for (const [aheadMs, warnings] of [
      [0, 0],
      [-5000, 1],
      [SHIFTED_MS, 2],
    ] as const) {
      setMachine(aheadMs);
      const { clock, stop } = await followClockOf(db, createLog("info"));
      expect(await offMs(clock.now())).toBeLessThan(1000);
      expect(await offMs((await clockOf(db)).now())).toBeLessThan(1000);
      expect(warned()).toBe(warnings);
      // Over HTTP it could soon prove no request of Slack; Socket Mode needs no clock.
      expect(provesRequests(clock, "http")).toBe(aheadMs < 60_000);
      expect(provesRequests(clock, "socket")).toBe(true);
      await stop();
    }
  });

  it("SQLite has none but the machine's", async () => {
    const db = await aDatabase("SQLite");
    setMachine(SHIFTED_MS);
    const { clock } = await followClockOf(db, createLog("silent"));
    expect(Math.abs(msBetween(clock.now(), addMs(new Date().toISOString(), 0)))).toBeLessThan(1000);
    expect(provesRequests(clock, "http")).toBe(true);
  });
});
