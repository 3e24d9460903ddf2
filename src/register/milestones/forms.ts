/** The forms of a milestone beside that of every item: reached, a new date, dropped. */
import type { Button, ModalView } from "@slack/types";
import { z } from "zod";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { button, words } from "../../slack/blocks.ts";
import { date, text } from "../../slack/forms/fields.ts";
import { Form } from "../../slack/forms/form.ts";
import { milestoneIds } from "../ids.ts";
import type { Item } from "../items.ts";
import { codeOf } from "../rules.ts";
import { milestoneTexts } from "./texts.ts";

const state = z.strictObject({ itemId: z.string(), isOverItem: z.boolean() });

const LONGEST_REASON = 300;
const required = (reader: Pick<Reader, "locale">) => textsFor(milestoneTexts, reader).error.required;

/** *Reached…* and *New date…*, in the item's view and in the reminder of a day. */
export function milestoneButtons(reader: Reader, value: string): Button[] {
  const texts = textsFor(milestoneTexts, reader).button;
  return [button(milestoneIds.reach, texts.reached, { value }), button(milestoneIds.move, texts.move, { value })];
}

export const reachForm = new Form({ id: milestoneIds.reachForm, state, fields: z.object({ on: date() }), required });

export function reachView(reader: Reader, item: Item, today: LocalDate, isOverItem: boolean): ModalView {
  const texts = textsFor(milestoneTexts, reader);
  return reachForm.view({
    state: { isOverItem, itemId: item.id },
    title: texts.reachedForm.title(codeOf(item)),
    submit: texts.reachedForm.submit,
    close: texts.cancel,
    above: [words([{ text: item.title, bold: true }])],
    fields: { on: { label: texts.reachedForm.on, initial: today } },
  });
}

export const moveForm = new Form({
  id: milestoneIds.moveForm,
  state,
  fields: z.object({ to: date(), why: text({ max: LONGEST_REASON }) }),
  required,
});

export function moveView(reader: Reader, item: Item, isOverItem: boolean): ModalView {
  const texts = textsFor(milestoneTexts, reader);
  return moveForm.view({
    state: { isOverItem, itemId: item.id },
    title: texts.moveForm.title(codeOf(item)),
    submit: texts.moveForm.submit,
    close: texts.cancel,
    above: [words([{ text: item.title, bold: true }])],
    fields: { to: { label: texts.moveForm.to, initial: item.due_on }, why: { label: texts.moveForm.why } },
  });
}
