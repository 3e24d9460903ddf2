import { addDays } from "date-fns/addDays";
import { formatISO } from "date-fns/formatISO";
import { parseISO } from "date-fns/parseISO";
import { startOfISOWeek } from "date-fns/startOfISOWeek";
import type { Instant } from "./clock.ts";
import { memoizeByText } from "./memoize.ts";

/** A calendar day without a zone, `YYYY-MM-DD`. */
export type LocalDate = string;

export const WEEKDAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The only way from Temporal to an instant: it keeps the fraction, so that all have one width. */
export function toInstant(moment: Temporal.Instant | Temporal.ZonedDateTime): Instant {
  const instant = moment instanceof Temporal.ZonedDateTime ? moment.toInstant() : moment;
  return instant.toString({ fractionalSecondDigits: 3 });
}

export function addMs(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}

export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** The earliest of the instants that are not null, or null. */
export function earliest(...instants: (Instant | null)[]): Instant | null {
  return instants.reduce((least, at) => (least === null || (at !== null && at < least) ? at : least), null);
}

/** For sorting, the earlier first: instants, and dates, are texts of one width. */
export function compareTimes<Time extends Instant | LocalDate>(a: Time, b: Time): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

export function inZone(instant: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}

export function localDateOf(instant: Instant, zone: string): LocalDate {
  // The common case, faster than Temporal.
  if (zone === "UTC") return instant.slice(0, "YYYY-MM-DD".length);
  return inZone(instant, zone).toPlainDate().toString();
}

/** Negative if `until` is earlier. */
export function daysBetween(from: LocalDate, until: LocalDate): number {
  return msBetween(from, until) / DAY;
}

/** Calendar days, independent of zones; `days` may be negative. */
export function addLocalDays(date: LocalDate, days: number): LocalDate {
  return asLocalDate(addDays(parseISO(date), days));
}

export function mondayOf(date: LocalDate): LocalDate {
  return asLocalDate(startOfISOWeek(parseISO(date)));
}

/**
 * The instant of a wall time in a zone. A skipped time moves forward by the gap; of a repeated one, the first: RFC 5545
 * §3.3.5, Temporal's "compatible".
 */
export function instantOf(date: LocalDate, time: string, zone: string): Instant {
  return instantOfWallTime(`${date}T${time}[${zone}]`);
}

/** Cached: the same few are asked for again and again. */
const instantOfWallTime = memoizeByText((wallTime) => toInstant(Temporal.ZonedDateTime.from(wallTime)));

/** `Intl.supportedValuesOf` lacks valid names (UTC, Asia/Kolkata), so a zone is valid when `Intl` can format in it. */
export const isZone = memoizeByText((zone) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
});

/** date-fns counts in the host's zone, from midnight to midnight: use only the date of its result. */
function asLocalDate(day: Date): LocalDate {
  return formatISO(day, { representation: "date" });
}
