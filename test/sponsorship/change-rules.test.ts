/** What of a change is told, of how many people. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastQuarters, roundsIn, toldOf } from "../../src/sponsorship/change/rules.ts";

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
});

describe("tells", () => {
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
});
