/** The forms of an ask: to complete, decide, ask back, answer, delegate, defer, put to the committee, vote. */
import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { actions, context, lineOf, option, plain, shorten } from "../../platform/slack/blocks.ts";
import { dateField, personField, radioField, selectField, textField, ticksField } from "../../platform/slack/fields.ts";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { ASK_KINDS } from "../details.ts";
import { LONGEST_TITLE } from "../rules.ts";
import type { Ask } from "./ask.ts";
import { askBody, askHead } from "./blocks.ts";
import { askButtons, askIds } from "./buttons.ts";
import { usualQuorum } from "./rules.ts";
import { askTexts } from "./texts.ts";

/** `labels`: the options as they were shown, so that one that changed meanwhile is not taken. */
export const askFormState = z.strictObject({ itemId: z.string(), labels: z.array(z.string()).optional() });

/** The options that an author writes; the last one is to do nothing. */
export const OPTION_FIELDS = ["option1", "option2", "option3", "nothing"] as const;
export const OTHERWISE = "otherwise";
export const ABSTAIN = "abstain";

interface Shell {
  callbackId: string;
  title: string;
  submit: string;
  blocks: KnownBlock[];
}

function formOf(reader: Reader, ask: Ask, { callbackId, title, submit, blocks }: Shell): ModalView {
  const state = { itemId: ask.id, labels: ask.options.map(({ label }) => label) } satisfies z.infer<
    typeof askFormState
  >;
  return {
    type: "modal",
    callback_id: callbackId,
    private_metadata: JSON.stringify(state),
    title: plain(title),
    submit: plain(submit),
    close: plain(textsFor(askTexts, reader).form.close),
    blocks,
  };
}

/** `decider`: Slack user id of who is offered. */
export function completeView(reader: Reader, ask: Ask, decider: string | null): ModalView {
  const texts = textsFor(askTexts, reader).form;
  const written = ask.options.filter(({ doesNothing }) => !doesNothing);
  const nothing = ask.options.find(({ doesNothing }) => doesNothing);
  const said = (of: { label: string; effect?: string | undefined } | undefined) =>
    of && [of.label, of.effect].filter(Boolean).join("\n");
  const optionField = (index: number): InputBlock =>
    textField(OPTION_FIELDS[index] ?? "", texts.option(index + 1), {
      initial: said(written[index]),
      isLong: true,
      isOptional: index > 0,
      hint: index === 0 ? texts.optionHint : undefined,
    });
  const recommended = ask.recommended === null ? undefined : ask.options[ask.recommended];
  const chosen = recommended?.doesNothing ? 3 : recommended ? written.indexOf(recommended) : -1;
  return formOf(reader, ask, {
    callbackId: askIds.completeForm,
    title: texts.title,
    submit: texts.save,
    blocks: [
      textField("title", texts.question, { initial: ask.title, max: LONGEST_TITLE, hint: texts.questionHint }),
      radioField(
        "kind",
        texts.kind,
        ASK_KINDS.map((kind) => option(kind, texts.kinds[kind])),
        { initial: ask.kind },
      ),
      personField("decider", texts.decider, { initial: decider ?? undefined, hint: texts.deciderHint }),
      optionField(0),
      optionField(1),
      optionField(2),
      textField("nothing", texts.nothing, { initial: said(nothing) ?? texts.doNothing, isLong: true }),
      selectField(
        "recommended",
        texts.recommended,
        OPTION_FIELDS.map((field, index) =>
          option(field, index === 3 ? texts.recommendedNothing : texts.option(index + 1)),
        ),
        { initial: OPTION_FIELDS[chosen] },
      ),
      textField("why", texts.why, { initial: ask.why ?? undefined, isLong: true, isOptional: true }),
      dateField("needed-by", texts.neededBy, { initial: ask.neededBy }),
      textField("cost", texts.cost, { initial: ask.costOfWaiting ?? undefined, isLong: true, hint: texts.costHint }),
      textField("evidence", texts.evidence, {
        initial: ask.evidence ?? undefined,
        isOptional: true,
        hint: texts.evidenceHint,
      }),
    ],
  });
}

/** Everything to decide by, the options and one's own words; and what else can be done with it. `to`: a person's id. */
export function decideView(reader: Reader, ask: Ask, to: string): ModalView {
  const texts = textsFor(askTexts, reader).decide;
  const offered = ask.options.map(({ label }, index) => option(String(index), label));
  const [others] = askButtons(reader, { ...ask, options: [] });
  const further = (others?.elements ?? []).filter((element) => element.action_id !== askIds.decide);
  return formOf(reader, ask, {
    callbackId: askIds.decideForm,
    title: texts.title,
    submit: texts.save,
    blocks: [
      ...askHead(reader, ask),
      ...askBody(reader, ask, ask.decider?.id === to),
      ...(offered.length > 0
        ? [radioField("option", texts.how, [...offered, option(OTHERWISE, texts.otherwise)])]
        : []),
      textField("words", texts.words, {
        isLong: true,
        isOptional: offered.length > 0,
        hint: texts.wordsHint,
      }),
      textField("rationale", texts.rationale, { isLong: true, isOptional: true }),
      context(lineOf(texts.consequence(ask.asker.name, ask.program.title))),
      ...(further.length > 0 ? [actions("ask.more", ...further)] : []),
    ],
  });
}

export function askBackView(reader: Reader, ask: Ask): ModalView {
  const texts = textsFor(askTexts, reader).back;
  return formOf(reader, ask, {
    callbackId: askIds.askBackForm,
    title: texts.title,
    submit: texts.send,
    blocks: [
      ...askHead(reader, ask),
      textField("question", texts.question, { isLong: true, hint: texts.hint(shorten(ask.asker.name, 80)) }),
    ],
  });
}

export function answerView(reader: Reader, ask: Ask): ModalView {
  const texts = textsFor(askTexts, reader).back;
  const { askedBack } = ask;
  return formOf(reader, ask, {
    callbackId: askIds.answerForm,
    title: texts.answerTitle,
    submit: texts.answerSend,
    blocks: [...askHead(reader, ask), textField("answer", askedBack?.question ?? texts.answer, { isLong: true })],
  });
}

/** Somebody without a seat in the program has to be meant: that is ticked. */
export function delegateView(reader: Reader, ask: Ask): ModalView {
  const texts = textsFor(askTexts, reader).delegate;
  return formOf(reader, ask, {
    callbackId: askIds.delegateForm,
    title: texts.title,
    submit: texts.send,
    blocks: [
      ...askHead(reader, ask),
      personField("to", texts.to),
      textField("why", texts.why, { isLong: true, hint: texts.whyHint }),
      ticksField("outside", texts.outside, [option("meant", texts.outsideMeant)], { isOptional: true }),
    ],
  });
}

export function deferView(reader: Reader, ask: Ask): ModalView {
  const texts = textsFor(askTexts, reader).defer;
  return formOf(reader, ask, {
    callbackId: askIds.deferForm,
    title: texts.title,
    submit: texts.send,
    blocks: [...askHead(reader, ask), dateField("until", texts.until, { hint: texts.hint })],
  });
}

export function committeeView(
  reader: Reader,
  ask: Ask,
  committee: { chair: string; members: number; closesOn: LocalDate },
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
  return formOf(reader, ask, {
    callbackId: askIds.committeeForm,
    title: texts.title,
    submit: texts.send,
    blocks: [
      ...askHead(reader, ask),
      radioField("way", texts.how, ways, { initial: "circulation" }),
      selectField("quorum", texts.quorum(members), quorums, { initial: String(usualQuorum(members)) }),
      dateField("closes", texts.closes, { initial: closesOn, hint: texts.closesHint }),
    ],
  });
}

/** `to`: a person's id; `own`: what this member said before; undefined: nothing yet. */
export function voteView(
  reader: Reader,
  ask: Ask,
  { to, own }: { to: string; own: number | null | undefined },
): ModalView {
  const { vote, buttons } = textsFor(askTexts, reader);
  const offered = ask.options.map(({ label }, index) => option(String(index), label));
  return formOf(reader, ask, {
    callbackId: askIds.voteForm,
    title: vote.title,
    submit: vote.send,
    blocks: [
      ...askHead(reader, ask),
      ...askBody(reader, ask, ask.decider?.id === to),
      radioField("option", vote.option, [...offered, option(ABSTAIN, buttons.abstain)], {
        initial: own === undefined ? undefined : own === null ? ABSTAIN : String(own),
      }),
    ],
  });
}
