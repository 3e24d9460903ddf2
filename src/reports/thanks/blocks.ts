/** A word of thanks: the form of whoever says it, and how it stands in the program's channel. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { menu, text } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { escapeMrkdwn, option, quote, section, shorten } from "../../platform/slack/blocks.ts";
import { ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import type { Message } from "../../platform/slack/message.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { thanksTexts } from "./texts.ts";

const LONGEST_WORDS = 1000;
const LONGEST_TITLE = 150;

export interface Thankable {
  id: string;
  title: string;
}

/** Where it was pressed. */
const fromSchema = z.union([z.strictObject({ digestId: z.string() }), z.strictObject({ programId: z.string() })]);
export type PressedFrom = z.infer<typeof fromSchema>;

export const thanksForm = new Form({
  id: "thanks.form",
  state: fromSchema,
  fields: z.object({ program: menu(), words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(thanksTexts, reader).form.required,
});

/** Of one program it stands there already. */
export function thanksView(reader: Reader, from: PressedFrom, programs: readonly Thankable[]): ModalView {
  const texts = textsFor(thanksTexts, reader).form;
  const offered = programs.slice(0, ELEMENT_LIMITS.selectOptions);
  const [only, ...others] = offered;
  return thanksForm.view({
    state: from,
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    fields: {
      program: {
        label: texts.program,
        options: offered.map(({ id, title }) => option(id, title)),
        initial: others.length === 0 ? only?.id : undefined,
      },
      words: { label: texts.words, placeholder: texts.example, hint: texts.hint },
    },
  });
}

export function thanksMessage(reader: Reader, thanks: { name: string; program: string; words: string }): Message {
  const program = shorten(thanks.program, LONGEST_TITLE);
  const heading = textsFor(thanksTexts, reader).heading(escapeMrkdwn(thanks.name), escapeMrkdwn(program));
  return { text: heading, blocks: [section(heading), quote({ text: thanks.words })] };
}
