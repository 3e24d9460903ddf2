/** When a paused cadence goes on, and from where: pure. */
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, instantOf, type LocalDate } from "../../platform/time.ts";

/** When a date begins somewhere: nowhere is it earlier than on Kiritimati. */
export function beginningOf(date: LocalDate): Instant {
  return instantOf(date, "00:00", "Pacific/Kiritimati");
}

/**
 * The nominal date through which a paused cadence is planned when it goes on by itself; null before its day.
 */
export function plannedThroughWhenResumed(
  { resumes_on: day, planned_through: planned }: { resumes_on: LocalDate | null; planned_through: LocalDate | null },
  now: Instant,
): LocalDate | null {
  if (day === null || beginningOf(day) > now) return null;
  const dayBefore = addLocalDays(day, -1);
  return planned !== null && planned > dayBefore ? planned : dayBefore;
}
