/** Which days a report is about, what they are called, and when its first digest goes. Pure. */
import {
  dateOf,
  dayOf,
  isoWeekOf,
  mondayOf,
  nthWorkingDay,
  quarterOf,
  type WorkingCalendar,
  workingDayFrom,
  yearOf,
} from "../../calendars/day-arithmetic.ts";
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import type { Period, Rhythm } from "../compile/report.ts";

/** By what periods and days are counted: `yearStartMonth` is that of the program or reader, 1 to 12. */
export interface Counting {
  yearStartMonth: number;
  /** Of the workspace. */
  working: WorkingCalendar;
  /** The reader gets the digest of its year, which takes in that of the last quarter. */
  getsAnnual?: boolean;
}

const MONTHS_IN = { monthly: 1, quarterly: 3, annual: 12 } as const;
/** On which working day after its end a period's digests go; of a week on the first. */
const SENDING_DAY = { monthly: 3, quarterly: 8, annual: 13 } as const;

export function hasYears(rhythm: Rhythm): boolean {
  return rhythm === "quarterly" || rhythm === "annual";
}

/** The period that holds a day, over or not. */
export function periodHolding(rhythm: Rhythm, date: LocalDate, yearStartMonth = 1): Period {
  if (rhythm === "weekly") {
    const monday = mondayOf(dayOf(date));
    return { label: isoWeekOf(monday), from: dateOf(monday), until: dateOf(monday + 6) };
  }
  const length = MONTHS_IN[rhythm];
  const day = Temporal.PlainDate.from(date);
  const begun = (day.month - yearStartMonth + 12) % length;
  const first = day.with({ day: 1 }).subtract({ months: begun });
  const from = first.toString();
  const until = first.add({ months: length }).subtract({ days: 1 }).toString();
  return { label: labelOf(rhythm, from, yearStartMonth), from, until };
}

/** The one right before a period, or before the one that holds a day. */
export function periodBefore(rhythm: Rhythm, { from }: Pick<Period, "from">, yearStartMonth = 1): Period {
  return periodHolding(rhythm, addLocalDays(from, -1), yearStartMonth);
}

/** Of these periods the last of a year goes with the digest of the year. */
function goesWithYear(rhythm: Rhythm, { until }: Period, { yearStartMonth, getsAnnual = false }: Counting): boolean {
  return rhythm === "quarterly" && getsAnnual && periodHolding("annual", until, yearStartMonth).until === until;
}

/** The first day of the last quarter of a year. */
export function lastQuarterFrom({ until }: Pick<Period, "until">): LocalDate {
  return Temporal.PlainDate.from(until).with({ day: 1 }).subtract({ months: 2 }).toString();
}

/** The day on which the digests of a period go. */
export function sendingDay(rhythm: Rhythm, { until }: Pick<Period, "until">, working: WorkingCalendar): LocalDate {
  const first = dayOf(until) + 1;
  if (rhythm === "weekly") return dateOf(workingDayFrom(first, 1, working));
  // A quarter is more than enough for any number of holidays in a row that a calendar may have.
  const day = nthWorkingDay(first, first + 92, SENDING_DAY[rhythm], working);
  return dateOf(day ?? first);
}

/** Where a reader is, and at which hour digests come to them. */
export interface Morning {
  zone: string;
  /** `HH:MM`. */
  hour?: string | null;
}

/** The last that is over on a day. */
export function periodOverOn(rhythm: Rhythm, today: LocalDate, yearStartMonth: number): Period {
  return periodBefore(rhythm, periodHolding(rhythm, today, yearStartMonth), yearStartMonth);
}

/** The instant on that day at which a digest comes to a reader who works on it. */
export function digestInstant(date: LocalDate, { zone, hour }: Morning): Instant {
  return instantOf(date, hour ?? USUAL_MORNING, zone);
}

/** The first sending strictly after `after`, with the period that it is of: none that was over on `startedOn`. */
export function nextSending(
  rhythm: Rhythm,
  counting: Counting & Morning & { startedOn?: LocalDate },
  after: Instant,
): { at: Instant; period: Period } {
  const { yearStartMonth, working, startedOn = "", ...morning } = counting;
  const today = localDateOf(after, morning.zone);
  // Counted from two periods back: that of the last one may be still to come.
  let period = periodBefore(rhythm, periodOverOn(rhythm, today, yearStartMonth), yearStartMonth);
  for (;;) {
    const at = digestInstant(sendingDay(rhythm, period, working), morning);
    const isOwn = period.until >= startedOn && !goesWithYear(rhythm, period, counting);
    if (at > after && isOwn) return { at, period };
    period = periodHolding(rhythm, addLocalDays(period.until, 1), yearStartMonth);
  }
}

/** The last period whose sending is not after `now`: what is due then, however long it was waited. */
export function lastSending(
  rhythm: Rhythm,
  counting: Counting & Morning,
  now: Instant,
): { at: Instant; period: Period } {
  const { yearStartMonth, working, ...morning } = counting;
  let period = periodOverOn(rhythm, localDateOf(now, morning.zone), yearStartMonth);
  for (;;) {
    const at = digestInstant(sendingDay(rhythm, period, working), morning);
    if (at <= now && !goesWithYear(rhythm, period, counting)) return { at, period };
    period = periodBefore(rhythm, period, yearStartMonth);
  }
}

/** When the digests of the periods before one would have gone, the newest first. */
export function earlierCutOffs(
  rhythm: Rhythm,
  period: Period,
  { yearStartMonth, working, ...morning }: Counting & Morning,
  count: number,
): Instant[] {
  const cutOffs: Instant[] = [];
  let before = period;
  while (cutOffs.length < count) {
    before = periodBefore(rhythm, before, yearStartMonth);
    cutOffs.push(digestInstant(sendingDay(rhythm, before, working), morning));
  }
  return cutOffs;
}

/** As rounds are labelled. */
function labelOf(rhythm: Exclude<Rhythm, "weekly">, from: LocalDate, yearStartMonth: number): string {
  if (rhythm === "monthly") return from.slice(0, "YYYY-MM".length);
  return rhythm === "quarterly" ? quarterOf(dayOf(from), yearStartMonth) : yearOf(dayOf(from), yearStartMonth);
}
