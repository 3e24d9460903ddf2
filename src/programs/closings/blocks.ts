/** The form that closes a program, and what whoever closed it is told. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { optionalMenu } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import type { Instant } from "../../platform/clock.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  lineOf,
  option,
  section,
  shorten,
} from "../../platform/slack/blocks.ts";
import { ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import type { Message } from "../../platform/slack/message.ts";
import { dateAndTime, type Reader, textsFor } from "../../platform/texts/language.ts";
import { closingTexts } from "./texts.ts";

export const closingIds = { form: "program.close_form", undo: "program.undo_close" } as const;

/** Of one program, whose id it keeps. */
export const closeForm = new Form({
  id: closingIds.form,
  state: z.string(),
  fields: z.strictObject({ open: optionalMenu() }),
});

const END = "end";

/** `open`: what is open in it and where it may go on; null: nothing. */
export function closeView(
  reader: Reader,
  program: { id: string; title: string },
  cadences: number,
  open: { blocks: readonly KnownBlock[]; goesOnIn: readonly { id: string; title: string }[] } | null,
): ModalView {
  const texts = textsFor(closingTexts, reader);
  const programs = open?.goesOnIn.slice(0, ELEMENT_LIMITS.selectOptions - 1) ?? [];
  return closeForm.view({
    state: program.id,
    title: texts.title,
    submit: texts.submit,
    close: texts.cancel,
    above: [section(texts.what(escapeMrkdwn(shorten(program.title, 200)), cadences)), ...(open?.blocks ?? [])],
    fields: {
      open: open && {
        label: texts.open,
        hint: texts.openHint,
        isRequired: true,
        options: [option(END, texts.end), ...programs.map(({ id, title }) => option(id, texts.goOnIn(title)))],
        initial: END,
      },
    },
  });
}

/** The id of the program in which what is open goes on; null: it ends. */
export function goesOnIn(chosen: string | null): string | null {
  return chosen === END ? null : chosen;
}

export interface ClosedShown {
  id: string;
  title: string;
  ended: number;
  goesOn: { count: number; title: string } | null;
  /** Null: it cannot be undone any more. */
  undoUntil: Instant | null;
}

export function closedMessage(reader: Reader, { id, title, ended, goesOn, undoUntil }: ClosedShown): Message {
  const texts = textsFor(closingTexts, reader);
  const name = (one: string) => escapeMrkdwn(shorten(one, 200));
  const said = [
    texts.closed(name(title)),
    ...(ended > 0 ? [texts.ended(ended)] : []),
    ...(goesOn ? [texts.goesOn(goesOn.count, name(goesOn.title))] : []),
  ];
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

/** `stays`: so much of what was handed over does not come back. */
export function reopenedMessage(reader: Reader, title: string, stays = 0): Message {
  const texts = textsFor(closingTexts, reader);
  const line = lineOf([texts.reopened(title), ...(stays > 0 ? [texts.stays(stays)] : [])].join(" "));
  return { text: line, blocks: [section(line)] };
}
