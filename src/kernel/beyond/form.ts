/** Before something is saved that goes beyond the last dossier: saved as off, or with the date of a consultation. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { lineOf, option, plain, section, words } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { optionalDate, optionalText, radioOf } from "../forms/fields.ts";
import { Form } from "../forms/form.ts";
import { beyondTexts } from "./texts.ts";

const CHOICES = ["off", "consulted"] as const;

/** Of a form of its own, or at the top of the one that was filled in. */
export const beyondFields = {
  choice: radioOf(CHOICES),
  on: optionalDate(),
  reference: optionalText({ max: 200 }),
};
const fields = z.object(beyondFields);

/** What goes beyond, in words. */
interface Beyond {
  sentence: string;
}

/** Slack takes no more in a view's text, and nobody reads more. */
const MOST_SHOWN = 15;

/** `state`: what is to be saved. */
export function beyondForm<State>(id: string, state: z.ZodType<State>) {
  return new Form({ id, state, fields, required: (reader) => textsFor(beyondTexts, reader).choose });
}

/** `off`: what becomes of it when it is saved as off. */
export function beyondView<State>(
  form: ReturnType<typeof beyondForm<State>>,
  reader: Reader,
  { state, beyond, off }: { state: State; beyond: readonly Beyond[]; off: string },
): ModalView {
  const texts = textsFor(beyondTexts, reader);
  return form.view({
    state,
    title: texts.title,
    submit: texts.save,
    close: texts.cancel,
    ...beyondParts(reader, { beyond, off }),
  });
}

/** What is asked about it, for whatever form it stands in. */
export function beyondParts(reader: Reader, { beyond, off }: { beyond: readonly Beyond[]; off: string }) {
  const texts = textsFor(beyondTexts, reader);
  const shown = beyond.slice(0, MOST_SHOWN).map(({ sentence }) => [{ text: `• ${sentence}` }]);
  const more = beyond.length - shown.length;
  const above: KnownBlock[] = [
    section(texts.intro),
    words(...shown),
    ...(more > 0 ? [section(lineOf(texts.more(more)))] : []),
  ];
  return {
    above,
    fields: {
      choice: {
        label: texts.choice,
        options: [
          { ...option("off", texts.off), description: plain(off) },
          { ...option("consulted", texts.consulted), description: plain(texts.consultedHint) },
        ],
      },
      on: { label: texts.on },
      reference: { label: texts.reference, hint: texts.referenceHint },
    },
  };
}

export type Chosen = { isOff: true } | { isOff: false; on: LocalDate; reference: string };

/** What was chosen, or what is wrong with it, by field. */
export function chosenIn(
  { choice, on = null, reference = "" }: Partial<z.output<typeof fields>>,
  reader: Reader,
  now: string,
): Chosen | { errors: Record<string, string> } {
  if (choice === "off") return { isOff: true };
  const texts = textsFor(beyondTexts, reader);
  if (choice === undefined) return { errors: { choice: texts.choose } };
  if (on === null) return { errors: { on: texts.onMissing } };
  if (on > localDateOf(now, reader.zone)) return { errors: { on: texts.onAhead } };
  return { isOff: false, on, reference };
}
