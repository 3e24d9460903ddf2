/** The form for the correction of a digest that was sent, and the button that opens it. */
import type { Button, ModalView } from "@slack/types";
import { z } from "zod";
import { text, ticks } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { button, option, plainSection, section, shorten, words } from "../../platform/slack/blocks.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { wordingFields, wordingSaid } from "../approval/wording-fields.ts";
import { editionTexts } from "../editions/texts.ts";
import { HELD_RHYTHMS } from "../holds/rules.ts";
import { homeTexts } from "../home/texts.ts";
import type { SentPart, ToCorrect } from "./use-cases.ts";

export const correctionIds = { open: "digest_correction.open", form: "digest_correction.form" } as const;

export const RENEWED = "renewed";

export const sentPartSchema = z.strictObject({
  programId: z.string(),
  rhythm: z.enum(HELD_RHYTHMS),
  period: z.string(),
}) satisfies z.ZodType<SentPart>;

const LONGEST_REASON = 300;
const LONGEST_NAMES = 500;
const LONGEST_TITLE = 80;

export function correctButton(reader: Reader, part: SentPart): Button {
  return button(correctionIds.open, textsFor(editionTexts, reader).button, { value: JSON.stringify(part) });
}

export const correctionForm = new Form({
  id: correctionIds.form,
  state: sentPartSchema,
  fields: z.object({ reason: text({ isLong: true, max: LONGEST_REASON }), ...wordingFields, renew: ticks() }),
  required: (reader) => textsFor(editionTexts, reader).reasonNeeded,
});

export function correctionView(
  reader: Reader,
  part: SentPart,
  { program, readers, bottomLine, mayRenew }: ToCorrect,
): ModalView {
  const texts = textsFor(editionTexts, reader);
  const title = shorten(program.title, LONGEST_TITLE);
  const digest = textsFor(homeTexts, reader).digest(reader, part);
  return correctionForm.view({
    state: part,
    title: texts.title,
    submit: texts.submit,
    close: texts.cancel,
    above: [
      plainSection(texts.intro(digest, title)),
      words([{ text: texts.readers(shorten(list(reader, readers), LONGEST_NAMES), readers.length), bold: true }]),
      ...(mayRenew ? [] : [plainSection(texts.sourcesGone)]),
    ],
    fields: {
      reason: { label: texts.reason, hint: texts.reasonHint },
      ...(bottomLine ? wordingSaid(texts, bottomLine) : { text: null, remarks: null }),
      renew: mayRenew
        ? {
            before: bottomLine ? [] : [section(texts.otherBottomLine)],
            label: texts.renew,
            options: [option(RENEWED, texts.renewOption(title))],
            hint: texts.renewHint,
          }
        : null,
    },
  });
}
