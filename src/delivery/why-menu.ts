/** The menu of a message, which says why it came, and the notice in somebody’s first one. */
import type { ActionsBlock, KnownBlock, Overflow } from "@slack/types";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, option, overflow } from "../slack/blocks.ts";
import { BLOCK_LIMITS, MESSAGE_LIMITS } from "../slack/limits.ts";
import type { Message } from "../slack/message.ts";
import { deliveryTexts } from "./texts.ts";

/** The menu of a message, and its one option. */
export const MENU = { action: "delivery.menu", why: "why" } as const;

/**
 * The message with a menu that says why it came: beside its last buttons, where only small print follows them, else in
 * a row of its own. Nothing is added where a menu of its own offers that, as `why:…`.
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

/** Above its last buttons, else at its end; the same message where it has no room: it stands in the next one then. */
export function withNotice(message: Message, notice: readonly KnownBlock[]): Message {
  const { blocks } = message;
  // And a row that says why it came.
  if (notice.length === 0 || blocks.length + notice.length >= MESSAGE_LIMITS.blocks) return message;
  const last = blocks.findLastIndex(({ type }) => type === "actions");
  const place = last < 0 ? blocks.length : last;
  return { ...message, blocks: blocks.toSpliced(place, 0, ...notice) };
}

/** A row of its own. */
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
