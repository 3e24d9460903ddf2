/** What of an answer goes no further than the program, or than who leads it. Pure. */
import {
  type Answers,
  answersTo,
  isOutlook,
  isRecommendation,
  type Question,
  WRITTEN_TYPES,
} from "../cadences/questions/questions.ts";

/** The questions whose words an answer keeps in the team. */
export function teamOnlyKeys(questions: readonly Question[], answers: Answers): ReadonlySet<string> {
  return new Set(
    questions.flatMap(({ key, type }) => {
      const value = answers[key];
      return type === "fields" && Array.isArray(value) ? value : [];
    }),
  );
}

/** What those above the program read of an answer: not its details, nor what its author keeps in the team. */
export function answersAbove(questions: readonly Question[], answers: Answers): Answers {
  const team = teamOnlyKeys(questions, answers);
  const shown = questions.filter(({ key, feeds, type }) => feeds !== "details" && type !== "fields" && !team.has(key));
  return answersTo(shown, answers);
}

/** Of answers for whoever leads alone others have colours, dates, numbers and choices: so has all that leaves the app’s views. */
export function withoutWords(questions: readonly Question[], answers: Answers): Answers {
  const shown = questions.flatMap(({ key, type }): [string, Answers[string]][] => {
    const value = answers[key];
    if (value === undefined || WRITTEN_TYPES.includes(type)) return [];
    if (typeof value !== "object" || Array.isArray(value)) return [[key, value]];
    return [[key, withoutReason(value)]];
  });
  return Object.fromEntries(shown);
}

function withoutReason(value: Extract<Answers[string], object>): Answers[string] {
  if (Array.isArray(value) || isOutlook(value)) return value;
  if (!isRecommendation(value)) return { colour: value.colour };
  const { recommend, until } = value;
  return { recommend, ...(until !== undefined && { until }) };
}
