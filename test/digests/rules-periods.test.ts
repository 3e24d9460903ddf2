import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feeds } from "../../src/cadences/audience/audience.ts";
import { dayOf } from "../../src/calendars/rules-days.ts";
import { nextSending, periodBefore, previousPeriod } from "../../src/digests/periods/rules.ts";
import { madeOf, mayReadSource } from "../../src/digests/readers/rules.ts";
import { languageOfText } from "../../src/platform/texts/language-of-text.ts";
import { isActiveOn } from "../../src/programs/rules-program.ts";

describe("the period of an edition", () => {
  it.each([
    ["monthly", "2025-02-05T09:00:00.000Z", "UTC", "2025-01", "2025-01-01", "2025-01-31"],
    ["monthly", "2025-01-06T09:00:00.000Z", "UTC", "2024-12", "2024-12-01", "2024-12-31"],
    ["monthly", "2028-03-03T09:00:00.000Z", "UTC", "2028-02", "2028-02-01", "2028-02-29"],
    ["weekly", "2025-02-03T09:00:00.000Z", "UTC", "2025-W05", "2025-01-27", "2025-02-02"],
    ["weekly", "2025-01-06T09:00:00.000Z", "UTC", "2025-W01", "2024-12-30", "2025-01-05"],
    ["weekly", "2027-01-04T09:00:00.000Z", "UTC", "2026-W53", "2026-12-28", "2027-01-03"],
    ["weekly", "2025-02-05T09:00:00.000Z", "UTC", "2025-W05", "2025-01-27", "2025-02-02"],
    // Already Monday in Auckland, still Sunday in Los Angeles.
    ["weekly", "2025-02-02T20:00:00.000Z", "Pacific/Auckland", "2025-W05", "2025-01-27", "2025-02-02"],
    ["weekly", "2025-02-02T20:00:00.000Z", "America/Los_Angeles", "2025-W04", "2025-01-20", "2025-01-26"],
  ] as const)("%s at %s in %s is %s", (rhythm, at, zone, label, from, until) => {
    expect(periodBefore(rhythm, at, zone)).toEqual({ label, from, until });
  });
});

describe("sending times", () => {
  it.each([
    ["weekly", "2026-10-23T12:00:00.000Z", "Europe/Paris", "2026-10-26T08:00:00.000Z"],
    ["weekly", "2026-10-16T12:00:00.000Z", "Europe/Paris", "2026-10-19T07:00:00.000Z"],
    ["monthly", "2026-10-31T12:00:00.000Z", "Europe/Paris", "2026-11-04T08:00:00.000Z"],
    ["monthly", "2026-11-04T08:00:00.000Z", "Europe/Paris", "2026-12-03T08:00:00.000Z"],
    ["monthly", "2026-10-31T12:00:00.000Z", "Asia/Kolkata", "2026-11-04T03:30:00.000Z"],
  ] as const)("%s after %s in %s: %s", (rhythm, after, zone, expected) => {
    expect(nextSending(rhythm, zone, after)).toBe(expected);
  });

  it.each([
    ["quarterly", 1, "2026-09-30T12:00:00.000Z", "2026-10-05T09:00:00.000Z"],
    ["quarterly", 1, "2026-10-05T09:00:00.000Z", "2027-01-05T09:00:00.000Z"],
    ["quarterly", 2, "2026-03-01T12:00:00.000Z", "2026-05-05T09:00:00.000Z"],
    ["quarterly", 12, "2026-03-01T12:00:00.000Z", "2026-03-04T09:00:00.000Z"],
    ["annual", 1, "2026-10-31T12:00:00.000Z", "2027-01-05T09:00:00.000Z"],
    ["annual", 4, "2026-10-31T12:00:00.000Z", "2027-04-05T09:00:00.000Z"],
  ] as const)("%s, for years that begin in month %i, after %s: %s", (rhythm, yearStart, after, expected) => {
    expect(nextSending(rhythm, "UTC", after, yearStart)).toBe(expected);
  });
});

describe("sending times where people work from Sunday to Thursday", () => {
  const working = { weekdays: new Set([6, 0, 1, 2, 3]), holidays: new Set([dayOf("2026-12-02")]) };
  it.each([
    ["monthly", "2026-10-31T12:00:00.000Z", "2026-11-03T09:00:00.000Z"],
    // The second of December is a holiday, the fourth and fifth are the weekend.
    ["monthly", "2026-11-30T12:00:00.000Z", "2026-12-06T09:00:00.000Z"],
    ["quarterly", "2026-10-31T12:00:00.000Z", "2027-01-05T09:00:00.000Z"],
    ["annual", "2027-01-31T12:00:00.000Z", "2028-01-04T09:00:00.000Z"],
    ["weekly", "2026-10-31T12:00:00.000Z", "2026-11-02T09:00:00.000Z"],
  ] as const)("%s after %s: %s", (rhythm, after, expected) => {
    expect(nextSending(rhythm, "UTC", after, 1, working)).toBe(expected);
  });
});

describe("longer periods", () => {
  it.each([
    ["quarterly", "2026-10-05", 1, "2026-Q3", "2026-07-01", "2026-09-30"],
    ["quarterly", "2027-01-05", 1, "2026-Q4", "2026-10-01", "2026-12-31"],
    ["quarterly", "2026-05-05", 2, "FY2027-Q1", "2026-02-01", "2026-04-30"],
    ["quarterly", "2026-02-04", 2, "FY2026-Q4", "2025-11-01", "2026-01-31"],
    ["annual", "2027-01-05", 1, "2026", "2026-01-01", "2026-12-31"],
    ["annual", "2027-02-03", 2, "FY2027", "2026-02-01", "2027-01-31"],
    ["annual", "2027-01-31", 2, "FY2026", "2025-02-01", "2026-01-31"],
  ] as const)("%s before %s, for years that begin in month %i: %s", (rhythm, date, yearStart, label, from, until) => {
    expect(previousPeriod(rhythm, date, yearStart)).toEqual({ label, from, until });
  });

  it("follow one another without a gap, each with a name of its own", () => {
    const rhythm = fc.constantFrom("weekly", "monthly", "quarterly", "annual");
    const days = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(rhythm, days, fc.integer({ min: 1, max: 12 }), (of, day, yearStart) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const last = previousPeriod(of, date, yearStart);
        const before = previousPeriod(of, last.from, yearStart);
        expect(last.until < date && before.until < last.from && before.label !== last.label).toBe(true);
        expect(Temporal.PlainDate.from(before.until).add({ days: 1 }).toString()).toBe(last.from);
        expect(previousPeriod(of, last.until, yearStart)).toEqual(before);
      }),
    );
  });
});

describe("what a digest is made of", () => {
  it.each([
    ["quarterly", ["week", "month", "quarter"], ["quarter", "month"]],
    ["quarterly", ["day", "week"], ["week"]],
    ["annual", ["month", "quarter"], ["year", "quarter"]],
    ["annual", ["week", "month"], ["month"]],
    ["annual", [], []],
  ] as const)("%s, where there are %j: %j", (rhythm, asked, expected) => {
    expect(madeOf(rhythm, asked, ["steering"])).toEqual(expected);
  });
});

describe("readers", () => {
  it("are fed by the words for their seats, or by name", () => {
    expect(feeds(["sponsors"], { id: "p1", roles: ["sponsor"] })).toBe(true);
    expect(feeds(["team", "lead"], { id: "p1", roles: ["lead"] })).toBe(true);
    expect(feeds(["team"], { id: "p1", roles: ["sponsor"] })).toBe(false);
    expect(feeds(["p1"], { id: "p1", roles: ["team"] })).toBe(true);
    expect(feeds(["p1", "sponsors"], { id: "p1", roles: [] })).toBe(false);
  });

  it("hold a seat from its first day through its last", () => {
    const seat = { from_date: "2026-10-01", until_date: "2026-10-31" };
    expect(["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map((day) => isActiveOn(seat, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isActiveOn({ from_date: null, until_date: null }, "2026-10-01")).toBe(true);
  });

  it("see sources when it is their digest, or they lead", () => {
    expect(mayReadSource({ isReader: true, roles: [] })).toBe(true);
    expect(mayReadSource({ isReader: false, roles: ["lead"] })).toBe(true);
    expect(mayReadSource({ isReader: false, roles: ["deputy"] })).toBe(true);
    expect(mayReadSource({ isReader: false, roles: ["team", "sponsor", "steering"] })).toBe(false);
  });
});

describe("the language of a text", () => {
  it.each([
    ["The cause was found: the stores send two formats.", "en"],
    ["La reprise des consentements est faite depuis le 21.", "fr"],
    ["We need one engineer until January", "en"],
    ["Nous avons besoin d’un ingénieur", "fr"],
    ["Rien à signaler", "fr"],
    ["OK", null],
    ["PR #42 merged", null],
    ["`the and of to in` https://example.com/the/and/of", null],
    ["Le sponsor said that the budget est validé", null],
    ["", null],
    ["数据已经导入", null],
  ])("of %j is %s", (text, language) => {
    expect(languageOfText(text)).toBe(language);
  });
});
