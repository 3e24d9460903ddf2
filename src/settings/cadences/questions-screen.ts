/** The editor of questions: a list on top of the form, and the form of one question on top of the list. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { cadenceIds, questionMenu } from "../../cadences/action-ids.ts";
import { type CadenceDraft, draftOf, storeDraft } from "../../cadences/drafts.ts";
import {
  BLANK_QUESTION,
  fieldsOfQuestion,
  isWritten,
  moveQuestion,
  QUESTION_TICKS,
  type QuestionFields,
  type QuestionProblems,
  questionFrom,
} from "../../cadences/questions/question-editor-fields.ts";
import {
  FEEDS,
  isAskedEvery,
  MOST_QUESTIONS,
  QUESTION_TYPES,
  type Question,
  SHORT_LABEL_LENGTH,
  textIn,
} from "../../cadences/questions/questions.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { type Person, readerOf } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { nonEmptyLines } from "../../platform/texts/display.ts";
import { languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { actions, button, context, escapeMrkdwn, option, section, shorten } from "../../slack/blocks.ts";
import { menuOf, optionalText, radioOf, ticks } from "../../slack/forms/field-kinds.ts";
import { Form, type ShownFields } from "../../slack/forms/form.ts";
import type { GroupDirectory } from "../../slack/group-directory.ts";
import { type Listening, onPress, type Press } from "../../slack/listening.ts";
import { modal } from "../../slack/modal.ts";
import { draftForm } from "./form-draft.ts";
import { cadenceForm, cadenceFormState } from "./form-screen.ts";

type ListState = z.infer<typeof questionsState>;

export function registerQuestionListeners(
  listening: Listening<Person>,
  services: Services,
  directory: GroupDirectory,
): void {
  const { db } = services;

  onPress(listening, cadenceIds.questions, async (press) => {
    if (!press.view) return;
    const shown = cadenceForm.opened(press.view).state;
    const { draftId } = shown;
    const draft = await draftOf(db, press.actor, draftId);
    const view = questionsView(readerOf(press.actor), { ...shown, formId: press.view.id }, draft.questions);
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  onPress(listening, cadenceIds.addQuestion, async (press) => {
    if (!press.view) return;
    const list = questionsState.parse(JSON.parse(press.view.privateMetadata));
    const form = questionView(readerOf(press.actor), { list, place: null, type: BLANK_QUESTION.type }, BLANK_QUESTION);
    await press.client.views.push({ trigger_id: press.triggerId, view: form });
  });

  questionMenu.listen(listening, async (press, choice, about) => {
    if (!press.view) return;
    const list = questionsState.parse(JSON.parse(press.view.privateMetadata));
    const place = Number(about);
    const draft = await draftOf(db, press.actor, list.draftId);
    const { questions } = draft;
    if (choice === "edit") return editQuestion(press, list, questions, place);
    const changed =
      choice === "remove"
        ? questions.filter((_, index) => index !== place)
        : moveQuestion(questions, place, choice === "up" ? -1 : 1);
    await store(services, directory, press, { listId: press.view.id, state: list, draft, questions: changed });
  });

  onPress(listening, cadenceIds.questionType, async (press) => {
    if (!press.view) return;
    const { state, filled } = questionForm.opened(press.view);
    const { questions } = await draftOf(db, press.actor, state.list.draftId);
    const question = questionIn(filled, fieldsBefore(press.actor, questions, state.place));
    const { type } = question;
    if (type === state.type) return;
    const view = questionView(readerOf(press.actor), { ...state, type }, question);
    await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
  });

  questionForm.listenToShown(listening, async (submitted) => {
    const { actor, state, filled, belowId } = submitted;
    const draft = await draftOf(db, actor, state.list.draftId);
    const { questions } = draft;
    const before = state.place === null ? null : (questions[state.place] ?? null);
    const fields = questionIn(filled, fieldsBefore(actor, questions, state.place));
    const usedKeys = questions.filter((question) => question !== before).map((question) => question.key);
    const read = questionFrom(fields, before, { language: languageOf(actor.locale), usedKeys });
    if ("problems" in read) return { errors: questionErrors(readerOf(actor), read.problems) };
    const every = state.list.every === "as-is" ? draft.rule.every : state.list.every;
    if (!isAskedEvery(every, read.question))
      return { errors: { type: textsFor(cadenceTexts, readerOf(actor)).question.ofQuarter } };
    const changed = before
      ? questions.map((question) => (question === before ? read.question : question))
      : [...questions, read.question].slice(0, MOST_QUESTIONS);
    await store(services, directory, submitted, { listId: belowId, state: state.list, draft, questions: changed });
    return { close: true };
  });
}

/** Keeps the questions and shows them in the list and, as a number, in the form below it. */
async function store(
  services: Services,
  directory: GroupDirectory,
  { actor, client }: Pick<Press<Person>, "actor" | "client">,
  {
    listId,
    state,
    draft,
    questions,
  }: { listId: string | null; state: ListState; draft: CadenceDraft; questions: Question[] },
): Promise<void> {
  const changed = { ...draft, questions };
  await storeDraft({ ...services, actor }, { draftId: state.draftId, draft: changed });
  if (listId !== null)
    await client.views.update({ view_id: listId, view: questionsView(readerOf(actor), state, questions) });
  const groups = await directory.groups(client);
  const form = await draftForm(services, actor, state.draftId, changed, { ...state, groups });
  await client.views.update({ view_id: state.formId, view: form });
}

async function editQuestion(
  press: Press<Person>,
  list: ListState,
  questions: readonly Question[],
  place: number,
): Promise<void> {
  const question = questions[place];
  if (!question) return;
  const fields = fieldsOfQuestion(question, languageOf(press.actor.locale));
  const view = questionView(readerOf(press.actor), { list, place, type: question.type }, fields);
  await press.client.views.push({ trigger_id: press.triggerId, view });
}

function fieldsBefore(actor: Person, questions: readonly Question[], place: number | null) {
  const before = place === null ? undefined : questions[place];
  return before ? fieldsOfQuestion(before, languageOf(actor.locale)) : BLANK_QUESTION;
}

const LABEL_LENGTH = 150;
const HINT_LENGTH = 200;
const NUMBER_LENGTH = 12;
const NOTHING = "nothing";

/** What the form below asks for, and its id. */
export const questionsState = z.strictObject({ ...cadenceFormState.shape, formId: z.string() });

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
  return modal({
    private_metadata: JSON.stringify(state),
    title: texts.title,
    close: texts.done,
    blocks: blocks.filter((block) => block.type !== "actions" || block.elements.length > 0),
  });
}

function questionLine(reader: Reader, questions: readonly Question[], place: number): KnownBlock {
  const all = textsFor(cadenceTexts, reader);
  const texts = all.questions;
  const question = questions[place];
  if (!question) throw new Error(`There is no question ${place}`);
  const label = escapeMrkdwn(shorten(textIn(question.label, languageOf(reader.locale)), LABEL_LENGTH));
  const feeds = FEEDS.find((feed) => feed === question.feeds);
  const details = [
    all.type[question.type],
    question.required ? texts.required : texts.optional,
    feeds ? all.feeds[feeds] : null,
  ].filter(Boolean);
  const menu = questionMenu.overflow(String(place), {
    edit: texts.edit,
    ...(place > 0 && { up: texts.up }),
    ...(place < questions.length - 1 && { down: texts.down }),
    remove: texts.remove,
  });
  const line = `${place + 1}. *${label}*\n${escapeMrkdwn(details.join(" · "))}`;
  return { ...section(line, menu), block_id: `question:${place}` };
}

export const questionFormState = z.strictObject({
  list: questionsState,
  /** Its place from 0, or null for a new one. */
  place: z.number().int().nullable(),
  /** The kind of answer whose fields are shown. */
  type: z.enum(QUESTION_TYPES),
});
export type QuestionFormState = z.infer<typeof questionFormState>;

const fields = z.object({
  label: optionalText({ max: LABEL_LENGTH }),
  other: optionalText({ max: LABEL_LENGTH }),
  short: optionalText({ max: SHORT_LABEL_LENGTH }),
  type: menuOf(QUESTION_TYPES),
  options: optionalText({ isLong: true }),
  min: optionalText({ max: NUMBER_LENGTH }),
  max: optionalText({ max: NUMBER_LENGTH }),
  required: radioOf(["yes", "no"]),
  feeds: menuOf([NOTHING, ...FEEDS]),
  also: ticks(),
  hint: optionalText({ max: HINT_LENGTH }),
});

export const questionForm = new Form({ id: cadenceIds.questionForm, state: questionFormState, fields });

export function questionView(reader: Reader, state: QuestionFormState, question: QuestionFields): ModalView {
  const all = textsFor(cadenceTexts, reader);
  const texts = all.question;
  const { type } = state;
  const hasOptions = type === "choice" || type === "choices";
  const hasBounds = type === "number";
  const feeds = FEEDS.filter((feed) => feed !== "health" || type === "health");
  return questionForm.view({
    state,
    title: state.place === null ? texts.newTitle : texts.editTitle,
    submit: texts.save,
    close: texts.close,
    fields: {
      label: { label: texts.label, initial: question.label, isRequired: true },
      other: { label: texts.other[languageOf(reader.locale)], initial: question.other, hint: texts.otherHint },
      short: { label: texts.short, initial: question.short, hint: texts.shortHint },
      type: {
        label: texts.type,
        options: QUESTION_TYPES.map((each) => option(each, all.type[each])),
        initial: type,
        actionId: cadenceIds.questionType,
      },
      options: hasOptions ? { label: texts.options, initial: question.options.join("\n"), isRequired: true } : null,
      min: hasBounds ? { label: texts.min, initial: numberText(question.min) } : null,
      max: hasBounds ? { label: texts.max, initial: numberText(question.max) } : null,
      required: {
        label: texts.required,
        options: [option("yes", texts.yes), option("no", texts.no)],
        initial: question.isRequired ? "yes" : "no",
      },
      feeds: {
        label: texts.feeds,
        options: [option(NOTHING, all.feedsNothing), ...feeds.map((feed) => option(feed, all.feeds[feed]))],
        initial: question.feeds ?? NOTHING,
      },
      also: {
        label: texts.also,
        options: QUESTION_TICKS.filter((each) => each !== "track" || isWritten(type)).map((each) =>
          option(each, texts.alsoOf[each]),
        ),
        initial: question.also,
      },
      hint: { label: texts.hint, initial: question.hint },
    },
  });
}

/** The question as the form says it, in its reader's language; `before` for what it does not show. */
export function questionIn(
  {
    label = "",
    other = "",
    short,
    hint = "",
    type,
    options,
    min,
    max,
    required,
    feeds = NOTHING,
    also = [],
  }: ShownFields<typeof fields.shape>,
  before: QuestionFields,
): QuestionFields {
  return {
    label: label.trim(),
    other: other.trim(),
    short: short === undefined ? before.short : short.trim(),
    hint: hint.trim(),
    type: type ?? before.type,
    options: options === undefined ? before.options : nonEmptyLines(options),
    min: min === undefined ? before.min : numberIn(min),
    max: max === undefined ? before.max : numberIn(max),
    isRequired: required === "yes",
    feeds: feeds === NOTHING ? null : feeds,
    also: QUESTION_TICKS.filter((each) => also.includes(each)),
  };
}

/** What is wrong, in the person's language, by block. */
export function questionErrors(reader: Reader, problems: QuestionProblems): Record<string, string> {
  const texts = textsFor(cadenceTexts, reader).question;
  return {
    ...(problems.label && { label: texts.missing }),
    ...(problems.options && { options: texts.wrongOptions }),
    ...(problems.max && { max: texts.wrongBounds }),
  };
}

function numberText(value: number | null): string {
  return value === null || Number.isNaN(value) ? "" : String(value);
}

/** NaN for what is no number, so that it can be said at the field. */
function numberIn(text: string): number | null {
  return text === "" ? null : Number(text.trim().replace(",", "."));
}
