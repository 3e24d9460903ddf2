import { describe, expect, it } from "vitest";
import { ruleSchema } from "../../src/cadences/recurrence/rule.ts";
import { firstProblem, parseInLanguage } from "../../src/platform/texts/input-problems.ts";

const at = { at: "09:30", zone: "participant" };
const weekly = { every: "week", on: ["fr"], ...at };
const daily = { every: "day", ...at };
const monthly = (on: unknown) => ({ every: "month", on, ...at });
const quarterly = (on: unknown) => ({ every: "quarter", on, ...at });
const yearly = (on: unknown) => ({ every: "year", on, ...at });

describe("a rule that cannot be meant is refused, saying where and why", () => {
  it.each<[unknown, string, RegExp]>([
    [undefined, "", /is missing/],
    [{ ...weekly, every: "fortnight" }, "every", /must be day, week, month, quarter or year/],
    [{ ...weekly, colour: "red" }, "colour", /not known here/],
    [{ ...monthly({ day: 1 }), interval: 2 }, "interval", /not known here/],
    [{ ...weekly, at: undefined, zone: "Europe/Paris" }, "zone", /has to be "participant" where at is left out/],
    [{ ...weekly, at: "9:30" }, "at", /HH:MM/],
    [{ ...weekly, zone: "Europe/Atlantis" }, "zone", /not a known time zone/],
    [{ ...weekly, on: undefined }, "on", /is missing/],
    [{ ...weekly, on: [] }, "on", /at least one/],
    [{ ...weekly, on: "fr" }, "on", /list of weekdays/],
    [{ ...weekly, on: ["mo", "friday"] }, "on.1", /mo, tu, we, th, fr, sa, su/],
    [{ ...weekly, interval: 2 }, "anchor", /is missing/],
    [{ ...weekly, interval: 0 }, "interval", /whole number/],
    [{ ...weekly, interval: 2, anchor: "2026-02-29" }, "anchor", /not a date/],
    [{ ...daily, interval: 7, anchor: "2026-01-05", on: ["tu"] }, "on", /never happens/],
    [monthly(["mo"]), "on", /must be a day, an nth weekday or a workingDay/],
    [monthly({ day: 31, overflow: "next" }), "on.overflow", /clamp or skip/],
    [monthly({ day: 1, weekday: "mo" }), "on.weekday", /not known here/],
    [monthly({ nth: 0, weekday: "mo" }), "on.nth", /-1/],
    [monthly({ workingDay: 0 }), "on.workingDay", /1 to 23/],
    [quarterly({ workingDay: 67 }), "on.workingDay", /1 to 66/],
    [quarterly({ month: 1, workingDay: 24 }), "on.workingDay", /never happens/],
    [quarterly({ day: 15 }), "on.month", /is missing/],
    [quarterly({ month: 4, day: 15 }), "on.month", /1 to 3/],
    [quarterly({ week: 15, weekday: "mo" }), "on.week", /1 to 14/],
    [{ ...quarterly({ workingDay: 1 }), yearStartMonth: 13 }, "yearStartMonth", /1 to 12/],
    [yearly({ month: 2, day: 30 }), "on.day", /never happens/],
    [yearly({ month: 2, workingDay: 22 }), "on.workingDay", /never happens/],
    [yearly({ workingDay: 3 }), "on.month", /is missing/],
    [{ ...weekly, from: "2026-02-30" }, "from", /not a date/],
    [{ ...weekly, from: "2026-02-03T00:00:00Z" }, "from", /YYYY-MM-DD/],
    [{ ...weekly, from: "2026-02-02", until: "2026-02-01" }, "until", /end before start/],
    [{ ...weekly, pauses: [{ from: "2026-01-02", until: "2026-01-01" }] }, "pauses.0.until", /end before start/],
    [{ ...weekly, calendar: "France" }, "calendar", /an array of dates, a region such as FR or GB-SCT, or the key/],
    [{ ...weekly, holidays: "skip" }, "calendar", /is missing/],
    [{ ...weekly, holidays: "move", calendar: ["2026-12-25"] }, "holidays", /ignore, skip, before or after/],
  ])("%j", (input, path, message) => {
    const { error } = ruleSchema.safeParse(input);
    const problem = error && firstProblem(error);
    expect(problem?.path).toBe(path);
    expect(problem?.message).toMatch(message);
    const french = parseInLanguage("fr", ruleSchema, input).error;
    expect(french && firstProblem(french).message).not.toBe(problem?.message);
  });
});
