import { describe, expect, it } from "vitest";
import { ruleSchema } from "../../src/cadences/recurrence/rule.ts";
import {
  nextOpenings,
  type Occurrence,
  occurrences,
  openingOf,
  periodOf,
} from "../../src/cadences/recurrence/rules.ts";

/** The next `count` occurrences: the key, then `→ date` where it moved and `+` where it is extra. */
function dates(rule: object, after: string, count = 4): string[] {
  const parsed = ruleSchema.parse({ at: "09:00", zone: "Europe/Paris", ...rule });
  return occurrences(parsed, { after }).take(count).map(shown).toArray();
}

function shown({ key, date, extra }: Occurrence): string {
  return `${key}${date === key ? "" : ` → ${date}`}${extra ? " +" : ""}`;
}

const FRIDAYS = { every: "week", on: ["fr"] };
const DAYS = { every: "day" };

describe("days and weeks", () => {
  it.each<[string, object, string, string[]]>([
    [
      "a day that is not in `on` drops out and shifts nothing",
      { ...DAYS, interval: 3, anchor: "2026-01-05", on: ["mo", "tu", "we", "th", "fr"] },
      "2026-01-05",
      ["2026-01-08", "2026-01-14", "2026-01-20", "2026-01-23"],
    ],
    [
      "the anchor stands for its week, whatever its weekday",
      { every: "week", on: ["mo"], interval: 2, anchor: "2026-01-11" },
      "2026-01-04",
      ["2026-01-05", "2026-01-19", "2026-02-02", "2026-02-16"],
    ],
  ])("%s", (_fact, rule, after, expected) => {
    expect(dates(rule, after)).toEqual(expected);
  });
});

describe("months, quarters and years", () => {
  const month = (on: object) => ({ every: "month", on });
  const quarter = (on: object, yearStartMonth = 1) => ({ every: "quarter", on, yearStartMonth });
  it.each<[string, object, string, string[]]>([
    [
      "it clamps when nothing is said",
      month({ day: 30 }),
      "2028-01-30",
      ["2028-02-29", "2028-03-30", "2028-04-30", "2028-05-30"],
    ],
    [
      "the fifth Friday, in months that have one",
      month({ nth: 5, weekday: "fr" }),
      "2026-01-01",
      ["2026-01-30", "2026-05-29", "2026-07-31", "2026-10-30"],
    ],
    [
      "quarters of a year that starts in February",
      quarter({ workingDay: 5 }, 2),
      "2026-01-01",
      ["2026-02-06", "2026-05-07", "2026-08-07", "2026-11-06"],
    ],
    [
      "Tuesday of the quarter's second week, from the week of its first day",
      quarter({ week: 2, weekday: "tu" }),
      "2026-01-01",
      ["2026-01-06", "2026-04-07", "2026-07-07", "2026-10-06"],
    ],
  ])("%s", (_fact, rule, after, expected) => {
    expect(dates(rule, after, expected.length)).toEqual(expected);
  });
});

describe("dates, exceptions and pauses", () => {
  it.each<[string, object, string[]]>([
    [
      "an extra date wins over a pause",
      { extra: ["2026-11-18", "2026-11-20"], pauses: [{ from: "2026-11-07", until: "2026-12-31" }] },
      ["2026-11-06", "2026-11-18 +", "2026-11-20 +", "2027-01-01"],
    ],
    [
      "but not over the end or an exception",
      { until: "2026-11-08", except: ["2026-11-04"], extra: ["2026-11-04", "2026-11-05", "2026-11-09"] },
      ["2026-11-05 +", "2026-11-06"],
    ],
  ])("%s", (_fact, terms, expected) => {
    expect(dates({ ...FRIDAYS, ...terms }, "2026-11-01")).toEqual(expected);
  });

  it("starts from `from`, or from `after` where that is later", () => {
    const rule = ruleSchema.parse({ ...FRIDAYS, at: "09:00", zone: "UTC", from: "2026-11-13" });
    expect(occurrences(rule).next().value?.key).toBe("2026-11-13");
    expect(occurrences(rule, { after: "2020-01-01" }).next().value?.key).toBe("2026-11-13");
    expect(occurrences(rule, { after: "2026-11-13" }).next().value?.key).toBe("2026-11-20");
  });
});

describe("holidays", () => {
  // Friday 1 May and, as if a bridge, Thursday 30 April and Monday 4 May 2026.
  const calendar = ["2026-04-30", "2026-05-01", "2026-05-04"];
  it.each<[string, object, string[]]>([
    ["are skipped unless said otherwise", { ...FRIDAYS, calendar }, ["2026-04-24", "2026-05-08", "2026-05-15"]],
    [
      "may be moved to the working day before; the key stays",
      { ...FRIDAYS, calendar, holidays: "before" },
      ["2026-04-24", "2026-05-01 → 2026-04-29", "2026-05-08"],
    ],
    [
      "exceptions look at the nominal date",
      { ...FRIDAYS, calendar, holidays: "after", except: ["2026-05-05"] },
      ["2026-04-24", "2026-05-01 → 2026-05-05", "2026-05-08"],
    ],
  ])("%s", (_fact, rule, expected) => {
    expect(dates(rule, "2026-04-20", 3)).toEqual(expected);
  });

  it("a date taken by an earlier key stays taken when one looks from between them", () => {
    const rule = { ...DAYS, calendar, holidays: "after" };
    expect(dates(rule, "2026-05-01", 2)).toEqual(["2026-05-06", "2026-05-07"]);
    expect(dates({ ...rule, holidays: "before" }, "2026-04-29", 2)).toEqual(["2026-05-05", "2026-05-06"]);
  });

  it("a round that holidays put off for days still opens when one looks from between them", () => {
    const week = ["2026-04-27", "2026-04-28", "2026-04-29", "2026-04-30", "2026-05-01"];
    const terms = { every: "month", on: { day: 27 }, at: "09:00", zone: "UTC", calendar: week, holidays: "after" };
    const options = { zone: "UTC", after: "2026-04-30T12:00:00.000Z", count: 1 };
    expect(nextOpenings(ruleSchema.parse(terms), options)).toEqual(["2026-05-04T09:00:00.000Z"]);
  });

  it("openings come in order of time where a move turns the order of keys", () => {
    const rule = ruleSchema.parse({
      every: "week",
      on: ["fr", "sa"],
      at: "09:00",
      zone: "UTC",
      calendar,
      holidays: "after",
    });
    expect(nextOpenings(rule, { zone: "UTC", after: "2026-04-26T00:00:00.000Z", count: 3 })).toEqual([
      "2026-05-02T09:00:00.000Z",
      "2026-05-05T09:00:00.000Z",
      "2026-05-08T09:00:00.000Z",
    ]);
  });
});

describe("openings", () => {
  const fridays = ruleSchema.parse({ ...FRIDAYS, at: "09:00", zone: "participant", until: "2026-11-27" });
  const at = (after: string, zone = "Europe/Paris", rule = fridays) => nextOpenings(rule, { zone, after, count: 2 });

  it("are strictly after", () => {
    expect(at("2026-11-20T07:59:59.999Z")[0]).toBe("2026-11-20T08:00:00.000Z");
    expect(at("2026-11-20T08:00:00.000Z")[0]).toBe("2026-11-27T08:00:00.000Z");
  });
  it("are fewer when the rule ends", () => {
    expect(at("2026-11-20T08:00:00.000Z")).toHaveLength(1);
    expect(at("2026-11-27T08:00:00.000Z")).toEqual([]);
  });
  it("are in the zone of the participant, on either side of the date line", () => {
    expect(at("2026-11-19T00:00:00.000Z", "Pacific/Kiritimati")[0]).toBe("2026-11-19T19:00:00.000Z");
    expect(at("2026-11-20T00:00:00.000Z", "Pacific/Niue")[0]).toBe("2026-11-20T20:00:00.000Z");
  });
  it("are in the zone of the rule where it has one", () => {
    const inTokyo = ruleSchema.parse({ ...FRIDAYS, at: "09:00", zone: "Asia/Tokyo" });
    expect(at("2026-11-19T00:00:00.000Z", "America/New_York", inTokyo)[0]).toBe("2026-11-20T00:00:00.000Z");
    expect(openingOf(inTokyo, { date: "2026-11-20" }, { zone: "America/New_York" })).toBe("2026-11-20T00:00:00.000Z");
  });
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
    expect(
      at(
        "9999-12-01T00:00:00.000Z",
        "America/New_York",
        ruleSchema.parse({ ...FRIDAYS, at: "23:59", zone: "participant" }),
      ),
    ).toEqual(["9999-12-04T04:59:00.000Z", "9999-12-11T04:59:00.000Z"]);
    expect(
      at("9999-12-31T00:00:00.000Z", "UTC", ruleSchema.parse({ ...DAYS, at: "23:59", zone: "participant" })),
    ).toEqual([]);
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
    [4, "2026-03-31", "FY2026"],
    [4, "2026-04-01", "FY2027"],
    [7, "2026-06-30", "FY2026"],
    [7, "2027-06-30", "FY2027"],
    [1, "2026-12-31", "2026"],
  ])("a year that begins in month %i, on %s (A5)", (start, key, expected) => {
    const annual = ruleSchema.parse({ every: "year", on: { month: 12, day: 1 }, at: "09:00", zone: "UTC" });
    expect(periodOf(annual, key, start)).toBe(expected);
  });
});
