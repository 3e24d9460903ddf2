/**
 * Fits every post and update into Slack's limits without losing a button. Answers to commands and presses have no such
 * limit (slackapi/bolt-js#2867).
 */
import type { KnownBlock } from "@slack/types";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { context, shorten, shortenMrkdwn } from "./blocks.ts";
import { MESSAGE_LIMITS } from "./limits.ts";
import type { Message } from "./message.ts";
import { slackTexts } from "./texts.ts";

/** Below Slack's undocumented bound, above that at which digests are divided. */
const MOST_UNITS = MESSAGE_LIMITS.blocksUnits - 200;

/** What else stands in the message: blocks, and units of their JSON. */
export interface SizeBeside {
  blocks: number;
  units: number;
}

/** Whether Slack takes these blocks as one message, with what stands beside them. */
export function isWithinSize(blocks: readonly KnownBlock[], beside: SizeBeside = { blocks: 0, units: 0 }): boolean {
  if (blocks.length + beside.blocks > MESSAGE_LIMITS.blocks) return false;
  return JSON.stringify(blocks).length + beside.units <= MOST_UNITS;
}
/** Texts are not shortened further; then whole blocks are dropped. */
const SHORTEST_TEXT = 80;

/**
 * Limits a message to 50 blocks, 13,000 units of their JSON and 4,000 of text. Shortens the longest texts first, then
 * drops blocks from the end except interactive ones and what these are about, and says so in a line. Returns a fitting message unchanged.
 */
export function withinSize(message: Message, reader: Pick<Reader, "locale">): Message {
  const text = shortenMrkdwn(message.text, MESSAGE_LIMITS.updateText);
  const { blocks } = message;
  if (isWithinSize(blocks)) return text === message.text ? message : { ...message, text };
  const pointer = context(slackTexts[languageOf(reader.locale)].cut);
  const shown = shortened(blocks, pointer) ?? leavingOut(shortenTexts(blocks, SHORTEST_TEXT), pointer);
  return { ...message, text, blocks: shown };
}

/** All blocks with shortened texts; null if that is not enough. */
function shortened(blocks: readonly KnownBlock[], pointer: KnownBlock): KnownBlock[] | null {
  const withTexts = (longest: number) => [...shortenTexts(blocks, longest), pointer];
  if (!isWithinSize(withTexts(SHORTEST_TEXT))) return null;
  let low = SHORTEST_TEXT;
  let high = 3000;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isWithinSize(withTexts(middle))) low = middle;
    else high = middle - 1;
  }
  return withTexts(low);
}

function leavingOut(blocks: readonly KnownBlock[], pointer: KnownBlock): KnownBlock[] {
  const remaining = [...blocks];
  const names = namesOfButtons(blocks);
  let place = remaining.length;
  for (let index = remaining.length - 1; index >= 0 && !isWithinSize([...remaining, pointer]); index -= 1) {
    const block = remaining[index];
    if (!block || isActive(block) || names.has(block)) continue;
    remaining.splice(index, 1);
    place = index;
  }
  return remaining.toSpliced(Math.min(place, remaining.length), 0, pointer);
}

/** What buttons are about: of each row the words next above it. */
function namesOfButtons(blocks: readonly KnownBlock[]): Set<KnownBlock> {
  const names = new Set<KnownBlock>();
  let above: KnownBlock | null = null;
  for (const block of blocks) {
    if (["section", "header", "rich_text"].includes(block.type)) above = block;
    else if (block.type === "actions" && above) names.add(above);
  }
  return names;
}

/** Whether the block is interactive. */
function isActive(block: KnownBlock): boolean {
  return (
    block.type === "actions" || block.type === "input" || (block.type === "section" && block.accessory !== undefined)
  );
}

/** Cuts texts to `longest`, except on buttons and in menus. */
export function shortenTexts(blocks: readonly KnownBlock[], longest: number): KnownBlock[] {
  return blocks.map((block) => {
    switch (block.type) {
      case "section":
        return {
          ...block,
          ...(block.text && { text: { ...block.text, text: shortenMrkdwn(block.text.text, longest) } }),
          ...(block.fields && {
            fields: block.fields.map((field) => ({ ...field, text: shortenMrkdwn(field.text, longest) })),
          }),
        };
      case "context":
        return {
          ...block,
          elements: block.elements.map((element) =>
            "text" in element ? { ...element, text: shortenMrkdwn(element.text, longest) } : element,
          ),
        };
      case "rich_text":
        return {
          ...block,
          elements: block.elements.map((part) =>
            part.type === "rich_text_section" || part.type === "rich_text_quote"
              ? {
                  ...part,
                  elements: part.elements.map((leaf) =>
                    leaf.type === "text" ? { ...leaf, text: shorten(leaf.text, longest) } : leaf,
                  ),
                }
              : part,
          ),
        };
      default:
        return block;
    }
  });
}
