/** Adds the “why” menu to a message, and the privacy notice to a person's first one. */
import type { ActionsBlock, KnownBlock, Overflow } from "@slack/types";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, option, overflow } from "../slack/blocks.ts";
import { BLOCK_LIMITS, MESSAGE_LIMITS } from "../slack/limits.ts";
import type { Message } from "../slack/message.ts";
import { deliveryTexts } from "./texts.ts";

export const MENU = { action: "delivery.menu", why: "why" } as const;

/**
 * Adds the menu to the last buttons if only small print follows, else in a row of its own; nothing if the message has a
 * `why:…` option.
 */
export function withWhy(message: Message, reader: Reader): Message {
  const { blocks } = message;
  if (blocks.some((block) => isRow(block) && offersWhy(block))) return message;
  const place = blocks.findLastIndex((block) => isRow(block) && !hasMenu(block));
  const isLast = blocks.slice(place + 1).every(({ type }) => type === "context");
  const isFull = blocks.length >= MESSAGE_LIMITS.blocks;
  const row = blocks[place];
  if (row && isRow(row) && (isLast || isFull))
    return { ...message, blocks: blocks.with(place, { ...row, elements: [...row.elements, menuOf(reader)] }) };
  return isFull ? message : { ...message, blocks: [...blocks, whyRow(reader)] };
}

/** Adds the notice above the last buttons, else at the end. Unchanged without room: the next message will carry it. */
export function withNotice(message: Message, notice: readonly KnownBlock[]): Message {
  const { blocks } = message;
  // One block more for the menu's row.
  if (notice.length === 0 || blocks.length + notice.length >= MESSAGE_LIMITS.blocks) return message;
  const last = blocks.findLastIndex(({ type }) => type === "actions");
  const place = last < 0 ? blocks.length : last;
  return { ...message, blocks: blocks.toSpliced(place, 0, ...notice) };
}

export function whyRow(reader: Reader): KnownBlock {
  return actions("why", menuOf(reader));
}

function menuOf(reader: Reader): Overflow {
  return overflow(MENU.action, [option(MENU.why, textsFor(deliveryTexts, reader).why.ask)]);
}

function isRow(block: KnownBlock): block is ActionsBlock {
  return block.type === "actions";
}

function hasMenu({ elements }: ActionsBlock): boolean {
  return elements.length >= BLOCK_LIMITS.actionsElements || elements.some(({ type }) => type === "overflow");
}

function offersWhy({ elements }: ActionsBlock): boolean {
  return elements.some(
    (element) => element.type === "overflow" && element.options.some(({ value }) => value?.startsWith(`${MENU.why}:`)),
  );
}
