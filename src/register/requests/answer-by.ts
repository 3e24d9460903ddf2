/** By when the present owner of a request answers, and when it goes to the next. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, addMs, HOUR, type LocalDate, localDateOf } from "../../platform/time.ts";
import { type IsWorkingDay, workingDaysFrom } from "../reminders/rules.ts";

/** What everybody has to answer, and what is left between an answer and the day on which it is needed. */
const WORKING_DAYS = 2;

/**
 * Two working days of the owner before it is needed, at least two after it reached them, never after it is needed. Whoever has
 * it as the next above (`isNext`), or after that day, has until it is needed, and at least two working days.
 */
export function answerBy({
  neededBy,
  reached,
  isWorkingDay,
  isNext = false,
}: {
  neededBy: LocalDate;
  reached: LocalDate;
  isWorkingDay: IsWorkingDay;
  isNext?: boolean;
}): LocalDate {
  const least = workingDaysFrom(reached, WORKING_DAYS, isWorkingDay);
  if (isNext || neededBy < reached) return latest(least, neededBy);
  return earliest(latest(least, workingDaysFrom(neededBy, -WORKING_DAYS, isWorkingDay)), neededBy);
}

/** After the reply to a question: two working days on, at most until it is needed, and no earlier than it was. */
export function answerByAfterReply({
  answerBy: before,
  neededBy,
  today,
  isWorkingDay,
}: {
  answerBy: LocalDate;
  neededBy: LocalDate;
  today: LocalDate;
  isWorkingDay: IsWorkingDay;
}): LocalDate {
  return earliest(latest(before, workingDaysFrom(today, WORKING_DAYS, isWorkingDay)), latest(before, neededBy));
}

/** The last day on which it may still come with a weekly, morning or digest message; after it, it goes now. */
export function lastDayToWait(answerDay: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return workingDaysFrom(answerDay, -WORKING_DAYS, isWorkingDay);
}

/** The morning on which it goes to the next above: of the first working day after it was to be answered. */
export function escalationDay(answerDay: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return workingDaysFrom(answerDay, 1, isWorkingDay);
}

/** While a question is open nothing goes up before it is needed. */
export function answerDayOf(
  { answerBy: day, neededBy }: { answerBy: LocalDate; neededBy: LocalDate },
  isQuestionOpen: boolean,
): LocalDate {
  return isQuestionOpen ? latest(day, neededBy) : day;
}

/** A vote is open until the day before it is needed, and at least two working days. */
export function lastDayToVote(
  neededBy: LocalDate,
  { today, isWorkingDay }: { today: LocalDate; isWorkingDay: IsWorkingDay },
): LocalDate {
  return latest(addLocalDays(neededBy, -1), workingDaysFrom(today, WORKING_DAYS, isWorkingDay));
}

const MORNING_HOURS = 9;

/** The last day on which somebody can vote in their hours, whatever day it is there as the vote closes. */
export function lastVotingDay(closesAt: Instant, zone: string): LocalDate {
  return localDateOf(addMs(closesAt, -1 - MORNING_HOURS * HOUR), zone);
}

/** Working days of theirs until a day on which they are to answer: none is without an absence. */
export function isAwayThroughout(
  { today, until }: { today: LocalDate; until: LocalDate },
  { isWorkingDay, isAway }: { isWorkingDay: IsWorkingDay; isAway(date: LocalDate): boolean },
): boolean {
  let days = 0;
  for (let date = today; date <= until; date = addLocalDays(date, 1)) {
    if (!isWorkingDay(date)) continue;
    if (!isAway(date)) return false;
    days += 1;
  }
  return days > 0;
}

function latest(one: LocalDate, other: LocalDate): LocalDate {
  return one > other ? one : other;
}

function earliest(one: LocalDate, other: LocalDate): LocalDate {
  return one < other ? one : other;
}
