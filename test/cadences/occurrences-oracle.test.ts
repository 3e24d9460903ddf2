import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextOpenings, occurrences, windowOf } from "../../src/cadences/recurrence/occurrences.ts";
import { anyRuleAndMoment, MORNINGS, ZONES } from "./any-rule.ts";
import { occurrencesBetween } from "./oracle.ts";

const on = (date: string) => Temporal.PlainDate.from(date);

const RUNS = process.env.DRUMBEAT_ALL ? 350 : 60;
const settings = { seed: 20261120, numRuns: RUNS };
/** Longer than any run of holidays that the rules here can have. */
const MARGIN = { days: 60 };
const WALK = { days: 420 };

describe("any rule in any zone", () => {
  it("opens when its definition, read day by day, says so", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyRuleAndMoment, fc.constantFrom(...ZONES), fc.constantFrom(...MORNINGS), (given, zone, morning) => {
        const { rule, after } = given;
        const start = Temporal.Instant.from(after).toZonedDateTimeISO("UTC").toPlainDate();
        const dates = occurrencesBetween(rule, start.subtract(MARGIN), start.add(WALK).add(MARGIN));
        const until = start.add(WALK).toString();
        const timeZone = rule.zone === "participant" ? zone : rule.zone;
        const instants = [...dates.values()].map((date) =>
          on(date)
            .toZonedDateTime({ timeZone, plainTime: rule.at ?? morning })
            .toInstant()
            .toString({ fractionalSecondDigits: 3 }),
        );
        const expected = [...new Set(instants)].filter((at) => at > after && at < until).sort();
        const count = expected.length + 1;
        const openings = nextOpenings(rule, { zone, morning, after, count }).filter((at) => at < until);
        expect(openings).toEqual(expected);
        compared += expected.length;
      }),
      settings,
    );
    expect(compared).toBeGreaterThan(28 * RUNS);
  });

  it("has the keys and dates of its definition, from wherever one looks", () => {
    fc.assert(
      fc.property(anyRuleAndMoment, ({ rule, after }) => {
        const start = on(after.slice(0, 10));
        const until = start.add(WALK).toString();
        const dates = occurrencesBetween(rule, start.subtract(MARGIN), start.add(WALK).add(MARGIN));
        const expected = [...dates].filter(([key]) => key > start.toString() && key <= until);
        const found = occurrences(rule, { after: start.toString() })
          .take(expected.length + 1)
          .filter(({ key }) => key <= until)
          .map(({ key, date }) => [key, date])
          .toArray();
        expect(found).toEqual(expected);
      }),
      settings,
    );
  });

  it("has windows in order: opens, is reminded of, is due, closes", () => {
    fc.assert(
      fc.property(anyRuleAndMoment, fc.constantFrom(...ZONES), ({ rule, after }, zone) => {
        for (const occurrence of occurrences(rule, { after: after.slice(0, 10) }).take(5)) {
          const { opensAt, remindAt, dueAt, closesAt } = windowOf(rule, occurrence, { zone });
          expect(opensAt < dueAt && dueAt <= closesAt).toBe(true);
          expect(remindAt === null || (opensAt < remindAt && remindAt < dueAt)).toBe(true);
        }
      }),
      settings,
    );
  });
});
