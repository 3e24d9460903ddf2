/** The forms around an item on its way up: to pass it up, to answer it. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { date, optionalMenu, text } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { context, lineOf, option, words } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { escalationIds } from "../ids.ts";
import { codeOf, shownTitle } from "../rules.ts";
import type { Item } from "../use-cases.ts";
import { titleLine } from "../words.ts";
import { URGENT_MATTERS } from "./facts.ts";
import type { Level } from "./rules.ts";
import { escalationTexts } from "./texts.ts";

const state = z.strictObject({ itemId: z.string() });
const required = (reader: Pick<Reader, "locale">) => textsFor(escalationTexts, reader).form.required;
const LONGEST_FIELD = 700;
const long = () => text({ isLong: true, max: LONGEST_FIELD });

export const escalateForm = new Form({
  id: escalationIds.escalateForm,
  state,
  fields: z.object({
    effect: long(),
    tried: long(),
    options: long(),
    recommendation: long(),
    matter: optionalMenu(),
  }),
  required,
});

export function escalateView(reader: Reader, { item, to, level }: { item: Item; to: string; level: Level }): ModalView {
  const { form, level: levels } = textsFor(escalationTexts, reader);
  const known = item.type === "ask" ? item.details : null;
  const recommended = known?.recommended === undefined ? undefined : known.options?.[known.recommended]?.label;
  return escalateForm.view({
    state: { itemId: item.id },
    title: form.title(codeOf(item)),
    submit: form.send,
    close: form.close,
    above: [words([{ text: shownTitle(item), bold: true }]), context(lineOf(form.to(to, levels[level])))],
    fields: {
      effect: { label: form.effect, initial: known?.costOfWaiting, hint: form.effectHint },
      tried: { label: form.tried },
      options: {
        label: form.options,
        initial: known?.options?.map(({ label }) => label).join("\n"),
        hint: form.optionsHint,
      },
      recommendation: { label: form.recommendation, initial: recommended },
      matter: {
        label: form.matter,
        options: URGENT_MATTERS.map((matter) => option(matter, form.matters[matter])),
        hint: form.matterHint,
      },
    },
  });
}

export const stillForm = new Form({
  id: escalationIds.stillForm,
  state,
  fields: z.object({ until: date() }),
  required,
});

export function stillView(reader: Reader, item: Item): ModalView {
  const { still, form } = textsFor(escalationTexts, reader);
  return stillForm.view({
    state: { itemId: item.id },
    title: still.title,
    submit: still.send,
    close: form.close,
    above: [words([{ text: titleLine(item), bold: true }])],
    fields: { until: { label: still.until, hint: still.hint } },
  });
}

export const answerForm = new Form({
  id: escalationIds.answerForm,
  state,
  fields: z.object({ answer: text({ isLong: true }) }),
  required,
});

export function answerEscalationView(reader: Reader, item: Item): ModalView {
  const { answerForm: texts, form } = textsFor(escalationTexts, reader);
  return answerForm.view({
    state: { itemId: item.id },
    title: texts.title(codeOf(item)),
    submit: texts.send,
    close: form.close,
    above: [words([{ text: shownTitle(item), bold: true }])],
    fields: { answer: { label: texts.answer, hint: texts.hint } },
  });
}
