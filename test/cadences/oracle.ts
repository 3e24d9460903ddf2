import type { Rule } from "../../src/cadences/recurrence/rule.ts";
import { WEEKDAYS, type Weekday } from "../../src/platform/time.ts";

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

/** By their first day and number of months: each day of a month asks for all of them. */
const known = new Map<string, PlainDate[]>();

function daysFrom(first: PlainDate, months: number): PlainDate[] {
  const name = `${first} ${months}`;
  const days = known.get(name);
  if (days) return days;
  const length = daysBetween(first, first.add({ months }));
  const made = Array.from({ length }, (_, index) => first.add({ days: index }));
  known.set(name, made);
  return made;
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
export function occurrencesBetween(rule: Rule, from: PlainDate, to: PlainDate): Map<string, string> {
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
