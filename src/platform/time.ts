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

/** Temporal drops a zero fraction; stored instants have one width, so this is the only way out of Temporal. */
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

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

export function inZone(instant: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}

export function localDateOf(instant: Instant, zone: string): LocalDate {
  // For the most part, and quicker than by way of Temporal.
  if (zone === "UTC") return instant.slice(0, "YYYY-MM-DD".length);
  return inZone(instant, zone).toPlainDate().toString();
}

/** Negative where the other day comes first. */
export function daysBetween(from: LocalDate, until: LocalDate): number {
  return msBetween(from, until) / DAY;
}

/** `days` may be negative. Calendar days: no zone and no clock change comes into it. */
export function addLocalDays(date: LocalDate, days: number): LocalDate {
  return asLocalDate(addDays(parseISO(date), days));
}

/** The Monday of the week that holds the day. */
export function mondayOf(date: LocalDate): LocalDate {
  return asLocalDate(startOfISOWeek(parseISO(date)));
}

/**
 * The instant of a wall time in a zone. A time that the day skips moves forward by the gap, a time that comes twice is
 * the first one: RFC 5545 §3.3.5, Temporal's "compatible".
 */
export function instantOf(date: LocalDate, time: string, zone: string): Instant {
  return instantOfWallTime(`${date}T${time}[${zone}]`);
}

/** Few times of few days are asked for, again and again. */
const instantOfWallTime = memoizeByText((wallTime) => toInstant(Temporal.ZonedDateTime.from(wallTime)));

/** `Intl.supportedValuesOf` lacks valid names (UTC, Asia/Kolkata), so a zone is valid when `Intl` can format in it. */
export const isZone = memoizeByText((zone) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
});

/** date-fns counts in the host's zone, from local midnight to local midnight: only the date of its result is used. */
function asLocalDate(day: Date): LocalDate {
  return formatISO(day, { representation: "date" });
}
