import { describe, expect, it } from "vitest";
import { block, newPace, type Pace, type PacedCall, refund, reserve } from "../../src/delivery/rules-pacing.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addMs } from "../../src/platform/time.ts";

const START: Instant = "2026-11-02T09:30:00.000Z";
const startPlus = (ms: number) => addMs(START, ms);
const post = (channel: string): PacedCall => ({ method: "chat.postMessage", channel });
const update: PacedCall = { method: "chat.update", channel: "update:1" };

/** Makes calls as soon as each is allowed; returns when each was made, in milliseconds from the start. */
function callTimes(pace: Pace, calls: readonly PacedCall[]): number[] {
  let now = START;
  return calls.map((call) => {
    for (let until = reserve(pace, call, now); until !== null; until = reserve(pace, call, now)) now = until;
    return Date.parse(now) - Date.parse(START);
  });
}

function mostWithin(windowMs: number, times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));
}

describe("the pace of posts", () => {
  it("is one a second in a conversation", () => {
    expect(callTimes(newPace(), [post("a"), post("a"), post("a")])).toEqual([0, 1000, 2000]);
  });

  it("lets other conversations go on meanwhile", () => {
    const pace = newPace();
    expect(reserve(pace, post("a"), START)).toBeNull();
    expect(reserve(pace, post("a"), START)).toBe(startPlus(1000));
    expect(reserve(pace, post("b"), START)).toBeNull();
  });

  it("stays below three hundred a minute in the workspace, and uses most of them", () => {
    const times = callTimes(
      newPace(),
      Array.from({ length: 600 }, (_, index) => post(`person-${index}`)),
    );
    expect(mostWithin(60_000, times)).toBeLessThanOrEqual(300);
    expect(mostWithin(60_000, times)).toBeGreaterThan(270);
  });

  it("stays below fifty updates a minute", () => {
    const times = callTimes(
      newPace(),
      Array.from({ length: 200 }, () => update),
    );
    expect(mostWithin(60_000, times)).toBeLessThanOrEqual(50);
    expect(mostWithin(60_000, times)).toBeGreaterThan(40);
  });

  it("stays within a hundred uploads a minute", () => {
    const upload: PacedCall = { method: "files.getUploadURLExternal", channel: "" };
    const times = callTimes(
      newPace(),
      Array.from({ length: 300 }, () => upload),
    );
    expect(mostWithin(60_000, times)).toBeLessThanOrEqual(100);
    expect(mostWithin(60_000, times)).toBeGreaterThan(90);
  });

  it("counts nothing for a call that is held back, or given back", () => {
    const pace = newPace();
    expect(reserve(pace, post("a"), START)).toBeNull();
    for (let again = 0; again < 20; again += 1) expect(reserve(pace, post("a"), START)).toBe(startPlus(1000));
    refund(pace, post("a"));
    expect(reserve(pace, post("a"), START)).toBeNull();
  });

  it("keeps room for every channel, however many there have been", () => {
    const pace = newPace();
    callTimes(
      pace,
      Array.from({ length: 3000 }, (_, index) => post(`person-${index}`)),
    );
    expect(pace.levels.size).toBeLessThan(1500);
  });
});

describe("a 429", () => {
  it("stops its method until the time Slack gave, and no other", () => {
    const pace = newPace();
    block(pace, "chat.postMessage", startPlus(30_000));
    expect(reserve(pace, post("a"), START)).toBe(startPlus(30_000));
    expect(reserve(pace, update, START)).toBeNull();
    expect(reserve(pace, { method: "conversations.history", channel: "a" }, START)).toBeNull();
    expect(reserve(pace, post("a"), startPlus(30_000))).toBeNull();
  });

  it("is not shortened by a later, shorter one", () => {
    const pace = newPace();
    block(pace, "chat.update", startPlus(30_000));
    block(pace, "chat.update", startPlus(1000));
    expect(reserve(pace, update, startPlus(2000))).toBe(startPlus(30_000));
  });
});

describe("a clock that is set back", () => {
  it.each([1, 24])("by %i h costs neither the pace nor a 429 more than what was left of them", (hours) => {
    const pace = newPace();
    const later = (ms: number) => addMs(startPlus(ms), hours * 3_600_000);
    expect(reserve(pace, post("a"), later(0))).toBeNull();
    block(pace, "chat.update", later(30_000));
    expect(reserve(pace, post("a"), startPlus(0))).toBe(startPlus(1000));
    expect(reserve(pace, post("a"), startPlus(1000))).toBeNull();
    expect(reserve(pace, update, startPlus(2000))).toBe(startPlus(30_000));
  });
});
