/** What other capabilities offer of the record beside what they show: to complete a draft, to open an item, to add one. */
import type { Button, ContextBlock, InputBlock } from "@slack/types";
import { z } from "zod";
import { button, context, escapeMrkdwn, option } from "../platform/slack/blocks.ts";
import { ticksField } from "../platform/slack/fields.ts";
import { ELEMENT_LIMITS } from "../platform/slack/limits.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { askIds } from "./asks/buttons.ts";
import { itemIds } from "./ids.ts";
import type { Kept } from "./list/use-cases.ts";
import { isBlocker } from "./reminders/rules.ts";
import { codeOf, isLive } from "./rules.ts";
import { registerTexts } from "./texts.ts";
import type { Item } from "./use-cases.ts";
import { titleLine } from "./words.ts";

/** What completes a draft: an ask has a form of its own. */
export function completeAction({ type }: Pick<Item, "type">): string {
  return type === "ask" ? askIds.complete : itemIds.complete;
}

/** As much of a draft as its button needs. */
export type DraftItem = Pick<Item, "short_key" | "id" | "type" | "number" | "program_id" | "check_in_id">;

/** One button for the drafts of an answer; several are chosen among. Nothing for none. */
export function completeButtons(reader: Reader, drafts: readonly DraftItem[]): Button[] {
  const texts = textsFor(registerTexts, reader).button;
  const [only, ...others] = drafts;
  if (!only) return [];
  if (others.length === 0) return [button(completeAction(only), texts.completeOne(codeOf(only)), { value: only.id })];
  return [
    button(itemIds.completeAll, texts.completeMany(drafts.length), {
      value: JSON.stringify({ programId: only.program_id, checkInId: only.check_in_id ?? "" }),
    }),
  ];
}

/** Of a button that makes an item of its own of an answer that was kept with another. */
export const apartValue = z.strictObject({ itemId: z.string(), sourceKey: z.string() });

/** With which items the answers were kept, in a line; nothing for none. */
export function keptLine(reader: Reader, kept: readonly Kept[]): ContextBlock[] {
  const texts = textsFor(registerTexts, reader).kept;
  const lines = kept.map(({ item }) => {
    const since = item.type === "issue" ? item.details.blockedSince : undefined;
    const day = shortDate(reader, since ?? localDateOf(item.raised_at, reader.zone));
    return escapeMrkdwn(isBlocker(item) ? texts.blocked(codeOf(item), day) : texts.raised(codeOf(item), day));
  });
  return lines.length === 0 ? [] : [context(lines.join("\n"))];
}

/** What the answers leave out of what blocked before, in a line; nothing for none. */
export function leftOutLine(reader: Reader, items: readonly Item[]): ContextBlock[] {
  const texts = textsFor(registerTexts, reader).kept;
  const lines = items.map((item) => escapeMrkdwn((isLive(item) ? texts.leftOut : texts.ended)(codeOf(item))));
  return lines.length === 0 ? [] : [context(lines.join("\n"))];
}

/** Leads to what was left out, where it can be taken up or reopened, and keeps it at once. */
export function leftOutButtons(reader: Reader, items: readonly Item[]): Button[] {
  const texts = textsFor(registerTexts, reader).kept;
  return items
    .slice(0, 1)
    .flatMap((item) => [
      button(itemIds.open, texts.open(codeOf(item)), { value: item.id }),
      button(itemIds.keep, texts.keep(codeOf(item)), { value: item.id }),
    ]);
}

/** The way out of what was kept with another item. */
export function apartButtons(reader: Reader, kept: readonly Kept[]): Button[] {
  const texts = textsFor(registerTexts, reader).kept;
  return kept.map(({ item, sourceKey }, index) => ({
    ...button(itemIds.apart, kept.length === 1 ? texts.apart : texts.apartOf(codeOf(item)), {
      value: JSON.stringify({ itemId: item.id, sourceKey } satisfies z.infer<typeof apartValue>),
    }),
    ...(index > 0 && { action_id: `${itemIds.apart}:${index}` }),
  }));
}

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
