import { z } from "zod";
import type { WorkingCalendar } from "../../calendars/rules-days.ts";
import { errorTable } from "../../platform/errors.ts";
import { isZone, type LocalDate, WEEKDAYS, type Weekday } from "../../platform/time.ts";
import { byKey, exactly, firstProblem, says, whole } from "./problems.ts";

/** A day within a month. `overflow` says what happens in a month without that day; clamp when left out. */
export type DayInMonth =
  | { day: number; overflow?: "clamp" | "skip" | undefined }
  | { nth: number; weekday: Weekday }
  | { workingDay: number };

/** `month` is 1 to 3 of the quarter; a working day without `month` is counted through the quarter. */
export type DayInQuarter =
  | { month: number; day: number; overflow?: "clamp" | "skip" | undefined }
  | { month: number; nth: number; weekday: Weekday }
  | { month?: number | undefined; workingDay: number }
  | { week: number; weekday: Weekday };

type DayInYear = { month: number } & DayInMonth;

/** The most that each month ever has. */
const DAYS_AT_MOST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const WORKING_DAYS_OF_MONTH = 23;
const WORKING_DAYS_OF_QUARTER = 66;
const LONGEST_INTERVAL = 1000;

const date = z
  .string(says("a date as YYYY-MM-DD"))
  .regex(/^[1-9]\d{3}-\d{2}-\d{2}$/, says("a date as YYYY-MM-DD"))
  .refine(isRealDate, "is not a date of the calendar");
const weekday = z.enum(WEEKDAYS, says(`one of ${WEEKDAYS.join(", ")}`));
const weekdays = z.array(weekday, says("a list of weekdays")).min(1, says("a list of at least one weekday"));
const overflow = z.enum(["clamp", "skip"], says("clamp or skip")).optional();
const month = whole(1, 12);
const monthOfQuarter = whole(1, 3);
const day = whole(1, 31);
const nth = z.literal([1, 2, 3, 4, 5, -1, -2], says("1 to 5, -1 (the last) or -2 (the last but one)"));
const workingDay = wholeFromEitherEnd(WORKING_DAYS_OF_MONTH);

const dayInMonth = byKey<DayInMonth>("a day, an nth weekday or a workingDay", {
  day: exactly({ day, overflow }),
  nth: exactly({ nth, weekday }),
  workingDay: exactly({ workingDay }),
});

const dayInQuarter = byKey<DayInQuarter>("a day of a month, a workingDay, or the weekday of a week", {
  week: exactly({ week: whole(1, 14), weekday }),
  day: exactly({ month: monthOfQuarter, day, overflow }),
  nth: exactly({ month: monthOfQuarter, nth, weekday }),
  workingDay: exactly({
    month: monthOfQuarter.optional(),
    workingDay: wholeFromEitherEnd(WORKING_DAYS_OF_QUARTER),
  }).superRefine((on, context) => {
    if (on.month !== undefined && Math.abs(on.workingDay) > WORKING_DAYS_OF_MONTH)
      context.addIssue({ code: "custom", path: ["workingDay"], message: "never happens: no month has so many" });
  }),
});

const dayInYear = byKey<DayInYear>("a month with a day, an nth weekday or a workingDay", {
  day: exactly({ month, day, overflow }).superRefine((on, context) => {
    if (on.overflow !== "clamp" && on.day > daysAtMost(on.month))
      context.addIssue({ code: "custom", path: ["day"], message: "never happens: that month is always shorter" });
  }),
  nth: exactly({ month, nth, weekday }),
  workingDay: exactly({ month, workingDay }).superRefine((on, context) => {
    if (Math.abs(on.workingDay) > workingDaysAtMost(on.month))
      context.addIssue({ code: "custom", path: ["workingDay"], message: "never happens: that month has fewer" });
  }),
});

const span = exactly({ from: date, until: date }).superRefine((pause, context) => {
  if (pause.until < pause.from) context.addIssue({ code: "custom", path: ["until"], message: "end before start" });
});

const zone = z
  .string(says('a time zone such as Europe/Paris, or "participant"'))
  .refine((name) => name === "participant" || isZone(name), 'is not a known time zone, nor "participant"');

const shared = {
  at: z.string(says("a time as HH:MM")).regex(/^([01]\d|2[0-3]):[0-5]\d$/, says("a time as HH:MM, 00:00 to 23:59")),
  zone,
  from: date.optional(),
  until: date.optional(),
  except: z.array(date, says("a list of dates")).optional(),
  extra: z.array(date, says("a list of dates")).optional(),
  pauses: z.array(span, says("a list of { from, until }")).optional(),
  holidays: z.enum(["ignore", "skip", "before", "after"], says("ignore, skip, before or after")).optional(),
  calendar: calendarField().optional(),
};
const interval = whole(1, LONGEST_INTERVAL).optional();
const anchor = date.optional();
const elsewhere = {
  interval: "is not known here: only every day and week take an interval",
  anchor: "is not known here: only every day and week are counted from an anchor",
  yearStartMonth: "is not known here: only every quarter and year take a yearStartMonth",
};

/**
 * A recurrence rule as stored, as in setup and scenario files and on the command line. What is accepted is kept as it
 * was given: no default is written into it. `calendar` may be the name of one: a region as FR-67, the key of a list of
 * the workspace, or `workspace`; whether there is one of that name is asked where it is looked up.
 */
export const writtenRuleSchema = z
  .discriminatedUnion(
    "every",
    [
      exactly({ every: z.literal("day"), on: weekdays.optional(), interval, anchor, ...shared }, elsewhere),
      exactly({ every: z.literal("week"), on: weekdays, interval, anchor, ...shared }, elsewhere),
      exactly({ every: z.literal("month"), on: dayInMonth, ...shared }, elsewhere),
      exactly(
        { every: z.literal("quarter"), on: dayInQuarter, yearStartMonth: month.optional(), ...shared },
        elsewhere,
      ),
      exactly({ every: z.literal("year"), on: dayInYear, yearStartMonth: month.optional(), ...shared }, elsewhere),
    ],
    {
      error: ({ input }) => {
        if (input === undefined) return "is missing";
        const isObject = typeof input === "object" && input !== null && !Array.isArray(input);
        return isObject ? "must be day, week, month, quarter or year" : "must be an object { every, on, at, zone, … }";
      },
    },
  )
  .superRefine((rule, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (rule.from !== undefined && rule.until !== undefined && rule.until < rule.from)
      refuse("until", "end before start");
    if ((rule.holidays ?? "ignore") !== "ignore" && rule.calendar === undefined)
      refuse("calendar", `is missing: holidays "${rule.holidays}" needs the dates of the holidays`);
    if (rule.every !== "day" && rule.every !== "week") return;
    if ((rule.interval ?? 1) > 1 && rule.anchor === undefined)
      refuse("anchor", "is missing: an interval above 1 is counted from a date");
    if (rule.every === "day" && rule.on !== undefined && rule.anchor !== undefined && (rule.interval ?? 1) % 7 === 0) {
      // Whole weeks apart, all days fall on the weekday of the anchor.
      const only = WEEKDAYS[(new Date(rule.anchor).getUTCDay() + 6) % 7];
      if (only !== undefined && !rule.on.includes(only))
        refuse("on", `never happens: every ${rule.interval} days from ${rule.anchor} is always on "${only}"`);
    }
  });

export type WrittenRule = z.infer<typeof writtenRuleSchema>;

/**
 * A rule that can be counted with: its calendar is dates, or else `working` has it. What it means: `rules.ts`. A written
 * one with a calendar by name is not a `Rule` until that is looked up (`withCalendar`).
 */
export type Rule = WrittenRule & { calendar?: LocalDate[] | undefined; working?: WorkingCalendar };

/** A written rule that needs no look-up. */
export const ruleSchema = writtenRuleSchema.transform((rule, context): Rule => {
  if (hasDates(rule)) return rule;
  context.addIssue({ code: "custom", path: ["calendar"], message: "is a name: dates are needed here" });
  return z.NEVER;
});

/** Whether its calendar, if it has one, is dates. */
export function hasDates(rule: WrittenRule): rule is Rule {
  return typeof rule.calendar !== "string";
}

const failure = errorTable({
  RULE_INVALID: {
    en: ({ path, message }) => `The recurrence rule is not valid: ${path ? `${path}: ` : ""}${message}.`,
    fr: ({ path, message }) =>
      `La règle de récurrence n’est pas valable\u00a0: ${path ? `${path}\u00a0: ` : ""}${message}.`,
  },
});

/** Throws RULE_INVALID, with `path` and `message` (English, as of the schema) among its params. */
export function parseRule(input: unknown): Rule {
  const result = ruleSchema.safeParse(input);
  if (result.success) return result.data;
  throw failure("RULE_INVALID", { ...firstProblem(result.error) });
}

function calendarField() {
  const names = /^(?:[A-Z]{2}(?:-[A-Za-z0-9]+){0,2}|[a-z0-9]+(?:-[a-z0-9]+)*)$/;
  const name = z.string().max(80).regex(names, {
    error: "must be an array of dates, a region such as FR or GB-SCT, or the key of a calendar",
  });
  const dates = z.array(date);
  return z.unknown().transform((input, context): string | LocalDate[] => {
    const result = typeof input === "string" ? name.safeParse(input) : dates.safeParse(input);
    if (result.success) return result.data;
    const isList = Array.isArray(input) || typeof input === "string";
    for (const { path, message } of result.error.issues)
      context.addIssue({
        code: "custom",
        path,
        message: isList ? message : "must be an array of dates, a region such as FR, or the key of a calendar",
      });
    return z.NEVER;
  });
}

function wholeFromEitherEnd(max: number) {
  const message = says(`1 to ${max} from the start, or -1 to -${max} from the end`);
  return z
    .int(message)
    .min(-max, message)
    .max(max, message)
    .refine((count) => count !== 0, message);
}

function daysAtMost(monthOfYear: number): number {
  return DAYS_AT_MOST[monthOfYear - 1] ?? 31;
}

/** Twenty in four weeks, and the days beyond those where they miss the weekend. */
function workingDaysAtMost(monthOfYear: number): number {
  return 20 + daysAtMost(monthOfYear) - 28;
}

function isRealDate(text: string): boolean {
  const parsed = new Date(text);
  // The engine reads "2026-02-30" as 2 March.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}
