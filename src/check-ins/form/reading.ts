/** What was filled into the check-in form → answers, or errors at their fields. */
import type { Cadence } from "../../cadences/cadences.ts";
import { isBlank } from "../../cadences/questions/field-lines.ts";
import { needsReason } from "../../cadences/questions/health-scale.ts";
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import type { Person } from "../../people/people.ts";
import { number, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Program } from "../../programs/programs.ts";
import type { CheckIn } from "../stored-check-ins.ts";
import { type CheckInTexts, checkInTexts } from "../texts.ts";
import type { UnsignedAnswers } from "../unsigned-answers.ts";
import {
  blockOf,
  colourIn,
  doneBlockOf,
  type Field,
  type FormFields,
  pathBlockOf,
  reasonBlockOf,
  trackBlockOf,
} from "./field-values.ts";
import { longestIn, questionOfPlan, withTicked } from "./more-and-plan.ts";
import { readOutlook, readRecommendation } from "./recommendation-and-outlook.ts";

export interface FormToRead {
  program: Program;
  cadence: Pick<Cadence, "disclosure">;
  /** Who is asked, whoever fills in the form. */
  owner: Person;
  questions: readonly Question[];
  /** What was answered in this round. */
  current: CheckIn | undefined;
  /** What was answered in an earlier one. */
  previous: () => Promise<CheckIn | undefined>;
  /** The keys of the questions whose lines are tracked, of what was answered in this round. */
  tracked: readonly string[];
  /** What was answered in this round without a name. */
  unsigned: UnsignedAnswers;
  /** What is asked without a name, and not of this person now. */
  notAsked: readonly Question[];
}

/**
 * Reads the fields of a form. Texts are kept as typed, untrimmed; only blanks count as no answer. What was ticked of `planned`
 * stands in front of what was typed about progress. `errors` has the sentence for the person by the block id of its field.
 * `stored`: what was answered before; a date of it may have come since.
 */
export function readForm(
  fields: FormFields,
  questions: readonly Question[],
  reader: Reader,
  planned: readonly string[] = [],
  stored: Answers = {},
): { answers: Answers; errors: Record<string, string> } {
  const catalogue = textsFor(checkInTexts, reader);
  const texts = catalogue.fieldErrors;
  const ofPlan = questionOfPlan(questions);
  const answers: Answers = {};
  const errors: Record<string, string> = {};
  for (const question of questions) {
    const block = blockOf(question.key);
    const read =
      question.type === "recommendation"
        ? readRecommendation(question, fields, { texts: catalogue, reader, stored: stored[question.key] })
        : readField(question, fields, reader, catalogue, question === ofPlan ? planned : []);
    if ("error" in read) errors[block] = read.error;
    else if ("errors" in read) Object.assign(errors, read.errors);
    else if (read.answer !== undefined) answers[question.key] = read.answer;
    else if (question.required && !isMatter(question)) errors[block] = texts.required;
  }
  return { answers, errors };
}

/** Words in fields that were asked as the form was opened and are not any more would be lost unseen: each is refused. */
export function wordsNotAsked(
  fields: FormFields,
  { notAsked, unsigned }: Pick<FormToRead, "notAsked" | "unsigned">,
  reader: Pick<Reader, "locale">,
): Record<string, string> {
  const { notAskedAnyMore } = textsFor(checkInTexts, reader).fieldErrors;
  const written = notAsked.filter(({ key }) => {
    const text = fields[blockOf(key)]?.value ?? "";
    return !isBlank(text) && text !== unsigned[key];
  });
  return Object.fromEntries(written.map(({ key }) => [blockOf(key), notAskedAnyMore]));
}

/** It shows matters of the register. */
export function isMatter({ type }: Question): boolean {
  return type === "items" || type === "milestones" || type === "measures" || type === "objectives";
}

/** The keys of the questions whose lines are to be tracked, of those in these fields. */
export function trackedIn(fields: FormFields, questions: readonly Question[]): string[] {
  return questions.flatMap(({ key, track }) => {
    if (track === undefined) return [];
    const field = fields[trackBlockOf(key)];
    const isTicked = field ? (field.selected_options ?? []).length > 0 : track;
    return isTicked ? [key] : [];
  });
}

type FieldRead = { answer: Answers[string] | undefined } | { error: string } | { errors: Record<string, string> };

function readField(
  question: Question,
  fields: FormFields,
  reader: Reader,
  catalogue: CheckInTexts,
  planned: readonly string[],
): FieldRead {
  const texts = catalogue.fieldErrors;
  const given = fields[blockOf(question.key)];

  switch (question.type) {
    case "text":
    case "long-text":
      return readText(
        withTicked(tickedIn(fields[doneBlockOf(question.key)], planned), given?.value ?? undefined),
        question,
        texts,
      );
    case "number": {
      const typed = given?.value;
      if (!typed?.trim()) return { answer: undefined };
      const value = Number(typed.replace(",", "."));
      if (!Number.isFinite(value)) return { error: texts.number };
      const { min, max } = question;
      if (min !== undefined && value < min) return { error: texts.atLeast(number(reader, min)) };
      if (max !== undefined && value > max) return { error: texts.atMost(number(reader, max)) };
      return { answer: value };
    }
    case "choice":
      return { answer: given?.selected_option?.value };
    case "items":
    case "milestones":
    case "measures":
    case "recommendation":
      return { answer: undefined };
    case "objectives":
      return { answer: readOutlook(question, fields) };
    case "fields":
    case "choices": {
      const chosen = (given?.selected_options ?? []).map((choice) => choice.value);
      return { answer: chosen.length > 0 ? chosen : undefined };
    }
    case "health":
      return readHealth(question, fields, catalogue);
  }
}

function readText(value: string | undefined, question: Question, texts: CheckInTexts["fieldErrors"]): FieldRead {
  if (value === undefined || isBlank(value)) return { answer: undefined };
  const max = longestIn(question);
  if (value.length > max) return { error: texts.tooLong(max) };
  if (question.min !== undefined && value.length < question.min) return { error: texts.tooShort(question.min) };
  return { answer: value };
}

/** Where it is not on track, the reason, what is being done and by when are asked together. */
function readHealth({ key }: Question, fields: FormFields, { fieldErrors: texts }: CheckInTexts): FieldRead {
  const colour = colourIn(fields[blockOf(key)]);
  if (!colour) return { answer: undefined };
  const isNeeded = needsReason(colour);
  const reasonBlock = reasonBlockOf(key);
  const actionBlock = pathBlockOf(key, "action");
  const byBlock = pathBlockOf(key, "by");
  const reason = fields[reasonBlock]?.value ?? "";
  const action = fields[actionBlock]?.value ?? "";
  const by = fields[byBlock]?.selected_date ?? undefined;
  const errors: Record<string, string> = {};
  if (isNeeded && isBlank(reason)) errors[reasonBlock] = texts.reason;
  if (isNeeded && isBlank(action)) errors[actionBlock] = texts.pathAction;
  if (isNeeded && by === undefined) errors[byBlock] = texts.pathBy;
  if (Object.keys(errors).length > 0) return { errors };
  return {
    answer: {
      colour,
      ...(!isBlank(reason) && { reason }),
      ...(isNeeded && by !== undefined && { pathToGreen: { action, by } }),
    },
  };
}

function tickedIn(field: Field | undefined, planned: readonly string[]): string[] {
  const ticked = new Set(field?.selected_options?.map(({ value }) => value));
  return planned.filter((_, place) => ticked.has(String(place)));
}
