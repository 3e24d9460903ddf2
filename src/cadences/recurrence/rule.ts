import { z } from "zod";
import type { WorkingCalendar } from "../../calendars/day-arithmetic.ts";
import {
  byKey,
  mustBe,
  problem,
  schemaError,
  strictObject,
  type Words,
  wholeNumber,
} from "../../platform/texts/input-problems.ts";
import { isZone, type LocalDate, WEEKDAYS, type Weekday } from "../../platform/time.ts";

/** A day of a month. `overflow`: for months without that day; default: clamp. */
export type DayInMonth =
  | { day: number; overflow?: "clamp" | "skip" | undefined }
  | { nth: number; weekday: Weekday }
  | { workingDay: number };

/** `month`: 1 to 3 in the quarter; a working day without it counts through the quarter. */
export type DayInQuarter =
  | { month: number; day: number; overflow?: "clamp" | "skip" | undefined }
  | { month: number; nth: number; weekday: Weekday }
  | { month?: number | undefined; workingDay: number }
  | { week: number; weekday: Weekday };

type DayInYear = { month: number } & DayInMonth;

const DAYS_AT_MOST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const WORKING_DAYS_OF_MONTH = 23;
const WORKING_DAYS_OF_QUARTER = 66;
const LONGEST_INTERVAL = 1000;

const A_DATE = { en: "a date as YYYY-MM-DD", fr: "une date au format AAAA-MM-JJ" };
const DATES = { en: "a list of dates", fr: "une liste de dates" };
const NEVER = { en: "never happens", fr: "n’arrive jamais" };
const ENDS_FIRST = { en: "end before start", fr: "la fin précède le début" };

const date = z
  .string(mustBe(A_DATE))
  .regex(/^[1-9]\d{3}-\d{2}-\d{2}$/, mustBe(A_DATE))
  .refine(isRealDate, schemaError({ en: "is not a date of the calendar", fr: "n’existe pas dans le calendrier" }));
const weekday = z.enum(WEEKDAYS, mustBe({ en: `one of ${WEEKDAYS.join(", ")}`, fr: `l’un de ${WEEKDAYS.join(", ")}` }));
const weekdays = z
  .array(weekday, mustBe({ en: "a list of weekdays", fr: "une liste de jours de la semaine" }))
  .min(1, mustBe({ en: "a list of at least one weekday", fr: "une liste d’au moins un jour de la semaine" }));
const overflow = z.enum(["clamp", "skip"], mustBe({ en: "clamp or skip", fr: "clamp ou skip" })).optional();
const month = wholeNumber(1, 12);
const monthOfQuarter = wholeNumber(1, 3);
const day = wholeNumber(1, 31);
const nth = z.literal(
  [1, 2, 3, 4, 5, -1, -2],
  mustBe({
    en: "1 to 5, -1 (the last) or -2 (the last but one)",
    fr: "1 à 5, -1 (le dernier) ou -2 (l’avant-dernier)",
  }),
);
const workingDay = wholeFromEitherEnd(WORKING_DAYS_OF_MONTH);

const dayInMonth = byKey<DayInMonth>(
  { en: "a day, an nth weekday or a workingDay", fr: "un day, un nth avec weekday ou un workingDay" },
  {
    day: strictObject({ day, overflow }),
    nth: strictObject({ nth, weekday }),
    workingDay: strictObject({ workingDay }),
  },
);

const dayInQuarter = byKey<DayInQuarter>(
  {
    en: "a day of a month, a workingDay, or the weekday of a week",
    fr: "un day avec month, un workingDay, ou un weekday avec week",
  },
  {
    week: strictObject({ week: wholeNumber(1, 14), weekday }),
    day: strictObject({ month: monthOfQuarter, day, overflow }),
    nth: strictObject({ month: monthOfQuarter, nth, weekday }),
    workingDay: strictObject({
      month: monthOfQuarter.optional(),
      workingDay: wholeFromEitherEnd(WORKING_DAYS_OF_QUARTER),
    }).superRefine((on, context) => {
      if (on.month !== undefined && Math.abs(on.workingDay) > WORKING_DAYS_OF_MONTH)
        context.addIssue({ code: "custom", path: ["workingDay"], message: problem(NEVER) });
    }),
  },
);

const dayInYear = byKey<DayInYear>(
  {
    en: "a month with a day, an nth weekday or a workingDay",
    fr: "un month avec un day, un nth et son weekday, ou un workingDay",
  },
  {
    day: strictObject({ month, day, overflow }).superRefine((on, context) => {
      if (on.overflow !== "clamp" && on.day > daysAtMost(on.month))
        context.addIssue({ code: "custom", path: ["day"], message: problem(NEVER) });
    }),
    nth: strictObject({ month, nth, weekday }),
    workingDay: strictObject({ month, workingDay }).superRefine((on, context) => {
      if (Math.abs(on.workingDay) > workingDaysAtMost(on.month))
        context.addIssue({ code: "custom", path: ["workingDay"], message: problem(NEVER) });
    }),
  },
);

const span = strictObject({ from: date, until: date }).superRefine((pause, context) => {
  if (pause.until < pause.from) context.addIssue({ code: "custom", path: ["until"], message: problem(ENDS_FIRST) });
});

const zone = z
  .string(
    mustBe({
      en: 'a time zone such as Europe/Paris, or "participant"',
      fr: "un fuseau horaire comme Europe/Paris, ou «\u00a0participant\u00a0»",
    }),
  )
  .refine(
    (name) => name === "participant" || isZone(name),
    schemaError({
      en: 'is not a known time zone, nor "participant"',
      fr: "n’est ni un fuseau horaire connu, ni «\u00a0participant\u00a0»",
    }),
  );

const shared = {
  at: z
    .string(mustBe({ en: "a time as HH:MM", fr: "une heure au format HH:MM" }))
    .regex(
      /^([01]\d|2[0-3]):[0-5]\d$/,
      mustBe({ en: "a time as HH:MM, 00:00 to 23:59", fr: "une heure au format HH:MM, de 00:00 à 23:59" }),
    )
    .optional(),
  zone,
  from: date.optional(),
  until: date.optional(),
  except: z.array(date, mustBe(DATES)).optional(),
  extra: z.array(date, mustBe(DATES)).optional(),
  pauses: z.array(span, mustBe({ en: "a list of { from, until }", fr: "une liste de { from, until }" })).optional(),
  holidays: z
    .enum(
      ["ignore", "skip", "before", "after"],
      mustBe({ en: "ignore, skip, before or after", fr: "ignore, skip, before ou after" }),
    )
    .optional(),
  calendar: calendarField().optional(),
};
const interval = wholeNumber(1, LONGEST_INTERVAL).optional();
const anchor = date.optional();
const remind = z.literal(true, mustBe({ en: "true, or left out", fr: "true, ou rien" })).optional();
const EVERY = { en: "day, week, month, quarter or year", fr: "day, week, month, quarter ou year" };
const RULE = { en: "an object { every, on, at, zone, … }", fr: "un objet { every, on, at, zone, … }" };

/**
 * A recurrence rule as in the database, setup and scenario files and on the command line. Without `at`, it opens with
 * each person's morning message. No defaults are added. `calendar`: dates, or a name to be looked up: a region (FR-67),
 * the key of a list, or `workspace`.
 */
export const writtenRuleSchema = z
  .discriminatedUnion(
    "every",
    [
      strictObject({ every: z.literal("day"), on: weekdays.optional(), interval, anchor, remind, ...shared }),
      strictObject({ every: z.literal("week"), on: weekdays, interval, anchor, ...shared }),
      strictObject({ every: z.literal("month"), on: dayInMonth, ...shared }),
      strictObject({ every: z.literal("quarter"), on: dayInQuarter, yearStartMonth: month.optional(), ...shared }),
      strictObject({ every: z.literal("year"), on: dayInYear, yearStartMonth: month.optional(), ...shared }),
    ],
    {
      error: (issue) => {
        const isObject = typeof issue.input === "object" && issue.input !== null && !Array.isArray(issue.input);
        return mustBe(isObject ? EVERY : RULE).error(issue);
      },
    },
  )
  .superRefine((rule, context) => {
    const refuse = (path: string, words: Words) =>
      context.addIssue({ code: "custom", path: [path], message: problem(words) });
    if (rule.at === undefined && rule.zone !== "participant")
      refuse("zone", {
        en: 'has to be "participant" where at is left out: it comes with each person’s morning message',
        fr: "doit être «\u00a0participant\u00a0» sans at\u00a0: l’envoi suit le message du matin de chacun",
      });
    if (rule.from !== undefined && rule.until !== undefined && rule.until < rule.from) refuse("until", ENDS_FIRST);
    if ((rule.holidays ?? "ignore") !== "ignore" && rule.calendar === undefined)
      refuse("calendar", {
        en: `is missing: holidays "${rule.holidays}" needs the dates of the holidays`,
        fr: `manque\u00a0: holidays «\u00a0${rule.holidays}\u00a0» a besoin des dates des jours fériés`,
      });
    if (rule.every !== "day" && rule.every !== "week") return;
    if ((rule.interval ?? 1) > 1 && rule.anchor === undefined)
      refuse("anchor", {
        en: "is missing: an interval above 1 is counted from a date",
        fr: "manque\u00a0: un interval supérieur à 1 se compte depuis une date",
      });
    if (rule.every === "day" && rule.on !== undefined && rule.anchor !== undefined && (rule.interval ?? 1) % 7 === 0) {
      // Intervals of whole weeks fall on the anchor's weekday.
      const only = WEEKDAYS[(new Date(rule.anchor).getUTCDay() + 6) % 7];
      if (only !== undefined && !rule.on.includes(only)) refuse("on", NEVER);
    }
  });

export type WrittenRule = z.infer<typeof writtenRuleSchema>;

/**
 * A rule ready for counting, with its calendar in dates or `working` (see `occurrences.ts`); `withCalendar` makes one
 * from a `WrittenRule` with a named calendar.
 */
export type Rule = WrittenRule & {
  calendar?: LocalDate[] | undefined;
  working?: WorkingCalendar;
  /** Its dates are those of a workshop, for which it asks so many working days before. */
  isWorkshop?: true;
};

/** A rule without a named calendar. */
export const ruleSchema = writtenRuleSchema.transform((rule, context): Rule => {
  if (hasDates(rule)) return rule;
  context.addIssue({
    code: "custom",
    path: ["calendar"],
    message: problem({ en: "is a name: dates are needed here", fr: "est un nom\u00a0: il faut ici des dates" }),
  });
  return z.NEVER;
});

/** Whether its calendar is absent or dates. */
export function hasDates(rule: WrittenRule): rule is Rule {
  return typeof rule.calendar !== "string";
}

function calendarField() {
  const names = /^(?:[A-Z]{2}(?:-[A-Za-z0-9]+){0,2}|[a-z0-9]+(?:-[a-z0-9]+)*)$/;
  const name = z
    .string()
    .max(80)
    .regex(
      names,
      mustBe({
        en: "an array of dates, a region such as FR or GB-SCT, or the key of a calendar",
        fr: "une liste de dates, une région comme FR ou GB-SCT, ou la clé d’un calendrier",
      }),
    );
  const dates = z.array(date);
  return z.unknown().transform((input, context): string | LocalDate[] => {
    const result = typeof input === "string" ? name.safeParse(input) : dates.safeParse(input);
    if (result.success) return result.data;
    const isList = Array.isArray(input) || typeof input === "string";
    const other = mustBe({
      en: "an array of dates, a region such as FR, or the key of a calendar",
      fr: "une liste de dates, une région comme FR, ou la clé d’un calendrier",
    }).error({ input });
    for (const { path, message } of result.error.issues)
      context.addIssue({
        code: "custom",
        path,
        message: isList ? message : other,
      });
    return z.NEVER;
  });
}

function wholeFromEitherEnd(max: number) {
  const message = mustBe({
    en: `1 to ${max} from the start, or -1 to -${max} from the end`,
    fr: `1 à ${max} depuis le début, ou -1 à -${max} depuis la fin`,
  });
  return z
    .int(message)
    .min(-max, message)
    .max(max, message)
    .refine((count) => count !== 0, message);
}

function daysAtMost(monthOfYear: number): number {
  return DAYS_AT_MOST[monthOfYear - 1] ?? 31;
}

/** Twenty in four weeks, plus up to all days beyond. */
function workingDaysAtMost(monthOfYear: number): number {
  return 20 + daysAtMost(monthOfYear) - 28;
}

function isRealDate(text: string): boolean {
  const parsed = new Date(text);
  // JavaScript reads "2026-02-30" as 2 March.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}
