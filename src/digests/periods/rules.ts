/** Which period an edition has, when editions are sent, and where earlier periods end. */
import type { Rule } from "../../cadences/recurrence/rule.ts";
import { nextOpenings, periodOf } from "../../cadences/recurrence/rules.ts";
import { MONDAY_TO_FRIDAY, type WorkingCalendar } from "../../calendars/rules-days.ts";
import { addLocalDays, addMs, instantOf, type LocalDate, localDateOf, WEEKDAYS } from "../../platform/time.ts";
import type { DigestFacts, MonthEnd, Period } from "../compile/facts.ts";
import type { Rhythm } from "../table.ts";

type Instant = DigestFacts["cutOffAt"];

/**
 * Monday, and the third working day of the month, quarter or year, at nine in the reader's zone. `working`: by which
 * days these are counted.
 */
function sendingRule(rhythm: Rhythm, yearStartMonth: number, working: WorkingCalendar): Rule {
  const shared = { at: "09:00", zone: "participant", working };
  switch (rhythm) {
    case "weekly":
      return { every: "week", on: ["mo"], ...shared };
    case "monthly":
      return { every: "month", on: { workingDay: 3 }, ...shared };
    case "quarterly":
      return { every: "quarter", on: { workingDay: 3 }, yearStartMonth, ...shared };
    case "annual":
      return { every: "year", on: { month: yearStartMonth, workingDay: 3 }, ...shared };
  }
}

/** How long a period of each rhythm is. */
export const MONTHS_IN: Record<Exclude<Rhythm, "weekly">, number> = { monthly: 1, quarterly: 3, annual: 12 };

/** Whether its periods depend on the month in which years begin. */
export function hasYears(rhythm: Rhythm): boolean {
  return rhythm === "quarterly" || rhythm === "annual";
}

/** The first sending time strictly after `after`. `yearStartMonth`: in which month the reader's years begin, 1 to 12. */
export function nextSending(
  rhythm: Rhythm,
  zone: string,
  after: Instant,
  yearStartMonth = 1,
  working = MONDAY_TO_FRIDAY,
): Instant {
  const [next] = nextOpenings(sendingRule(rhythm, yearStartMonth, working), { zone, after, count: 1 });
  if (next === undefined) throw new Error("A sending rule has no end");
  return next;
}

/** The last whole period before an instant, in the reader's zone. */
export function periodBefore(rhythm: Rhythm, at: Instant, zone: string, yearStartMonth = 1): Period {
  return previousPeriod(rhythm, localDateOf(at, zone), yearStartMonth);
}

/** The whole period before the one that holds `date`; before another period: give its first day. */
export function previousPeriod(rhythm: Rhythm, date: LocalDate, yearStartMonth = 1): Period {
  const day = Temporal.PlainDate.from(date);
  if (rhythm === "weekly") {
    const monday = day.subtract({ days: day.dayOfWeek - 1 + WEEKDAYS.length });
    return periodFrom(rhythm, monday, monday.add({ weeks: 1 }), yearStartMonth);
  }
  const length = MONTHS_IN[rhythm];
  const begun = (day.month - yearStartMonth + 12) % length;
  const next = day.with({ day: 1 }).subtract({ months: begun });
  return periodFrom(rhythm, next.subtract({ months: length }), next, yearStartMonth);
}

function periodFrom(
  rhythm: Rhythm,
  from: Temporal.PlainDate,
  next: Temporal.PlainDate,
  yearStartMonth: number,
): Period {
  const until = next.subtract({ days: 1 });
  // As rounds are labelled.
  const label = periodOf(sendingRule(rhythm, yearStartMonth, MONDAY_TO_FRIDAY), from.toString(), yearStartMonth);
  return { label, from: from.toString(), until: until.toString() };
}

/** The period of a digest to come, which counts it only when it is over. */
export function isRunning({ reader, cutOffAt, period }: Pick<DigestFacts, "cutOffAt" | "period"> & Zoned): boolean {
  return localDateOf(cutOffAt, reader.zone) <= period.until;
}

interface Zoned {
  reader: Pick<DigestFacts["reader"], "zone">;
}

/**
 * The months of a quarter or a year, each with the instant by which its monthly digest tells how programs stand: the same
 * whether or not anybody gets one; of those that have begun by then. None of the shorter rhythms.
 */
export function monthsOf(
  rhythm: Rhythm,
  period: Period,
  cutOffAt: Instant,
  of: { zone: string; working: WorkingCalendar },
): MonthEnd[] {
  if (!hasYears(rhythm)) return [];
  const months: MonthEnd[] = [];
  const today = localDateOf(cutOffAt, of.zone);
  const last = today < period.until ? today : period.until;
  for (let day = Temporal.PlainDate.from(period.from); day.toString() <= last; day = day.add({ months: 1 })) {
    const month = periodFrom("monthly", day, day.add({ months: 1 }), 1);
    const sentAt = sendingOf("monthly", month, { ...of, yearStartMonth: 1 });
    months.push({ month: month.label, at: sentAt < cutOffAt ? sentAt : cutOffAt });
  }
  return months;
}

/** When the edition of a period is sent. */
function sendingOf(
  rhythm: Rhythm,
  period: Period,
  { zone, yearStartMonth, working }: { zone: string; yearStartMonth: number; working: WorkingCalendar },
): Instant {
  const end = instantOf(addLocalDays(period.until, 1), "00:00", zone);
  return nextSending(rhythm, zone, addMs(end, -1), yearStartMonth, working);
}

/**
 * When the digests of the earlier periods ended, newest first, `before` the first of them: with their editions, or where
 * there was none, when it would have been sent.
 */
export function earlierCutOffs(
  rhythm: Rhythm,
  before: Period,
  of: { zone: string; yearStartMonth: number; working: WorkingCalendar },
  { editions, count }: { editions: readonly { period: string; cut_off_at: Instant }[]; count: number },
): Instant[] {
  const cutOffs: Instant[] = [];
  for (let period = before; cutOffs.length < count; period = previousPeriod(rhythm, period.from, of.yearStartMonth))
    cutOffs.push(
      editions.find((edition) => edition.period === period.label)?.cut_off_at ?? sendingOf(rhythm, period, of),
    );
  return cutOffs;
}
