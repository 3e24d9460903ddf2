/**
 * Days off from an iCalendar file (RFC 5545): all-day events, once or yearly. Strict: anything else is a problem with
 * its line, except events with a time, which are counted, and cancelled events, which are skipped.
 */
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { type DayOff, daysEachYear, LABEL_LENGTH, MOST_DAYS, MOST_EACH_YEAR, sortedDaysOff } from "./days-off.ts";

export interface IcsProblem {
  /** From 1. */
  line: number;
  because: "not-a-calendar" | "no-dates" | "too-long" | "repeats-otherwise" | "too-many";
  text: string;
}

export interface IcsDays {
  days: DayOff[];
  /** Events with a time. */
  leftOut: number;
}

const LONGEST_EVENT_DAYS = 60;
const MOST_REPETITIONS = 200;

interface Property {
  line: number;
  name: string;
  value: string;
  /** The line as it is written. */
  text: string;
}

class Refusal extends Error {
  readonly problem: IcsProblem;
  constructor(because: IcsProblem["because"], { line, text }: Pick<Property, "line" | "text">) {
    super(because);
    this.problem = { line, because, text: text.slice(0, LABEL_LENGTH) };
  }
}

export function isIcs(text: string): boolean {
  return /^\uFEFF?\s*BEGIN:/i.test(text);
}

export function daysFromIcs(text: string): IcsDays | { problem: IcsProblem } {
  try {
    return read(propertiesOf(text));
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem };
    throw error;
  }
}

/** Unfolds lines: one that begins with a blank continues the previous one. */
function propertiesOf(text: string): Property[] {
  const lines: { line: number; text: string }[] = [];
  for (const [index, written] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(written) && last) last.text += written.slice(1);
    else if (written.trim() !== "") lines.push({ line: index + 1, text: written });
  }
  return lines.map(({ line, text: whole }) => {
    const [, name, value] = /^([A-Za-z0-9-]+)(?:;[^=;:"]+=(?:"[^"]*"|[^";:])*)*:(.*)$/s.exec(whole) ?? [];
    if (name === undefined || value === undefined) throw new Refusal("not-a-calendar", { line, text: whole });
    return { line, name: name.toUpperCase(), value: value.trim(), text: whole };
  });
}

function read(properties: readonly Property[]): IcsDays {
  const [first] = properties;
  const open: Property[] = [];
  const days: DayOff[] = [];
  let event: Property[] = [];
  let leftOut = 0;
  if (first?.name !== "BEGIN" || first.value.toUpperCase() !== "VCALENDAR")
    throw new Refusal("not-a-calendar", first ?? { line: 1, text: "" });
  for (const property of properties) {
    if (property.name === "BEGIN") {
      open.push(property);
      if (open.length === 2) event = [];
    } else if (property.name === "END") {
      const begin = open.pop();
      if (begin?.value.toUpperCase() !== property.value.toUpperCase()) throw new Refusal("not-a-calendar", property);
      if (open.length === 1 && begin.value.toUpperCase() === "VEVENT") {
        const found = daysOfEvent(event, begin);
        if (found === null) leftOut += 1;
        else days.push(...found);
        if (days.length > MOST_DAYS) throw new Refusal("too-many", begin);
      }
    } else if (open.length === 0) throw new Refusal("not-a-calendar", property);
    // Properties of an alarm inside an event are not the event's.
    else if (open.length === 2) event.push(property);
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new Refusal("not-a-calendar", unclosed);
  const sorted = sortedDaysOff(days);
  if (daysEachYear(sorted) > MOST_EACH_YEAR) throw new Refusal("too-many", first);
  return { days: sorted, leftOut };
}

/** Null for an event with a time. */
function daysOfEvent(event: readonly Property[], begin: Property): DayOff[] | null {
  const find = (name: string) => event.find((property) => property.name === name);
  if (find("STATUS")?.value.toUpperCase() === "CANCELLED") return [];
  const start = find("DTSTART");
  if (!start) throw new Refusal("no-dates", begin);
  if (/^\d{8}T\d{6}Z?$/.test(start.value)) return null;
  const exception = find("EXDATE") ?? find("RDATE") ?? find("RECURRENCE-ID");
  if (exception) throw new Refusal("repeats-otherwise", exception);
  const from = parseDate(start);
  const count = lengthOf(from, find("DTEND"), find("DURATION"));
  const label = unescaped(find("SUMMARY")?.value ?? "").slice(0, LABEL_LENGTH);
  const dates = Array.from({ length: count }, (_, day) => addLocalDays(from, day));
  const rule = find("RRULE");
  return (rule ? repeated(rule, from, dates) : dates).map((on) => ({ on, label }));
}

/** An event's end is exclusive. */
function lengthOf(from: LocalDate, end: Property | undefined, duration: Property | undefined): number {
  const length = end ? (Date.parse(parseDate(end)) - Date.parse(from)) / 86_400_000 : duration ? daysIn(duration) : 1;
  // Some calendars end a one-day event on its own day.
  if (length < 0) throw new Refusal("no-dates", end ?? { line: 1, text: "" });
  if (length > LONGEST_EVENT_DAYS) throw new Refusal("too-long", end ?? duration ?? { line: 1, text: "" });
  return Math.max(length, 1);
}

function daysIn(duration: Property): number {
  const [, amount, unit] = /^\+?P(\d{1,3})([DW])$/i.exec(duration.value) ?? [];
  if (amount === undefined) throw new Refusal("no-dates", duration);
  return Number(amount) * (unit?.toUpperCase() === "W" ? 7 : 1);
}

/** Yearly dates: `12-24` if endless, else as many as `COUNT` or `UNTIL` allow. */
function repeated(rule: Property, from: LocalDate, dates: readonly LocalDate[]): string[] {
  const parts = new Map(rule.value.split(";").map((part) => [part.split("=")[0]?.toUpperCase(), part.split("=")[1]]));
  const { FREQ, INTERVAL = "1", COUNT, UNTIL, BYMONTH, BYMONTHDAY, WKST: _week, ...others } = Object.fromEntries(parts);
  const [, month, day] = from.split("-").map(Number);
  const isSimple =
    FREQ?.toUpperCase() === "YEARLY" &&
    INTERVAL === "1" &&
    Object.keys(others).length === 0 &&
    (BYMONTH === undefined || Number(BYMONTH) === month) &&
    (BYMONTHDAY === undefined || Number(BYMONTHDAY) === day);
  if (!isSimple) throw new Refusal("repeats-otherwise", rule);
  if (COUNT === undefined && UNTIL === undefined) return dates.map((date) => date.slice("YYYY-".length));
  const last = UNTIL === undefined ? "9999-12-31" : parseDate({ ...rule, value: UNTIL.slice(0, "YYYYMMDD".length) });
  const most = COUNT === undefined ? MOST_REPETITIONS : Math.min(Number(COUNT), MOST_REPETITIONS);
  if (!(most >= 1)) throw new Refusal("repeats-otherwise", rule);
  return Array.from({ length: most }, (_, years) => years).flatMap((years) => {
    // 29 February is in leap years only: RFC 5545 passes over a date that is not there.
    const begins = inYears(from, years);
    if (begins === null || begins > last) return [];
    return dates.map((_, place) => addLocalDays(begins, place));
  });
}

function inYears(date: LocalDate, years: number): LocalDate | null {
  const later = Temporal.PlainDate.from(date).add({ years });
  return later.day === Number(date.slice(-2)) ? later.toString() : null;
}

function parseDate(property: Pick<Property, "line" | "value" | "text">): LocalDate {
  const [, year, month, day] = /^([1-9]\d{3})(\d{2})(\d{2})$/.exec(property.value) ?? [];
  const date = `${year}-${month}-${day}`;
  const parsed = new Date(date);
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)) throw new Refusal("no-dates", property);
  return date;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => (character === "n" || character === "N" ? " " : character));
}
