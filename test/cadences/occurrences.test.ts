import { describe, expect, it } from "vitest";
import { dayAbout, nextOpenings, periodOf } from "../../src/cadences/recurrence/occurrences.ts";
import { ruleSchema } from "../../src/cadences/recurrence/rule.ts";

const FRIDAYS = { every: "week", on: ["fr"] };
const DAYS = { every: "day" };

describe("openings", () => {
  const fridays = ruleSchema.parse({ ...FRIDAYS, at: "09:00", zone: "participant", until: "2026-11-27" });
  const at = (after: string, zone = "Europe/Paris", rule = fridays) => nextOpenings(rule, { zone, after, count: 2 });
  it("become one where a zone skips a whole day", () => {
    // Apia had no 30 December 2011.
    const daily = ruleSchema.parse({ ...DAYS, on: ["th", "fr", "sa"], at: "09:00", zone: "Pacific/Apia" });
    expect(nextOpenings(daily, { zone: "UTC", after: "2011-12-29T00:00:00.000Z", count: 3 })).toEqual([
      "2011-12-29T19:00:00.000Z",
      "2011-12-30T19:00:00.000Z",
      "2012-01-04T19:00:00.000Z",
    ]);
  });
  it("end with the four-digit years", () => {
    const toTheEnd = ruleSchema.parse({ ...DAYS, at: "23:59", zone: "America/New_York", until: "9999-12-31" });
    expect(at("9999-12-30T12:00:00.000Z", "UTC", toTheEnd)).toEqual(["9999-12-31T04:59:00.000Z"]);
  });
});

describe("the period of a round", () => {
  const quarterly = { every: "quarter", on: { workingDay: 1 } };
  it.each<[string, object, string, string]>([
    ["a day", DAYS, "2026-11-20", "2026-11-20"],
    ["an ISO week", FRIDAYS, "2026-11-20", "2026-W47"],
    ["the first days of January in a week of the year before", FRIDAYS, "2027-01-01", "2026-W53"],
    ["the last days of December in a week of the year after", FRIDAYS, "2025-12-29", "2026-W01"],
    ["a month", { every: "month", on: { day: 1 } }, "2026-11-20", "2026-11"],
    ["a quarter", quarterly, "2026-12-31", "2026-Q4"],
    ["a quarter named outright from January", { ...quarterly, yearStartMonth: 1 }, "2026-01-01", "2026-Q1"],
    [
      "the first quarter of a year that ends in the next",
      { ...quarterly, yearStartMonth: 2 },
      "2026-02-06",
      "FY2027-Q1",
    ],
    ["its last quarter", { ...quarterly, yearStartMonth: 2 }, "2027-01-31", "FY2027-Q4"],
    ["a year that starts in October", { ...quarterly, yearStartMonth: 10 }, "2026-11-20", "FY2027-Q1"],
    ["a year", { every: "year", on: { month: 1, day: 1 } }, "2026-11-20", "2026"],
  ])("%s", (_fact, rule, key, expected) => {
    expect(periodOf(ruleSchema.parse({ at: "09:00", zone: "UTC", ...rule }), key)).toBe(expected);
  });

  it.each([
    ["the quarter that ended, in the first month after it", 1, "2026-10-05", "2026-09-30", "2026-Q3"],
    ["the quarter under way, later than that", 1, "2026-11-02", "2026-11-02", "2026-Q4"],
    ["the last quarter of the year that ended", 1, "2027-01-06", "2026-12-31", "2026-Q4"],
    ["the quarter of a fiscal year that ended", 2, "2026-08-05", "2026-07-31", "FY2027-Q2"],
  ])("a quarterly check-in is about %s", (_fact, yearStartMonth, key, day, period) => {
    const rule = ruleSchema.parse({ ...quarterly, at: "09:00", zone: "UTC", yearStartMonth });
    expect([dayAbout(rule, key), periodOf(rule, dayAbout(rule, key))]).toEqual([day, period]);
  });

  it.each([
    [4, "2026-03-31", "FY2026"],
    [4, "2026-04-01", "FY2027"],
    [7, "2026-06-30", "FY2026"],
    [7, "2027-06-30", "FY2027"],
    [1, "2026-12-31", "2026"],
  ])("a year that begins in month %i, on %s", (start, key, expected) => {
    const annual = ruleSchema.parse({ every: "year", on: { month: 12, day: 1 }, at: "09:00", zone: "UTC" });
    expect(periodOf(annual, key, start)).toBe(expected);
  });
});
