import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HEALTH_COLOURS, HEALTH_DIMENSIONS } from "../../src/cadences/questions/health-scale.ts";
import { worstDimension } from "../../src/health/rules.ts";
import { CHECK_THRESHOLDS, type Challenged, findingsOf, isForecast } from "../../src/health/rules-checks.ts";
import { criteriaFor } from "../../src/health/rules-criteria.ts";
import { causeOf, findingSchema } from "../../src/health/rules-findings.ts";
import type { GivenColour, GivenHealth } from "../../src/health/rules-given.ts";
import { lastColourOf, lastSaid, standAt, standsSince, statusOf } from "../../src/health/status/rules.ts";
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

describe("the last status of a program that has none", () => {
  const at = "2026-12-10T12:00:00.000Z";
  const last = (...words: GivenHealth[]) => {
    const stand = lastSaid(words, { leads: ["lead", "nina"], deputies: [] }, at);
    return stand && lastColourOf(stand, "UTC");
  };

  it("is the one that stood last, or came when its time was over (B3)", () => {
    const amber = word("2026-11-12", { colour: "amber", standsUntil: "2026-11-20T14:00:00.000Z" });
    expect(last(amber)).toEqual({ colour: "amber", on: "2026-11-12" });
    const green = word("2026-11-19", { standsUntil: "2026-11-27T14:00:00.000Z" });
    expect(last(amber, green)).toEqual({ colour: "green", on: "2026-11-19" });
    // Of the week before, after the next was due.
    const late = { ...green, colour: "red" as const, answeredAt: "2026-12-01T15:00:00.000Z" };
    const hers = word("2026-11-20", { personId: "nina", standsUntil: "2026-11-30T14:00:00.000Z" });
    expect(last(amber, late, hers)).toEqual({ colour: "red", on: "2026-12-01" });
    const other = word("2026-11-26", { personId: "tom", colour: "red", standsUntil: "2026-12-04T14:00:00.000Z" });
    expect(last(green, other)).toEqual({ colour: "red", on: "2026-11-26" });
    const before = word("2026-11-18", { personId: "tom", colour: "red" });
    expect(last(green, before)).toEqual({ colour: "green", on: "2026-11-19" });
  });

  it("is the one that stood until its author led no more (A1)", () => {
    const amber = word("2026-11-12", { colour: "amber", standsUntil: "2026-11-20T14:00:00.000Z" });
    const hers = word("2026-11-05", { cadenceId: "monthly", every: "month", personId: "nina", standsUntil: null });
    const handedOver = { until: "2026-12-05T00:00:00.000Z", leads: ["lead", "nina"], deputies: [] };
    const stand = lastSaid([amber, hers], { leads: ["lead"], deputies: [], ledBefore: [handedOver] }, at);
    expect(stand && lastColourOf(stand, "UTC")).toEqual({ colour: "green", on: "2026-11-05" });
  });

  it("is none that was taken back, nor one of more than half a year ago (B3)", () => {
    const red = word("2026-11-12", { colour: "red" });
    expect(last(red, { ...red, revision: 2, answeredAt: "2026-11-13T15:00:00.000Z", colour: null })).toBeNull();
    expect(last(word("2026-06-10", { colour: "red" }))).toEqual({ colour: "red", on: "2026-06-10" });
    expect(last(word("2026-06-08", { colour: "red" }))).toBeNull();
  });
});

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

  it("counts an extra answer to the same period as that period", () => {
    const extra = given({ colour: "red", checkInId: "c2", roundKey: "2026-11-20+1", answeredAt: NOW });
    const status = statusOf([given({}), extra, theWeekBefore("green")], HEADS, NOW);
    expect(status).toMatchObject({ colour: "red", before: "green", periods: 1 });
    expect(status?.history).toHaveLength(2);
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

  it("brings no older word back when the last one is over (A2)", () => {
    const quarterly = word("2026-09-30", { cadenceId: "quarterly", every: "quarter", colour: "amber" });
    const monthly = word("2026-10-30", { cadenceId: "monthly", every: "month", colour: "red" });
    const colourAt = (at: string) => standAt([quarterly, monthly], HEADS, at)?.colour ?? null;
    expect(colourAt("2026-10-29T12:00:00.000Z")).toBe("amber");
    expect(colourAt("2026-11-10T12:00:00.000Z")).toBe("red");
    expect(colourAt("2026-12-20T12:00:00.000Z")).toBeNull();
  });

  it("brings back no earlier round's when the word in a later round is over, however long ago (A2)", () => {
    const early = word("2026-11-12", { colour: "green", answeredAt: "2026-11-01T12:00:00.000Z" });
    const late = word("2026-11-05", { colour: "red", answeredAt: "2026-11-18T12:00:00.000Z" });
    expect(standAt([early, late], HEADS, NOW)).toBeNull();
    expect(standAt([late], HEADS, NOW)?.colour).toBe("red");
  });

  it("brings back nobody's word that one above them has overtaken (A2)", () => {
    const quarter = word("2026-10-01", { personId: "ines", colour: "amber", cadenceId: "quarterly", every: "quarter" });
    const week = word("2026-10-08", { colour: "green", standsUntil: "2026-10-15T09:00:00.000Z" });
    expect(standAt([quarter], HEADS, "2026-10-07T00:00:00.000Z")?.colour).toBe("amber");
    expect(standAt([quarter, week], HEADS, "2026-10-09T00:00:00.000Z")?.colour).toBe("green");
    expect(standAt([quarter, week], HEADS, "2026-10-16T00:00:00.000Z")).toBeNull();
    const since = word("2026-10-12", { personId: "ines", colour: "red", cadenceId: "monthly", every: "month" });
    expect(standAt([quarter, week, since], HEADS, "2026-10-16T00:00:00.000Z")?.colour).toBe("red");
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

  describe("has its colour since it was another", () => {
    const green = word("2026-10-22", { colour: "green", standsUntil: "2026-10-30T17:00:00.000Z" });
    const red = word("2026-10-29", { colour: "red", period: "2026-W44", standsUntil: "2026-11-06T17:00:00.000Z" });
    const status = (at: string, ...more: GivenHealth[]) => statusOf([green, red, ...more], HEADS, at);

    it("or since a round that nobody answered, for as many periods (A1)", () => {
      expect(standsSince([green, red], HEADS, "2026-11-08T12:00:00.000Z")).toBeNull();
      const later = word("2026-11-12", { colour: "red", period: "2026-W46", standsUntil: "2026-11-20T17:00:00.000Z" });
      const at = "2026-11-20T12:00:00.000Z";
      expect(status(at, later)).toMatchObject({ since: later.answeredAt, periods: 1 });
      expect(status(at, later, word("2026-11-19", { colour: "red" }))).toMatchObject({
        since: later.answeredAt,
        periods: 2,
      });
    });

    it("also where the answer came late, or nobody was asked for a week (A1)", () => {
      const late = word("2026-11-05", { colour: "red", answeredAt: "2026-11-09T12:00:00.000Z", period: "2026-W45" });
      const before = { ...red, period: "2026-W44" };
      const at = "2026-11-10T12:00:00.000Z";
      expect(statusOf([green, before, late], HEADS, at)).toMatchObject({ since: red.answeredAt, periods: 2 });
      const pausing = { ...before, standsUntil: "2026-11-20T17:00:00.000Z" };
      const after = word("2026-11-19", { colour: "red", period: "2026-W47" });
      expect(statusOf([green, pausing, after], HEADS, NOW)).toMatchObject({ since: red.answeredAt, periods: 2 });
      const months = word("2026-08-19", { ...pausing, answeredAt: "2026-08-19T15:00:00.000Z" });
      expect(standsSince([months, after], HEADS, NOW)).toBe(after.answeredAt);
    });

    it("not where somebody was told meanwhile that nothing stood (A1)", () => {
      const late = word("2026-11-05", { colour: "red", answeredAt: "2026-11-09T12:00:00.000Z", period: "2026-W45" });
      const since = (...told: string[]) => standsSince([green, red, late], HEADS, "2026-11-10T12:00:00.000Z", told);
      expect(red.standsUntil).toBe("2026-11-06T17:00:00.000Z");
      expect(since("2026-11-09T09:00:00.000Z", "2026-11-02T09:00:00.000Z")).toBe(late.answeredAt);
      expect(since("2026-11-06T09:00:00.000Z", "2026-11-10T09:00:00.000Z")).toBe(red.answeredAt);
      const pausing = { ...red, standsUntil: "2026-11-20T17:00:00.000Z" };
      const after = word("2026-11-19", { colour: "red", period: "2026-W47" });
      const told = ["2026-11-16T09:00:00.000Z"];
      expect(standsSince([green, pausing, after], HEADS, NOW, told)).toBe(red.answeredAt);
    });

    it("nor where another check-in had asked by then and was answered later (A1)", () => {
      const pausing = { ...red, standsUntil: "2026-11-20T17:00:00.000Z" };
      const late = word("2026-10-31", {
        cadenceId: "monthly",
        every: "month",
        checkInId: "m1",
        colour: "red",
        askedAt: "2026-10-31T09:00:00.000Z",
        answeredAt: "2026-11-16T12:00:00.000Z",
      });
      const since = (one: typeof late) => standsSince([green, pausing, one], HEADS, NOW, ["2026-11-16T09:00:00.000Z"]);
      expect(since(late)).toBe(late.answeredAt);
      expect(since({ ...late, askedAt: "2026-11-16T10:00:00.000Z" })).toBe(red.answeredAt);
    });

    it("nor where somebody above who had the last word was silent by then (A1)", () => {
      const theirs = { ...red, personId: "tom", standsUntil: "2026-11-20T17:00:00.000Z" };
      const above = word("2026-10-22", {
        answeredAt: "2026-10-31T15:00:00.000Z",
        standsUntil: "2026-10-30T17:00:00.000Z",
      });
      const after = word("2026-11-12", { colour: "red" });
      const at = "2026-11-14T12:00:00.000Z";
      expect(standsSince([theirs, above, after], HEADS, at, ["2026-11-04T09:00:00.000Z"])).toBe(after.answeredAt);
    });

    it("unless that one was corrected on its day (A1)", () => {
      const slip = word("2026-11-05", { colour: "green", answeredAt: "2026-11-05T09:00:00.000Z" });
      const corrected = word("2026-11-05+1", { colour: "red", answeredAt: "2026-11-05T10:00:00.000Z" });
      const at = "2026-11-06T12:00:00.000Z";
      expect(standsSince([green, red, slip, corrected], HEADS, at)).toBe(red.answeredAt);
      const dayAfter = { ...corrected, answeredAt: "2026-11-06T10:00:00.000Z" };
      expect(standsSince([green, red, slip, dayAfter], HEADS, at)).toBe(dayAfter.answeredAt);
    });

    it("unless the answer that said so was corrected, on whichever day (A1)", () => {
      const at = "2026-11-10T12:00:00.000Z";
      const said = word("2026-11-05", { colour: "amber", period: "2026-W45" });
      const corrected = { ...said, revision: 2, colour: "red" as const, answeredAt: "2026-11-09T10:00:00.000Z" };
      expect(status("2026-11-09T09:00:00.000Z", said, corrected)).toMatchObject({
        since: said.answeredAt,
        periods: 1,
      });
      expect(status(at, said, corrected)).toMatchObject({
        since: red.answeredAt,
        periods: 2,
        given: { answeredAt: corrected.answeredAt },
      });
      const takenBack = { ...said, revision: 2, colour: null, answeredAt: "2026-11-09T10:00:00.000Z" };
      const first = { ...said, colour: null };
      expect(status(at, first, { ...takenBack, colour: "amber" })).toMatchObject({ since: takenBack.answeredAt });
      expect(status(at, said, takenBack)).toBeNull();
    });

    it("and in a row for no more periods than since then (A1)", () => {
      const monthly = { colour: "red", cadenceId: "monthly", every: "month" } as const;
      const october = word("2026-10-20", { ...monthly, period: "2026-10", standsUntil: "2026-11-20T17:00:00.000Z" });
      const november = word("2026-11-20", { ...monthly, period: "2026-11" });
      const at = "2026-11-21T12:00:00.000Z";
      expect(statusOf([october, november], HEADS, at)).toMatchObject({ since: october.answeredAt, periods: 2 });
      expect(status(at, october, november)).toMatchObject({ since: november.answeredAt, periods: 1 });
    });
  });

  it("is nothing once no colour is recent", () => {
    expect(statusOf([theWeekBefore("green")], HEADS, "2026-11-27T15:00:00.000Z")).toBeNull();
    expect(statusOf([theWeekBefore("green")], HEADS, "2026-11-26T14:59:00.000Z")).not.toBeNull();
    expect(statusOf([], HEADS, NOW)).toBeNull();
  });

  it("does not hang on the order in which answers are read", () => {
    const answers = fc.array(
      fc.record({
        personId: fc.constantFrom("lead", "tom", "nina"),
        colour: fc.constantFrom(...HEALTH_COLOURS),
        day: fc.integer({ min: 1, max: 19 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(answers, fc.infiniteStream(fc.nat()), (shapes, order) => {
        const all = shapes.map(({ personId, colour, day }, index) =>
          given({
            personId,
            colour,
            checkInId: `c${String(index).padStart(2, "0")}`,
            roundKey: `2026-11-${String(day).padStart(2, "0")}`,
            period: `W${Math.floor(day / 7)}`,
            answeredAt: `2026-11-${String(day).padStart(2, "0")}T15:00:00.000Z`,
          }),
        );
        const shuffled = all
          .map((one) => ({ one, place: order.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        const brief = (some: GivenHealth[]) => {
          const status = statusOf(some, HEADS, NOW);
          const givenBy = standAt(some, HEADS, NOW)?.givenBy.map(({ checkInId }) => checkInId);
          expect(status?.given.checkInId).toBe(givenBy?.[0]);
          return status && [status.colour, status.before, status.periods, givenBy];
        };
        expect(brief(shuffled)).toEqual(brief(all));
      }),
    );
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

  it("take the first of the worst dimensions", () => {
    expect(worstDimension({ risk: "amber", time: "amber", cost: "green" })).toEqual({
      dimension: "time",
      colour: "amber",
    });
    expect(worstDimension({})).toBeNull();
  });
});
