/** Other words for the bottom line: in the form of a draft, and in that of a correction. */
import {
  LONGEST_REMARK,
  LONGEST_WORDING,
  MOST_REMARKS,
  type Wording,
  type WrongWording,
} from "../../kernel/approval/rules.ts";
import { optionalText } from "../../kernel/forms/fields.ts";
import { shorten, words } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { approvalTexts } from "./texts.ts";

export const wordingFields = {
  text: optionalText({ isLong: true, max: LONGEST_WORDING }),
  remarks: optionalText({ isLong: true, max: MOST_REMARKS * (LONGEST_REMARK + 2) }),
};

/** Below the original. `wording`: the last one; left empty, the original stands. */
export function wordingSaid(
  texts: { original: string; text: string; textHint: string; remarks(count: number): string },
  { original, wording }: { original: string; wording: Wording | null },
) {
  const before = words([{ text: texts.original, bold: true }, { text: ` ${shorten(original, 1000)}` }]);
  return {
    text: { before: [before], label: texts.text, hint: texts.textHint, initial: wording?.text },
    remarks: { label: texts.remarks(MOST_REMARKS), initial: wording?.remarks.join(" ") },
  };
}

/** Where the form says what is wrong with other words for the bottom line. */
export function wordingErrors(reader: Reader, wrong: WrongWording): Record<string, string> {
  const { form } = textsFor(approvalTexts, reader);
  const said = { many: form.many(MOST_REMARKS), long: form.long(LONGEST_REMARK), alone: form.alone }[wrong];
  return { [wrong === "alone" ? "text" : "remarks"]: said };
}
