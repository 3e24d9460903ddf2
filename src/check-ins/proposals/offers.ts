/** What messages of others say and offer as those of answers do. */
import type { Button } from "@slack/types";
import { button } from "../../platform/slack/blocks.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { proposalTexts } from "./texts.ts";

export const rewordPressed = "check_in.reword";

/** Opens the form of a check-in. */
export function rewordButton(reader: Reader, promptId: string): Button {
  return button(rewordPressed, textsFor(proposalTexts, reader).reword, { value: promptId });
}

const MOST_NAMED = 2;

/** Of many readers two, and how many others there are. */
export function namesInShort(reader: Reader, names: readonly string[]): string {
  const others = names.length - MOST_NAMED;
  if (others <= 0) return list(reader, [...names]);
  return list(reader, [...names.slice(0, MOST_NAMED), textsFor(proposalTexts, reader).others(others)]);
}
