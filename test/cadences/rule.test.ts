import { describe, expect, it } from "vitest";
import { parseRule } from "../../src/cadences/recurrence/rule.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";

const at = { at: "09:30", zone: "participant" };
const weekly = { every: "week", on: ["fr"], ...at };
const daily = { every: "day", ...at };
const monthly = (on: unknown) => ({ every: "month", on, ...at });
const quarterly = (on: unknown) => ({ every: "quarter", on, ...at });
const yearly = (on: unknown) => ({ every: "year", on, ...at });

describe("a rule is kept as it was given", () => {
  it.each([
    daily,
    { ...daily, on: ["mo", "we"] },
    { ...daily, interval: 3, anchor: "2026-01-05", zone: "Europe/Paris" },
    { ...daily, interval: 7, anchor: "2026-01-05", on: ["mo"] },
    { ...weekly, interval: 2, anchor: "2026-01-05" },
    { ...weekly, interval: 1 },
    monthly({ day: 31, overflow: "clamp" }),
    monthly({ day: 31 }),
    monthly({ nth: -1, weekday: "th" }),
    monthly({ workingDay: -23 }),
    quarterly({ workingDay: 66 }),
    { ...quarterly({ workingDay: 5 }), yearStartMonth: 2 },
    quarterly({ month: 1, day: 15, overflow: "clamp" }),
    quarterly({ month: 3, nth: 2, weekday: "tu" }),
    quarterly({ month: 2, workingDay: -1 }),
    quarterly({ week: 14, weekday: "su" }),
    yearly({ month: 2, day: 29, overflow: "skip" }),
    { ...yearly({ month: 4, workingDay: 3 }), yearStartMonth: 4 },
    yearly({ month: 2, day: 31, overflow: "clamp" }),
    yearly({ month: 1, nth: 2, weekday: "mo" }),
    yearly({ month: 2, workingDay: 21 }),
    { ...weekly, zone: "UTC" },
    { ...weekly, zone: "Asia/Kolkata" },
    { ...weekly, zone: "America/Montreal" },
    { ...weekly, from: "2026-01-01", until: "2026-01-01", except: ["2026-01-02"], extra: ["2026-02-28"] },
    { ...weekly, pauses: [{ from: "2026-07-01", until: "2026-08-31" }] },
    { ...weekly, holidays: "before", calendar: ["2026-12-25"] },
    { ...weekly, holidays: "ignore" },
    { ...weekly, calendar: [] },
  ])("%j", (rule) => {
    expect(parseRule(rule)).toEqual(rule);
  });
});

describe("a rule that cannot be meant is refused, saying where and why", () => {
  it.each<[unknown, string, RegExp]>([
    [undefined, "", /is missing/],
    [null, "", /must be an object/],
    ["every friday", "", /must be an object/],
    [[], "", /must be an object/],
    [{ ...weekly, every: "fortnight" }, "every", /must be day, week, month, quarter or year/],
    [at, "every", /must be day/],
    [{ ...weekly, colour: "red" }, "colour", /not known here/],
    [{ ...monthly({ day: 1 }), interval: 2 }, "interval", /only every day and week/],
    [{ ...quarterly({ workingDay: 1 }), anchor: "2026-01-05" }, "anchor", /only every day and week/],
    [{ ...monthly({ day: 1 }), yearStartMonth: 2 }, "yearStartMonth", /only every quarter and year/],
    [{ ...weekly, at: undefined, zone: "Europe/Paris" }, "zone", /has to be "participant" where at is left out/],
    [{ ...weekly, at: "9:30" }, "at", /HH:MM/],
    [{ ...weekly, at: "24:00" }, "at", /HH:MM/],
    [{ ...weekly, at: "12:60" }, "at", /HH:MM/],
    [{ ...weekly, at: 9 }, "at", /HH:MM/],
    [{ ...weekly, zone: undefined }, "zone", /is missing/],
    [{ ...weekly, zone: "Europe/Atlantis" }, "zone", /not a known time zone/],
    [{ ...weekly, zone: "" }, "zone", /not a known time zone/],
    [{ ...weekly, on: undefined }, "on", /is missing/],
    [{ ...weekly, on: [] }, "on", /at least one/],
    [{ ...weekly, on: "fr" }, "on", /list of weekdays/],
    [{ ...weekly, on: ["mo", "friday"] }, "on.1", /mo, tu, we, th, fr, sa, su/],
    [{ ...daily, on: [] }, "on", /at least one/],
    [{ ...weekly, interval: 2 }, "anchor", /is missing/],
    [{ ...daily, interval: 2 }, "anchor", /is missing/],
    [{ ...weekly, interval: 0 }, "interval", /whole number/],
    [{ ...weekly, interval: -1, anchor: "2026-01-05" }, "interval", /whole number/],
    [{ ...weekly, interval: 1.5, anchor: "2026-01-05" }, "interval", /whole number/],
    [{ ...weekly, interval: "2", anchor: "2026-01-05" }, "interval", /whole number/],
    [{ ...weekly, interval: 2, anchor: "2026-02-29" }, "anchor", /not a date/],
    [{ ...daily, interval: 7, anchor: "2026-01-05", on: ["tu"] }, "on", /never happens/],
    [{ ...daily, interval: 14, anchor: "2026-01-04", on: ["mo", "sa"] }, "on", /never happens/],
    [monthly(undefined), "on", /is missing/],
    [monthly(["mo"]), "on", /must be a day, an nth weekday or a workingDay/],
    [monthly({}), "on", /must be a day/],
    [monthly({ day: 0 }), "on.day", /1 to 31/],
    [monthly({ day: 32 }), "on.day", /1 to 31/],
    [monthly({ day: 31, overflow: "next" }), "on.overflow", /clamp or skip/],
    [monthly({ day: 1, weekday: "mo" }), "on.weekday", /not known here/],
    [monthly({ month: 1, day: 1 }), "on.month", /not known here/],
    [monthly({ nth: 0, weekday: "mo" }), "on.nth", /-1/],
    [monthly({ nth: 6, weekday: "mo" }), "on.nth", /1 to 5/],
    [monthly({ nth: -3, weekday: "mo" }), "on.nth", /-2/],
    [monthly({ nth: 1 }), "on.weekday", /is missing/],
    [monthly({ weekday: "mo" }), "on", /must be a day/],
    [monthly({ workingDay: 0 }), "on.workingDay", /1 to 23/],
    [monthly({ workingDay: 24 }), "on.workingDay", /1 to 23/],
    [monthly({ workingDay: -24 }), "on.workingDay", /-23/],
    [quarterly({ workingDay: 67 }), "on.workingDay", /1 to 66/],
    [quarterly({ month: 1, workingDay: 24 }), "on.workingDay", /never happens/],
    [quarterly({ day: 15 }), "on.month", /is missing/],
    [quarterly({ month: 4, day: 15 }), "on.month", /1 to 3/],
    [quarterly({ week: 0, weekday: "mo" }), "on.week", /1 to 14/],
    [quarterly({ week: 15, weekday: "mo" }), "on.week", /1 to 14/],
    [quarterly({ week: 1 }), "on.weekday", /is missing/],
    [{ ...quarterly({ workingDay: 1 }), yearStartMonth: 13 }, "yearStartMonth", /1 to 12/],
    [yearly({ day: 1 }), "on.month", /is missing/],
    [yearly({ month: 13, day: 1 }), "on.month", /1 to 12/],
    [yearly({ month: 2, day: 30 }), "on.day", /never happens/],
    [yearly({ month: 2, day: 30, overflow: "skip" }), "on.day", /never happens/],
    [yearly({ month: 4, day: 31, overflow: "skip" }), "on.day", /never happens/],
    [yearly({ month: 2, workingDay: 22 }), "on.workingDay", /never happens/],
    [yearly({ month: 6, workingDay: -23 }), "on.workingDay", /never happens/],
    [yearly({ workingDay: 3 }), "on.month", /is missing/],
    [{ ...weekly, from: "2026-02-30" }, "from", /not a date/],
    [{ ...weekly, from: "2026-2-3" }, "from", /YYYY-MM-DD/],
    [{ ...weekly, from: "2026-02-03T00:00:00Z" }, "from", /YYYY-MM-DD/],
    [{ ...weekly, from: "0999-01-01" }, "from", /YYYY-MM-DD/],
    [{ ...weekly, from: "2026-02-02", until: "2026-02-01" }, "until", /end before start/],
    [{ ...weekly, except: ["2026-01-02", "2026-13-01"] }, "except.1", /not a date/],
    [{ ...weekly, extra: "2026-01-02" }, "extra", /list of dates/],
    [{ ...weekly, pauses: [{ from: "2026-01-02", until: "2026-01-01" }] }, "pauses.0.until", /end before start/],
    [{ ...weekly, pauses: [{ from: "2026-01-02" }] }, "pauses.0.until", /is missing/],
    [{ ...weekly, pauses: [{ from: "2026-01-02", until: "2026-01-03", why: "" }] }, "pauses.0.why", /not known here/],
    [{ ...weekly, calendar: "France" }, "calendar", /an array of dates, a region such as FR or GB-SCT, or the key/],
    [{ ...weekly, calendar: "FR-67-1-2" }, "calendar", /an array of dates, a region such as FR or GB-SCT, or the key/],
    [{ ...weekly, calendar: 7 }, "calendar", /an array of dates, a region such as FR, or the key/],
    [{ ...weekly, calendar: ["FR"] }, "calendar.0", /YYYY-MM-DD/],
    [{ ...weekly, holidays: "skip" }, "calendar", /is missing/],
    [{ ...weekly, holidays: "move", calendar: ["2026-12-25"] }, "holidays", /ignore, skip, before or after/],
  ])("%j", (input, path, message) => {
    const refusal = refusalOf(input);
    expect(refusal?.code).toBe("RULE_INVALID");
    expect(refusal?.params.path).toBe(path);
    expect(refusal?.params.message).toMatch(message);
    expect(refusal?.sentence("fr")).toContain(path);
  });
});

function refusalOf(input: unknown): DrumbeatError | null {
  try {
    parseRule(input);
    return null;
  } catch (error) {
    if (error instanceof DrumbeatError) return error;
    throw error;
  }
}
