import type { ModalView } from "@slack/types";
import { plain } from "../../platform/slack/blocks.ts";
import { textField } from "../../platform/slack/fields.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { forwardTexts } from "./texts.ts";

export const FORWARDED = "digest.forwarded";

/** The text in a field, from which it can be copied on every client. */
export function forwardView(reader: Reader, editionId: string, text: string): ModalView {
  const texts = textsFor(forwardTexts, reader);
  return {
    type: "modal",
    callback_id: FORWARDED,
    private_metadata: editionId,
    title: plain(texts.title),
    submit: plain(texts.done),
    close: plain(texts.close),
    blocks: [textField("text", texts.label, { initial: text, isLong: true, isOptional: true, hint: texts.hint })],
  };
}
