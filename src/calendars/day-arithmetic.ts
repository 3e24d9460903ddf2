/** Calendar days as integers, independent of zones and clock changes, and working days among them. */
import type { Language } from "../platform/texts/language.ts";
import { DAY, type LocalDate } from "../platform/time.ts";

/** Days since 1970-01-01. */
export type Day = number;
/** Months since January of the year 0. */
export type Month = number;

/** Which days are worked. */
export interface WorkingCalendar {
  /** 0 is Monday, as in `WEEKDAYS`; never empty. */
  weekdays: ReadonlySet<number>;
  holidays: Holidays;
}

/** Name in a rule for the workspace's own calendar. */
export const WORKSPACE_CALENDAR = "workspace";

export interface Holidays {
  has(day: Day): boolean;
  /** The holiday's name; null or absent if it has none. */
  nameOn?(day: Day): HolidayNames | null;
}

export type HolidayNames = Record<Language, string>;

export const MONDAY_TO_FRIDAY: WorkingCalendar = { weekdays: new Set([0, 1, 2, 3, 4]), holidays: new Set() };

export function dayOf(date: LocalDate): Day {
  return Date.parse(date) / DAY;
}

export function dateOf(day: Day): LocalDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 0 is Monday, as in `WEEKDAYS`. */
export function weekdayOf(day: Day): number {
  return modulo(day + 3, 7);
}

export function mondayOf(day: Day): Day {
  return day - weekdayOf(day);
}

export function monthOf(day: Day): Month {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export function firstDayOf(month: Month): Day {
  return Date.UTC(Math.floor(month / 12), month % 12) / DAY;
}

/** Like `%`, but never negative. */
export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

export function isWorkingDay(day: Day, { weekdays, holidays }: WorkingCalendar): boolean {
  return weekdays.has(weekdayOf(day)) && !holidays.has(day);
}

/** `day` itself where it is a working day, else the nearest one after it (step 1) or before it (step -1). */
export function workingDayFrom(day: Day, step: 1 | -1, calendar: WorkingCalendar): Day {
  let at = day;
  while (!isWorkingDay(at, calendar)) at += step;
  return at;
}

/** So many working days after `day`, or before it where they are negative. */
export function workingDaysFrom(day: Day, count: number, calendar: WorkingCalendar): Day {
  const step = count > 0 ? 1 : -1;
  let at = day;
  for (let left = Math.abs(count); left > 0; left -= 1) at = workingDayFrom(at + step, step, calendar);
  return at;
}

/** The nth working day from `first` to `last`, from the end if `nth` is negative; null if there are fewer. */
export function nthWorkingDay(first: Day, last: Day, nth: number, calendar: WorkingCalendar): Day | null {
  const step = nth > 0 ? 1 : -1;
  let left = Math.abs(nth);
  for (let day = nth > 0 ? first : last; first <= day && day <= last; day += step) {
    if (isWorkingDay(day, calendar)) left -= 1;
    if (left === 0) return day;
  }
  return null;
}

/** `2026-W47`: ISO 8601. */
export function isoWeekOf(day: Day): string {
  // A week belongs to the year of its Thursday.
  const thursday = mondayOf(day) + 3;
  const year = Math.floor(monthOf(thursday) / 12);
  const week = Math.floor((thursday - dayOf(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** `2026`, or, for a year that does not start in January, `FY2027`, after the year in which it ends. */
export function yearOf(day: Day, yearStartMonth: number): string {
  return `${yearStartMonth === 1 ? "" : "FY"}${fiscalYearOf(day, yearStartMonth)}`;
}

/** The fiscal year that holds a day, by the calendar year in which it ends. */
export function fiscalYearOf(day: Day, yearStartMonth: number): number {
  const month = monthOf(day);
  return Math.floor((month - monthOfYear(month, yearStartMonth) + 11) / 12);
}

/** `2026-Q4`, `FY2027-Q1`. */
export function quarterOf(day: Day, yearStartMonth: number): string {
  return `${yearOf(day, yearStartMonth)}-Q${Math.floor(monthOfYear(monthOf(day), yearStartMonth) / 3) + 1}`;
}

/** The first day of the quarter of a date, in years that begin with this month, or of one `later` quarters after it. */
export function quarterBegins(date: LocalDate, yearStartMonth: number, later = 0): LocalDate {
  const month = monthOf(dayOf(date));
  return dateOf(firstDayOf(month - modulo(monthOfYear(month, yearStartMonth), 3) + later * 3));
}

/** From 0. */
function monthOfYear(month: Month, yearStartMonth: number): number {
  return modulo(month - (yearStartMonth - 1), 12);
}
