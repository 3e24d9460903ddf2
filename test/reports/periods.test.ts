import { describe, expect, it } from "vitest";
import { dayOf, MONDAY_TO_FRIDAY } from "../../src/calendars/day-arithmetic.ts";
import { RHYTHMS } from "../../src/reports/compile/report.ts";
import {
  earlierCutOffs,
  lastSending,
  nextSending,
  periodBefore,
  periodHolding,
  sendingDay,
} from "../../src/reports/facts/periods.ts";

const PARIS = { zone: "Europe/Paris", working: MONDAY_TO_FRIDAY, yearStartMonth: 1 };

describe("a period", () => {
  it.each([
    ["weekly", "2026-11-04", 1, { label: "2026-W45", from: "2026-11-02", until: "2026-11-08" }],
    ["weekly", "2027-01-01", 1, { label: "2026-W53", from: "2026-12-28", until: "2027-01-03" }],
    ["monthly", "2026-02-28", 4, { label: "2026-02", from: "2026-02-01", until: "2026-02-28" }],
    ["quarterly", "2026-11-04", 1, { label: "2026-Q4", from: "2026-10-01", until: "2026-12-31" }],
    ["quarterly", "2026-11-04", 4, { label: "FY2027-Q3", from: "2026-10-01", until: "2026-12-31" }],
    ["quarterly", "2026-11-04", 2, { label: "FY2027-Q4", from: "2026-11-01", until: "2027-01-31" }],
    ["annual", "2026-03-31", 4, { label: "FY2026", from: "2025-04-01", until: "2026-03-31" }],
    ["annual", "2026-04-01", 4, { label: "FY2027", from: "2026-04-01", until: "2027-03-31" }],
  ] as const)("of a %s report holds %s in years from month %i", (rhythm, date, start, period) => {
    expect(periodHolding(rhythm, date, start)).toEqual(period);
  });

  it("comes right after the one before it", () => {
    for (const rhythm of RHYTHMS)
      for (const start of [1, 2, 4, 12]) {
        const period = periodHolding(rhythm, "2026-11-04", start);
        const before = periodBefore(rhythm, period, start);
        expect(dayOf(before.until) + 1).toBe(dayOf(period.from));
        expect(periodHolding(rhythm, before.from, start)).toEqual(before);
      }
  });
});

describe("digests go", () => {
  it.each([
    ["weekly", "2026-11-01", "2026-11-02"],
    ["monthly", "2026-10-31", "2026-11-04"],
    ["quarterly", "2026-09-30", "2026-10-12"],
    ["annual", "2025-12-31", "2026-01-19"],
  ] as const)("of a %s report that ends on %s on %s", (rhythm, until, day) => {
    expect(sendingDay(rhythm, { until }, MONDAY_TO_FRIDAY)).toBe(day);
  });

  it("later where the workspace has a holiday", () => {
    const holidays = new Set([dayOf("2026-11-02"), dayOf("2026-11-03")]);
    const working = { ...MONDAY_TO_FRIDAY, holidays };
    expect(sendingDay("weekly", { until: "2026-11-01" }, working)).toBe("2026-11-04");
    expect(sendingDay("monthly", { until: "2026-10-31" }, working)).toBe("2026-11-06");
  });

  it("at the reader's hour, else at nine, in their zone", () => {
    const october = { label: "2026-10", from: "2026-10-01", until: "2026-10-31" };
    const after = "2026-11-01T00:00:00.000Z";
    expect(nextSending("monthly", PARIS, after)).toEqual({ at: "2026-11-04T08:00:00.000Z", period: october });
    const early = { ...PARIS, zone: "Asia/Kolkata", hour: "07:30" };
    expect(nextSending("monthly", early, after).at).toBe("2026-11-04T02:00:00.000Z");
  });

  it("once for each period: the next is strictly later", () => {
    for (const rhythm of RHYTHMS) {
      const first = nextSending(rhythm, PARIS, "2026-11-01T00:00:00.000Z");
      const second = nextSending(rhythm, PARIS, first.at);
      expect(periodBefore(rhythm, second.period)).toEqual(first.period);
      expect(lastSending(rhythm, PARIS, first.at)).toEqual(first);
    }
  });

  it("of the last period alone after a long downtime", () => {
    expect(lastSending("weekly", PARIS, "2026-11-27T08:00:00.000Z").period.label).toBe("2026-W47");
    expect(lastSending("monthly", PARIS, "2026-11-03T08:00:00.000Z").period.label).toBe("2026-09");
    expect(lastSending("annual", { ...PARIS, yearStartMonth: 4 }, "2026-11-03T08:00:00.000Z").period.label).toBe(
      "FY2026",
    );
  });
});

it("a strip goes back to when the periods before were sent", () => {
  expect(earlierCutOffs("monthly", periodHolding("monthly", "2026-10-05"), PARIS, 2)).toEqual([
    "2026-10-05T07:00:00.000Z",
    "2026-09-03T07:00:00.000Z",
  ]);
});
