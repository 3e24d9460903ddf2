/** The questions of a cadence, listed and edited. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { cadenceIds } from "../../cadences/ids.ts";
import {
  type Feed,
  MOST_QUESTIONS,
  OFFERED_FEEDS,
  QUESTION_TYPES,
  type Question,
  type QuestionType,
  textIn,
} from "../../cadences/questions/questions.ts";
import type { QuestionFields, QuestionProblems } from "../../cadences/questions/rules.ts";
import { EVERY } from "../../cadences/recurrence/rules-pickers.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  option,
  overflow,
  plain,
  section,
  shorten,
} from "../../platform/slack/blocks.ts";
import { filledIn, radioField, selectField, textField } from "../../platform/slack/fields.ts";
import { languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";

const LABEL_LENGTH = 150;
const HINT_LENGTH = 200;
const NOTHING = "nothing";

export const questionsState = z.strictObject({
  draftId: z.string(),
  /** The form below, and the rhythm whose days it asks for. */
  formId: z.string(),
  every: z.enum([...EVERY, "as-is"]),
});

export function questionsView(
  reader: Reader,
  state: z.infer<typeof questionsState>,
  questions: readonly Question[],
): ModalView {
  const all = textsFor(cadenceTexts, reader);
  const texts = all.questions;
  const isFull = questions.length >= MOST_QUESTIONS;
  const blocks: KnownBlock[] = [
    ...(questions.length === 0
      ? [section(texts.none)]
      : questions.map((_, place) => questionLine(reader, questions, place))),
    ...(isFull ? [context(texts.full(MOST_QUESTIONS))] : []),
    actions(
      "cadence.questions_actions",
      ...(isFull ? [] : [button(cadenceIds.addQuestion, texts.add, { primary: questions.length === 0 })]),
      ...(questions.length > 0 ? [button(cadenceIds.previewForm, all.form.previewForm)] : []),
    ),
  ];
  return {
    type: "modal",
    private_metadata: JSON.stringify(state),
    title: plain(texts.title),
    close: plain(texts.done),
    blocks: blocks.filter((block) => block.type !== "actions" || block.elements.length > 0),
  };
}

function questionLine(reader: Reader, questions: readonly Question[], place: number): KnownBlock {
  const all = textsFor(cadenceTexts, reader);
  const texts = all.questions;
  const question = questions[place];
  if (!question) throw new Error(`There is no question ${place}`);
  const label = escapeMrkdwn(shorten(textIn(question.label, languageOf(reader.locale)), LABEL_LENGTH));
  const feeds = OFFERED_FEEDS.find((feed) => feed === question.feeds);
  const details = [
    all.type[question.type],
    question.required ? texts.required : texts.optional,
    feeds ? all.feeds[feeds] : null,
  ].filter(Boolean);
  const choices = [
    option(`edit:${place}`, texts.edit),
    ...(place > 0 ? [option(`up:${place}`, texts.up)] : []),
    ...(place < questions.length - 1 ? [option(`down:${place}`, texts.down)] : []),
    option(`remove:${place}`, texts.remove),
  ];
  const line = `${place + 1}. *${label}*\n${escapeMrkdwn(details.join(" · "))}`;
  return { ...section(line, overflow(cadenceIds.questionMenu, choices)), block_id: `question:${place}` };
}

export const questionFormState = z.strictObject({
  list: questionsState,
  /** Its place from 0, or null for a new one. */
  place: z.number().int().nullable(),
  /** The kind of answer whose fields are shown. */
  type: z.enum(QUESTION_TYPES),
});
export type QuestionFormState = z.infer<typeof questionFormState>;

export function questionForm(reader: Reader, state: QuestionFormState, fields: QuestionFields): ModalView {
  const all = textsFor(cadenceTexts, reader);
  const texts = all.question;
  const language = languageOf(reader.locale);
  const { type } = state;
  const feeds = OFFERED_FEEDS.filter((feed) => feed !== "health" || type === "health");
  const blocks: KnownBlock[] = [
    textField("label", texts.label, { initial: fields.label, max: LABEL_LENGTH }),
    textField("other", texts.other[language], {
      initial: fields.other,
      hint: texts.otherHint,
      max: LABEL_LENGTH,
      isOptional: true,
    }),
    selectField(
      "type",
      texts.type,
      QUESTION_TYPES.map((each) => option(each, all.type[each])),
      { initial: type, actionId: cadenceIds.questionType },
    ),
    ...(type === "choice" || type === "choices"
      ? [textField("options", texts.options, { initial: fields.options.join("\n"), isLong: true })]
      : []),
    ...(type === "number" || type === "scale"
      ? [
          textField("min", texts.min, { initial: numberText(fields.min), max: 12, isOptional: true }),
          textField("max", texts.max, { initial: numberText(fields.max), max: 12, isOptional: true }),
        ]
      : []),
    radioField("required", texts.required, [option("yes", texts.yes), option("no", texts.no)], {
      initial: fields.isRequired ? "yes" : "no",
    }),
    selectField(
      "feeds",
      texts.feeds,
      [option(NOTHING, all.feedsNothing), ...feeds.map((feed) => option(feed, all.feeds[feed]))],
      { initial: fields.feeds ?? NOTHING },
    ),
    textField("hint", texts.hint, { initial: fields.hint, max: HINT_LENGTH, isOptional: true }),
  ];
  return {
    type: "modal",
    callback_id: cadenceIds.questionForm,
    private_metadata: JSON.stringify(state),
    title: plain(state.place === null ? texts.newTitle : texts.editTitle),
    submit: plain(texts.save),
    close: plain(texts.close),
    blocks,
  };
}

/** What is in the form, in its reader's language; `before` for what it does not show. */
export function readQuestionForm(values: unknown, before: QuestionFields): QuestionFields {
  const filled = filledIn(values);
  const shown = <Value>(block: string, value: Value, kept: Value): Value => (filled.has(block) ? value : kept);
  return {
    label: filled.text("label").trim(),
    other: filled.text("other").trim(),
    hint: filled.text("hint").trim(),
    type: chosenType(values) ?? before.type,
    options: shown(
      "options",
      filled
        .text("options")
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
      before.options,
    ),
    min: shown("min", numberIn(filled.text("min")), before.min),
    max: shown("max", numberIn(filled.text("max")), before.max),
    isRequired: filled.option("required") === "yes",
    feeds: OFFERED_FEEDS.find((feed: Feed) => feed === filled.option("feeds")) ?? null,
  };
}

export function chosenType(values: unknown): QuestionType | null {
  const chosen = filledIn(values).option("type");
  return QUESTION_TYPES.find((type) => type === chosen) ?? null;
}

/** What is wrong, in the person's language, by block. */
export function questionErrors(reader: Reader, problems: QuestionProblems): Record<string, string> {
  const texts = textsFor(cadenceTexts, reader).question.problems;
  return Object.fromEntries(
    Object.entries(problems).map(([block, { because, detail }]) => [block, texts[because](detail)]),
  );
}

function numberText(value: number | null): string {
  return value === null || Number.isNaN(value) ? "" : String(value);
}

/** NaN for what is no number, so that it can be said at the field. */
function numberIn(text: string): number | null {
  return text === "" ? null : Number(text.trim().replace(",", "."));
}
