/** The check-in form: questions → a modal, and what was filled in → answers, or errors at their fields. */
import type { InputBlock, InputBlockElement, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Answers, type HealthAnswer, healthAnswerSchema, type Question, textIn } from "../cadences/questions.ts";
import { HEALTH_COLOURS, HEALTH_DIMENSIONS, HEALTH_SHAPES, needsReason } from "../health/rules.ts";
import {
  actions,
  button,
  context,
  option,
  plain,
  quote,
  shorten,
  shortenEscaped,
  words,
} from "../platform/slack/blocks.ts";
import { languageOf, number, type Reader, textsFor } from "../platform/texts/language.ts";
import { type CheckInTexts, checkInTexts } from "./texts.ts";

export const formIds = { callback: "check_in.form", more: "check_in.more", value: "value" } as const;

/** What the form keeps between its steps. */
export const formStateSchema = z.strictObject({
  promptId: z.string(),
  /** All questions are shown. */
  expanded: z.boolean(),
});
export type FormState = z.infer<typeof formStateSchema>;

export interface FormInput {
  reader: Reader;
  promptId: string;
  /** Cadence and program as written, shown above the questions. */
  heading: string;
  /** Late, early, who reads it. */
  notes: string[];
  questions: readonly Question[];
  /** Already in the fields; people as Slack user ids. */
  initial: Answers;
  /** What this person planned last time, shown at the question that feeds progress. */
  lastNext: string | null;
  expanded: boolean;
}

/** More in the first view than this and people close the form. */
const FIELDS_AT_FIRST = 6;
const LONGEST_TEXT = 3000;

export function checkInForm(input: FormInput): ModalView {
  const texts = textsFor(checkInTexts, input.reader);
  const shown = input.expanded ? input.questions : questionsAtFirst(input.questions, input.initial);
  const hidden = input.questions.length - shown.length;
  const blocks: KnownBlock[] = [
    words([{ text: input.heading, bold: true }]),
    ...input.notes.map((note) => context(note)),
    ...shown.flatMap((question) => fieldsFor(question, input, texts)),
    ...(hidden > 0 || (!input.expanded && hasDimensions(input.questions))
      ? [actions("check_in.more", button(formIds.more, texts.form.moreQuestions(hidden || HEALTH_DIMENSIONS.length)))]
      : []),
  ];
  return {
    type: "modal",
    callback_id: formIds.callback,
    title: plain(texts.form.title),
    submit: plain(texts.form.submit),
    close: plain(texts.form.close),
    private_metadata: JSON.stringify({ promptId: input.promptId, expanded: input.expanded } satisfies FormState),
    blocks,
  };
}

/** Six fields: the required ones, then the others in their order; a health question takes two. Answered ones stay. */
export function questionsAtFirst(questions: readonly Question[], initial: Answers): Question[] {
  const size = (question: Question) => (question.type === "health" ? 2 : 1);
  const must = questions.filter((question) => question.required || initial[question.key] !== undefined);
  let room = FIELDS_AT_FIRST - must.reduce((sum, question) => sum + size(question), 0);
  return questions.filter((question) => {
    if (must.includes(question)) return true;
    if (size(question) > room) return false;
    room -= size(question);
    return true;
  });
}

function hasDimensions(questions: readonly Question[]): boolean {
  return questions.some((question) => question.type === "health");
}

function fieldsFor(question: Question, input: FormInput, texts: CheckInTexts): KnownBlock[] {
  const { reader, initial } = input;
  const language = languageOf(reader.locale);
  const label = textIn(question.label, language);
  const hint = question.hint === undefined ? scaleHint(question, texts) : textIn(question.hint, language);
  const field = inputBlock(blockOf(question.key), label, elementFor(question, input, texts), {
    optional: !question.required,
    ...(hint !== undefined && { hint }),
  });
  if (question.type === "health") {
    const health = healthOf(initial[question.key]);
    const reason: InputBlockElement = {
      type: "plain_text_input",
      action_id: formIds.value,
      multiline: true,
      max_length: LONGEST_TEXT,
      ...(health?.reason && { initial_value: health.reason }),
    };
    return [
      field,
      inputBlock(reasonBlockOf(question.key), texts.form.reason, reason, {
        optional: true,
        hint: texts.form.reasonHint,
      }),
      ...(input.expanded || health?.dimensions ? dimensionFields(question, health, texts) : []),
    ];
  }
  if (question.feeds === "progress" && input.lastNext)
    return [context(texts.form.lastTime), quote({ text: shorten(input.lastNext, 600) }), field];
  return [field];
}

function dimensionFields(question: Question, health: HealthAnswer | null, texts: CheckInTexts): InputBlock[] {
  return HEALTH_DIMENSIONS.map((dimension) => {
    const options = HEALTH_COLOURS.map((colour) => option(colour, `${HEALTH_SHAPES[colour]} ${texts.health[colour]}`));
    const chosen = options.find((candidate) => candidate.value === health?.dimensions?.[dimension]);
    const element: InputBlockElement = {
      type: "static_select",
      action_id: formIds.value,
      placeholder: plain(texts.form.choose),
      options,
      ...(chosen && { initial_option: chosen }),
    };
    return inputBlock(
      dimensionBlockOf(question.key, dimension),
      texts.form.dimension(texts.dimensions[dimension]),
      element,
      { optional: true },
    );
  });
}

function elementFor(question: Question, { reader, initial }: FormInput, texts: CheckInTexts): InputBlockElement {
  const language = languageOf(reader.locale);
  const action_id = formIds.value;
  const value = initial[question.key];
  const options = (question.options ?? []).map((choice) => option(choice.value, textIn(choice.label, language)));
  switch (question.type) {
    case "text":
    case "long-text":
      return {
        type: "plain_text_input",
        action_id,
        multiline: question.type === "long-text",
        max_length: Math.min(question.max ?? LONGEST_TEXT, LONGEST_TEXT),
        ...(question.min && { min_length: Math.min(question.min, LONGEST_TEXT) }),
        ...(typeof value === "string" && { initial_value: value }),
      };
    case "link":
      return { type: "url_text_input", action_id, ...(typeof value === "string" && { initial_value: value }) };
    case "number":
      return {
        type: "number_input",
        action_id,
        is_decimal_allowed: true,
        ...(question.min !== undefined && { min_value: String(question.min) }),
        ...(question.max !== undefined && { max_value: String(question.max) }),
        ...(typeof value === "number" && { initial_value: String(value) }),
      };
    case "scale": {
      const steps = scaleSteps(question).map((step) => option(String(step), number(reader, step)));
      const chosen = steps.find((step) => step.value === String(value));
      return {
        type: "static_select",
        action_id,
        placeholder: plain(texts.form.choose),
        options: steps,
        ...(chosen && { initial_option: chosen }),
      };
    }
    case "date":
      return { type: "datepicker", action_id, ...(typeof value === "string" && { initial_date: value }) };
    case "choice": {
      const chosen = options.find((candidate) => candidate.value === value);
      const placeholder = plain(texts.form.choose);
      return { type: "static_select", action_id, placeholder, options, ...(chosen && { initial_option: chosen }) };
    }
    case "choices": {
      const chosen = options.filter((candidate) => Array.isArray(value) && value.includes(candidate.value ?? ""));
      const placeholder = plain(texts.form.choose);
      return {
        type: "multi_static_select",
        action_id,
        placeholder,
        options,
        ...(chosen.length > 0 && { initial_options: chosen }),
      };
    }
    case "people":
      return {
        type: "multi_users_select",
        action_id,
        ...(Array.isArray(value) && value.length > 0 && { initial_users: value }),
      };
    case "yes-no": {
      const both = [option("yes", texts.form.yes), option("no", texts.form.no)];
      const chosen = both.find((answer) => answer.value === (value === true ? "yes" : value === false ? "no" : null));
      return { type: "radio_buttons", action_id, options: both, ...(chosen && { initial_option: chosen }) };
    }
    case "health": {
      const colours = HEALTH_COLOURS.map((colour) => ({
        ...option(colour, `${HEALTH_SHAPES[colour]} ${texts.health[colour]}`),
        description: plain(texts.healthMeaning[colour]),
      }));
      const chosen = colours.find((colour) => colour.value === healthOf(value)?.colour);
      return { type: "radio_buttons", action_id, options: colours, ...(chosen && { initial_option: chosen }) };
    }
  }
}

/** What Slack sends of a form; only what we rely on (slack-contract §4.2, §4.3). */
const fieldState = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_date: z.string().nullish(),
});
const stateSchema = z.record(z.string(), z.record(z.string(), fieldState));
export type FormValues = z.input<typeof stateSchema>;

/**
 * Reads a submitted form. People are Slack user ids. Texts are kept as typed, untrimmed; only blanks count as no
 * answer. `errors` has the sentence for the person by the block id of its field.
 */
export function readForm(
  values: unknown,
  questions: readonly Question[],
  reader: Reader,
): { answers: Answers; errors: Record<string, string> } {
  const state = stateSchema.parse(values);
  const texts = textsFor(checkInTexts, reader).fieldErrors;
  const field = (block: string) => state[block]?.[formIds.value];
  const answers: Answers = {};
  const errors: Record<string, string> = {};
  for (const question of questions) {
    const block = blockOf(question.key);
    const read = readField(question, field, reader, texts);
    if ("error" in read) errors[read.block ?? block] = read.error;
    else if (read.answer !== undefined) answers[question.key] = read.answer;
    else if (question.required) errors[block] = texts.required;
  }
  return { answers, errors };
}

type FieldRead = { answer: Answers[string] | undefined } | { error: string; block?: string };

function readField(
  question: Question,
  field: (block: string) => z.infer<typeof fieldState> | undefined,
  reader: Reader,
  texts: CheckInTexts["fieldErrors"],
): FieldRead {
  const given = field(blockOf(question.key));
  switch (question.type) {
    case "text":
    case "long-text":
      return readText(given?.value, question, texts);
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
      return readHealth(question, field, texts);
  }
}

function readText(value: string | null | undefined, question: Question, texts: CheckInTexts["fieldErrors"]): FieldRead {
  if (!value?.trim()) return { answer: undefined };
  const max = Math.min(question.max ?? LONGEST_TEXT, LONGEST_TEXT);
  if (value.length > max) return { error: texts.tooLong(max) };
  if (question.min !== undefined && value.length < question.min) return { error: texts.tooShort(question.min) };
  return { answer: value };
}

function readHealth(
  question: Question,
  field: (block: string) => z.infer<typeof fieldState> | undefined,
  texts: CheckInTexts["fieldErrors"],
): FieldRead {
  const colour = HEALTH_COLOURS.find((known) => known === field(blockOf(question.key))?.selected_option?.value);
  if (!colour) return { answer: undefined };
  const reason = field(reasonBlockOf(question.key))?.value;
  const hasReason = Boolean(reason?.trim());
  if (needsReason(colour) && !hasReason) return { error: texts.reason, block: reasonBlockOf(question.key) };
  const dimensions = HEALTH_DIMENSIONS.flatMap((dimension) => {
    const given = field(dimensionBlockOf(question.key, dimension))?.selected_option?.value;
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

function inputBlock(
  blockId: string,
  label: string,
  element: InputBlockElement,
  { optional, hint }: { optional: boolean; hint?: string },
): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: plain(shortenEscaped(label, 2000)),
    element,
    optional,
    ...(hint !== undefined && { hint: plain(shortenEscaped(hint, 2000)) }),
  };
}

export function blockOf(key: string): string {
  return `answer:${key}`;
}

export function reasonBlockOf(key: string): string {
  return `answer:${key}:reason`;
}

export function dimensionBlockOf(key: string, dimension: string): string {
  return `answer:${key}:${dimension}`;
}

function healthOf(value: Answers[string] | undefined): HealthAnswer | null {
  const parsed = healthAnswerSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function scaleBounds(question: Question): [number, number] {
  return [question.min ?? 1, question.max ?? 5];
}

function scaleSteps(question: Question): number[] {
  const [min, max] = scaleBounds(question);
  return Array.from({ length: Math.min(max - min + 1, 100) }, (_, step) => min + step);
}

function scaleHint(question: Question, texts: CheckInTexts): string | undefined {
  return question.type === "scale" ? texts.form.scale(...scaleBounds(question)) : undefined;
}
