import { SandboxClock, startSandbox } from "slack-sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { MONDAY } from "../../packages/slack-sandbox/test/workspace.ts";
import { manifestYml } from "../../src/operations/manifest/manifest-file.ts";
import type { DrivenClock, Instant } from "../../src/platform/clock.ts";
import { connectRemoteClock } from "../../src/platform/sandbox-clock.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";

const at = (minutes: number): Instant => addMs(MONDAY, minutes * MINUTE);

interface Followed {
  clock: SandboxClock;
  follow: () => Promise<DrivenClock & { close?: () => void }>;
}

/** The same behaviour for an app in this process and for one on the other end of a socket. */
const ways: Record<string, () => Promise<Followed>> = {
  "in the same process": async () => {
    const clock = new SandboxClock(MONDAY);
    return { clock, follow: async () => clock };
  },
  "over a socket": async () => {
    const clock = new SandboxClock(MONDAY);
    const sandbox = await startSandbox({ manifest: manifestYml(), clock, people: [] });
    onTestFinished(() => sandbox.close());
    return { clock, follow: () => connectRemoteClock(sandbox.clockUrl) };
  },
};

describe.each(Object.entries(ways))("a process that follows the clock %s", (_, make) => {
  it("has its turn at each instant it named, and time ends where it was sent", async () => {
    const { clock, follow } = await make();
    const app = await follow();
    const due = [at(5), at(7), at(90)];
    const turns: Instant[] = [];
    app.drive(async () => {
      if (due[0] === app.now()) turns.push(due.shift() ?? "");
      return due[0] ?? null;
    });
    await clock.advanceTo(at(60));
    expect(turns).toEqual([at(5), at(7)]);
    expect(clock.now()).toBe(at(60));
    expect(app.now()).toBe(at(60));
  });

  it("gets another turn at the same time when something changed during its turn", async () => {
    const { clock, follow } = await make();
    const app = await follow();
    let open = 3;
    const driven = app.drive(async () => {
      if (open > 0) {
        open -= 1;
        driven.changed();
      }
      return null;
    });
    await clock.settle();
    expect(open).toBe(0);
    expect(clock.now()).toBe(MONDAY);
  });

  it("wakes those who sleep until an instant, and not before", async () => {
    const { clock, follow } = await make();
    const app = await follow();
    app.drive(async () => null);
    const woken: Instant[] = [];
    void app.sleepUntil(at(10), new AbortController().signal).then(() => woken.push(app.now()));
    const stop = new AbortController();
    const aborted = app.sleepUntil(at(20), stop.signal);
    await clock.advanceTo(at(9));
    expect(woken).toEqual([]);
    await clock.advanceTo(at(10));
    await clock.settle();
    expect(woken).toEqual([at(10)]);
    stop.abort();
    await aborted;
    await app.sleepUntil(at(1), stop.signal);
  });

  it("runs at real speed until paused", async () => {
    const { clock, follow } = await make();
    const app = await follow();
    const turned = Promise.withResolvers<Instant>();
    const due = addMs(MONDAY, 60);
    app.drive(async () => {
      if (app.now() < due) return due;
      turned.resolve(app.now());
      return null;
    });
    await clock.settle();
    clock.run();
    await expect(clock.advanceTo(at(1))).rejects.toThrow("pause");
    expect((await turned.promise) >= due).toBe(true);
    clock.pause();
    await clock.settle();
    const paused = clock.now();
    expect(app.now()).toBe(paused);
    expect(paused >= due && paused < at(1)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect(app.now()).toBe(paused);
  });
});
