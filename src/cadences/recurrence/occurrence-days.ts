/** The days of a rule, with extra dates, exceptions, pauses and holidays applied; without zones. */
import {
  type Day,
  dayOf,
  firstDayOf,
  type HolidayNames,
  MONDAY_TO_FRIDAY,
  type Month,
  modulo,
  mondayOf,
  monthOf,
  nthWorkingDay,
  type WorkingCalendar,
  weekdayOf,
  workingDayFrom,
  workingDaysFrom,
} from "../../calendars/day-arithmetic.ts";
import { assertNever } from "../../platform/errors.ts";
import { WEEKDAYS, type Weekday } from "../../platform/time.ts";
import type { DayInMonth, DayInQuarter, Rule, WrittenRule } from "./rule.ts";

/** A rule prepared for counting days. */
export interface Plan {
  next: Pattern;
  first: Day;
  last: Day;
  except: ReadonlySet<Day>;
  /** Sorted. */
  extra: readonly Day[];
  pauses: readonly { from: Day; until: Day }[];
  working: WorkingCalendar;
  onHoliday: "ignore" | "skip" | "before" | "after";
  /** How many working days before its day it opens. */
  daysAhead: number;
}

export interface PlannedDay {
  /** The nominal day. */
  key: Day;
  /** The day on which it opens. */
  date: Day;
  /** Comes from `extra` only. */
  extra: boolean;
}

const FIRST_DAY = dayOf("1000-01-01");
// One day early: west of UTC it is still that day when UTC is in the next.
const LAST_DAY = dayOf("9999-12-30");

export function planOf(rule: Rule): Plan {
  const working = workingOf(rule);
  return {
    next: patternOf(rule, working),
    first: rule.from === undefined ? FIRST_DAY : dayOf(rule.from),
    last: rule.until === undefined ? LAST_DAY : Math.min(dayOf(rule.until), LAST_DAY),
    except: new Set(rule.except?.map(dayOf)),
    extra: rule.extra?.map(dayOf).sort((a, b) => a - b) ?? [],
    pauses: rule.pauses?.map(({ from, until }) => ({ from: dayOf(from), until: dayOf(until) })) ?? [],
    working,
    onHoliday: onHolidayOf(rule),
    daysAhead: rule.isWorkshop ? WORKSHOP_ASKED_BEFORE : 0,
  };
}

/** Working days before a workshop. */
export const WORKSHOP_ASKED_BEFORE = 10;

/** The working days of a rule. */
export function workingOf({ working, calendar }: Rule): WorkingCalendar {
  if (working !== undefined) return working;
  if (calendar === undefined) return MONDAY_TO_FRIDAY;
  return { ...MONDAY_TO_FRIDAY, holidays: new Set(calendar.map(dayOf)) };
}

/** The rule with its named calendar resolved. */
export function withCalendar(rule: WrittenRule, working: WorkingCalendar): Rule {
  return { ...rule, calendar: undefined, holidays: onHolidayOf(rule), working };
}

/** The rule of a check-in before a workshop, whose dates are those of the workshop. */
export function asWorkshop(rule: Rule): Rule {
  return rule.every === "year" ? { ...rule, isWorkshop: true } : rule;
}

export function onHolidayOf({ holidays, calendar }: WrittenRule): Plan["onHoliday"] {
  return holidays ?? (calendar === undefined ? "ignore" : "skip");
}

/** Planned days from the key `first` on, by key. If several move to one date, the earliest key wins. */
export function* plannedDaysByKey(plan: Plan, first: Day): Generator<PlannedDay> {
  // An earlier key may move onto one of these dates, but never past a working day.
  const start = movesHolidays(plan) ? workingDayFrom(first - 1, -1, plan.working) : first;
  for (const planned of plannedDaysFrom(plan, start)) if (planned.key >= first) yield planned;
}

/** Planned days by opening date, from `first` on, perhaps with a few earlier ones. */
export function* plannedDaysByDate(plan: Plan, first: Day): Generator<PlannedDay> {
  if (!movesHolidays(plan)) return yield* plannedDaysFrom(plan, first);
  const waiting: PlannedDay[] = [];
  for (const planned of plannedDaysFrom(plan, workingDayFrom(first - 1, -1, plan.working))) {
    waiting.push(planned);
    waiting.sort((a, b) => a.date - b.date);
    // Later keys open after this day.
    const through = workingDayFrom(planned.key, -1, plan.working);
    while (waiting[0] !== undefined && waiting[0].date <= through) yield* waiting.splice(0, 1);
  }
  yield* waiting;
}

function movesHolidays(plan: Plan): boolean {
  return plan.onHoliday === "before" || plan.onHoliday === "after";
}

/** By key, from `start` on. */
function* plannedDaysFrom(plan: Plan, start: Day): Generator<PlannedDay> {
  const moves = movesHolidays(plan);
  const used = new Set<Day>();
  for (const { day: key, extra } of nominalDays(plan, start)) {
    const held = dateFor(key, plan);
    if (held === null || used.has(held)) continue;
    if (moves) used.add(held);
    yield { key, date: openingDay(held, plan), extra };
  }
}

function openingDay(held: Day, { daysAhead, working }: Plan): Day {
  return workingDaysFrom(held, -daysAhead, working);
}

/** The date of a nominal day; null if a holiday cancels it. */
function dateFor(key: Day, { onHoliday, working }: Plan): Day | null {
  if (onHoliday === "ignore" || !working.holidays.has(key)) return key;
  return onHoliday === "skip" ? null : workingDayFrom(key, onHoliday === "after" ? 1 : -1, working);
}

export interface ExplainedDay extends Omit<PlannedDay, "date"> {
  /** Null if nobody is asked. */
  date: Day | null;
  /** The reason for a move or omission, or null. */
  because: "holiday" | "left-out" | null;
  holiday: HolidayNames | null;
}

/** Nominal days from the key `first` on, including omitted ones, except pauses. */
export function* explainedDays(plan: Plan, first: Day): Generator<ExplainedDay> {
  const start = movesHolidays(plan) ? workingDayFrom(first - 1, -1, plan.working) : first;
  const used = new Set<Day>();
  for (const { day: key, extra } of nominalDays({ ...plan, except: new Set() }, start)) {
    const isLeftOut = plan.except.has(key);
    if (isLeftOut) {
      if (key >= first) yield { key, date: null, extra, because: "left-out", holiday: null };
      continue;
    }

    const held = dateFor(key, plan);
    const isMoved = held !== key;
    // Of two on one date, the earlier key wins.
    const isFree = held !== null && !used.has(held);
    if (isFree) used.add(held);
    if (key < first || !(isFree || isMoved)) continue;

    const date = held && openingDay(held, plan);
    const holiday = isMoved ? (plan.working.holidays.nameOn?.(key) ?? null) : null;
    yield { key, date, extra, because: isMoved ? "holiday" : null, holiday };
  }
}

/** Nominal days from `start` on: pattern and `extra`, within `from` and `until`, without `except` and `pauses`. */
function* nominalDays(plan: Plan, start: Day): Generator<{ day: Day; extra: boolean }> {
  let cursor = Math.max(start, plan.first);
  let extraIndex = 0;
  for (;;) {
    while ((plan.extra[extraIndex] ?? Number.POSITIVE_INFINITY) < cursor) extraIndex += 1;
    const extra = plan.extra[extraIndex] ?? Number.POSITIVE_INFINITY;
    const regular = plan.next(cursor) ?? Number.POSITIVE_INFINITY;
    const day = Math.min(regular, extra);
    if (day > plan.last) return;
    const pause = plan.pauses.find(({ from, until }) => from <= day && day <= until);
    if (pause && day !== extra) {
      cursor = Math.min(pause.until + 1, extra);
      continue;
    }
    if (!plan.except.has(day)) yield { day, extra: pause !== undefined || day !== regular };
    cursor = day + 1;
  }
}

/** The first day of the pattern from `from` on, or null if there is none within half a century. */
export type Pattern = (from: Day) => Day | null;

/** 29 February on a given weekday recurs within 40 years (across 2100). */
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

/** At most one day per period of `length` months; `pick` gets the period's first month. */
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

function numbersOf(weekdays: readonly Weekday[]): number[] {
  return weekdays.map((weekday) => WEEKDAYS.indexOf(weekday)).sort((a, b) => a - b);
}
