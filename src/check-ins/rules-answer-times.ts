/** What others are told of when somebody answered: never the minute. Pure. */
import type { Instant } from "../platform/clock.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../platform/time.ts";

/** So long after the round has closed it is still told whether an answer came in time. */
const IN_TIME_TOLD_DAYS = 30;

/** `by`: as against its due time; null: that is told no more, the day alone is. */
export type AnswerTime = { by: "in-time" | "late" } | { by: null; on: LocalDate };

/** `isLate`: it was first given after it was due; what was changed later is not late. */
export function answerTime(
  { answeredAt, isLate, closesAt }: { answeredAt: Instant; isLate: boolean; closesAt: Instant },
  { now, zone }: { now: Instant; zone: string },
): AnswerTime {
  return now < addMs(closesAt, IN_TIME_TOLD_DAYS * DAY)
    ? { by: isLate ? "late" : "in-time" }
    : { by: null, on: localDateOf(answeredAt, zone) };
}
