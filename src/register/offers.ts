/** What other capabilities offer of the record beside what they show: to open an item, to add one. */
import type { Button, InputBlock } from "@slack/types";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { button, option } from "../slack/blocks.ts";
import { ticksField } from "../slack/fields.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { itemIds } from "./ids.ts";
import type { Item } from "./items.ts";
import { registerTexts } from "./texts.ts";
import { titleLine } from "./words.ts";

/** The block in which open actions are ticked as done; the value of an option is the item's id. */
export const DONE_ACTIONS = "actions:done";

/** As many as Slack has room for, the first due first; null for none. */
export function doneActionsField(reader: Reader, items: readonly Item[], ticked: readonly string[]): InputBlock | null {
  if (items.length === 0) return null;
  const { label, hint } = textsFor(registerTexts, reader).ticks;
  const offered = items.slice(0, ELEMENT_LIMITS.checkboxes).map((item) => option(item.id, titleLine(item)));
  return ticksField(DONE_ACTIONS, label, offered, { isOptional: true, hint, initial: ticked });
}

/** What leads from a source to the item itself, and to the message that it was made of. */
export function sourceButtons(reader: Reader, item: Pick<Item, "id" | "permalink">): Button[] {
  const texts = textsFor(registerTexts, reader);
  return [
    button(itemIds.open, texts.button.open, { value: item.id }),
    ...(item.permalink === null ? [] : [{ ...button(itemIds.message, texts.view.message), url: item.permalink }]),
  ];
}
