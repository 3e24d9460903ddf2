/** What was filled into the check-in form → answers, or errors at their fields. */
import { type Answers, healthAnswerSchema, type Question } from "../cadences/questions.ts";
import { HEALTH_COLOURS, HEALTH_DIMENSIONS, needsReason } from "../health/rules.ts";
import { ELEMENT_LIMITS } from "../platform/slack/limits.ts";
import { number, type Reader, textsFor } from "../platform/texts/language.ts";
import { blockOf, dimensionBlockOf, doneBlockOf, type Field, type FormFields, reasonBlockOf } from "./form-fields.ts";
import { questionOfPlan, withTicked } from "./rules-form.ts";
import { type CheckInTexts, checkInTexts } from "./texts.ts";

/**
 * Reads the fields of a form. People are Slack user ids. Texts are kept as typed, untrimmed; only blanks count as no
 * answer. What was ticked of `planned` stands in front of what was typed about progress. `errors` has the sentence for
 * the person by the block id of its field.
 */
export function readForm(
  fields: FormFields,
  questions: readonly Question[],
  reader: Reader,
  planned: readonly string[] = [],
): { answers: Answers; errors: Record<string, string> } {
  const texts = textsFor(checkInTexts, reader).fieldErrors;
  const ofPlan = questionOfPlan(questions);
  const answers: Answers = {};
  const errors: Record<string, string> = {};
  for (const question of questions) {
    const block = blockOf(question.key);
    const read = readField(question, fields, reader, texts, question === ofPlan ? planned : []);
    if ("error" in read) errors[read.block ?? block] = read.error;
    else if (read.answer !== undefined) answers[question.key] = read.answer;
    else if (question.required) errors[block] = texts.required;
  }
  return { answers, errors };
}

type FieldRead = { answer: Answers[string] | undefined } | { error: string; block?: string };

function readField(
  question: Question,
  fields: FormFields,
  reader: Reader,
  texts: CheckInTexts["fieldErrors"],
  planned: readonly string[],
): FieldRead {
  const given = fields[blockOf(question.key)];
  switch (question.type) {
    case "text":
    case "long-text":
      return readText(
        withTicked(tickedIn(fields[doneBlockOf(question.key)], planned), given?.value ?? undefined),
        question,
        texts,
      );
    case "link": {
      const link = given?.value?.trim() ? given.value : undefined;
      return link && !/^https?:\/\/\S+$/i.test(link.trim()) ? { error: texts.link } : { answer: link };
    }
    case "number":
    case "scale": {
      const typed = question.type === "scale" ? given?.selected_option?.value : given?.value;
      if (!typed?.trim()) return { answer: undefined };
      const value = Number(typed.replace(",", "."));
      if (!Number.isFinite(value)) return { error: texts.number };
      const [min, max] = question.type === "scale" ? scaleBounds(question) : [question.min, question.max];
      if (min !== undefined && value < min) return { error: texts.atLeast(number(reader, min)) };
      if (max !== undefined && value > max) return { error: texts.atMost(number(reader, max)) };
      return { answer: value };
    }
    case "date":
      return { answer: given?.selected_date ?? undefined };
    case "choice":
      return { answer: given?.selected_option?.value };
    case "choices": {
      const chosen = (given?.selected_options ?? []).map((choice) => choice.value);
      return { answer: chosen.length > 0 ? chosen : undefined };
    }
    case "people":
      return { answer: given?.selected_users?.length ? given.selected_users : undefined };
    case "yes-no": {
      const chosen = given?.selected_option?.value;
      return { answer: chosen === undefined ? undefined : chosen === "yes" };
    }
    case "health":
      return readHealth(question, fields, texts);
  }
}

function readText(value: string | undefined, question: Question, texts: CheckInTexts["fieldErrors"]): FieldRead {
  if (!value?.trim()) return { answer: undefined };
  const max = Math.min(question.max ?? ELEMENT_LIMITS.plainTextInput, ELEMENT_LIMITS.plainTextInput);
  if (value.length > max) return { error: texts.tooLong(max) };
  if (question.min !== undefined && value.length < question.min) return { error: texts.tooShort(question.min) };
  return { answer: value };
}

function readHealth(question: Question, fields: FormFields, texts: CheckInTexts["fieldErrors"]): FieldRead {
  const colour = HEALTH_COLOURS.find((known) => known === fields[blockOf(question.key)]?.selected_option?.value);
  if (!colour) return { answer: undefined };
  const reason = fields[reasonBlockOf(question.key)]?.value;
  const hasReason = Boolean(reason?.trim());
  if (needsReason(colour) && !hasReason) return { error: texts.reason, block: reasonBlockOf(question.key) };
  const dimensions = HEALTH_DIMENSIONS.flatMap((dimension) => {
    const given = fields[dimensionBlockOf(question.key, dimension)]?.selected_option?.value;
    const chosen = HEALTH_COLOURS.find((known) => known === given);
    return chosen ? [[dimension, chosen]] : [];
  });
  return {
    answer: healthAnswerSchema.parse({
      colour,
      ...(hasReason && { reason }),
      ...(dimensions.length > 0 && { dimensions: Object.fromEntries(dimensions) }),
    }),
  };
}

function tickedIn(field: Field | undefined, planned: readonly string[]): string[] {
  const ticked = new Set(field?.selected_options?.map(({ value }) => value));
  return planned.filter((_, place) => ticked.has(String(place)));
}

/** The first and the last step of a scale. */
export function scaleBounds(question: Question): [number, number] {
  return [question.min ?? 1, question.max ?? 5];
}
