import { describe, expect, it } from "vitest";
import { explainedDates, occurrences, windowOf } from "../../src/cadences/recurrence/occurrences.ts";
import { type Rule, ruleSchema } from "../../src/cadences/recurrence/rule.ts";
import { dayOf, MONDAY_TO_FRIDAY, type WorkingCalendar } from "../../src/calendars/day-arithmetic.ts";

const named = (names: Record<string, string>): WorkingCalendar["holidays"] => {
  const byDay = new Map(Object.entries(names).map(([date, name]) => [dayOf(date), name]));
  return {
    has: (day) => byDay.has(day),
    nameOn: (day) => {
      const name = byDay.get(day);
      return name === undefined ? null : { en: name, fr: name };
    },
  };
};

const EASTER = { "2026-04-03": "Good Friday", "2026-04-06": "Easter Monday" };
/** As in the Gulf: Friday and Saturday are the weekend. */
const SUNDAY_TO_THURSDAY: WorkingCalendar = {
  weekdays: new Set([6, 0, 1, 2, 3]),
  holidays: named({ "2026-12-02": "National Day" }),
};

const timed = (rule: object, working: WorkingCalendar): Rule => ({
  ...ruleSchema.parse({ at: "14:00", zone: "Asia/Dubai", calendar: [], ...rule }),
  working,
});
const datesOf = (rule: Rule, after: string, count: number) =>
  [...occurrences(rule, { after }).take(count)].map(({ date }) => date);

describe("a working week from Sunday to Thursday", () => {
  it.each([
    ["the first working day", { every: "month", on: { workingDay: 1 } }, ["2026-11-01", "2026-12-01", "2027-01-03"]],
    [
      "the second, past a holiday",
      { every: "month", on: { workingDay: 2 } },
      ["2026-11-02", "2026-12-03", "2027-01-04"],
    ],
    ["the third of a quarter", { every: "quarter", on: { workingDay: 3 } }, ["2027-01-05", "2027-04-05", "2027-07-05"]],
  ])("counts %s", (_name, rule, dates) => {
    expect(datesOf(timed(rule, SUNDAY_TO_THURSDAY), "2026-10-15", 3)).toEqual(dates);
  });

  it.each([
    // In Dubai it is four hours later than in UTC.
    ["on Thursday, over the weekend", "2026-11-19", "2026-11-22T10:00:00.000Z", "2026-11-22T05:00:00.000Z"],
    ["before a holiday", "2026-12-01", "2026-12-03T10:00:00.000Z", "2026-12-03T05:00:00.000Z"],
  ])("sets when a round is due that opens %s", (_name, date, dueAt, remindAt) => {
    const rule = timed({ every: "week", on: ["su", "tu", "th"] }, SUNDAY_TO_THURSDAY);
    expect(windowOf(rule, { date }, { zone: "Asia/Dubai" })).toMatchObject({ dueAt, remindAt });
  });

  it("moves a holiday to one of its own working days", () => {
    const after = timed({ every: "week", on: ["we"], holidays: "after" }, SUNDAY_TO_THURSDAY);
    const thursdayOff = { ...SUNDAY_TO_THURSDAY, holidays: named({ "2026-12-02": "A", "2026-12-03": "B" }) };
    expect(datesOf(after, "2026-11-26", 2)).toEqual(["2026-12-03", "2026-12-09"]);
    expect(datesOf({ ...after, working: thursdayOff }, "2026-11-26", 2)).toEqual(["2026-12-06", "2026-12-09"]);
  });
});

describe("the dates to come", () => {
  const working = { ...MONDAY_TO_FRIDAY, holidays: named(EASTER) };
  const explain = (rule: object, count: number) =>
    [...explainedDates(timed(rule, working), { after: "2026-03-29" }).take(count)].map(
      ({ key, date, because, holiday }) => [key, date, because, holiday?.en ?? null],
    );

  it("name the holiday that moves one, and that takes one away", () => {
    expect(explain({ every: "week", on: ["mo"], holidays: "after" }, 3)).toEqual([
      ["2026-03-30", "2026-03-30", null, null],
      ["2026-04-06", "2026-04-07", "holiday", "Easter Monday"],
      ["2026-04-13", "2026-04-13", null, null],
    ]);
    expect(explain({ every: "week", on: ["mo"], holidays: "before" }, 2)[1]).toEqual([
      "2026-04-06",
      "2026-04-02",
      "holiday",
      "Easter Monday",
    ]);
    expect(explain({ every: "week", on: ["mo"], holidays: "skip" }, 2)[1]).toEqual([
      "2026-04-06",
      null,
      "holiday",
      "Easter Monday",
    ]);
    expect(explain({ every: "week", on: ["mo"], holidays: "ignore" }, 2)[1]).toEqual([
      "2026-04-06",
      "2026-04-06",
      null,
      null,
    ]);
  });
});
