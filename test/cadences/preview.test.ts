import { describe, expect, it } from "vitest";
import { askedThrough, plannedThroughNow } from "../../src/cadences/recurrence/preview.ts";
import type { Rule } from "../../src/cadences/recurrence/rule.ts";
import { spanBelow } from "../../src/check-ins/form/done-in-shorter-rhythms.ts";

const THURSDAYS: Rule = { every: "week", on: ["th"], at: "14:00", zone: "participant" };
/** NOW is a Wednesday. */
const NOW = "2026-11-04T12:00:00.000Z";

describe("a rule that takes effect now", () => {
  const daily: Rule = { every: "day", at: "09:30", zone: "participant" };

  it.each<[string, Rule, string[], string | null, string]>([
    ["does not ask what opened this morning", daily, ["Europe/London"], null, "2026-11-04"],
    ["asks today where today has opened for nobody", { ...daily, at: "16:00" }, ["Europe/London"], null, "2026-11-03"],
    [
      "does not ask today when it has opened for one of several",
      { ...daily, at: "16:00" },
      ["Europe/London", "Asia/Tokyo"],
      null,
      "2026-11-04",
    ],
    ["does not ask again what a round exists for", daily, ["Europe/London"], "2026-11-06", "2026-11-06"],
    [
      "is settled to yesterday at least where nothing has opened",
      { ...THURSDAYS, from: "2027-01-01" },
      [],
      null,
      "2026-11-02",
    ],
  ])("%s", (_, rule, zones, planned, settled) => {
    expect(
      plannedThroughNow(
        rule,
        zones.map((zone) => ({ zone })),
        { planned, now: NOW },
      ),
    ).toBe(settled);
  });
});

describe("a rule that is changed in the middle of a period", () => {
  const on = (...days: ("mo" | "tu" | "we" | "th" | "fr")[]): Rule => ({ ...THURSDAYS, on: days });
  const monthly = (day: number): Rule => ({
    every: "month",
    on: { day, overflow: "clamp" },
    at: "09:00",
    zone: "participant",
  });
  const quarterly = (month: 1 | 2 | 3, yearStartMonth = 1): Rule => ({
    every: "quarter",
    on: { month, day: 5, overflow: "clamp" },
    yearStartMonth,
    at: "09:00",
    zone: "participant",
  });

  it.each<[string, Rule, Rule, string, string]>([
    ["does not ask a week again that was asked", on("mo"), on("fr"), "2026-11-02", "2026-11-06"],
    ["asks the second of two days of a week", on("mo", "th"), on("tu", "fr"), "2026-11-02", "2026-11-03"],
    ["asks no third day of a week that had two", on("mo", "we"), on("tu", "fr"), "2026-11-04", "2026-11-06"],
    ["does not ask a month again", monthly(2), monthly(20), "2026-11-02", "2026-11-20"],
    ["goes by the quarters that it has now", quarterly(1), quarterly(2, 2), "2026-10-05", "2026-10-05"],
    ["asks for the quarter that has not been asked about", quarterly(1), quarterly(2), "2026-10-05", "2026-10-05"],
    [
      "does not ask again about a quarter that was asked within",
      quarterly(2),
      quarterly(1),
      "2026-11-05",
      "2027-01-05",
    ],
    [
      "asks a week where days were asked before",
      { ...THURSDAYS, every: "day", on: undefined },
      on("fr"),
      "2026-11-04",
      "2026-11-04",
    ],
  ])("%s", (_, before, after, lastKey, settled) => {
    expect(askedThrough(before, after, lastKey)).toBe(settled);
  });
});

it.each<[string, "month" | "quarter", string, string, string]>([
  ["a month that ends with its round", "month", "2026-09-30", "2026-08-30", "2026-09-30"],
  ["the quarter that has ended", "quarter", "2026-07-03", "2026-03-31", "2026-06-30"],
  ["three months up to a round within its quarter", "quarter", "2026-11-05", "2026-08-05", "2026-11-05"],
])("what was done is looked for in %s", (_, every, key, after, through) => {
  const rule: Rule =
    every === "month"
      ? { every, on: { workingDay: -1 }, at: "09:00", zone: "participant" }
      : { every, on: { workingDay: 3 }, at: "09:00", zone: "participant" };
  expect(spanBelow(rule, key)).toEqual({ after, through });
});
