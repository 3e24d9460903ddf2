/** Working days of a person. Pure. */
import { addLocalDays, type LocalDate, WEEKDAYS, type Weekday } from "./time.ts";

/** Both days included. */
export interface Span {
  from: LocalDate;
  until: LocalDate;
}

export interface PersonDays {
  workingDays: readonly Weekday[];
  /** Public holidays and the days off of their lists. */
  holidays: ReadonlySet<LocalDate>;
  away: readonly Span[];
}

/** Whether the person works on this weekday, ignoring holidays. */
export function isOnWorkingWeekday({ workingDays }: Pick<PersonDays, "workingDays">, date: LocalDate): boolean {
  const weekday = WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
  return weekday !== undefined && workingDays.includes(weekday);
}

/** Ignores absences. */
export function isWorkingDayOf(days: Pick<PersonDays, "workingDays" | "holidays">, date: LocalDate): boolean {
  return isOnWorkingWeekday(days, date) && !days.holidays.has(date);
}

export function isAwayOn({ away }: Pick<PersonDays, "away">, date: LocalDate): boolean {
  return away.some(({ from, until }) => from <= date && date <= until);
}

/** A working day without an absence. */
export function worksOn(days: PersonDays, date: LocalDate): boolean {
  return isWorkingDayOf(days, date) && !isAwayOn(days, date);
}

export type IsWorkingDay = (date: LocalDate) => boolean;

/** The day so many working days later, or earlier where negative; that day is one itself. */
export function workingDaysFrom(date: LocalDate, count: number, isWorkingDay: IsWorkingDay): LocalDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left -= 1)
    day = workingDayFrom(addLocalDays(day, step), step, isWorkingDay);
  return day;
}

/** Whoever works on no day at all is counted by the calendar. */
const LONGEST_WAIT = 60;

export function workingDayFrom(date: LocalDate, step: 1 | -1, isWorkingDay: IsWorkingDay): LocalDate {
  let day = date;
  for (let tried = 0; tried < LONGEST_WAIT && !isWorkingDay(day); tried += 1) day = addLocalDays(day, step);
  return isWorkingDay(day) ? day : date;
}
