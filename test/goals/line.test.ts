/** The line of a measure, and how its values stand beside it, case by case. */
import { describe, expect, it } from "vitest";
import {
  type Dated,
  isBehind,
  jumps,
  periodEnd,
  periodEndBefore,
  plannedOn,
  planOf,
  standingOf,
  valueBefore,
  valuesByDay,
} from "../../src/goals/line.ts";
import type { Details } from "../../src/register/item-types.ts";

/** 360 days after its baseline. */
const DUE = "2026-12-26";

/** From 2 to 4, unless a case says otherwise. */
function plan(more: Partial<Details["measure"]> = {}, dueOn = DUE) {
  const usual = { direction: "rise" as const, baseline: "2", baselineOn: "2025-12-31", target: "4" };
  const made = planOf({ ...usual, rhythm: "monthly", knownOn: 2, ...more }, dueOn);
  return made ?? expect.fail("No line");
}

const on = (day: string, value: string): Dated => ({ on: day, value });
const FALLING = { direction: "fall" as const, baseline: "10", target: "5" };
const ABOVE = { direction: "above" as const, baseline: "96", target: "95" };
const BELOW = { direction: "below" as const, baseline: "3", target: "3" };
const MIDDLE = "2026-06-29";
const KNOWN = { knownBy: "2026-10-31", yearStartMonth: 1 };

describe("the line of a measure", () => {
  it.each([
    ["rises from its baseline", {}, "2025-12-31", "2"],
    ["is halfway in the middle", {}, MIDDLE, "3"],
    ["ends at its target", {}, DUE, "4"],
    ["stays there after its day", {}, "2027-03-31", "4"],
    ["is at its baseline on a day before that", {}, "2025-06-30", "2"],
    ["falls", FALLING, MIDDLE, "7.5"],
    ["is the target from the first day, of what should stay above", ABOVE, "2026-01-31", "95"],
    ["is the target from the first day, of what should stay below", BELOW, "2026-01-31", "3"],
    ["has as many decimals as its numbers", { target: "4.25" }, "2026-03-31", "2.56"],
    ["has those that a tenth of the way needs", { target: "2.4" }, MIDDLE, "2.2"],
  ])("%s", (_, details, day, expected) => {
    expect(plannedOn(plan(details), day)).toBe(expected);
  });

  it("goes over its waypoints, in whatever order they were given", () => {
    const waypoints = [on("2026-09-30", "3.6"), on("2026-03-31", "2.2")];
    const over = plan({ waypoints });
    expect(["2026-03-31", "2026-06-30", "2026-09-30"].map((day) => plannedOn(over, day))).toEqual([
      "2.2",
      "2.9",
      "3.6",
    ]);
  });

  it("moves with its target and its day", () => {
    expect(plannedOn(plan({ target: "6" }), MIDDLE)).toBe("4");
    expect(plannedOn(plan({}, "2027-12-31"), DUE)).toBe("3");
  });

  it("is none without baseline, target or day", () => {
    const details = { direction: "rise" as const, rhythm: "monthly" as const, knownOn: 2 };
    expect(planOf(details, DUE)).toBe(null);
    expect(planOf({ ...details, baseline: "2", baselineOn: "2025-12-31", target: "4" }, null)).toBe(null);
  });
});

describe("a value is behind", () => {
  it.each([
    ["rising, short by exactly a tenth of the way", {}, on(MIDDLE, "2.8"), false],
    ["rising, short by more", {}, on(MIDDLE, "2.79"), true],
    ["rising, above the line", {}, on(MIDDLE, "3.9"), false],
    ["rising, on the day of its baseline", {}, on("2025-12-31", "2"), false],
    ["rising, on a day before its baseline", {}, on("2025-06-30", "1.5"), true],
    ["falling, short by exactly a tenth", FALLING, on(MIDDLE, "8"), false],
    ["falling, short by more", FALLING, on(MIDDLE, "8.01"), true],
    ["falling, below the line", FALLING, on(MIDDLE, "4"), false],
    ["staying above, on its target", ABOVE, on(MIDDLE, "95"), false],
    ["staying above, below it", ABOVE, on(MIDDLE, "94.9"), true],
    ["staying below, on its target, which is its baseline", BELOW, on(MIDDLE, "3"), false],
    ["staying below, above it", BELOW, on(MIDDLE, "3.1"), true],
  ])("%s", (_, details, value, expected) => {
    expect(isBehind(plan(details), value)).toBe(expected);
  });
});

describe("how a measure stands", () => {
  it("is without a value as its baseline", () => {
    expect(standingOf(plan(), [], { ...KNOWN, knownBy: "2026-01-31" })).toEqual({
      latest: null,
      before: on("2025-12-31", "2"),
      planned: null,
      isBehind: false,
      isBehindTwice: false,
      noFigureSince: null,
    });
  });

  it("compares one value with its baseline, and is behind once at most", () => {
    const standing = standingOf(plan(), [on("2026-09-30", "2.1")], KNOWN);
    expect(standing).toMatchObject({ before: on("2025-12-31", "2"), planned: "3.5", isBehind: true });
    expect(standing.isBehindTwice).toBe(false);
  });

  it("is behind twice where its last two values are", () => {
    const late = on("2026-08-31", "2.1");
    const later = on("2026-09-30", "2.2");
    const good = on("2026-10-31", "3.7");
    expect(standingOf(plan(), [late, later], KNOWN).isBehindTwice).toBe(true);
    expect(standingOf(plan(), [late, later, good], KNOWN)).toMatchObject({ isBehind: false, isBehindTwice: false });
    expect(standingOf(plan(), [on("2026-08-31", "3.4"), later], KNOWN).isBehindTwice).toBe(false);
  });

  it("has no figure once two months, or two quarters, are known without one", () => {
    const values = [on("2026-08-31", "3.4")];
    const since = (knownBy: string, more = {}) =>
      standingOf(plan(more), values, { knownBy, yearStartMonth: 1 }).noFigureSince;
    expect(since("2026-09-30")).toBe(null);
    expect(since("2026-10-31")).toBe("2026-08-31");
    expect(since("2026-12-31", { rhythm: "quarterly" })).toBe(null);
    expect(since("2027-03-31", { rhythm: "quarterly" })).toBe("2026-08-31");
  });

  it("has no figure since its baseline where it never had one", () => {
    expect(standingOf(plan(), [], { ...KNOWN, knownBy: "2026-02-28" }).noFigureSince).toBe("2025-12-31");
  });
});

it("of two values of one day the last entered counts", () => {
  const entered = [on("2026-02-28", "2.3"), on("2026-01-31", "2.1"), on("2026-02-28", "2.4")];
  expect(valuesByDay(entered)).toEqual([on("2026-01-31", "2.1"), on("2026-02-28", "2.4")]);
});

it.each([
  ["monthly", 1, "2026-02-10", "2026-02-28", "2026-01-31"],
  ["quarterly", 1, "2026-02-10", "2026-03-31", "2025-12-31"],
  ["quarterly", 2, "2026-02-10", "2026-04-30", "2026-01-31"],
] as const)("a %s period of a year that starts in month %i ends", (rhythm, start, day, end, before) => {
  expect(periodEnd(rhythm, day, start)).toBe(end);
  expect(periodEndBefore(rhythm, day, start)).toBe(before);
});

it.each([
  ["2", "20", false],
  ["2", "20.1", true],
  ["20.1", "2", true],
  ["0", "500", false],
  ["-2", "21", true],
])("from %s to %s a number jumps: %s", (before, value, expected) => {
  expect(jumps(before, value)).toBe(expected);
});

it("compares a number with the last one of an earlier day, never with one of its own day", () => {
  const values = [on("2026-01-31", "2.1"), on("2026-02-28", "2.4")];
  expect(valueBefore(values, "2", "2026-02-28")).toBe("2.1");
  expect(valueBefore(values, "2", "2026-03-01")).toBe("2.4");
  expect(valueBefore(values, "2", "2026-01-31")).toBe("2");
});
