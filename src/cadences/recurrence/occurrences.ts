/** The occurrences of a recurrence rule, their openings, windows and period labels. */

import {
  dateOf,
  dayOf,
  type HolidayNames,
  isoWeekOf,
  quarterOf,
  workingDayFrom,
  workingDaysFrom,
  yearOf,
} from "../../calendars/day-arithmetic.ts";
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import type { Instant } from "../../platform/clock.ts";
import { assertNever } from "../../platform/errors.ts";
import {
  addLocalDays,
  addMs,
  DAY,
  HOUR,
  instantOf,
  type LocalDate,
  localDateOf,
  MINUTE,
  msBetween,
} from "../../platform/time.ts";
import {
  type ExplainedDay,
  explainedDays,
  plannedDaysByDate,
  plannedDaysByKey,
  planOf,
  WORKSHOP_ASKED_BEFORE,
  workingOf,
} from "./occurrence-days.ts";
import type { Rule, WrittenRule } from "./rule.ts";

export interface Occurrence {
  /** The nominal date: the round's key in all zones. */
  key: LocalDate;
  /** The opening date: `key`, unless moved by a holiday. */
  date: LocalDate;
  /** Comes from `extra` only. */
  extra: boolean;
}

/** A participant's zone and the wall time of their morning message. */
export interface LocalTime {
  zone: string;
  /** Default: the usual time of a morning message. */
  morning?: string | undefined;
}

export interface Window {
  opensAt: Instant;
  dueAt: Instant;
  closesAt: Instant;
  /** Morning of the due day; null if it opens that day or later. */
  remindAt: Instant | null;
}

/** The greatest offset ever (Manila until 1844: −15:56). */
const FARTHEST_FROM_UTC = 16 * HOUR;

const DUE_TIME = "17:00";

/** A regular period as a Temporal duration, with its greatest length in days. */
const PERIODS = {
  day: { unit: "days", length: 1, days: 1 },
  week: { unit: "weeks", length: 1, days: 7 },
  month: { unit: "months", length: 1, days: 31 },
  quarter: { unit: "months", length: 3, days: 92 },
  year: { unit: "years", length: 1, days: 366 },
} as const;

/**
 * Occurrences by key: after `after`, else from the rule's `from`, else from 1970; endless if the rule is. Holidays may
 * make `date` run back; if two fall on one date, the earlier key wins.
 */
export function* occurrences(rule: Rule, { after }: { after?: LocalDate } = {}): Generator<Occurrence> {
  const first = after === undefined ? dayOf(rule.from ?? "1970-01-01") : dayOf(after) + 1;
  for (const { key, date, extra } of plannedDaysByKey(planOf(rule), first))
    yield { key: dateOf(key), date: dateOf(date), extra };
}

export interface ExplainedDate {
  key: LocalDate;
  /** The opening date; null if nobody is asked. */
  date: LocalDate | null;
  extra: boolean;
  /** Why the date differs from the key: a holiday or an exception. */
  because: ExplainedDay["because"];
  holiday: HolidayNames | null;
}

/** `occurrences` including dates cancelled by a holiday or exception. */
export function* explainedDates(rule: Rule, { after }: { after: LocalDate }): Generator<ExplainedDate> {
  for (const { key, date, ...why } of explainedDays(planOf(rule), dayOf(after) + 1))
    yield { key: dateOf(key), date: date === null ? null : dateOf(date), ...why };
}

/** Whether it opens at a fixed time, rather than with the morning message. */
export function hasFixedTime(rule: Pick<WrittenRule, "at">): boolean {
  return rule.at !== undefined;
}

/** When a round opens for a person: at the rule's time, in the rule's zone or theirs, or with their morning message. */
export function openingOf(rule: Rule, { date }: Pick<Occurrence, "date">, person: LocalTime): Instant {
  return instantOf(date, timeOf(rule, person), zoneOf(rule, person.zone));
}

/** The next `count` openings after `after`; fewer if the rule ends. */
export function nextOpenings(
  rule: Rule,
  { after, count, ...person }: LocalTime & { after: Instant; count: number },
): Instant[] {
  const openings: Instant[] = [];
  if (count > 0) for (const opening of openingsAfter(rule, person, after)) if (openings.push(opening) === count) break;
  return openings;
}

/**
 * A day of the period that a round with this key is about: a quarter is asked about when it has ended, in the first month of
 * the next one; a later round is about the quarter in which it is asked.
 */
export function dayAbout(rule: WrittenRule, key: LocalDate): LocalDate {
  if (rule.every !== "quarter") return key;
  const day = Temporal.PlainDate.from(key);
  const monthsIn = (day.month - (rule.yearStartMonth ?? 1) + 12) % 3;
  return monthsIn === 0 ? day.with({ day: 1 }).subtract({ days: 1 }).toString() : key;
}

/** The period that a round of `rule` with this key is about, by the periods of `by`, where the rule was changed since. */
export function periodAbout(rule: WrittenRule, key: LocalDate, by: WrittenRule = rule): string {
  return periodOf(by, dayAbout(rule, key));
}

/** No round is asked later after the period that it is about. */
export const MOST_DAYS_AFTER = 31;

/**
 * The calendar period of a key: `2026-11-20`, `2026-W47` (ISO 8601), `2026-11`, `2026-Q4`, `2026`. A year that does not
 * start in January is `FY2027`, after its end, with quarters `FY2027-Q1`. `yearStartMonth`: of the program's years; a
 * quarterly rule has its own.
 */
export function periodOf(rule: WrittenRule, date: string, yearStartMonth = 1): string {
  switch (rule.every) {
    case "day":
      return date;
    case "week":
      return isoWeekOf(dayOf(date));
    case "month":
      return date.slice(0, "YYYY-MM".length);
    case "quarter":
      return quarterOf(dayOf(date), rule.yearStartMonth ?? 1);
    case "year":
      return yearOf(dayOf(date), yearStartMonth);
    default:
      return assertNever(rule);
  }
}

/**
 * A person's window, in wall times of the rule's zone or theirs. It closes when the next round opens (or would open,
 * after the last one), and is due no later.
 */
export function windowOf(rule: Rule, occurrence: Pick<Occurrence, "date">, person: LocalTime): Window {
  return windowFrom(rule, openingOf(rule, occurrence, person), occurrence.date, person);
}

function windowFrom(rule: Rule, opensAt: Instant, date: LocalDate, person: LocalTime): Window {
  const [next] = nextOpenings({ ...rule, until: undefined }, { ...person, after: opensAt, count: 1 });
  const closesAt = rule.isWorkshop
    ? afterWorkshop(rule, date, person)
    : (next ?? addMs(opensAt, periodDays(rule) * DAY));
  const due = dueAfter(rule, opensAt, date, zoneOf(rule, person.zone));
  const dueAt = due < closesAt ? due : closesAt;
  return { opensAt, dueAt, closesAt, remindAt: reminderOf(rule, { opensAt, dueAt }, person) };
}

/** As the day of the workshop ends. */
function afterWorkshop(rule: Rule, askedOn: LocalDate, person: LocalTime): Instant {
  return instantOf(addLocalDays(workshopAskedOn(rule, askedOn), 1), "00:00", zoneOf(rule, person.zone));
}

/** The day of the workshop for which a rule asks on this date. */
export function workshopAskedOn(rule: Rule, askedOn: LocalDate): LocalDate {
  return dateOf(workingDaysFrom(dayOf(askedOn), WORKSHOP_ASKED_BEFORE, workingOf(rule)));
}

const MOST_DAYS_MOVED = 183;

/** The day of the workshop that a round with this key prepares: the nearest that the rule has now, where it was moved since. */
export function workshopDay(rule: Rule, key: LocalDate): LocalDate {
  const distance = (day: LocalDate) => Math.abs(dayOf(day) - dayOf(key));
  let nearest: LocalDate | null = null;
  for (const { key: day } of occurrences(rule, { after: addLocalDays(key, -MOST_DAYS_MOVED) })) {
    if (distance(day) > MOST_DAYS_MOVED) break;
    if (nearest === null || distance(day) < distance(nearest)) nearest = day;
  }
  return nearest ?? key;
}

/**
 * The due time for a person asked only now: as planned, or if that is past, as for a round opening now; never after
 * closing.
 */
export function dueWhenAsked(
  rule: Rule,
  { dueAt, closesAt }: Pick<Window, "dueAt" | "closesAt">,
  zone: string,
  now: Instant,
): Instant {
  if (dueAt > now) return dueAt;
  const due = dueAfter(rule, now, localDateOf(now, zone), zone);
  return due < closesAt ? due : closesAt;
}

/** Whoever is asked by hand has at least so long. */
const TIME_TO_ANSWER_MS = 2 * HOUR;

/**
 * The window of a person who is asked at `at`, before their round opens by its rule: due and closed as planned, but where
 * that leaves too little time, due on the next working day; never after closing.
 */
export function openedBefore(rule: Rule, planned: Window, person: LocalTime, at: Instant): Window {
  const zone = zoneOf(rule, person.zone);
  const tomorrow = dayOf(localDateOf(at, zone)) + 1;
  const nextDay = instantOf(dateOf(workingDayFrom(tomorrow, 1, workingOf(rule))), DUE_TIME, zone);
  const later = nextDay < planned.closesAt ? nextDay : planned.closesAt;
  const dueAt = planned.dueAt < addMs(at, TIME_TO_ANSWER_MS) ? later : planned.dueAt;
  const window = { opensAt: at, dueAt, closesAt: planned.closesAt };
  return { ...window, remindAt: reminderOf(rule, window, person) };
}

/**
 * From when a round may be answered early: half-way from the previous opening, ignoring pauses; for the first round,
 * from a regular previous opening.
 */
export function earlyOpensFrom(rule: Rule, occurrence: Pick<Occurrence, "date">, person: LocalTime): Instant {
  const opensAt = openingOf(rule, occurrence, person);
  const previous =
    previousOpening({ ...rule, pauses: undefined }, person, opensAt) ??
    openingOf(rule, { date: onePeriodBefore(rule, occurrence.date) }, person);
  return addMs(previous, Math.floor(msBetween(previous, opensAt) / 2));
}

function zoneOf(rule: Rule, participantZone: string): string {
  return rule.zone === "participant" ? participantZone : rule.zone;
}

function timeOf(rule: Rule, { morning = USUAL_MORNING }: LocalTime): string {
  return rule.at ?? morning;
}

/**
 * Openings after `after` in order, each instant once: if a zone skips a day, two dates open together. May be endless.
 */
function* openingsAfter(rule: Rule, person: LocalTime, after: Instant): Generator<Instant> {
  const afterMs = Date.parse(after);
  const time = timeOf(rule, person);
  const timeMs = Number(time.slice(0, 2)) * HOUR + Number(time.slice(3)) * MINUTE;
  let last = after;
  // Two days earlier: a zone may be a day behind, and a skipped time opens the next day.
  for (const { date } of plannedDaysByDate(planOf(rule), Math.floor(afterMs / DAY) - 2)) {
    // Skip the costly conversion if the time is past in every zone.
    if (date * DAY + timeMs + FARTHEST_FROM_UTC <= afterMs) continue;
    const opening = openingOf(rule, { date: dateOf(date) }, person);
    if (opening <= last) continue;
    last = opening;
    yield opening;
  }
}

/** How many working days somebody has to answer; those before a workshop until the sixth before it. */
function daysToAnswer({ every, isWorkshop }: Rule): number {
  if (isWorkshop) return 4;
  return every === "quarter" ? 2 : 1;
}

/** Due at the end of the day for daily rules, else of the last working day to answer. */
function dueAfter(rule: Rule, opensAt: Instant, date: LocalDate, zone: string): Instant {
  const today = instantOf(date, DUE_TIME, zone);
  if (rule.every === "day" && opensAt < today) return today;
  const due = workingDaysFrom(dayOf(date), daysToAnswer(rule), workingOf(rule));
  return instantOf(dateOf(due), DUE_TIME, zone);
}

/** Time from the reminder of a daily check-in to its due time. */
const DAILY_REMINDER_MS = 2 * HOUR;

function reminderOf(
  rule: Rule,
  { opensAt, dueAt }: Pick<Window, "opensAt" | "dueAt">,
  { zone, morning = USUAL_MORNING }: LocalTime,
): Instant | null {
  if (rule.every === "day") {
    const at = addMs(dueAt, -DAILY_REMINDER_MS);
    return rule.remind && at > opensAt ? at : null;
  }
  const dueOn = localDateOf(dueAt, zone);
  if (dueOn <= localDateOf(opensAt, zone)) return null;
  const at = instantOf(dueOn, morning, zone);
  return at < dueAt ? at : null;
}

/** The last opening before `before`, searched ever further back; null if there is none in two hundred periods. */
function previousOpening(rule: Rule, person: LocalTime, before: Instant): Instant | null {
  for (const periods of [2, 20, 200]) {
    let previous: Instant | null = null;
    for (const opening of openingsAfter(rule, person, addMs(before, -periods * periodDays(rule) * DAY))) {
      if (opening >= before) break;
      previous = opening;
    }
    if (previous !== null) return previous;
  }
  return null;
}

function onePeriodBefore(rule: Rule, date: LocalDate): LocalDate {
  const { unit, length } = PERIODS[rule.every];
  return Temporal.PlainDate.from(date)
    .subtract({ [unit]: length * intervalOf(rule) })
    .toString();
}

/** Greatest length of a regular period. */
export function periodDays(rule: WrittenRule): number {
  return PERIODS[rule.every].days * intervalOf(rule);
}

function intervalOf(rule: WrittenRule): number {
  return rule.every === "day" || rule.every === "week" ? (rule.interval ?? 1) : 1;
}
