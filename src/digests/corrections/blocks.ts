/** The form for the correction of a digest that was sent, and the button that opens it. */
import type { Button, ModalView } from "@slack/types";
import { z } from "zod";
import { button, option, plain, plainSection, section, shorten, words } from "../../platform/slack/blocks.ts";
import { textField, ticksField } from "../../platform/slack/fields.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { LONGEST_REMARK, LONGEST_WORDING, MOST_REMARKS } from "../approval/rules.ts";
import { editionTexts } from "../editions/texts.ts";
import { HELD_RHYTHMS } from "../holds/rules.ts";
import { homeTexts } from "../home/texts.ts";
import type { SentPart, ToCorrect } from "./use-cases.ts";

export const correctionIds = { open: "digest_correction.open", form: "digest_correction.form" } as const;

export const correctionFields = { reason: "reason", text: "text", remarks: "remarks", renew: "renew" } as const;

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

export function correctionView(reader: Reader, part: SentPart, { program, readers, bottomLine }: ToCorrect): ModalView {
  const texts = textsFor(editionTexts, reader);
  const title = shorten(program.title, LONGEST_TITLE);
  const digest = textsFor(homeTexts, reader).digest(reader, part);
  return {
    type: "modal",
    callback_id: correctionIds.form,
    private_metadata: JSON.stringify(part),
    title: plain(texts.title),
    submit: plain(texts.submit),
    close: plain(texts.cancel),
    blocks: [
      plainSection(texts.intro(digest, title)),
      words([{ text: texts.readers(shorten(list(reader, readers), LONGEST_NAMES), readers.length), bold: true }]),
      textField(correctionFields.reason, texts.reason, { isLong: true, max: LONGEST_REASON, hint: texts.reasonHint }),
      ...(bottomLine
        ? [
            words([{ text: texts.original, bold: true }, { text: ` ${shorten(bottomLine.original, 1000)}` }]),
            textField(correctionFields.text, texts.text, {
              isOptional: true,
              isLong: true,
              max: LONGEST_WORDING,
              initial: bottomLine.wording?.text,
              hint: texts.textHint,
            }),
            textField(correctionFields.remarks, texts.remarks(MOST_REMARKS), {
              isOptional: true,
              isLong: true,
              max: MOST_REMARKS * (LONGEST_REMARK + 2),
              initial: bottomLine.wording?.remarks.join(" "),
            }),
          ]
        : [section(texts.otherBottomLine)]),
      ticksField(correctionFields.renew, texts.renew, [option(RENEWED, texts.renewOption(title))], {
        isOptional: true,
        hint: texts.renewHint,
      }),
    ],
  };
}
