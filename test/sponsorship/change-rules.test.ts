/** What of a change is told, of how many people. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actionsIn,
  type Cell,
  decisionsIn,
  lastQuarters,
  roundsIn,
  toldOf,
  weakestIn,
} from "../../src/sponsorship/change/rules.ts";

const TODAY = "2026-11-25";
const Q4 = { from: "2026-10-01", until: TODAY };
const NOBODY = { answered: 0, skipped: 0, silent: 0, unsent: 0, away: 0, covered: 0 };

it("goes by the four quarters up to today's", () => {
  expect(lastQuarters(TODAY)).toEqual([
    { label: "2026-Q1", from: "2026-01-01", until: "2026-03-31" },
    { label: "2026-Q2", from: "2026-04-01", until: "2026-06-30" },
    { label: "2026-Q3", from: "2026-07-01", until: "2026-09-30" },
    { label: "2026-Q4", from: "2026-10-01", until: TODAY },
  ]);
  expect(lastQuarters("2026-01-01").map(({ label, from, until }) => [label, from, until])).toEqual([
    ["2025-Q2", "2025-04-01", "2025-06-30"],
    ["2025-Q3", "2025-07-01", "2025-09-30"],
    ["2025-Q4", "2025-10-01", "2025-12-31"],
    ["2026-Q1", "2026-01-01", "2026-01-01"],
  ]);
});

describe("counts", () => {
  it("rounds that somebody had, and those who were asked, each once", () => {
    const rounds = [
      { on: "2026-10-05", outcomes: { ...NOBODY, answered: 2, silent: 2 } },
      { on: "2026-10-12", outcomes: { ...NOBODY, answered: 1, silent: 2 } },
      { on: "2026-10-19", outcomes: { ...NOBODY, away: 4 } },
      { on: "2026-09-30", outcomes: { ...NOBODY, answered: 4 } },
    ];
    const people = ["a", "b", "a"].map((personId) => ({ month: "2026-10-01", personId }));
    expect(roundsIn(Q4, rounds, [...people, { month: "2026-09-01", personId: "c" }])).toEqual({
      kept: 1,
      of: 2,
      people: 2,
    });
  });

  it("decisions and actions that were due, and of those that wait only what is late", () => {
    const decision = (dueOn: string | null, decidedOn: string | null) => ({ dueOn, decidedOn, personId: "ines" });
    const decisions = [
      decision("2026-11-01", "2026-11-01"),
      decision("2026-11-01", "2026-11-02"),
      decision("2026-11-24", null),
      decision(TODAY, null),
      decision(null, "2026-11-01"),
      decision("2026-12-01", "2026-11-20"),
      decision("2026-09-30", null),
    ];
    expect(decisionsIn(Q4, decisions, TODAY)).toEqual({ kept: 1, of: 3, people: 1 });
    // The last day of a quarter that is over is late since.
    expect(decisionsIn({ from: "2026-07-01", until: "2026-09-30" }, decisions, TODAY)).toMatchObject({
      kept: 0,
      of: 1,
    });
    const action = (dueOn: string, doneOn: string | null, end: "dropped" | null = null, personId = "ravi") => {
      return { type: "action" as const, code: "A-1", dueOn, doneOn, end, personId };
    };
    const actions = [
      action("2026-11-01", "2026-10-30"),
      action("2026-11-01", "2026-11-09", null, "tom"),
      action("2026-11-02", null, "dropped"),
      action("2026-11-20", null),
    ];
    expect(actionsIn(Q4, actions, TODAY)).toEqual({ kept: 1, of: 3, people: 2 });
  });
});

describe("tells", () => {
  it.each([
    [0, 0, 9, { is: "none" }],
    [1, 2, 1, { is: "few" }],
    [1, 2, 2, { is: "few" }],
    [1, 2, 3, { is: "counts", kept: 1, of: 2 }],
    [1, 2, 4, { is: "counts", kept: 1, of: 2 }],
    [1, 2, 5, { is: "rate", share: 0.5, kept: 1, of: 2 }],
  ])("%i of %i of %i people", (kept, of, people, told) => {
    expect(toldOf({ kept, of, people })).toEqual(told);
  });

  it("no number of fewer than three people, and no rate of fewer than five, whatever they did (B6)", () => {
    const number = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 0, max: 8 }), (one, other, people) => {
        const told = toldOf({ kept: Math.min(one, other), of: Math.max(one, other), people });
        if (people < 5) expect(told).not.toHaveProperty("share");
        if (people < 3) expect(Object.values(told).filter((value) => typeof value === "number")).toEqual([]);
      }),
    );
  });

  it("the first weak link by the last quarter that may be told, and of what nothing is known", () => {
    const cell = (kept: number, of: number, people = 6): Cell => ({ kept, of, people });
    const strong = [cell(1, 9), cell(9, 9)];
    const weak = [cell(9, 9), cell(7, 9)];
    const weakestOf = (rounds: Cell[], decisions: Cell[], actions: Cell[]) => weakestIn({ rounds, decisions, actions });
    expect(weakestOf(strong, weak, weak)).toEqual({ weak: "decisions", unknown: [] });
    expect(weakestOf(weak, weak, strong)).toEqual({ weak: "rounds", unknown: [] });
    expect(weakestOf(strong, strong, strong)).toEqual({ weak: null, unknown: [] });
    expect(weakestOf(strong, [cell(0, 4, 2)], weak)).toEqual({ weak: "actions", unknown: ["decisions"] });
    expect(weakestOf([...weak, cell(0, 0)], strong, strong)).toEqual({ weak: "rounds", unknown: [] });
    expect(weakestOf([], [], [])).toEqual({ weak: null, unknown: ["rounds", "decisions", "actions"] });
  });
});
