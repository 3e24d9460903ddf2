import type { Button, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { radioOf, text } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { button, context, header, lineOf, option, quote, section, shorten } from "../../platform/slack/blocks.ts";
import { list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { myDataTexts } from "../my-data/texts.ts";
import { answerBy, isOverdue } from "./rules.ts";
import { OBJECTION_ANSWERS, OBJECTION_KINDS, type ObjectionKind } from "./table.ts";
import { objectionTexts } from "./texts.ts";
import type { ObjectionAbout, Told } from "./use-cases.ts";

export type ShownObjection = Told;

export const objectionIds = {
  form: "objection.form",
  answer: "objection.answer",
  answerForm: "objection.answer_form",
} as const;

const LONGEST_WORDS = 1000;
const SHOWN_TO_THEMSELVES = 3;
const LONGEST_SHOWN = 600;

export const objectionForm = new Form({
  id: objectionIds.form,
  state: z.strictObject({ about: z.string() }),
  fields: z.object({ kind: radioOf(OBJECTION_KINDS), words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(objectionTexts, reader).form.required,
});

export function objectionView(
  reader: Reader,
  { about, quoted, kind, names, by }: ObjectionAbout & { kind: ObjectionKind; names: string[]; by: LocalDate },
): ModalView {
  const texts = textsFor(objectionTexts, reader).form;
  return objectionForm.view({
    state: { about },
    title: texts.title[kind],
    submit: texts.send,
    close: texts.close,
    above: quoted === "" ? [section(texts.aboutAll)] : [section(texts.about), quote({ text: quoted })],
    fields: {
      kind: {
        label: texts.kind,
        options: OBJECTION_KINDS.map((each) => option(each, texts.kinds[each])),
        initial: kind,
      },
      words: { label: texts.words, hint: texts.wordsHint[kind] },
    },
    below: [context(lineOf(texts.goesTo(list(reader, names), longDate(reader, by))))],
  });
}

export function answerButton(reader: Pick<Reader, "locale">, objectionId: string): Button {
  return button(objectionIds.answer, textsFor(objectionTexts, reader).answer.button, { value: objectionId });
}

export const answerForm = new Form({
  id: objectionIds.answerForm,
  state: z.strictObject({ objectionId: z.string() }),
  fields: z.object({ answer: radioOf(OBJECTION_ANSWERS), words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(objectionTexts, reader).answer.required,
});

export function answerView(reader: Reader, told: Told): ModalView {
  const texts = textsFor(objectionTexts, reader).answer;
  return answerForm.view({
    state: { objectionId: told.objection.id },
    title: texts.title,
    submit: texts.send,
    close: texts.close,
    above: askedBlocks(reader, told),
    fields: {
      answer: { label: texts.which, options: OBJECTION_ANSWERS.map((each) => option(each, texts.choices[each])) },
      words: { label: texts.words, hint: texts.wordsHint },
    },
  });
}

/** What they say, of what, and by when it is to be answered. */
function askedBlocks(reader: Reader, { objection, name, zone, now }: Told): KnownBlock[] {
  const texts = textsFor(objectionTexts, reader).answer;
  const day = longDate(reader, answerBy(objection.at, zone));
  const term = isOverdue(objection, now, zone) ? texts.overdue(day) : texts.asked(day);
  const quoted = objection.quoted === "" ? texts.ofAll : objection.quoted;
  return [
    section(`*${lineOf(texts.whatTheySay(name, objection.kind))}*`),
    context(lineOf(shorten(quoted, LONGEST_SHOWN))),
    quote({ text: objection.words }),
    context(term),
  ];
}

/** On the Home of whoever answers. */
export function toAnswerGroups(reader: Reader, all: readonly Told[]): KnownBlock[][] {
  return all.map((told) => [
    ...askedBlocks(reader, told),
    { type: "actions", elements: [answerButton(reader, told.objection.id)] },
  ]);
}

/** On the page of whoever asked. */
export function myObjectionBlocks(reader: Reader, all: readonly Told[]): KnownBlock[] {
  if (all.length === 0) return [];
  const texts = textsFor(objectionTexts, reader);
  const shown = all.slice(0, SHOWN_TO_THEMSELVES);
  const more = all.length - shown.length;
  return [
    header(textsFor(myDataTexts, reader).objections),
    ...shown.flatMap(({ objection, zone, now, answeredBy }): KnownBlock[] => {
      const { answer, answer_words: words } = objection;
      const day = longDate(reader, answerBy(objection.at, zone));
      const waits = isOverdue(objection, now, zone) ? texts.mine.overdue(day) : texts.mine.waits(day);
      const state = answer === null ? waits : `${texts.answer.choices[answer]}, ${answeredBy ?? ""}`;
      return [
        quote({ text: shorten(objection.words, LONGEST_SHOWN) }),
        context(lineOf(words === null ? state : textsFor(myDataTexts, reader).labelled(state, words))),
      ];
    }),
    ...(more > 0 ? [context(texts.mine.more(more))] : []),
  ];
}
