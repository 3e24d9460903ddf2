/** How much of a first screen something takes. Pure. */
import type { Words } from "../../platform/slack/blocks.ts";
import type { Item, ShownQuote } from "../sections/line.ts";

export interface Cost {
  words: number;
  characters: number;
  blocks: number;
}

/** An ask has a block of its own, above its buttons; other lines share that of their heading. */
export function itemCost(item: Item, askButtons: (item: Item) => string | null): Cost {
  const pressed = askButtons(item);
  return sumOf([
    costOf(item.ask === null ? 0 : 1, textOf(item.label)),
    ...(item.remark ? [costOf(0, item.remark)] : []),
    ...(pressed === null ? [] : [costOf(1, pressed)]),
  ]);
}

function textOf(label: readonly Words[]): string {
  return label.map(({ text }) => text).join("");
}

/** Quotes stand in the block of their line. */
export function quoteCost({ role, text, by }: ShownQuote): Cost {
  return sumOf([...(role ? [costOf(0, `${role} · `)] : []), costOf(0, text), costOf(0, by === "" ? "" : `\n— ${by}`)]);
}

/** What a reader reads as one: marks between words are none. */
const WORD = /\S*[\p{L}\p{N}]\S*/gu;

export function costOf(blocks: number, text: string): Cost {
  return { blocks, characters: text.length, words: text.match(WORD)?.length ?? 0 };
}

export function sumOf(costs: readonly Cost[]): Cost {
  const sum = { words: 0, characters: 0, blocks: 0 };
  for (const cost of costs) {
    sum.words += cost.words;
    sum.characters += cost.characters;
    sum.blocks += cost.blocks;
  }
  return sum;
}
