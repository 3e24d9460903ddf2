import { describe, expect, it } from "vitest";
import { languageOfText } from "../../src/digests/rules-language.ts";
import { nextSending, periodBefore } from "../../src/digests/rules-periods.ts";
import { feeds, mayReadSource, seatHolds } from "../../src/digests/rules-readers.ts";

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

  it("are none yet for the quarterly digest", () => {
    expect(nextSending("quarterly", "UTC", "2026-10-31T12:00:00.000Z")).toBeNull();
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
    expect(["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map((day) => seatHolds(seat, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(seatHolds({ from_date: null, until_date: null }, "2026-10-01")).toBe(true);
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
