import fc from "fast-check";
import { type Rule, ruleSchema } from "../../src/cadences/recurrence/rule.ts";
import { DAY, WEEKDAYS } from "../../src/platform/time.ts";

export const ZONES = [
  "UTC",
  "Europe/Paris",
  "Europe/London",
  "America/New_York",
  "America/Santiago",
  "America/Havana",
  "Asia/Kolkata",
  "Asia/Beirut",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Niue",
  "Antarctica/Troll",
] as const;

const dateBetween = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / DAY, max: Date.parse(to) / DAY })
    .map((day) => new Date(day * DAY).toISOString().slice(0, 10));
const date = dateBetween("2024-01-01", "2028-12-31");
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const weekday = fc.constantFrom(...WEEKDAYS);
const weekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 5 });
const overflow = fc.constantFrom("clamp", "skip", undefined);
const whole = (min: number, max: number) => fc.integer({ min, max });
const fromEitherEnd = (max: number) => fc.oneof(whole(1, max), whole(-max, -1));
const nth = fc.constantFrom(1, 2, 3, 4, 5, -1, -2);
const record = fc.record;

const dayInMonth = fc.oneof(
  record({ day: whole(1, 31), overflow }),
  record({ nth, weekday }),
  record({ workingDay: fromEitherEnd(23) }),
);
const monthOfQuarter = whole(1, 3);
const dayInQuarter = fc.oneof(
  record({ month: monthOfQuarter, day: whole(1, 31), overflow }),
  record({ month: monthOfQuarter, nth, weekday }),
  record({ month: monthOfQuarter, workingDay: fromEitherEnd(23) }),
  record({ workingDay: fromEitherEnd(66) }),
  record({ week: whole(1, 14), weekday }),
);
const month = whole(1, 12);
const dayInYear = fc.oneof(
  record({ month, day: whole(1, 31), overflow }),
  record({ month, nth, weekday }),
  record({ month, workingDay: fromEitherEnd(23) }),
);

const counted = { interval: whole(1, 15), anchor: date };
const pattern = fc.oneof(
  record({ every: fc.constant("day"), on: optional(weekdays) }),
  record({ every: fc.constant("day"), on: optional(weekdays), ...counted }),
  record({ every: fc.constant("week"), on: weekdays, ...counted }),
  record({ every: fc.constant("month"), on: dayInMonth }),
  record({ every: fc.constant("quarter"), on: dayInQuarter, yearStartMonth: optional(month) }),
  record({ every: fc.constant("year"), on: dayInYear, yearStartMonth: optional(month) }),
);

/** Runs of days off, so that moves go over several days and onto one another. */
const calendar = fc
  .array(record({ first: date, length: whole(1, 5) }), { minLength: 1, maxLength: 40 })
  .map((runs) => runs.flatMap(({ first, length }) => Array.from({ length }, (_, index) => plusDays(first, index))));
const holidays = fc.oneof(
  record({ calendar, holidays: fc.constantFrom("ignore", "skip", "before", "after", undefined) }),
  fc.constant({}),
);
const span = fc.tuple(date, whole(0, 120)).map(([from, days]) => ({ from, until: plusDays(from, days) }));

const wallTime = fc
  .tuple(whole(0, 23), whole(0, 59))
  .map((pair) => pair.map((part) => String(part).padStart(2, "0")).join(":"));
/** At a fixed time, or with the morning message. */
const time = fc.oneof(
  record({ at: wallTime, zone: fc.oneof(fc.constant("participant"), fc.constantFrom(...ZONES)) }),
  fc.constant({ zone: "participant" }),
);
/** The hours of morning messages. */
export const MORNINGS = ["09:00", "06:30", "02:30", "10:45"] as const;

const terms = record({
  from: optional(dateBetween("2024-01-01", "2026-06-30")),
  until: optional(dateBetween("2026-07-01", "2028-12-31")),
  except: optional(fc.array(date, { maxLength: 20 })),
  extra: optional(fc.array(date, { maxLength: 20 })),
  pauses: optional(fc.array(span, { maxLength: 3 })),
});

/** Any rule that the schema accepts, with all its dates between 2024 and 2028. */
export const anyRule: fc.Arbitrary<Rule> = fc
  .tuple(pattern, terms, time, holidays)
  .map((parts) => ruleSchema.safeParse(JSON.parse(JSON.stringify(Object.assign({}, ...parts)))))
  .filter((result) => result.success)
  .map((result) => result.data);

export const anyInstant: fc.Arbitrary<string> = fc
  .integer({ min: Date.parse("2024-06-01") / 1000, max: Date.parse("2027-12-31") / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString());

/** A rule, and a moment to look from: often in the middle of its holidays, where moves are. */
export const anyRuleAndMoment: fc.Arbitrary<{ rule: Rule; after: string }> = anyRule.chain((rule) => {
  const noons = rule.calendar?.map((day) => `${day}T12:00:00.000Z`) ?? [];
  return record({
    rule: fc.constant(rule),
    after: noons.length > 0 ? fc.oneof(anyInstant, fc.constantFrom(...noons)) : anyInstant,
  });
});

function plusDays(from: string, days: number): string {
  return new Date(Date.parse(from) + days * DAY).toISOString().slice(0, 10);
}
