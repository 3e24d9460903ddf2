/** What of a quarter is voted on by itself, what its options mean, and from which day what was decided holds. Pure. */
import {
  type Answers,
  isHealthAnswer,
  isOutlook,
  isRecommendation,
  type Recommendation,
} from "../cadences/questions/questions.ts";
import type { LocalDate } from "../platform/time.ts";
import { type IsWorkingDay, workingDaysFrom } from "../platform/working-days.ts";
import { WORKING_DAYS_TO_BEGIN } from "../programs/pausing.ts";

/** On the morning of this working day after the quarter the committee gets it. */
const WORKING_DAYS_TO_REVIEW = 6;
const WORKING_DAYS_TO_CHANGE = 10;

/** `end`: the last day of the quarter. */
export function reviewDay(end: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return workingDaysFrom(end, WORKING_DAYS_TO_REVIEW, isWorkingDay);
}

/** The first day of a pause, or the day of a stop, that is decided on `today`. */
export function firstDay(today: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return workingDaysFrom(today, WORKING_DAYS_TO_BEGIN, isWorkingDay);
}

/** When what is to change is due. */
export function changeDue(today: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  return workingDaysFrom(today, WORKING_DAYS_TO_CHANGE, isWorkingDay);
}

export interface Recommended {
  recommendation: Recommendation;
  reason: string;
  until: LocalDate | null;
  /** It is voted on by itself. */
  isApart: boolean;
}

/** What an answer recommends; null: it says nothing of it. */
export function recommendedIn(answers: Answers): Recommended | null {
  const given = Object.values(answers);
  const found = given.find(isRecommendation);
  if (found === undefined) return null;
  const isOffTrack = given.some((value) => isHealthAnswer(value) && value.colour === "red");
  const isDoubted = given.some(
    (value) => isOutlook(value) && Object.values(value.outlook).some((outlook) => outlook !== "yes"),
  );
  return {
    recommendation: found.recommend,
    reason: found.reason ?? "",
    until: found.until ?? null,
    isApart: found.recommend !== "continue" || isOffTrack || isDoubted,
  };
}

/** What may be chosen: what is recommended first. */
export function choicesFor(recommendation: Recommendation): Recommendation[] {
  return recommendation === "continue" ? ["continue", "change", "stop"] : [recommendation, "continue"];
}

/** Whether a pause until that day has a day on which the program rests; without a day there is none. */
export function hasDays(from: LocalDate, until: LocalDate | null): until is LocalDate {
  return until !== null && until > from;
}
