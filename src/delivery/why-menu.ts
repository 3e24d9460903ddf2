/** The menu of a message, which says why it came, and the notice in somebody’s first one. */
import type { KnownBlock, Overflow } from "@slack/types";
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
  const menu = menuOf(reader);
  const { blocks } = message;
  if (blocks.some(offersWhy)) return message;
  const place = blocks.findLastIndex((block) => block.type === "actions" && !hasMenu(block));
  const isLast = blocks.slice(place + 1).every(({ type }) => type === "context");
  if (place >= 0 && (isLast || blocks.length >= MESSAGE_LIMITS.blocks))
    return { ...message, blocks: blocks.map((block, index) => (index === place ? withMenu(block, menu) : block)) };
  return blocks.length < MESSAGE_LIMITS.blocks ? { ...message, blocks: [...blocks, whyRow(reader)] } : message;
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

function hasMenu(block: KnownBlock): boolean {
  return (
    block.type === "actions" &&
    (block.elements.length >= BLOCK_LIMITS.actionsElements ||
      block.elements.some((element) => element.type === "overflow"))
  );
}

function offersWhy(block: KnownBlock): boolean {
  const offered = (value: string | undefined) => value?.startsWith(`${MENU.why}:`) ?? false;
  return (
    block.type === "actions" &&
    block.elements.some((element) => element.type === "overflow" && element.options.some(({ value }) => offered(value)))
  );
}

function withMenu(block: KnownBlock, menu: Overflow): KnownBlock {
  return block.type === "actions" ? { ...block, elements: [...block.elements, menu] } : block;
}
