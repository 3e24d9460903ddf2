/** What a recurrence rule means: its occurrences, when they open, their windows and the periods they are labelled with. */

import {
  dateOf,
  dayOf,
  type HolidayNames,
  isoWeekOf,
  quarterOf,
  workingDayFrom,
  yearOf,
} from "../../calendars/days.ts";
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import type { Instant } from "../../platform/clock.ts";
import { assertNever } from "../../platform/errors.ts";
import { addMs, DAY, HOUR, instantOf, type LocalDate, localDateOf, MINUTE, msBetween } from "../../platform/time.ts";
import {
  type ExplainedDay,
  explainedDays,
  plannedDaysByDate,
  plannedDaysByKey,
  planOf,
  workingOf,
} from "./occurrence-days.ts";
import type { Rule, WrittenRule } from "./rule.ts";

export interface Occurrence {
  /** The nominal date: what the round is known by, in every zone. */
  key: LocalDate;
  /** The date on which it opens: `key`, unless a holiday moved it. */
  date: LocalDate;
  /** It is there only because the rule lists it under `extra`. */
  extra: boolean;
}

/** Whose clock a round is opened by: their zone, and the wall time of their morning message. */
export interface LocalTime {
  zone: string;
  /** Left out: the usual one. */
  morning?: string | undefined;
}

export interface Window {
  opensAt: Instant;
  dueAt: Instant;
  closesAt: Instant;
  /** The morning of the day on which it is due; null where it opens on that day or later. */
  remindAt: Instant | null;
}

/** No zone has ever been further from UTC (Manila until 1844: 15:56 behind). */
const FARTHEST_FROM_UTC = 16 * HOUR;

const DUE_TIME = "17:00";

/** One regular period, as Temporal adds it; the days are its greatest length. */
const PERIODS = {
  day: { unit: "days", length: 1, days: 1 },
  week: { unit: "weeks", length: 1, days: 7 },
  month: { unit: "months", length: 1, days: 31 },
  quarter: { unit: "months", length: 3, days: 92 },
  year: { unit: "years", length: 1, days: 366 },
} as const;

/**
 * The occurrences in order of key: those after `after`, else from the rule's `from`, else from 1970. Endless when the
 * rule is; `date` may run back where a holiday moves one. Where holidays put two on one date, the earlier key stands.
 */
export function* occurrences(rule: Rule, { after }: { after?: LocalDate } = {}): Generator<Occurrence> {
  const first = after === undefined ? dayOf(rule.from ?? "1970-01-01") : dayOf(after) + 1;
  for (const { key, date, extra } of plannedDaysByKey(planOf(rule), first))
    yield { key: dateOf(key), date: dateOf(date), extra };
}

export interface ExplainedDate {
  key: LocalDate;
  /** The date on which it opens; null where nobody is asked. */
  date: LocalDate | null;
  extra: boolean;
  /** Why the date is not the key: a holiday, with its name where it has one, or an exception. */
  because: ExplainedDay["because"];
  holiday: HolidayNames | null;
}

/** As `occurrences`, with the dates on which nobody is asked because of a holiday or an exception. Endless as well. */
export function* explainedDates(rule: Rule, { after }: { after: LocalDate }): Generator<ExplainedDate> {
  for (const { key, date, ...why } of explainedDays(planOf(rule), dayOf(after) + 1))
    yield { key: dateOf(key), date: date === null ? null : dateOf(date), ...why };
}

/** Whether a check-in comes at a time of its own; any other comes with the morning message of whoever is asked. */
export function hasFixedTime(rule: Pick<WrittenRule, "at">): boolean {
  return rule.at !== undefined;
}

/** When a round opens for somebody: at the rule's time, in the rule's zone or else in theirs; or with their morning message. */
export function openingOf(rule: Rule, { date }: Pick<Occurrence, "date">, person: LocalTime): Instant {
  return instantOf(date, timeOf(rule, person), zoneOf(rule, person.zone));
}

/** The next openings strictly after `after`, in order; fewer than `count` when the rule ends. */
export function nextOpenings(
  rule: Rule,
  { after, count, ...person }: LocalTime & { after: Instant; count: number },
): Instant[] {
  const openings: Instant[] = [];
  if (count > 0) for (const opening of openingsAfter(rule, person, after)) if (openings.push(opening) === count) break;
  return openings;
}

/**
 * The calendar period that holds a round's key: `2026-11-20`, `2026-W47` (ISO 8601), `2026-11`, `2026-Q4`, `2026`. A year
 * that does not start in January is `FY2027`, after the year in which it ends, its first quarter `FY2027-Q1`.
 * `yearStartMonth`: in which month the years of the program begin; a quarterly rule has its own.
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
 * The window of a round for somebody. Opening and due time are wall times of the rule's zone, or else of theirs. It closes
 * when the next round opens, the last one when the next would have, and is never due after that.
 */
export function windowOf(rule: Rule, occurrence: Pick<Occurrence, "date">, person: LocalTime): Window {
  return windowFrom(rule, openingOf(rule, occurrence, person), occurrence.date, person);
}

function windowFrom(rule: Rule, opensAt: Instant, date: LocalDate, person: LocalTime): Window {
  const [next] = nextOpenings({ ...rule, until: undefined }, { ...person, after: opensAt, count: 1 });
  const closesAt = next ?? addMs(opensAt, periodDays(rule) * DAY);
  const due = dueAfter(rule, opensAt, date, zoneOf(rule, person.zone));
  const dueAt = due < closesAt ? due : closesAt;
  return { opensAt, dueAt, closesAt, remindAt: reminderOf(rule, { opensAt, dueAt }, person) };
}

/**
 * By when somebody who is asked only now still has to answer: as it was to be due, or where that is over on the day on which a
 * round that opens now would be due, and never after it closes.
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

/**
 * From when a round may be answered before it opens: half-way from the opening before it, as if the rule had no pauses;
 * for the first one, half-way from where a regular one would have opened.
 */
export function earlyOpensFrom(rule: Rule, occurrence: Pick<Occurrence, "date">, person: LocalTime): Instant {
  const opensAt = openingOf(rule, occurrence, person);
  const previous =
    previousOpening({ ...rule, pauses: undefined }, person, opensAt) ??
    openingOf(rule, { date: onePeriodBefore(rule, occurrence.date) }, person);
  return addMs(previous, Math.floor(msBetween(previous, opensAt) / 2));
}

/** The zone in the rule wins. */
function zoneOf(rule: Rule, participantZone: string): string {
  return rule.zone === "participant" ? participantZone : rule.zone;
}

function timeOf(rule: Rule, { morning = USUAL_MORNING }: LocalTime): string {
  return rule.at ?? morning;
}

/**
 * The openings strictly after `after`, in order and without end when the rule has none. Each instant comes once: where
 * a zone skips a whole day, two dates open at one.
 */
function* openingsAfter(rule: Rule, person: LocalTime, after: Instant): Generator<Instant> {
  const afterMs = Date.parse(after);
  const time = timeOf(rule, person);
  const timeMs = Number(time.slice(0, 2)) * HOUR + Number(time.slice(3)) * MINUTE;
  let last = after;
  // Two days earlier: a zone may be a day behind, and a time that a day skips opens on the next.
  for (const { date } of plannedDaysByDate(planOf(rule), Math.floor(afterMs / DAY) - 2)) {
    // Spares the costly conversion where the time is past in every zone.
    if (date * DAY + timeMs + FARTHEST_FROM_UTC <= afterMs) continue;
    const opening = openingOf(rule, { date: dateOf(date) }, person);
    if (opening <= last) continue;
    last = opening;
    yield opening;
  }
}

/** A daily one is due at the end of its day, any other at the end of the next working day. */
function dueAfter(rule: Rule, opensAt: Instant, date: LocalDate, zone: string): Instant {
  const today = instantOf(date, DUE_TIME, zone);
  if (rule.every === "day" && opensAt < today) return today;
  return instantOf(dateOf(workingDayFrom(dayOf(date) + 1, 1, workingOf(rule))), DUE_TIME, zone);
}

/** So long before it is due a daily check-in is reminded of, where its rule says so. */
const DAILY_REMINDER_MS = 2 * HOUR;

/** In the morning of the due day. */
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

/** The last opening before `before`, looking back ever further; null when there is none in two hundred periods. */
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

/** Of one regular period, at most. */
export function periodDays(rule: WrittenRule): number {
  return PERIODS[rule.every].days * intervalOf(rule);
}

function intervalOf(rule: WrittenRule): number {
  return rule.every === "day" || rule.every === "week" ? (rule.interval ?? 1) : 1;
}
