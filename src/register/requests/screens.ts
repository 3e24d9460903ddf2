/** The forms of a request: to decide, ask, reply, delegate, postpone, put to the committee, vote, and give it options. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { date, optionalMenu, optionalText, person, radio, text } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { actions, button, context, lineOf, option, section, shorten, words } from "../../platform/slack/blocks.ts";
import { COMPOSITION_LIMITS } from "../../platform/slack/limits.ts";
import { list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { LONGEST_TITLE } from "../rules.ts";
import { ASK_KINDS } from "../types/ask.ts";
import { requestIds } from "./buttons.ts";
import { requestBody, requestHead } from "./cards.ts";
import { keptLabel } from "./kept-labels.ts";
import { lastDayToPostpone } from "./postpone.ts";
import { choicesOf, type Request } from "./request.ts";
import { requestTexts } from "./texts.ts";
import type { CommitteeToAsk } from "./votes.ts";

/** The options that whoever asks writes; the last one is to do nothing. */
export const OPTION_FIELDS = ["option1", "option2", "option3", "nothing"] as const;
export const OTHERWISE = "otherwise";

/**
 * `labels`: the choices as they were shown, so that one that changed meanwhile is not taken. `isOnMessage`: it was opened on a
 * message, which shows what came of it.
 */
const state = z.strictObject({
  itemId: z.string(),
  labels: z.array(z.string()).optional(),
  isOnMessage: z.literal(true).optional(),
});
export type RequestFormState = z.infer<typeof state>;

const long = () => text({ isLong: true });
const optionalLong = () => optionalText({ isLong: true });

function requestForm<Shape extends z.ZodRawShape>(id: string, fields: z.ZodObject<Shape>) {
  return new Form({ id, state, fields, required: (reader) => textsFor(requestTexts, reader).errors.required });
}

/** What all of them begin with: the question, once. */
function viewOf(reader: Reader, request: Request, title: string, submit: string, isOnMessage = false) {
  return {
    title,
    submit,
    state: { itemId: request.id, ...(isOnMessage && { isOnMessage: true as const }) },
    close: textsFor(requestTexts, reader).details.close,
    above: requestHead(reader, request, ""),
  };
}

export const decideForm = requestForm(
  requestIds.decideForm,
  z.object({ option: radio(), words: optionalLong(), rationale: optionalLong() }),
);

/** Question, recommendation, cost and options, each once; and what else can be done with it. */
export function decideView(
  reader: Reader,
  request: Request,
  { readerId, isOnMessage = false }: { readerId: string; isOnMessage?: boolean },
): ModalView {
  const { decide: texts, buttons } = textsFor(requestTexts, reader);
  const choices = choicesOf(request, reader);
  const value = request.id;
  const offered = choices.map(({ label }, index) =>
    option(String(index), index === request.recommended ? texts.recommended(label) : label),
  );
  const effects = choices.flatMap(({ label, effect }) => (effect ? [[{ text: `${label} – ${effect}` }]] : []));
  const further =
    request.decider?.id === readerId
      ? [
          actions(
            "ask.further",
            ...(request.waitsFor === "question" ? [] : [button(requestIds.question, buttons.question, { value })]),
            button(requestIds.delegate, buttons.delegate, { value }),
            button(requestIds.postpone, buttons.postpone, { value }),
            button(requestIds.committee, buttons.committee, { value }),
          ),
        ]
      : [];
  const view = viewOf(reader, request, texts.title, texts.save, isOnMessage);
  return decideForm.view({
    ...view,
    state: { ...view.state, labels: choices.map(({ label }) => keptLabel(request, label)) },
    above: [
      ...requestHead(reader, request, ""),
      ...requestBody(reader, request, readerId, { hasOptions: false }),
      ...(effects.length > 0 ? [words(...effects)] : []),
    ],
    fields: {
      option: { label: texts.how, options: [...offered, option(OTHERWISE, texts.otherwise)] },
      words: { label: texts.words },
      rationale: { label: texts.rationale },
    },
    below: [context(lineOf(texts.consequence(request.asker.name))), ...further],
  });
}

export const questionForm = requestForm(requestIds.questionForm, z.object({ question: long() }));

export function questionView(reader: Reader, request: Request, isOnMessage = false): ModalView {
  const texts = textsFor(requestTexts, reader).question;
  return questionForm.view({
    ...viewOf(reader, request, texts.title, texts.send, isOnMessage),
    fields: { question: { label: texts.question, hint: texts.hint(shorten(request.asker.name, 80)) } },
  });
}

export const replyForm = requestForm(requestIds.replyForm, z.object({ answer: long() }));

export function replyView(reader: Reader, request: Request, isOnMessage = false): ModalView {
  const texts = textsFor(requestTexts, reader).question;
  return replyForm.view({
    ...viewOf(reader, request, texts.replyTitle, texts.send2, isOnMessage),
    fields: { answer: { label: shorten(request.question?.question ?? "", 150) || texts.replyTitle } },
  });
}

export const delegateForm = requestForm(requestIds.delegateForm, z.object({ to: person(), why: long() }));

export function delegateView(reader: Reader, request: Request, isOnMessage = false): ModalView {
  const texts = textsFor(requestTexts, reader).delegate;
  return delegateForm.view({
    ...viewOf(reader, request, texts.title, texts.send, isOnMessage),
    fields: { to: { label: texts.to }, why: { label: texts.why, hint: texts.whyHint } },
  });
}

export const postponeForm = requestForm(requestIds.postponeForm, z.object({ until: date() }));

export function postponeView(reader: Reader, request: Request, isOnMessage = false): ModalView {
  const texts = textsFor(requestTexts, reader).postpone;
  const last = longDate(reader, lastDayToPostpone(request));
  return postponeForm.view({
    ...viewOf(reader, request, texts.title, texts.send, isOnMessage),
    fields: { until: { label: texts.until, hint: texts.hint(last, shorten(request.asker.name, 60)) } },
  });
}

export const committeeForm = requestForm(requestIds.committeeForm, z.object({}));

export function committeeView(
  reader: Reader,
  { request, committee: { members }, until }: CommitteeToAsk,
  isOnMessage = false,
): ModalView {
  const texts = textsFor(requestTexts, reader).committee;
  const names = list(
    reader,
    members.map(({ name }) => shorten(name, 60)),
  );
  return committeeForm.view({
    ...viewOf(reader, request, texts.title, texts.send, isOnMessage),
    fields: {},
    below: [section(lineOf(shorten(texts.vote(names, longDate(reader, until)), 2500)))],
  });
}

export const voteForm = requestForm(requestIds.voteForm, z.object({ option: radio() }));

export function voteView(
  reader: Reader,
  request: Request,
  { readerId, isOnMessage = false }: { readerId: string; isOnMessage?: boolean },
): ModalView {
  const { vote, decide } = textsFor(requestTexts, reader);
  const own = request.votes.find(({ personId }) => personId === readerId);
  const offered = choicesOf(request, reader).map(({ label }, index) =>
    option(String(index), index === request.recommended ? decide.recommended(label) : label),
  );
  return voteForm.view({
    ...viewOf(reader, request, vote.title, vote.send, isOnMessage),
    above: [...requestHead(reader, request, ""), ...requestBody(reader, request, readerId, { hasOptions: false })],
    fields: { option: { label: vote.option, options: offered, initial: own && String(own.option) } },
  });
}

export const detailsForm = requestForm(
  requestIds.detailsForm,
  z.object({
    title: text({ max: LONGEST_TITLE }),
    kind: radio(),
    decider: person(),
    option1: optionalLong(),
    option2: optionalLong(),
    option3: optionalLong(),
    nothing: optionalLong(),
    recommended: optionalMenu(),
    why: optionalLong(),
    "needed-by": date(),
    cost: optionalLong(),
    evidence: optionalText(),
  }),
);

/** `decider`: Slack user id of who has it. */
export function detailsView(reader: Reader, request: Request, decider: string | null): ModalView {
  const texts = textsFor(requestTexts, reader).details;
  const written = request.options.filter(({ doesNothing }) => !doesNothing);
  const nothing = request.options.find(({ doesNothing }) => doesNothing);
  const said = (of: { label: string; effect?: string | undefined } | undefined) =>
    of && [of.label, of.effect].filter(Boolean).join("\n");
  const optionField = (index: number) => ({ label: texts.option(index + 1), initial: said(written[index]) });
  const recommended = request.recommended === null ? undefined : request.options[request.recommended];
  const chosen = recommended?.doesNothing ? 3 : recommended ? written.indexOf(recommended) : -1;
  return detailsForm.view({
    ...viewOf(reader, request, texts.title, texts.save),
    above: [],
    fields: {
      title: { label: texts.question, initial: request.title, hint: texts.questionHint },
      kind: {
        label: texts.kind,
        options: ASK_KINDS.map((kind) => option(kind, texts.kinds[kind])),
        initial: request.kind,
      },
      decider: { label: texts.decider, initial: decider },
      option1: { ...optionField(0), hint: texts.optionHint },
      option2: optionField(1),
      option3: optionField(2),
      nothing: { label: texts.nothing, initial: said(nothing) },
      recommended: {
        label: texts.recommended,
        options: OPTION_FIELDS.map((field, index) =>
          option(field, index === 3 ? texts.recommendedNothing : texts.option(index + 1)),
        ),
        initial: OPTION_FIELDS[chosen],
      },
      why: { label: texts.why, initial: request.why },
      "needed-by": { label: texts.neededBy, initial: request.neededBy },
      cost: { label: texts.cost, initial: request.costOfWaiting },
      evidence: { label: texts.evidence, initial: request.evidence },
    },
  });
}

/** Whether what a modal keeps is of a form that was opened on a message. */
export function isOnMessage(privateMetadata: string): boolean {
  return kept.safeParse(privateMetadata).data?.isOnMessage === true;
}

const kept = z
  .string()
  .transform((json, context) => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue("no JSON");
      return z.NEVER;
    }
  })
  .pipe(state);

/** The longest label that a button and an option take. */
export const LONGEST_LABEL = COMPOSITION_LIMITS.optionText;
