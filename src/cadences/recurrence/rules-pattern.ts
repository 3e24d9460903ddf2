/** The days on which a rule's pattern falls, before its dates, exceptions and holidays have their say. */

import {
  type Day,
  dayOf,
  firstDayOf,
  type Month,
  modulo,
  mondayOf,
  monthOf,
  nthWorkingDay,
  type WorkingCalendar,
  weekdayOf,
} from "../../calendars/days.ts";
import { assertNever } from "../../platform/errors.ts";
import { WEEKDAYS, type Weekday } from "../../platform/time.ts";
import type { DayInMonth, DayInQuarter, Rule } from "./rule.ts";

/** The first day of the pattern on or after `from`, or null when there is none within half a century. */
export type Pattern = (from: Day) => Day | null;

/** 29 February on a given weekday comes back after 40 years at the latest (across 2100). */
const LONGEST_SEARCH_MONTHS = 50 * 12;

export function patternOf(rule: Rule, calendar: WorkingCalendar): Pattern {
  switch (rule.every) {
    case "day":
      return everyDays(rule);
    case "week":
      return everyWeeks(rule);
    case "month":
      return everyMonths(1, 0, (month) => dayInMonth(month, rule.on, calendar));
    case "quarter":
      return everyMonths(3, (rule.yearStartMonth ?? 1) - 1, (month) => dayInQuarter(month, rule.on, calendar));
    case "year":
      return everyMonths(12, rule.on.month - 1, (month) => dayInMonth(month, rule.on, calendar));
    default:
      return assertNever(rule);
  }
}

function everyDays(rule: Extract<Rule, { every: "day" }>): Pattern {
  const interval = rule.interval ?? 1;
  const anchor = rule.anchor === undefined ? 0 : dayOf(rule.anchor);
  const usual = interval > 1 ? WEEKDAYS : WEEKDAYS.slice(0, 5);
  const wanted = numbersOf(rule.on ?? usual);
  return (from) => {
    let day = from + modulo(anchor - from, interval);
    // After seven steps the weekdays repeat.
    for (let step = 0; step < 7; step++, day += interval) if (wanted.includes(weekdayOf(day))) return day;
    return null;
  };
}

function everyWeeks(rule: Extract<Rule, { every: "week" }>): Pattern {
  const interval = (rule.interval ?? 1) * 7;
  const anchor = rule.anchor === undefined ? 0 : dayOf(rule.anchor);
  const wanted = numbersOf(rule.on);
  return (from) => {
    const thisWeek = mondayOf(from);
    const monday = thisWeek + modulo(mondayOf(anchor) - thisWeek, interval);
    const weekday = wanted.find((number) => monday + number >= from);
    return weekday === undefined ? monday + interval + (wanted[0] ?? 0) : monday + weekday;
  };
}

/** One day, or none, in each period of `length` months; `pick` is given the period's first month. */
function everyMonths(length: number, firstMonth: Month, pick: (month: Month) => Day | null): Pattern {
  return (from) => {
    const month = monthOf(from);
    const start = month - modulo(month - firstMonth, length);
    for (let period = start; period <= start + LONGEST_SEARCH_MONTHS; period += length) {
      const day = pick(period);
      if (day !== null && day >= from) return day;
    }
    return null;
  };
}

function dayInMonth(month: Month, on: DayInMonth, calendar: WorkingCalendar): Day | null {
  const first = firstDayOf(month);
  const last = firstDayOf(month + 1) - 1;
  if ("workingDay" in on) return nthWorkingDay(first, last, on.workingDay, calendar);
  if ("nth" in on) return nthWeekday(first, last, on.nth, on.weekday);
  const day = first + on.day - 1;
  if (day <= last) return day;
  return on.overflow === "skip" ? null : last;
}

function dayInQuarter(firstMonth: Month, on: DayInQuarter, calendar: WorkingCalendar): Day | null {
  const first = firstDayOf(firstMonth);
  const last = firstDayOf(firstMonth + 3) - 1;
  if ("week" in on) {
    const day = mondayOf(first) + 7 * (on.week - 1) + WEEKDAYS.indexOf(on.weekday);
    return first <= day && day <= last ? day : null;
  }
  if (!("workingDay" in on)) return dayInMonth(firstMonth + on.month - 1, on, calendar);
  if (on.month === undefined) return nthWorkingDay(first, last, on.workingDay, calendar);
  return dayInMonth(firstMonth + on.month - 1, on, calendar);
}

function nthWeekday(first: Day, last: Day, nth: number, weekday: Weekday): Day | null {
  const number = WEEKDAYS.indexOf(weekday);
  const day =
    nth > 0
      ? first + modulo(number - weekdayOf(first), 7) + 7 * (nth - 1)
      : last - modulo(weekdayOf(last) - number, 7) + 7 * (nth + 1);
  return first <= day && day <= last ? day : null;
}

/** Numbers of the weekdays, in the order of the week. */
function numbersOf(weekdays: readonly Weekday[]): number[] {
  return weekdays.map((weekday) => WEEKDAYS.indexOf(weekday)).sort((a, b) => a - b);
}
