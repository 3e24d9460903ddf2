/** The forms of an ask: to complete, decide, ask back, answer, delegate, defer, put to the committee, vote. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import { date, menu, optionalRadio, optionalText, person, radio, text, ticks } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { actions, context, lineOf, option, shorten } from "../../platform/slack/blocks.ts";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { LONGEST_TITLE } from "../rules.ts";
import { ASK_KINDS } from "../types/ask.ts";
import type { Ask } from "./ask.ts";
import { askBody, askHead } from "./blocks.ts";
import { askIds, furtherButtons } from "./buttons.ts";
import { keptLabel } from "./kept-labels.ts";
import { queueTexts } from "./queue/texts.ts";
import { usualQuorum } from "./rules.ts";
import { askTexts } from "./texts.ts";

/** The options that an author writes; the last one is to do nothing. */
export const OPTION_FIELDS = ["option1", "option2", "option3", "nothing"] as const;
export const OTHERWISE = "otherwise";
export const ABSTAIN = "abstain";

/**
 * `labels`: the options as they were shown, so that one that changed meanwhile is not taken. `isTold`: it was opened on a
 * message, which says what comes of it.
 */
const state = z.strictObject({
  itemId: z.string(),
  labels: z.array(z.string()).optional(),
  isTold: z.literal(true).optional(),
});
export type AskFormState = z.infer<typeof state>;

/** Whether what a modal keeps is of a form that was opened on a message. */
export function isToldIn(privateMetadata: string): boolean {
  return kept.safeParse(privateMetadata).data?.isTold === true;
}

const kept = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("no JSON");
      return z.NEVER;
    }
  })
  .pipe(state);
const long = () => text({ isLong: true });
const optionalLong = () => optionalText({ isLong: true });

function askForm<Shape extends z.ZodRawShape>(id: string, fields: z.ZodObject<Shape>) {
  return new Form({ id, state, fields, required: (reader) => textsFor(askTexts, reader).errors.required });
}

/** What the views of all have. */
function viewOf(reader: Reader, ask: Ask, title: string, submit: string, isTold = false) {
  return {
    title,
    submit,
    state: {
      itemId: ask.id,
      labels: ask.options.map(({ label }) => keptLabel(ask, label)),
      ...(isTold && { isTold: true as const }),
    },
    close: textsFor(askTexts, reader).form.close,
    above: askHead(reader, ask),
  };
}

export const completeForm = askForm(
  askIds.completeForm,
  z.object({
    title: text({ max: LONGEST_TITLE }),
    kind: radio(),
    decider: person(),
    option1: long(),
    option2: optionalLong(),
    option3: optionalLong(),
    nothing: long(),
    recommended: menu(),
    why: optionalLong(),
    "needed-by": date(),
    cost: long(),
    evidence: optionalText(),
  }),
);

/** `decider`: Slack user id of who is offered. */
export function completeView(reader: Reader, ask: Ask, decider: string | null): ModalView {
  const texts = textsFor(askTexts, reader).form;
  const written = ask.options.filter(({ doesNothing }) => !doesNothing);
  const nothing = ask.options.find(({ doesNothing }) => doesNothing);
  const said = (of: { label: string; effect?: string | undefined } | undefined) =>
    of && [of.label, of.effect].filter(Boolean).join("\n");
  const optionField = (index: number) => ({ label: texts.option(index + 1), initial: said(written[index]) });
  const recommended = ask.recommended === null ? undefined : ask.options[ask.recommended];
  const chosen = recommended?.doesNothing ? 3 : recommended ? written.indexOf(recommended) : -1;
  return completeForm.view({
    ...viewOf(reader, ask, texts.title, texts.save),
    above: [],
    fields: {
      title: { label: texts.question, initial: ask.title, hint: texts.questionHint },
      kind: {
        label: texts.kind,
        options: ASK_KINDS.map((kind) => option(kind, texts.kinds[kind])),
        initial: ask.kind,
      },
      decider: { label: texts.decider, initial: decider, hint: texts.deciderHint },
      option1: { ...optionField(0), hint: texts.optionHint },
      option2: optionField(1),
      option3: optionField(2),
      nothing: { label: texts.nothing, initial: said(nothing) ?? texts.doNothing },
      recommended: {
        label: texts.recommended,
        options: OPTION_FIELDS.map((field, index) =>
          option(field, index === 3 ? texts.recommendedNothing : texts.option(index + 1)),
        ),
        initial: OPTION_FIELDS[chosen],
      },
      why: { label: texts.why, initial: ask.why },
      "needed-by": { label: texts.neededBy, initial: ask.neededBy },
      cost: { label: texts.cost, initial: ask.costOfWaiting, hint: texts.costHint },
      evidence: { label: texts.evidence, initial: ask.evidence, hint: texts.evidenceHint },
    },
  });
}

export const decideForm = askForm(
  askIds.decideForm,
  z.object({ option: optionalRadio(), words: optionalLong(), rationale: optionalLong() }),
);

/** Everything to decide by, the options and one's own words; and what else can be done with it. `to`: a person's id. */
export function decideView(
  reader: Reader,
  ask: Ask,
  { to, isTold = false }: { to: string; isTold?: boolean },
): ModalView {
  const texts = textsFor(askTexts, reader).decide;
  const offered = ask.options.map(({ label }, index) => option(String(index), label));
  const options = [...offered, option(OTHERWISE, texts.otherwise)];
  const isBeside = ask.alsoDecide?.some(({ id }) => id === to) ?? false;
  const further = isBeside ? [] : furtherButtons(reader, ask);
  return decideForm.view({
    ...viewOf(reader, ask, texts.title, texts.save, isTold),
    above: [...askHead(reader, ask), ...askBody(reader, ask, ask.decider?.id === to)],
    fields: {
      option: offered.length > 0 ? { label: texts.how, options, isRequired: true } : null,
      words: { label: texts.words, hint: texts.wordsHint, isRequired: offered.length === 0 },
      rationale: { label: texts.rationale },
    },
    below: [
      context(lineOf(texts.consequence(ask.asker.name, ask.program.title))),
      ...(further.length > 0 ? [actions("ask.more", ...further)] : []),
    ],
  });
}

export const askBackForm = askForm(askIds.askBackForm, z.object({ question: long() }));

export function askBackView(reader: Reader, ask: Ask, isTold = false): ModalView {
  const texts = textsFor(askTexts, reader).back;
  return askBackForm.view({
    ...viewOf(reader, ask, texts.title, texts.send, isTold),
    fields: { question: { label: texts.question, hint: texts.hint(shorten(ask.asker.name, 80)) } },
  });
}

export const answerForm = askForm(askIds.answerForm, z.object({ answer: long() }));

export function answerView(reader: Reader, ask: Ask, isTold = false): ModalView {
  const texts = textsFor(askTexts, reader).back;
  return answerForm.view({
    ...viewOf(reader, ask, texts.answerTitle, texts.answerSend, isTold),
    fields: { answer: { label: ask.askedBack?.question ?? texts.answer } },
  });
}

export const delegateForm = askForm(askIds.delegateForm, z.object({ to: person(), why: long(), outside: ticks() }));

/** Somebody without a seat in the program has to be meant: that is ticked. */
export function delegateView(reader: Reader, ask: Ask, isTold = false): ModalView {
  const texts = textsFor(askTexts, reader).delegate;
  return delegateForm.view({
    ...viewOf(reader, ask, texts.title, texts.send, isTold),
    fields: {
      to: { label: texts.to },
      why: { label: texts.why, hint: texts.whyHint },
      outside: { label: texts.outside, options: [option("meant", texts.outsideMeant)] },
    },
  });
}

export const deferForm = askForm(askIds.deferForm, z.object({ until: date() }));

export function deferView(reader: Reader, ask: Ask, isTold = false): ModalView {
  const texts = textsFor(askTexts, reader).defer;
  return deferForm.view({
    ...viewOf(reader, ask, texts.title, texts.send, isTold),
    fields: { until: { label: texts.until, hint: texts.hint } },
  });
}

export const cannotWaitForm = askForm(askIds.cannotWaitForm, z.object({ "needed-by": date() }));

export function cannotWaitView(reader: Reader, ask: Ask): ModalView {
  const texts = textsFor(queueTexts, reader).form;
  return cannotWaitForm.view({
    ...viewOf(reader, ask, texts.title, texts.send),
    close: texts.close,
    fields: {
      "needed-by": {
        label: texts.neededBy,
        initial: ask.neededBy,
        hint: texts.hint(shorten(ask.decider?.name ?? "", 80)),
      },
    },
  });
}

export const committeeForm = askForm(askIds.committeeForm, z.object({ way: radio(), quorum: menu(), closes: date() }));

export function committeeView(
  reader: Reader,
  ask: Ask,
  committee: { chair: string; members: number; closesOn: LocalDate },
  isTold = false,
): ModalView {
  const texts = textsFor(askTexts, reader).committee;
  const { chair, members, closesOn } = committee;
  const quorums = Array.from({ length: Math.min(members, ELEMENT_LIMITS.selectOptions) }, (_, index) =>
    option(String(index + 1), String(index + 1)),
  );
  const ways = [
    option("chair", texts.chair(shorten(chair, COMPOSITION_LIMITS.optionText - 40))),
    option("circulation", texts.circulation),
  ];
  return committeeForm.view({
    ...viewOf(reader, ask, texts.title, texts.send, isTold),
    fields: {
      way: { label: texts.how, options: ways, initial: "circulation" },
      quorum: { label: texts.quorum(members), options: quorums, initial: String(usualQuorum(members)) },
      closes: { label: texts.closes, initial: closesOn, hint: texts.closesHint },
    },
  });
}

export const voteForm = askForm(askIds.voteForm, z.object({ option: radio() }));

/** `to`: a person's id; `own`: what this member said before; undefined: nothing yet. */
export function voteView(
  reader: Reader,
  ask: Ask,
  { to, own, isTold = false }: { to: string; own: number | null | undefined; isTold?: boolean },
): ModalView {
  const { vote, buttons } = textsFor(askTexts, reader);
  const offered = ask.options.map(({ label }, index) => option(String(index), label));
  return voteForm.view({
    ...viewOf(reader, ask, vote.title, vote.send, isTold),
    above: [...askHead(reader, ask), ...askBody(reader, ask, ask.decider?.id === to)],
    fields: {
      option: {
        label: vote.option,
        options: [...offered, option(ABSTAIN, buttons.abstain)],
        initial: own === undefined ? undefined : own === null ? ABSTAIN : String(own),
      },
    },
  });
}
