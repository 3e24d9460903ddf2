import { describe, expect, it } from "vitest";
import { askedThrough, plannedThroughNow } from "../../src/cadences/recurrence/preview.ts";
import type { Rule } from "../../src/cadences/recurrence/rule.ts";

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
