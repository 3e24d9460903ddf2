/** The offices of a workspace, as admins see them, and the form that gives one. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { actions, button, context, escapeMrkdwn, plain, section } from "../../slack/blocks.ts";
import { optionalText, person } from "../../slack/forms/fields.ts";
import { Form } from "../../slack/forms/form.ts";
import { type Label, labelsInWords } from "../labels.ts";
import { LONGEST_NAME, LONGEST_VALUE } from "../texts-labels.ts";
import { officeIds } from "./ids.ts";
import { officeTexts } from "./texts.ts";
import type { ListedOffice } from "./use-cases.ts";

/** A modal has room for a hundred blocks. */
const MOST_LISTED = 90;
/** In the hint of a field. */
const MOST_NAMES = 12;

/** Null: all programs. */
export function scopeInWords(reader: Pick<Reader, "locale">, label: Label | null): string {
  return label ? labelsInWords(reader, [label]).join("") : textsFor(officeTexts, reader).all;
}

export function officesView(reader: Reader, offices: readonly ListedOffice[]): ModalView {
  const texts = textsFor(officeTexts, reader);
  const lines = offices.slice(0, MOST_LISTED).map(({ id, name, label, programs }) => {
    const scope = [scopeInWords(reader, label), texts.programs(programs)].join(" · ");
    const line = `*${escapeMrkdwn(name)}*\n${escapeMrkdwn(scope)}`;
    return section(line, button(officeIds.end, texts.end, { value: id }));
  });
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.done),
    blocks: [
      context(texts.about),
      ...(lines.length > 0 ? lines : [section(texts.none)]),
      ...(offices.length > MOST_LISTED ? [context(texts.cut(offices.length - MOST_LISTED))] : []),
      actions("office.actions", button(officeIds.give, texts.give, { primary: lines.length === 0 })),
    ],
  };
}

export const officeForm = new Form({
  id: officeIds.form,
  state: z.string(),
  fields: z.object({ person: person(), label: optionalText({ max: LONGEST_NAME + LONGEST_VALUE + 2 }) }),
  required: (reader) => textsFor(officeTexts, reader).required,
});

/** `labelNames`: those in this workspace. */
export function officeView(reader: Reader, labelNames: readonly string[]): ModalView {
  const texts = textsFor(officeTexts, reader);
  return officeForm.view({
    state: "",
    title: texts.formTitle,
    submit: texts.save,
    close: texts.close,
    fields: {
      person: { label: texts.person },
      label: { label: texts.label, hint: texts.labelHint(labelNames.slice(0, MOST_NAMES).join(", ")) },
    },
  });
}
