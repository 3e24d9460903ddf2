// Loaded before time stands still: ticks load it after the first one.
import "node-cron";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { systemClock } from "../../src/platform/clock.ts";
import { createLog } from "../../src/platform/log.ts";
import { startTicks } from "../../src/platform/ticks.ts";
import { addMs, DAY, HOUR, MINUTE, SECOND } from "../../src/platform/time.ts";

const START = "2026-11-02T09:00:20.000Z";

/** Ticks of the machine's own clock, which the test turns forward and sets. */
function turnsOf(next: (now: string) => string | null) {
  vi.useFakeTimers({ now: Date.parse(START) });
  // Registered before the ticks are, so that it comes after they have ended.
  onTestFinished(() => void vi.useRealTimers());
  const clock = systemClock();
  const taken: number[] = [];
  const fromMs = performance.now();
  const ticks = startTicks(clock, createLog("silent"), async () => {
    taken.push(performance.now() - fromMs);
    return next(clock.now());
  });
  onTestFinished(async () => {
    const stopped = ticks.stop();
    await vi.advanceTimersByTimeAsync(0);
    await stopped;
  });
  const setClock = (ms: number) => vi.setSystemTime(Date.parse(addMs(clock.now(), ms)));
  return { taken, setClock, ticks };
}

it("ticks come at the start, on each minute of the clock, and when what is due in between is due", async () => {
  const due = addMs(START, 70 * SECOND);
  const { taken } = turnsOf((now) => (now < due ? due : null));
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect(taken.map((ms) => Math.round(ms / SECOND))).toEqual([0, 40, 70, 100, 160]);
});

describe("ticks on a clock of which somebody sets the time", () => {
  it.each([
    ["an hour back", -HOUR],
    ["a day back", -DAY],
    ["a day forward", DAY],
  ])("come each minute after it was set %s, with nothing due", async (_, ms) => {
    const { taken, setClock } = turnsOf(() => null);
    await vi.advanceTimersByTimeAsync(MINUTE);
    setClock(ms);
    const before = taken.length;
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    const further = taken.length - before;
    expect(further).toBeGreaterThanOrEqual(9);
    expect(further).toBeLessThanOrEqual(22);
  });

  it("wait as long as before for what was due in half a minute when it was set a day back", async () => {
    const due = addMs(START, 30 * SECOND);
    const { taken, setClock } = turnsOf((now) => (now < due ? due : null));
    await vi.advanceTimersByTimeAsync(SECOND);
    setClock(-DAY);
    await vi.advanceTimersByTimeAsync(29 * SECOND + 1);
    expect(taken.length).toBeGreaterThanOrEqual(2);
    expect(taken.at(-1)).toBeLessThanOrEqual(30_001);
  });

  it("are no whirl when what is due stays due", async () => {
    const { taken } = turnsOf((now) => addMs(now, -DAY));
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(taken.length).toBeGreaterThan(100);
    expect(taken.length).toBeLessThanOrEqual(202);
  });
});
