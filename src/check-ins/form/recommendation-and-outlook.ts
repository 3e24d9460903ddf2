/** The fields of *What you recommend* and *Objectives*, and reading them. */
import type { InputBlock, KnownBlock } from "@slack/types";
import { isBlank } from "../../cadences/questions/field-lines.ts";
import {
  type Answers,
  type AnswerValue,
  isOutlook,
  isRecommendation,
  OUTLOOKS,
  type Outlook,
  type OutlookAnswer,
  type Question,
  RECOMMENDATIONS,
  type Recommendation,
  type RecommendationAnswer,
} from "../../cadences/questions/questions.ts";
import { dayInWords, type Reader } from "../../platform/texts/language.ts";
import { type LocalDate, WEEKDAYS } from "../../platform/time.ts";
import { isOnWorkingWeekday, workingDaysFrom } from "../../platform/working-days.ts";
import { WORKING_DAYS_TO_BEGIN } from "../../programs/pausing.ts";
import { option, words } from "../../slack/blocks.ts";
import { dateField, radioField, selectField, textField } from "../../slack/inputs.ts";
import type { CheckInTexts } from "../texts.ts";
import { blockOf, type Field, type FormFields, outlookBlockOf, reasonBlockOf, untilBlockOf } from "./field-values.ts";

/** An objective as the form asks about it: its title, and a line for each measure. */
export interface ObjectiveAsked {
  id: string;
  title: string;
  measures: readonly string[];
}

interface Shown {
  label: string;
  fields: FormFields;
  /** Slack is asked for none of them. */
  mayBeLeft: boolean;
  /** A choice shows what belongs to it; null: all of that is shown. */
  actionId: string | null;
}

/** *Continue* is chosen to begin with; a reason and a date come with the others. */
export function recommendationFields(
  { key, hint }: Pick<Question, "key"> & { hint: string | undefined },
  { label, fields, mayBeLeft, actionId }: Shown,
  { recommendation: texts }: CheckInTexts,
): InputBlock[] {
  const given = recommendationIn(fields[blockOf(key)]);
  const chosen = given ?? (mayBeLeft ? undefined : "continue");
  const reason = reasonBlockOf(key);
  const until = untilBlockOf(key);
  const isReasonShown = actionId === null || (chosen !== undefined && chosen !== "continue");
  const isDateShown = actionId === null || chosen === "pause";
  return [
    radioField(
      blockOf(key),
      label,
      RECOMMENDATIONS.map((each) => option(each, texts.choice[each])),
      { initial: chosen, hint, isOptional: mayBeLeft, ...(actionId !== null && { actionId }) },
    ),
    ...(isDateShown
      ? [dateField(until, texts.until, { initial: fields[until]?.selected_date, isOptional: actionId === null })]
      : []),
    ...(isReasonShown
      ? [
          textField(reason, texts.reason, {
            initial: fields[reason]?.value ?? undefined,
            isLong: true,
            isOptional: actionId === null,
          }),
        ]
      : []),
  ];
}

/**
 * A reason is read with what needs one; a day with a pause, after the first on which one could begin that is decided today, by the
 * usual week, unless it is the one that is `stored`.
 */
export function readRecommendation(
  { key }: Pick<Question, "key">,
  fields: FormFields,
  { texts, reader, stored }: { texts: CheckInTexts; reader: Reader; stored?: AnswerValue | undefined },
): { answer: RecommendationAnswer | undefined } | { errors: Record<string, string> } {
  const recommend = recommendationIn(fields[blockOf(key)]);
  if (recommend === null) return { answer: undefined };
  if (recommend === "continue") return { answer: { recommend } };

  const { fieldErrors } = texts;
  const reason = fields[reasonBlockOf(key)]?.value ?? "";
  const until = fields[untilBlockOf(key)]?.selected_date ?? undefined;
  const errors: Record<string, string> = {};
  if (isBlank(reason)) errors[reasonBlockOf(key)] = fieldErrors.recommendationReason;
  if (recommend === "pause" && until === undefined) errors[untilBlockOf(key)] = fieldErrors.pausedUntil;
  const before = stored !== undefined && isRecommendation(stored) ? stored.until : undefined;
  if (recommend === "pause" && until !== undefined && until !== before && reader.today !== undefined) {
    const first = workingDaysFrom(reader.today, WORKING_DAYS_TO_BEGIN, isWeekday);
    if (until <= first) errors[untilBlockOf(key)] = fieldErrors.pauseTooSoon(dayInWords(reader, first));
  }
  if (Object.keys(errors).length > 0) return { errors };
  return { answer: { recommend, reason, ...(recommend === "pause" && until !== undefined && { until }) } };
}

function isWeekday(day: LocalDate): boolean {
  return isOnWorkingWeekday({ workingDays: WEEKDAYS.slice(0, 5) }, day);
}

function recommendationIn(field: Field | undefined): Recommendation | null {
  return RECOMMENDATIONS.find((each) => each === field?.selected_option?.value) ?? null;
}

/** A choice for each objective below its title and measures; nothing for none. */
export function outlookFields(
  { key }: Pick<Question, "key">,
  objectives: readonly ObjectiveAsked[],
  { label, fields }: Pick<Shown, "label" | "fields">,
  { outlook: texts }: CheckInTexts,
): KnownBlock[] {
  if (objectives.length === 0) return [];
  return [
    words([{ text: label, bold: true }]),
    ...objectives.flatMap(({ id, title, measures }): KnownBlock[] => {
      const block = outlookBlockOf(key, id);
      const lines = measures.map((line) => [{ text: `• ${line}` }]);
      return [
        words([{ text: title, bold: true }], ...lines),
        selectField(
          block,
          texts.ask,
          OUTLOOKS.map((each) => option(each, texts.choice[each])),
          { initial: outlookIn(fields[block]) ?? undefined, isOptional: true },
        ),
      ];
    }),
  ];
}

/** By the id of the objective; one that nothing was chosen for is left out. */
export function readOutlook({ key }: Pick<Question, "key">, fields: FormFields): OutlookAnswer | undefined {
  const prefix = outlookBlockOf(key, "");
  const outlook: OutlookAnswer["outlook"] = {};
  for (const [block, field] of Object.entries(fields)) {
    const chosen = block.startsWith(prefix) ? outlookIn(field) : null;
    if (chosen !== null) outlook[block.slice(prefix.length)] = chosen;
  }
  return Object.keys(outlook).length === 0 ? undefined : { outlook };
}

function outlookIn(field: Field | undefined): Outlook | null {
  return OUTLOOKS.find((each) => each === field?.selected_option?.value) ?? null;
}

/** The questions with the objectives that answers are about as their options, by which they are named. */
export function withObjectiveTitles(questions: readonly Question[], titles: ReadonlyMap<string, string>): Question[] {
  return questions.map((question) =>
    question.type === "objectives"
      ? { ...question, options: [...titles].map(([value, label]) => ({ value, label })) }
      : question,
  );
}

/** What others expect is read after one's own answer alone. */
export function withoutOutlook(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => !isOutlook(value)));
}

/** Ids of the objectives that answers are about. */
export function objectivesIn(answers: Answers): string[] {
  return Object.values(answers).flatMap((value) => (isOutlook(value) ? Object.keys(value.outlook) : []));
}
