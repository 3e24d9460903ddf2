/** Whom somebody sends instead, when they are asked or when they cannot go any more. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { optionalPerson, person } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { plainSection } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { appearanceIds } from "../ids.ts";
import type { Appearance } from "./appearance.ts";
import { type Dates, datesLine, whatLine } from "./blocks.ts";
import { appearanceTexts } from "./texts.ts";

const state = z.strictObject({ itemId: z.string() });

export const sendForm = new Form({
  id: appearanceIds.sendForm,
  state,
  fields: z.object({ who: person() }),
  required: (reader) => textsFor(appearanceTexts, reader).sendForm.required,
});

export function sendView(reader: Reader, one: Appearance): ModalView {
  const texts = textsFor(appearanceTexts, reader).sendForm;
  return sendForm.view({
    state: { itemId: one.id },
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    above: [plainSection(whatLine(reader, one))],
    fields: { who: { label: texts.who, hint: texts.hint } },
  });
}

export const keeperForm = new Form({
  id: appearanceIds.keeperForm,
  state,
  fields: z.object({ who: person() }),
  required: (reader) => textsFor(appearanceTexts, reader).keeper.required,
});

/** Above it stands what they will read. */
export function keeperView(reader: Reader, dates: Dates): ModalView {
  const texts = textsFor(appearanceTexts, reader).keeper;
  return keeperForm.view({
    state: { itemId: dates.id },
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    above: [plainSection(datesLine(reader, dates))],
    fields: { who: { label: texts.who, hint: texts.hint } },
  });
}

export const cannotForm = new Form({
  id: appearanceIds.cannotForm,
  state,
  fields: z.object({ who: optionalPerson() }),
});

export function cannotView(reader: Reader, one: Appearance): ModalView {
  const texts = textsFor(appearanceTexts, reader).cannotForm;
  return cannotForm.view({
    state: { itemId: one.id },
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    above: [plainSection(whatLine(reader, one))],
    fields: { who: { label: texts.who, hint: texts.hint } },
  });
}
