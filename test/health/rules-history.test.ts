/** The periods of *Why this status?* are of one rhythm, whichever check-in spoke last. */

import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { GivenHealth } from "../../src/health/rules-given.ts";
import { asToldOf, dimensionsIn, historyOf, type ToldIn } from "../../src/health/rules-history.ts";
import { statusOf } from "../../src/health/status/rules.ts";

const HEADS = { leads: ["lead"], deputies: [] };
const NOW = "2027-01-01T12:00:00.000Z";

function said(
  every: "week" | "month" | "quarter",
  [day, period, colour, until]: readonly [string, string, HealthColour, string | null],
  more: Partial<GivenHealth> = {},
): GivenHealth {
  return {
    checkInId: `${every} ${day}`,
    revision: 1,
    cadenceId: every,
    every,
    personId: "lead",
    author: "Tom",
    roundId: `${every} ${day}`,
    roundKey: day,
    period,
    answeredAt: `${day}T${every === "quarter" ? "16" : "09"}:00:00.000Z`,
    health: { colour, ...(every === "month" && { dimensions: { time: "amber" } }) },
    confidence: null,
    text: null,
    standsUntil: until === null ? null : `${until}T09:00:00.000Z`,
    ...more,
    colour,
  };
}

const months = [
  said("month", ["2026-09-30", "2026-09", "amber", "2026-10-31"]),
  said("month", ["2026-10-30", "2026-10", "red", "2026-12-01"]),
  said("month", ["2026-11-30", "2026-11", "amber", "2027-01-01"]),
  said("month", ["2026-12-31", "2026-12", "green", null]),
];
const quarters = [
  said("quarter", ["2026-09-30", "2026-Q3", "amber", "2027-01-01"]),
  said("quarter", ["2026-12-31", "2026-Q4", "green", null]),
];

/** When sponsors are told of each month, and the team of each week. */
const TOLD = {
  month: [
    { period: "2026-12", at: "2027-01-06T09:00:00.000Z" },
    { period: "2026-11", at: "2026-12-03T09:00:00.000Z" },
    { period: "2026-10", at: "2026-11-04T09:00:00.000Z" },
    { period: "2026-09", at: "2026-10-05T09:00:00.000Z" },
  ],
  week: [
    { period: "2026-W52", at: "2026-12-28T09:00:00.000Z" },
    { period: "2026-W51", at: "2026-12-21T09:00:00.000Z" },
  ],
};

function told(given: GivenHealth[], { at = NOW, toldIn = "month" as ToldIn, silentAt = new Set<string>() } = {}) {
  const status = statusOf(given, HEADS, at);
  if (!status) throw new Error("No colour stands");
  const [over = ""] = { month: ["2026-12"], week: ["2026-W52"] }[toldIn];
  const of = { status, every: toldIn, told: TOLD[toldIn].filter((one) => one.at < at), over, zone: "UTC" };
  const asTold = asToldOf(given, HEADS, at, of);
  const { every, before } = historyOf(given, HEADS, at, { status, toldIn, asTold, silentAt });
  const dimensions = dimensionsIn(given, HEADS, at, status)?.health.dimensions ?? {};
  return { every, before: before.map(({ period, colour }) => `${period} ${colour}`), dimensions, asTold };
}

describe("the periods before", () => {
  it("are months to a sponsor where a quarter's review spoke last, none of them hidden (A1)", () => {
    const before = ["2026-11 amber", "2026-10 red", "2026-09 amber"];
    expect(told([...months, ...quarters])).toMatchObject({ every: "month", before });
    expect(told(months)).toMatchObject({ every: "month", before });
    // The month has not been answered: the last one is told.
    expect(told([...months.slice(0, 3), ...quarters])).toMatchObject({ every: "month", before });
    expect(told(quarters)).toMatchObject({ every: "quarter", before: ["2026-Q3 amber"] });
  });

  it("are without a status where digests told that there was none, whatever was said later (A1)", () => {
    const late = months.map((one) =>
      one.period === "2026-11" ? { ...one, answeredAt: "2026-12-03T10:00:00.000Z" } : one,
    );
    const before = ["2026-11 grey", "2026-10 red", "2026-09 amber"];
    const silentAt = new Set(["2026-12-03T09:00:00.000Z"]);
    expect(told(late, { silentAt })).toMatchObject({ every: "month", before });
    // Nobody had been asked.
    expect(told(late)).toMatchObject({ every: "month", before: before.slice(1) });
  });

  it("are what digests told of them, whichever of two check-ins of theirs spoke last in them (A1)", () => {
    const at = "2027-02-03T09:00:00.000Z";
    const red = said("quarter", ["2026-12-31", "2026-Q4", "red", null]);
    const spoken = [...months.slice(0, 3), said("month", ["2026-12-31", "2026-12", "amber", "2027-01-30"]), red];
    const january = said("month", ["2027-01-29", "2027-01", "red", null]);
    const before = ["2026-12 red", "2026-11 amber", "2026-10 red", "2026-09 amber"];
    expect(told([...spoken, january], { at })).toMatchObject({ before, asTold: { periods: 2 } });
    // While the words of December stand, that is the present month.
    expect(told(spoken, { at: "2027-01-20T09:00:00.000Z" })).toMatchObject({ before: before.slice(1) });
  });

  it("are weeks to the team, and to whoever is told of weeks and quarters alone (A1)", () => {
    const weeks = [
      said("week", ["2026-12-17", "2026-W51", "red", "2026-12-25"]),
      said("week", ["2026-12-24", "2026-W52", "green", "2027-01-01"]),
      said("week", ["2026-12-31", "2026-W53", "green", null]),
    ];
    const before = ["2026-W52 green", "2026-W51 red"];
    expect(told([...weeks, ...months, ...quarters], { toldIn: "week" })).toMatchObject({
      every: "week",
      before,
    });
    expect(told([...weeks, ...quarters])).toMatchObject({ every: "week", before });
    expect(told([...weeks, ...months, ...quarters])).toMatchObject({ every: "month" });
  });

  it("are not those of a check-in in which others speak than those who gave the colour (A1)", () => {
    const team = said("week", ["2026-12-31", "2026-W53", "red", null], { personId: "nina", checkInId: "team" });
    expect(told([...months, team], { toldIn: "week" })).toMatchObject({ every: "month" });
  });
});

describe("what was said of each dimension", () => {
  it("says when, where that was in another answer than the colour (A1)", () => {
    const given = [...months, ...quarters];
    const status = statusOf(given, HEADS, NOW);
    expect(status && dimensionsIn(given, HEADS, NOW, status)).toMatchObject({ checkInId: "month 2026-12-31" });
    const own = statusOf(months, HEADS, NOW);
    expect(own && dimensionsIn(months, HEADS, NOW, own)).toEqual(own?.given);
  });

  it("is told where the month's answer gave it on the day of the quarter's, which did not (A1)", () => {
    expect(told([...months, ...quarters]).dimensions).toEqual({ time: "amber" });
    expect(told(quarters).dimensions).toEqual({});
    // Of another colour than what stands, it is of that one.
    expect(told([...months.slice(0, 3), ...quarters]).dimensions).toEqual({});
  });
});
