import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HEALTH_COLOURS, HEALTH_DIMENSIONS } from "../../src/cadences/questions/health-scale.ts";
import { CHECK_THRESHOLDS, type Challenged, findingsOf, isForecast } from "../../src/health/rules-checks.ts";
import { criteriaFor } from "../../src/health/rules-criteria.ts";
import { causeOf, findingSchema } from "../../src/health/rules-findings.ts";
import type { GivenColour, GivenHealth } from "../../src/health/rules-given.ts";
import { standAt, statusOf } from "../../src/health/status/rules.ts";
import { findingSentence } from "../../src/health/texts.ts";

const NOW = "2026-11-20T12:00:00.000Z";
const HEADS = { leads: ["lead"], deputies: ["deputy"] };

function given(more: Partial<GivenHealth>): GivenHealth {
  const colour = more.colour ?? "green";
  return {
    checkInId: "c1",
    revision: 1,
    cadenceId: "weekly",
    every: "week",
    personId: "lead",
    author: "Léa",
    roundId: "r1",
    roundKey: "2026-11-19",
    period: "2026-W47",
    answeredAt: "2026-11-19T15:00:00.000Z",
    health: { colour },
    confidence: null,
    text: null,
    standsUntil: null,
    ...more,
    colour,
  };
}

const theWeekBefore = (colour: GivenHealth["colour"], more: Partial<GivenHealth> = {}) =>
  given({
    colour,
    checkInId: "c0",
    roundKey: "2026-11-12",
    period: "2026-W46",
    answeredAt: "2026-11-12T15:00:00.000Z",
    ...more,
  });

/** A word in the weekly round of that day, given at 15:00. */
function word(day: string, more: Partial<GivenHealth>): GivenHealth {
  return given({ checkInId: `c-${day}`, roundKey: day, answeredAt: `${day}T15:00:00.000Z`, ...more });
}

describe("how a program stands", () => {
  it("is the lead's word, whatever others say, and its periods in a row", () => {
    const others = given({ personId: "tom", colour: "red", checkInId: "c2" });
    const status = statusOf([given({ colour: "amber" }), theWeekBefore("amber"), others], HEADS, NOW);
    expect(status).toMatchObject({ colour: "amber", before: "amber", periods: 2 });
    expect(status?.given.checkInId).toBe("c1");
  });

  it("is the worst of the others' words where no lead gave one", () => {
    const status = statusOf(
      [given({ personId: "tom" }), given({ personId: "nina", checkInId: "c2", colour: "red" })],
      HEADS,
      NOW,
    );
    expect(status?.colour).toBe("red");
  });

  it("takes of each lead the last word while it stands, and of these the worst (A1)", () => {
    const heads = { leads: ["tom", "nina"], deputies: [] };
    const given = [
      word("2026-11-05", { personId: "tom", colour: "red", standsUntil: "2026-11-13T17:00:00.000Z" }),
      word("2026-11-12", { personId: "nina", colour: "green", standsUntil: "2026-11-20T17:00:00.000Z" }),
    ];
    const colourOn = (day: string) => standAt(given, heads, `2026-11-${day}T18:00:00.000Z`)?.colour ?? null;
    expect(["04", "05", "12", "13", "19", "20"].map(colourOn)).toEqual([null, "red", "red", "green", "green", null]);
  });

  it("takes a deputy's word only where no lead's stands (A1)", () => {
    const lead = word("2026-11-05", { colour: "green", standsUntil: "2026-11-13T17:00:00.000Z" });
    const deputy = word("2026-11-06", { personId: "deputy", colour: "amber" });
    const other = word("2026-11-07", { personId: "tom", colour: "red" });
    const colourAt = (at: string, ...given: GivenColour[]) => standAt(given, HEADS, at)?.colour;
    expect(colourAt("2026-11-10T12:00:00.000Z", lead, deputy, other)).toBe("green");
    expect(colourAt("2026-11-14T12:00:00.000Z", lead, deputy, other)).toBe("amber");
    expect(colourAt("2026-11-14T12:00:00.000Z", lead, other)).toBe("red");
  });

  it("is not changed by what is said later of a round before, nor by a revision before it was made (A1)", () => {
    const late = word("2026-11-05", { colour: "red", answeredAt: "2026-11-18T12:00:00.000Z" });
    const current = word("2026-11-12", { colour: "green", answeredAt: "2026-11-12T12:00:00.000Z" });
    const revised = { ...current, revision: 2, colour: "amber" as const, answeredAt: "2026-11-19T12:00:00.000Z" };
    const given = [late, current, revised];
    expect(standAt(given, HEADS, "2026-11-18T13:00:00.000Z")?.colour).toBe("green");
    expect(standAt(given, HEADS, "2026-11-19T13:00:00.000Z")).toMatchObject({
      colour: "amber",
      givenBy: [{ revision: 2 }],
    });
    const takenBack = [current, { ...revised, colour: null }];
    expect(standAt(takenBack, HEADS, "2026-11-19T13:00:00.000Z")).toBeNull();
  });

  it("is nothing once no colour is recent", () => {
    expect(statusOf([theWeekBefore("green")], HEADS, "2026-11-27T15:00:00.000Z")).toBeNull();
    expect(statusOf([theWeekBefore("green")], HEADS, "2026-11-26T14:59:00.000Z")).not.toBeNull();
    expect(statusOf([], HEADS, NOW)).toBeNull();
  });
});

describe("a finding", () => {
  const evidence = fc.record({
    kind: fc.constantFrom("check-in" as const, "item" as const),
    id: fc.uuid(),
    revision: fc.integer({ min: 1, max: 9 }),
  });
  const named = { code: fc.constant("I-1"), title: fc.string(), evidence };
  const pace = fc.record(
    {
      days: fc.integer({ min: 1, max: 60 }),
      times: fc.integer({ min: 2, max: 12 }),
      forecast: fc.constantFrom(null, "2027-01-12", "2027-11-12"),
      isAbout: fc.constant(true as const),
    },
    { requiredKeys: ["days", "times", "forecast"] },
  );
  const challenged: fc.Arbitrary<Challenged> = fc.record({
    colour: fc.constantFrom(...HEALTH_COLOURS),
    before: fc.option(fc.constantFrom(...HEALTH_COLOURS)),
    givenBy: evidence,
    blockers: fc.array(fc.record({ ...named, workingDaysOpen: fc.integer({ min: 0, max: 20 }) }), { maxLength: 3 }),
    milestones: fc.array(
      fc.record({
        label: fc.constant({ en: "Go live", fr: "Mise en service" }),
        passedOn: fc.constantFrom(null, "2026-11-16"),
        movedByDays: fc.integer({ min: -5, max: 20 }),
        slipping: fc.option(fc.record({ date: fc.constant("2026-12-01"), pace })),
        evidence,
      }),
      { maxLength: 3 },
    ),
    risks: fc.array(fc.record({ ...named, isHigh: fc.boolean(), hasResponse: fc.boolean() }), { maxLength: 3 }),
    asks: fc.array(fc.record({ ...named, daysOverdue: fc.integer({ min: -5, max: 5 }) }), { maxLength: 3 }),
    confidence: fc.record({
      now: fc.option(fc.integer({ min: 1, max: 10 })),
      before: fc.option(fc.integer({ min: 1, max: 10 })),
    }),
    texts: fc.array(fc.option(fc.constantFrom("As planned", "Other")), { maxLength: 4 }),
    teamColours: fc.array(fc.constantFrom(...HEALTH_COLOURS), { maxLength: 8 }),
    participation: fc.record({ answered: fc.nat(8), asked: fc.nat(8), people: fc.nat(8) }),
  });

  it("is kept as it was found, has a sentence in both languages, and of an amber is at most a forecast", () => {
    fc.assert(
      fc.property(challenged, (program) => {
        const findings = findingsOf(program);
        if (program.colour === "amber") expect(findings.every(isForecast)).toBe(true);
        for (const finding of findings) {
          expect(findingSchema.parse(JSON.parse(JSON.stringify(finding)))).toEqual(finding);
          expect(causeOf(finding)).toMatch(/^(?:W[1-9]|P1)/);
          for (const locale of ["en-GB", "fr-FR"])
            expect(findingSentence({ locale }, finding)).not.toMatch(/undefined|NaN|\[object/);
        }
      }),
    );
  });

  it("speaks of the team only where nobody can be known by it", () => {
    fc.assert(
      fc.property(challenged, (program) => {
        const speaks = findingsOf(program).some(({ check }) => check === "W7");
        if (speaks) expect(program.teamColours.length).toBeGreaterThanOrEqual(CHECK_THRESHOLDS.teamAnswers);
      }),
    );
  });

  it("leaves out what its reader may not read", () => {
    const item = { kind: "item" as const, id: "i", revision: 1 };
    const sentence = (title: string, locale: string) =>
      findingSentence({ locale }, { check: "W1", code: "I-1", title, workingDays: 7, evidence: item });
    expect(sentence("No data", "en-GB")).toBe("I-1 “No data” has blocked work for at least 7 working days.");
    expect(sentence("", "en-GB")).toBe("I-1 has blocked work for at least 7 working days.");
    expect(sentence("", "fr-FR")).toBe("I-1 bloque le travail depuis au moins 7 jours ouvrés.");
  });
});

describe("the criteria", () => {
  it.each(["en", "fr"] as const)(
    "say every colour of every dimension with the program's numbers, in %s",
    (language) => {
      const criteria = criteriaFor(language, { timeDays: 10, timePercent: 8, costPercent: 3 });
      const all = HEALTH_DIMENSIONS.flatMap((dimension) => HEALTH_COLOURS.map((colour) => criteria[dimension][colour]));
      expect(new Set(all).size).toBe(15);
      expect(criteria.time.green).toMatch(/10 .*8/);
      expect(criteria.cost.green).toMatch(/3/);
    },
  );
});
