/** The form that closes a program, and what whoever closed it is told. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { dateAndTime, type Reader, textsFor } from "../../platform/texts/language.ts";
import { actions, button, context, escapeMrkdwn, lineOf, section, shorten } from "../../slack/blocks.ts";
import { Form } from "../../slack/forms/form.ts";
import type { Message } from "../../slack/message.ts";
import { closingTexts } from "./texts.ts";

export const closingIds = { form: "program.close_form", undo: "program.undo_close" } as const;

/** Of one program, whose id it keeps. */
export const closeForm = new Form({
  id: closingIds.form,
  state: z.string(),
  fields: z.strictObject({}),
});

/** `open`: how many items are open in it. */
export function closeView(
  reader: Reader,
  program: { id: string; title: string },
  cadences: number,
  open: number,
): ModalView {
  const texts = textsFor(closingTexts, reader);
  return closeForm.view({
    state: program.id,
    title: texts.title,
    submit: texts.submit,
    close: texts.cancel,
    above: [
      section(texts.what(escapeMrkdwn(shorten(program.title, 200)), cadences)),
      ...(open > 0 ? [section(texts.open(open))] : []),
    ],
    fields: {},
  });
}

export interface ClosedShown {
  id: string;
  title: string;
  ended: number;
  /** Null: it cannot be undone any more. */
  undoUntil: Instant | null;
}

export function closedMessage(reader: Reader, { id, title, ended, undoUntil }: ClosedShown): Message {
  const texts = textsFor(closingTexts, reader);
  const name = (one: string) => escapeMrkdwn(shorten(one, 200));
  const said = [texts.closed(name(title)), ...(ended > 0 ? [texts.ended(ended)] : [])];
  return {
    text: lineOf(texts.closedFallback(title)),
    blocks: [
      section(said.join(" ")),
      ...(undoUntil === null
        ? []
        : [
            actions(`program:${id}`, button(closingIds.undo, texts.undo, { value: id })),
            context(escapeMrkdwn(texts.undoUntil(dateAndTime(reader, undoUntil)))),
          ]),
    ],
  };
}

export function reopenedMessage(reader: Reader, title: string): Message {
  const line = lineOf(textsFor(closingTexts, reader).reopened(title));
  return { text: line, blocks: [section(line)] };
}
