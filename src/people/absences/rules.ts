/** Whether somebody is away, and what their status in Slack says of it: pure. */
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, addMs, type LocalDate, localDateOf, WEEKDAYS, type Weekday } from "../../platform/time.ts";
import { isOnWorkingWeekday, type Span } from "../../platform/working-days.ts";

const LONGEST_SPAN_DAYS = 400;

/**
 * Whether every working day of `span` lies in one of the absences; in a span without working days every day. A day off
 * in between needs no absence.
 */
export function isAwayThroughout(
  span: Span,
  absences: readonly Span[],
  workingDays: readonly Weekday[] = WEEKDAYS.slice(0, 5),
): boolean {
  const days: LocalDate[] = [];
  for (let day = span.from; day <= span.until && days.length < LONGEST_SPAN_DAYS; day = addLocalDays(day, 1))
    days.push(day);
  const working = days.filter((day) => isOnWorkingWeekday({ workingDays }, day));
  const counting = working.length > 0 ? working : days;
  return (
    counting.length > 0 && counting.every((day) => absences.some(({ from, until }) => from <= day && day <= until))
  );
}

/** What Slack shows beside a name. `expiresAt` null: until somebody clears it. */
export interface SlackStatus {
  text: string;
  emoji: string;
  expiresAt: Instant | null;
}

const AWAY_EMOJI = [
  ":palm_tree:",
  ":face_with_thermometer:",
  ":beach_with_umbrella:",
  ":desert_island:",
  ":baby_bottle:",
];
const AWAY_WORDS =
  /\b(vacation(ing)?|on holidays?|out of (the )?office|ooo|out sick|off sick|sick leave|on leave|parental leave|day off|en vacances|en congés?|malade|arr[êe]t maladie|absente?)\b/iu;

/**
 * The days of an absence that a status tells, from today until it ends; null when it tells none. A status without an end
 * does not count: people forget to clear it.
 */
export function awayByStatus(status: SlackStatus, { now, zone }: { now: Instant; zone: string }): Span | null {
  const { text, emoji, expiresAt } = status;
  if (expiresAt === null || expiresAt <= now) return null;
  if (!AWAY_EMOJI.includes(emoji) && !AWAY_WORDS.test(text)) return null;
  // One that ends at midnight covers the day before.
  return { from: localDateOf(now, zone), until: localDateOf(addMs(expiresAt, -1), zone) };
}
