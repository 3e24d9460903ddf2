/**
 * Days off from an iCalendar file (RFC 5545), by ical.js: what lasts all day, once or yearly. What is no day off is
 * named; anything else is a problem with its line.
 */
import type ICAL from "ical.js";
import { cutText } from "../platform/texts/display.ts";
import { addLocalDays, DAY, daysBetween, type LocalDate, SECOND } from "../platform/time.ts";
import { type DayOff, isRealDate, LABEL_LENGTH, listOf, MOST_DAYS } from "./days-off-typed.ts";
import { eventsIn, type IcsEvent, type IcsLine, type IcsProblem, lineOf, Refusal } from "./ics-lines.ts";
import { isReply, olderVersions } from "./ics-versions.ts";

export interface IcsDays {
  days: DayOff[];
  leftOut: { because: NoDayOff; name: string }[];
  /** Names of series without a near end of which `days` has the next years only. */
  listed: string[];
}

/** `older`: another version of it counts; `replied`: its calendar cancels it, or answers an invitation. */
export type NoDayOff = "timed" | "cancelled" | "task" | "older" | "replied";

const LONGEST_EVENT_DAYS = 60;
export const LISTED_YEARS = 20;

export function isIcs(text: string): boolean {
  return /^\uFEFF?\s*BEGIN:/i.test(text);
}

/**
 * A series without an end is a day of each year; its next dates are listed if it begins more than a year after `today`,
 * leaves dates out, or lasts over the end of February.
 */
export async function daysFromIcs(bytes: Uint8Array, today: LocalDate): Promise<IcsDays | { problem: IcsProblem }> {
  const { default: ical } = await import("ical.js");
  try {
    return read(ical, eventsIn(bytes), today);
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem };
    throw error;
  }
}

function read(ical: typeof ICAL, events: readonly IcsEvent[], today: LocalDate): IcsDays {
  const found: IcsDays = { days: [], leftOut: [], listed: [] };
  const older = olderVersions(events);
  const present = events.filter((event) => !older.has(event));

  for (const event of events) {
    const [summary = ""] = valuesIn(ical, lineOf(event, "SUMMARY"));
    const label = cutText(summary.replace(/\s+/g, " ").trim(), LABEL_LENGTH);
    const start = lineOf(event, "DTSTART") ?? event.begin;
    const [startsAt = ""] = start === event.begin ? [] : valuesIn(ical, start);
    const name = label || startsAt.slice(0, "YYYY-MM-DD".length);

    const skipped = older.has(event) ? "older" : whyNoDayOff(event);
    const from = skipped === null ? dateOf(startsAt, start) : "";
    // Outlook and Windows Live mark what lasts all day.
    const isAllDay = !startsAt.includes("T") || event.lines.some((line) => /-ALLDAYEVENT:true$/i.test(line.text));
    const because = skipped ?? (isAllDay ? null : "timed");
    if (because !== null) {
      found.leftOut.push({ because, name });
      continue;
    }

    const { ons, isListed } = daysOf(ical, event, { from, apart: datesApart(event, present), today });
    if (isListed) found.listed.push(name);
    found.days.push(...ons.map((on) => ({ on, label })));
  }

  const days = listOf(found.days);
  if (!days) throw new Refusal("too-many", { line: 1, text: "" });
  return { ...found, days };
}

/** The dates of a series that have an event of their own. */
function datesApart(event: IcsEvent, present: readonly IcsEvent[]): IcsLine[] {
  const uid = lineOf(event, "UID")?.value;
  if (!uid || lineOf(event, "RECURRENCE-ID")) return [];
  return present.flatMap((part) => (lineOf(part, "UID")?.value === uid ? (lineOf(part, "RECURRENCE-ID") ?? []) : []));
}

function whyNoDayOff(event: IcsEvent): NoDayOff | null {
  if (event.begin.value !== "VEVENT") return "task";
  if (isReply(event)) return "replied";
  return lineOf(event, "STATUS")?.value.toUpperCase() === "CANCELLED" ? "cancelled" : null;
}

/** Texts without escapes; dates as `2026-12-24`, `2026-12-24T00:00:00` or `2026-12-24T00:00:00Z`. */
function valuesIn(ical: typeof ICAL, line: IcsLine | undefined): string[] {
  if (!line) return [];
  const type = line.name !== "SUMMARY" && !line.value.includes("T") ? ";VALUE=DATE" : "";
  const [, , , ...values] = ical.parse.property(`${line.name}${type}:${line.value}`);
  return values.map(String);
}

interface Around {
  from: LocalDate;
  /** Its dates that have an event of their own, moved or cancelled. */
  apart: readonly IcsLine[];
  today: LocalDate;
}

/** `ons`: dates, or `12-24` for a day of each year. */
function daysOf(
  ical: typeof ICAL,
  event: IcsEvent,
  { from, apart, today }: Around,
): { ons: string[]; isListed: boolean } {
  const length = lengthOf(ical, event, from);
  const spread = (begins: readonly LocalDate[]) =>
    begins.flatMap((date) => Array.from({ length }, (_, place) => addLocalDays(date, place)));
  const ofYear = (date: LocalDate) => date.slice("YYYY-".length);
  const datesIn = (line: IcsLine) => valuesIn(ical, line).map((value) => dateOf(value, line));
  const named = (...names: string[]) => event.lines.filter(({ name }) => names.includes(name));

  const excepted = [...named("EXDATE"), ...apart].flatMap(datesIn);
  const added = named("RDATE").flatMap(datesIn);
  const [rule, second] = named("RRULE", "EXRULE");
  const refused = apart.find(({ text }) => /RANGE=/i.test(text)) ?? second;
  if (refused) throw new Refusal("repeats-otherwise", refused);

  const recur = rule ? yearly(ical, rule, from) : null;
  const isEndless = recur !== null && !recur.isFinite();
  const lastListed = `${Number(today.slice(0, "YYYY".length)) + LISTED_YEARS}-12-31`;

  if (isEndless) {
    const inYear = (year: string) => spread([`${year}-${ofYear(from)}`]).map(ofYear);

    const isSteady = (ofYear(from) === "02-29" && length === 1) || inYear("2023").join() === inYear("2024").join();
    const [year = "", ...rest] = today.split("-");
    const aYearAhead = [Number(year) + 1, ...rest].join("-");
    if (isSteady && from <= aYearAhead && !excepted.some((date) => date >= year))
      return { ons: [...spread([from]).map(ofYear), ...spread(added)], isListed: false };
  }

  const begins = [from, ...added];
  const dates = recur?.iterator(ical.Time.fromDateString(from));
  let next = dates?.next()?.toString();
  for (; next && next <= lastListed && begins.length <= MOST_DAYS; next = dates?.next()?.toString()) begins.push(next);
  const isCut = next !== undefined && next > lastListed;
  return { ons: spread(begins.filter((date) => !excepted.includes(date))), isListed: isEndless || isCut };
}

/** Throws `Refusal` for what does not repeat on the same date each year. */
function yearly(ical: typeof ICAL, rule: IcsLine, from: LocalDate): ICAL.Recur {
  const [, month = 0, day = 0] = from.split("-").map(Number);
  const recur = orElse(new Refusal("repeats-otherwise", rule), () => ical.Recur.fromString(rule.value));
  const { BYMONTH = [month], BYMONTHDAY = [day], ...others } = recur.parts;
  const isOnOneDate = `${recur.freq} ${recur.interval} ${BYMONTH} ${BYMONTHDAY}` === `YEARLY 1 ${month} ${day}`;
  if (!isOnOneDate || recur.count === 0 || Object.keys(others).length > 0 || rule.value.includes("RSCALE"))
    throw new Refusal("repeats-otherwise", rule);
  // Without these ical.js goes from 29 February to 1 March.
  recur.parts = { BYMONTH, BYMONTHDAY };
  if (recur.until) recur.until = ical.Time.fromDateString(dateOf(recur.until.toString(), rule));
  return recur;
}

/** An event's end is exclusive; some calendars end a one-day event on its own day. */
function lengthOf(ical: typeof ICAL, event: IcsEvent, from: LocalDate): number {
  const end = lineOf(event, "DTEND") ?? lineOf(event, "DURATION");
  if (!end) return 1;
  const refusal = new Refusal("no-dates", end);
  const [until = ""] = end.name === "DTEND" ? valuesIn(ical, end) : [];
  const length =
    end.name === "DTEND"
      ? daysBetween(from, dateOf(until, end, { isEnd: true }))
      : Math.ceil(orElse(refusal, () => ical.Duration.fromString(end.value).toSeconds() * SECOND) / DAY);
  if (length < 0) throw refusal;
  if (length > LONGEST_EVENT_DAYS) throw new Refusal("too-long", end);
  return Math.max(length, 1);
}

function orElse<Value>(refusal: Refusal, value: () => Value): Value {
  try {
    return value();
  } catch {
    throw refusal;
  }
}

/** In UTC the date of the nearest midnight, which was one where it was written. `isEnd`: so too in local time. Throws `Refusal`. */
function dateOf(value: string, line: IcsLine, { isEnd = false } = {}): LocalDate {
  const [, date = "", time] = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?)?$/.exec(value) ?? [];
  if (!isRealDate(date)) throw new Refusal("no-dates", line);
  return Number(time) >= 12 && (isEnd || value.endsWith("Z")) ? addLocalDays(date, 1) : date;
}
