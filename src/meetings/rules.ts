/** The days and hours of a meeting: when it sits, when its agenda is drafted and sent, and when it closes. Pure. */
import { z } from "zod";
import { occurrences } from "../cadences/recurrence/occurrences.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import type { WorkingCalendar } from "../calendars/day-arithmetic.ts";
import type { Instant } from "../platform/clock.ts";
import {
  addLocalDays,
  addMs,
  instantOf,
  isZone,
  type LocalDate,
  later,
  localDateOf,
  MINUTE,
  WEEKDAYS,
} from "../platform/time.ts";
import { type IsWorkingDay, workingDaysFrom } from "../platform/working-days.ts";
import type { MeetingTable } from "./table.ts";

export const REPEATS = ["once", "week", "two-weeks", "month", "quarter"] as const;

/** When and where a body meets. Stored with its program. */
export const datesSchema = z.strictObject({
  first: z.iso.date(),
  repeats: z.enum(REPEATS),
  /** Days beside those of the rule. */
  also: z.array(z.iso.date()),
  /** `HH:MM`. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  zone: z.string().refine(isZone),
  /** A room, or a link. */
  place: z.string(),
});
export type MeetingDates = z.infer<typeof datesSchema>;

/** At eight its agenda is drafted and sent, at noon its record, and by then an unclosed one closes. */
const MORNING = "08:00";
const NOON = "12:00";
const EVENING = "18:00";

const DRAFTED_BEFORE = 5;
const SENT_BEFORE = 2;
/** Working days after the meeting, until whose end it is recorded. */
const RECORDED_WITHIN = 2;
/** Working days after the record. */
const ANSWERED_WITHIN = 2;
/** A sitting within so many working days of the quarterly digest has that as its pack. */
const NEAR_THE_DIGEST = 10;
/** It is recorded from so long before it begins. */
const BEGINS_BEFORE_MS = 15 * MINUTE;

/** The days on which it sits, after `after` up to `until`, in order. A day of the rule that is a holiday moves to the next working day. */
export function daysOfMeetings(
  dates: MeetingDates,
  { after, until, working }: { after: LocalDate; until: LocalDate; working: WorkingCalendar },
): LocalDate[] {
  const days = new Set(dates.also.filter((day) => day > after && day <= until));
  const rule = ruleOf(dates, working);
  if (rule === null) {
    if (dates.first > after && dates.first <= until) days.add(dates.first);
    return [...days].sort();
  }
  for (const { date } of occurrences(rule, { after })) {
    if (date > until) break;
    days.add(date);
  }
  return [...days].sort();
}

/** Null: it sits once. */
function ruleOf({ first, repeats, at, zone }: MeetingDates, working: WorkingCalendar): Rule | null {
  const date = Temporal.PlainDate.from(first);
  const weekday = WEEKDAYS[date.dayOfWeek - 1] ?? "mo";
  const nthInMonth = Math.ceil(date.day / 7);
  const nth = nthInMonth === 1 || nthInMonth === 2 || nthInMonth === 3 || nthInMonth === 4 ? nthInMonth : -1;
  const shared = { at, zone, from: first, holidays: "after" as const, working };
  switch (repeats) {
    case "once":
      return null;
    case "week":
      return { every: "week", on: [weekday], ...shared };
    case "two-weeks":
      return { every: "week", on: [weekday], interval: 2, anchor: first, ...shared };
    case "month":
      return { every: "month", on: { nth, weekday }, ...shared };
    case "quarter":
      return { every: "quarter", on: { month: ((date.month - 1) % 3) + 1, nth, weekday }, ...shared };
  }
}

export function startOf({ at, zone }: Pick<MeetingDates, "at" | "zone">, day: LocalDate): Instant {
  return instantOf(day, at, zone);
}

type Timed = Pick<MeetingTable, "starts_at" | "zone">;

export function dayOfMeeting({ starts_at: startsAt, zone }: Timed): LocalDate {
  return localDateOf(startsAt, zone);
}

/** Five working days before, in the morning. */
export function draftedAt(meeting: Timed, isWorking: IsWorkingDay): Instant {
  return instantOf(workingDaysFrom(dayOfMeeting(meeting), -DRAFTED_BEFORE, isWorking), MORNING, meeting.zone);
}

/**
 * Two working days before, in the morning; never before the quarterly digest of which it is within ten working days.
 * `digestDays`: those of the quarters around it.
 */
export function sentAt(meeting: Timed, isWorking: IsWorkingDay, digestDays: readonly LocalDate[]): Instant {
  const usual = instantOf(workingDaysFrom(dayOfMeeting(meeting), -SENT_BEFORE, isWorking), MORNING, meeting.zone);
  return later(usual, earliestSending(meeting, isWorking, digestDays) ?? usual);
}

/** Before this it does not go, even where its chair approved it; null: it is far from a quarterly digest. */
export function earliestSending(
  meeting: Timed,
  isWorking: IsWorkingDay,
  digestDays: readonly LocalDate[],
): Instant | null {
  const day = dayOfMeeting(meeting);
  const first = workingDaysFrom(day, -NEAR_THE_DIGEST, isWorking);
  const digestDay = digestDays.filter((each) => each >= first && each <= day).at(-1);
  return digestDay === undefined ? null : instantOf(digestDay, MORNING, meeting.zone);
}

export function mayBeRecorded({ starts_at: startsAt }: Timed, now: Instant): boolean {
  return now >= addMs(startsAt, -BEGINS_BEFORE_MS);
}

/** The end of the second working day after it. */
export function closesAt(meeting: Timed, isWorking: IsWorkingDay): Instant {
  return instantOf(workingDaysFrom(dayOfMeeting(meeting), RECORDED_WITHIN, isWorking), EVENING, meeting.zone);
}

/** The next working day at noon, unless its chair sent it. */
export function recordGoesAt({ zone }: Timed, closedAt: Instant, isWorking: IsWorkingDay): Instant {
  return instantOf(workingDaysFrom(localDateOf(closedAt, zone), 1, isWorking), NOON, zone);
}

/** By then whoever was not there has said whether what is theirs to do suits them; whoever prepares it hears of the others. */
export function unansweredAt({ zone }: Timed, recordedAt: Instant, isWorking: IsWorkingDay): Instant {
  return instantOf(workingDaysFrom(localDateOf(recordedAt, zone), ANSWERED_WITHIN, isWorking), MORNING, zone);
}

/** The last day on which members add topics. */
export function lastDayToAdd(meeting: Timed): LocalDate {
  return addLocalDays(dayOfMeeting(meeting), -1);
}
