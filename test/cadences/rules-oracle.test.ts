import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Rule, WEEKDAYS, type Weekday } from "../../src/cadences/rule.ts";
import { nextOpenings, occurrences, windowOf } from "../../src/cadences/rules.ts";
import { anyRuleAndMoment, ZONES } from "./any-rule.ts";

/**
 * Rules read a second time, from their definition alone: walk over each day, ask whether it belongs. Slow, and without
 * anything of the product's but the type of a rule.
 */
type PlainDate = Temporal.PlainDate;

const on = (date: string) => Temporal.PlainDate.from(date);
const weekdayOf = (date: PlainDate) => WEEKDAYS[date.dayOfWeek - 1];
const mondayOf = (date: PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
const daysBetween = (from: PlainDate, to: PlainDate) => from.until(to, { largestUnit: "days" }).days;
const isWithin = (date: PlainDate, from: PlainDate, to: PlainDate) =>
  Temporal.PlainDate.compare(from, date) <= 0 && Temporal.PlainDate.compare(date, to) <= 0;

function isWorking(rule: Rule, date: PlainDate): boolean {
  return date.dayOfWeek <= 5 && !rule.calendar?.includes(date.toString());
}

function isNthOf(matches: PlainDate[], date: PlainDate, nth: number): boolean {
  return matches.at(nth > 0 ? nth - 1 : nth)?.equals(date) ?? false;
}

function daysFrom(first: PlainDate, months: number): PlainDate[] {
  const length = daysBetween(first, first.add({ months }));
  return Array.from({ length }, (_, index) => first.add({ days: index }));
}

interface InMonth {
  day?: number;
  overflow?: string | undefined;
  nth?: number;
  weekday?: Weekday;
  workingDay?: number;
}

function isDayOfMonth(rule: Rule, date: PlainDate, wanted: InMonth): boolean {
  const days = daysFrom(date.with({ day: 1 }), 1);
  if (wanted.workingDay !== undefined)
    return isNthOf(
      days.filter((day) => isWorking(rule, day)),
      date,
      wanted.workingDay,
    );
  if (wanted.nth !== undefined)
    return isNthOf(
      days.filter((day) => weekdayOf(day) === wanted.weekday),
      date,
      wanted.nth,
    );
  if (wanted.day === undefined) return false;
  if (wanted.overflow === "skip") return date.day === wanted.day;
  return date.day === Math.min(wanted.day, date.daysInMonth);
}

function isDayOfQuarter(rule: Extract<Rule, { every: "quarter" }>, date: PlainDate): boolean {
  let first = date.with({ day: 1 });
  while ((first.month - (rule.yearStartMonth ?? 1) + 12) % 3 !== 0) first = first.subtract({ months: 1 });
  if ("week" in rule.on) {
    const week = daysBetween(mondayOf(first), mondayOf(date)) / 7 + 1;
    return week === rule.on.week && weekdayOf(date) === rule.on.weekday;
  }
  if (rule.on.month !== undefined)
    return date.month === first.add({ months: rule.on.month - 1 }).month && isDayOfMonth(rule, date, rule.on);
  const workingDays = daysFrom(first, 3).filter((day) => isWorking(rule, day));
  return "workingDay" in rule.on && isNthOf(workingDays, date, rule.on.workingDay);
}

function isInPattern(rule: Rule, date: PlainDate): boolean {
  const weekday = weekdayOf(date);
  if (weekday === undefined) return false;
  switch (rule.every) {
    case "day": {
      const interval = rule.interval ?? 1;
      if (interval > 1 && daysBetween(on(rule.anchor ?? ""), date) % interval !== 0) return false;
      return rule.on?.includes(weekday) ?? (interval > 1 || date.dayOfWeek <= 5);
    }
    case "week": {
      const weeks = rule.anchor === undefined ? 0 : daysBetween(mondayOf(on(rule.anchor)), mondayOf(date)) / 7;
      return weeks % (rule.interval ?? 1) === 0 && rule.on.includes(weekday);
    }
    case "month":
      return isDayOfMonth(rule, date, rule.on);
    case "quarter":
      return isDayOfQuarter(rule, date);
    case "year":
      return date.month === rule.on.month && isDayOfMonth(rule, date, rule.on);
  }
}

function isNominal(rule: Rule, date: PlainDate): boolean {
  const text = date.toString();
  if (rule.from !== undefined && text < rule.from) return false;
  if (rule.until !== undefined && text > rule.until) return false;
  if (rule.except?.includes(text)) return false;
  if (rule.extra?.includes(text)) return true;
  if (rule.pauses?.some((pause) => isWithin(date, on(pause.from), on(pause.until)))) return false;
  return isInPattern(rule, date);
}

/** All occurrences with keys in the days around; key → date. */
function occurrencesBetween(rule: Rule, from: PlainDate, to: PlainDate): Map<string, string> {
  const byKey = new Map<string, string>();
  const taken = new Set<string>();
  const setting = rule.holidays ?? (rule.calendar ? "skip" : "ignore");
  for (let key = from; Temporal.PlainDate.compare(key, to) <= 0; key = key.add({ days: 1 })) {
    if (!isNominal(rule, key)) continue;
    let date = key;
    if (setting !== "ignore" && rule.calendar?.includes(key.toString())) {
      if (setting === "skip") continue;
      while (!isWorking(rule, date)) date = setting === "before" ? date.subtract({ days: 1 }) : date.add({ days: 1 });
    }
    if (taken.has(date.toString())) continue;
    taken.add(date.toString());
    byKey.set(key.toString(), date.toString());
  }
  return byKey;
}

const settings = { seed: 20261120, numRuns: 350 };
/** Longer than any run of holidays that the rules here can have. */
const MARGIN = { days: 60 };
const WALK = { days: 420 };

describe("any rule in any zone", () => {
  it("opens when its definition, read day by day, says so", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyRuleAndMoment, fc.constantFrom(...ZONES), ({ rule, after }, zone) => {
        const start = Temporal.Instant.from(after).toZonedDateTimeISO("UTC").toPlainDate();
        const dates = occurrencesBetween(rule, start.subtract(MARGIN), start.add(WALK).add(MARGIN));
        const until = start.add(WALK).toString();
        const timeZone = rule.zone === "participant" ? zone : rule.zone;
        const instants = [...dates.values()].map((date) =>
          on(date)
            .toZonedDateTime({ timeZone, plainTime: rule.at })
            .toInstant()
            .toString({ fractionalSecondDigits: 3 }),
        );
        const expected = [...new Set(instants)].filter((at) => at > after && at < until).sort();
        const count = expected.length + 1;
        const openings = nextOpenings(rule, { zone, after, count }).filter((at) => at < until);
        expect(openings).toEqual(expected);
        compared += expected.length;
      }),
      settings,
    );
    expect(compared).toBeGreaterThan(10_000);
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
          const { opensAt, remindAt, dueAt, closesAt } = windowOf(rule, occurrence, zone);
          expect(opensAt < dueAt && dueAt <= closesAt).toBe(true);
          expect(remindAt === null || (opensAt < remindAt && remindAt < dueAt)).toBe(true);
        }
      }),
      settings,
    );
  });
});
