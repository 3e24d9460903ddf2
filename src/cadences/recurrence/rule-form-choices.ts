/** Converts a recurrence rule to the choices of a form, and back. */

import { WORKSPACE_CALENDAR } from "../../calendars/day-arithmetic.ts";
import { type LocalDate, WEEKDAYS, type Weekday } from "../../platform/time.ts";
import { onHolidayOf } from "./occurrence-days.ts";
import { type DayInMonth, type DayInQuarter, type WrittenRule, writtenRuleSchema } from "./rule.ts";

export const EVERY = ["day", "week", "two-weeks", "month", "quarter", "year"] as const;
/** `as-is` keeps days that the choices cannot express. */
export type Every = (typeof EVERY)[number] | "as-is";

/** Values of day choices: `day:15`, `nth:-1:th` (the last Thursday), `working:3`. */
const NTHS = [1, 2, 3, 4, -1, -2] as const;
const WORKING_DAYS = [1, 2, 3, 4, 5, 10, -3, -2, -1] as const;
const WORKDAYS = WEEKDAYS.slice(0, 5);

/** Days of a month in the form, in three groups. */
export const DAY_CHOICES: Record<"dates" | "weekdays" | "workingDays", DayInMonth[]> = {
  dates: Array.from({ length: 31 }, (_, index) => ({ day: index + 1 })),
  weekdays: NTHS.flatMap((nth) => WEEKDAYS.map((weekday) => ({ nth, weekday }))),
  workingDays: WORKING_DAYS.map((workingDay) => ({ workingDay })),
};

export interface Pickers {
  every: Every;
  /** For daily, weekly and two-weekly rules. */
  weekdays: Weekday[];
  /** Value of a `DAY_CHOICES` entry, for months, quarters and years. */
  day: string;
  /** 1 to 12 in a year; 1 to 3 in a quarter, or 0 to count through it. */
  month: number;
  /** First month of the year of quarters. */
  yearStartMonth: number;
  /** Null: with the morning message. */
  at: string | null;
  zone: string;
  /** First and last day, or null. */
  from: LocalDate | null;
  until: LocalDate | null;
  onHoliday: OnHoliday;
  /** Reminder for daily check-ins. */
  remind: boolean;
}

export const ON_HOLIDAY = ["ignore", "skip", "before", "after"] as const;
export type OnHoliday = (typeof ON_HOLIDAY)[number];

export function dayValue(on: DayInMonth): string {
  if ("day" in on) return `day:${on.day}`;
  return "nth" in on ? `nth:${on.nth}:${on.weekday}` : `working:${on.workingDay}`;
}

export function pickersOf(rule: WrittenRule): Pickers {
  return {
    weekdays: [],
    day: "",
    month: 0,
    yearStartMonth: 1,
    at: rule.at ?? null,
    zone: rule.zone,
    from: rule.from ?? null,
    until: rule.until ?? null,
    onHoliday: onHolidayOf(rule),
    remind: rule.every === "day" && rule.remind === true,
    ...(pickedDays(rule) ?? { every: "as-is" }),
  };
}

type PickedDays = Pick<Pickers, "every"> & Partial<Pick<Pickers, "weekdays" | "day" | "month" | "yearStartMonth">>;

/** Null: the form does not offer them. */
function pickedDays(rule: WrittenRule): PickedDays | null {
  switch (rule.every) {
    case "day":
      return isEach(rule, 1) ? { every: "day", weekdays: rule.on ?? WORKDAYS } : null;
    case "week":
      if (isEach(rule, 1)) return { every: "week", weekdays: rule.on };
      return isEach(rule, 2) ? { every: "two-weeks", weekdays: rule.on } : null;
    case "month":
      return isOffered(rule.on) ? { every: "month", day: dayValue(rule.on) } : null;
    case "quarter": {
      if ("week" in rule.on) return null;
      const { month = 0, ...on } = rule.on;
      if (!isOffered(on)) return null;
      return { every: "quarter", day: dayValue(on), month, yearStartMonth: rule.yearStartMonth ?? 1 };
    }
    case "year": {
      const { month, ...on } = rule.on;
      return isOffered(on) ? { every: "year", day: dayValue(on), month } : null;
    }
  }
}

function isEach({ interval = 1 }: { interval?: number | undefined }, count: number): boolean {
  return interval === count;
}

/** Initial choices after a change of rhythm. */
export function pickersFor(every: Every, before: Pickers, workingWeek: readonly Weekday[]): Pickers {
  const blank = { ...before, weekdays: [], day: "", month: 0 };
  switch (every) {
    case "day":
      return { ...blank, every, weekdays: [...workingWeek] };
    case "week":
    case "two-weeks":
      return { ...blank, every, weekdays: workingWeek.slice(-2, -1) };
    case "month":
      return { ...blank, every, day: dayValue({ workingDay: -1 }) };
    case "quarter":
      return { ...blank, every, day: dayValue({ workingDay: 5 }) };
    case "year":
      return { ...blank, every, day: dayValue({ workingDay: 3 }), month: 1 };
    case "as-is":
      return { ...blank, every };
  }
}

/** The invalid choice. */
export type PickerProblem =
  | { at: "weekdays" | "day" | "month"; because: "missing" | "never" | "needs-month" }
  | { at: "until"; because: "before-start" };

/**
 * The rule for these choices. Exceptions, pauses and extra dates stay as in `before`. `today`: anchor of two-weekly
 * rules.
 */
export function ruleFrom(
  pickers: Pickers,
  { before, today }: { before: WrittenRule; today: LocalDate },
): { rule: WrittenRule } | { problem: PickerProblem } {
  const days = daysFrom(pickers, before, today);
  if ("problem" in days) return days;
  const {
    every: _every,
    on: _on,
    interval: _interval,
    anchor: _anchor,
    remind: _remind,
    yearStartMonth: _year,
    ...shared
  } = loose(before);
  const { from, until } = pickers;
  if (from !== null && until !== null && until < from) return { problem: { at: "until", because: "before-start" } };
  const dates = { from: from ?? undefined, until: until ?? undefined };
  const given = Object.entries({
    ...shared,
    ...days.days,
    ...timeFrom(pickers),
    ...dates,
    ...holidaysFrom(pickers, before),
  });
  const result = writtenRuleSchema.safeParse(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  return result.success ? { rule: result.data } : { problem: { at: problemPicker(pickers), because: "never" } };
}

/** The morning message uses each person's zone. */
function timeFrom({ at, zone }: Pickers) {
  return at === null ? { at: undefined, zone: "participant" } : { at, zone };
}

/** Keeps an equivalent holiday setting as written. */
function holidaysFrom({ onHoliday }: Pickers, before: WrittenRule) {
  const calendar = before.calendar ?? (onHoliday === "ignore" ? undefined : WORKSPACE_CALENDAR);
  const isSame = onHolidayOf({ ...before, calendar }) === onHoliday;
  return { calendar, holidays: isSame ? before.holidays : onHoliday };
}

function problemPicker({ every }: Pickers): "weekdays" | "day" {
  return every === "day" || every === "week" || every === "two-weeks" ? "weekdays" : "day";
}

/** The rule as a plain record. */
function loose(rule: WrittenRule): Record<string, unknown> {
  return { ...rule };
}

type DaysFrom = { days: Record<string, unknown> } | { problem: PickerProblem };

function daysFrom(pickers: Pickers, before: WrittenRule, today: LocalDate): DaysFrom {
  switch (pickers.every) {
    case "as-is":
      return { days: daysOf(before) };
    case "day":
    case "week":
    case "two-weeks":
      return pickers.weekdays.length === 0 ? missing("weekdays") : { days: weekdaysFrom(pickers, before, today) };
    case "month":
    case "quarter":
    case "year": {
      const on = dayFrom(pickers.day);
      return on === null ? missing("day") : dayInPeriodFrom(pickers, on, before);
    }
  }
}

function weekdaysFrom(pickers: Pickers, before: WrittenRule, today: LocalDate): Record<string, unknown> {
  const { every, weekdays, remind } = pickers;
  if (every === "day") return { every, on: weekdays, ...(remind && { remind: true }) };
  if (every === "week") return { every, on: weekdays };
  const anchor = before.every === "week" && before.interval === 2 ? before.anchor : undefined;
  return { every: "week", interval: 2, anchor: anchor ?? pickers.from ?? today, on: weekdays };
}

function dayInPeriodFrom(pickers: Pickers, on: DayInMonth, before: WrittenRule): DaysFrom {
  const { every, month, yearStartMonth } = pickers;
  if (every === "month") return { days: { every, on: withOverflow(on, before) } };

  if (every === "quarter") {
    if (month === 0 && !("workingDay" in on)) return { problem: { at: "month", because: "needs-month" } };
    const inQuarter = month === 0 ? on : { month, ...withOverflow(on, before) };
    return { days: { every, on: inQuarter, ...(yearStartMonth !== 1 && { yearStartMonth }) } };
  }

  if (month === 0) return missing("month");
  // A start month of years can only come from a file.
  const given = before.every === "year" ? before.yearStartMonth : undefined;
  const inYear = { month, ...withOverflow(on, before) };
  return { days: { every, on: inYear, ...(given && { yearStartMonth: given }) } };
}

function daysOf(rule: WrittenRule): Record<string, unknown> {
  const { every, on, interval, anchor, remind, yearStartMonth } = loose(rule);
  return { every, on, interval, anchor, remind, yearStartMonth };
}

function missing(at: "weekdays" | "day" | "month"): { problem: PickerProblem } {
  return { problem: { at, because: "missing" } };
}

function dayFrom(value: string): DayInMonth | null {
  return allDays().find((on) => dayValue(on) === value) ?? null;
}

function isOffered(on: DayInMonth): boolean {
  return dayFrom(dayValue(on)) !== null;
}

function allDays(): DayInMonth[] {
  return [...DAY_CHOICES.dates, ...DAY_CHOICES.weekdays, ...DAY_CHOICES.workingDays];
}

/** The form does not ask about overflow: keep it. */
function withOverflow(on: DayInMonth, before: WrittenRule): DayInMonth {
  const current: DayInMonth | DayInQuarter | null =
    before.every === "month" || before.every === "quarter" || before.every === "year" ? before.on : null;
  const overflow = current && "day" in current ? current.overflow : undefined;
  return "day" in on && overflow !== undefined ? { ...on, overflow } : on;
}
