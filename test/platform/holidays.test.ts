import { describe, expect, it } from "vitest";
import { findRegion, holidaysOf, regionName } from "../../src/platform/holidays.ts";
import { addLocalDays } from "../../src/platform/time.ts";

describe("public holidays", () => {
  it("are those of a country, named in both languages", async () => {
    const france = await holidaysOf("FR");
    const days = Array.from({ length: 61 }, (_, day) => addLocalDays("2026-04-01", day));
    expect(days.map((date) => ({ date, name: france?.nameOn(date) })).filter(({ name }) => name)).toEqual([
      { date: "2026-04-06", name: { en: "Easter Monday", fr: "Lundi de Pâques" } },
      { date: "2026-05-01", name: { en: "Labour Day", fr: "Fête du travail" } },
      { date: "2026-05-08", name: { en: "Victory Day", fr: "Fête de la Victoire 1945" } },
      { date: "2026-05-14", name: { en: "Ascension Day", fr: "Ascension" } },
      { date: "2026-05-25", name: { en: "Whit Monday", fr: "Lundi de Pentecôte" } },
    ]);
  });

  it.each([
    ["FR-67", "2026-04-03", true],
    ["GB-SCT", "2026-11-30", true],
    ["GB-ENG", "2026-11-30", false],
    // A day off for what falls on a weekend.
    ["US", "2026-07-03", true],
    // Several days of one feast.
    ["SA", "2026-03-21", true],
    // An afternoon off leaves a morning on which people work.
    ["CH-SO", "2026-05-01", false],
    // Mother's Day and the like are no days off.
    ["FR", "2026-05-31", false],
  ])("in %s, %s: %s", async (region, date, isOff) => {
    expect((await holidaysOf(region))?.nameOn(date) !== null).toBe(isOff);
  });

  it.each(["XX", "FR-99", "FR-67-1", "US-CA-LA-X", "fr", "", "constructor"])("are not known of %j", async (region) => {
    expect(await holidaysOf(region)).toBeNull();
  });

  it("are found by the name of a region, in either language", async () => {
    expect(await findRegion("états-unis")).toBe("US");
    expect(await findRegion("Atlantis")).toBeNull();
  });

  it("belong to a region that has a name for its reader", async () => {
    expect(await regionName("DE", "en")).toBe("Germany");
    expect(await regionName("DE", "fr")).toBe("Allemagne");
    expect(await regionName("GB-SCT", "en")).toBe("United Kingdom, Scotland");
  });
});
