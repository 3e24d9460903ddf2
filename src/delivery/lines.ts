/**
 * The lines of a message about many things: many of a kind are one line, what is beyond the seventh is one more; each with a
 * button that opens the others as a list. Pure but for what renders a line.
 */
import type { KnownBlock } from "@slack/types";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { button, section } from "../slack/blocks.ts";
import { isWithinSize, type SizeBeside } from "../slack/message-size.ts";
import { deliveryTexts } from "./texts.ts";

/** So many of a kind become one line. */
export const MANY = 5;
/** A message has so many lines; the others are one more. */
export const MOST_LINES = 7;

export const LIST_OPEN = "delivery.list";

export interface ListedLine {
  blocks: KnownBlock[];
  /** How many things it stands for. */
  things: number;
  /** The value of its button, where it stands for many: the part of the list that the button opens. */
  part?: string;
  /** The line of each thing that it stands for. */
  each(): Promise<KnownBlock[][]>;
}

export function singleLine(blocks: KnownBlock[]): ListedLine {
  return { blocks, things: 1, each: async () => [blocks] };
}

/** “14 check-ins · 3 left” with its button. `left`: how many still wait for their reader, once the message was sent. */
export function manyLine(
  reader: Reader,
  { words, left, part, above = [] }: { words: string; left?: number | undefined; part: string; above?: KnownBlock[] },
): KnownBlock[] {
  const texts = textsFor(deliveryTexts, reader).list;
  const open = button(LIST_OPEN, texts.open, { value: part });
  const state = left === undefined ? [] : [left === 0 ? texts.noneLeft : texts.left(left)];
  return [...above, section([`*${words}*`, ...state].join(" · "), open)];
}

const REST = "rest";

/** The part of the list that the line of the rest opens: from which line on. */
function restFrom(shown: number): string {
  return `${REST}:${shown}`;
}

export interface ShownLines {
  blocks: KnownBlock[];
  /** How many lines are shown by themselves. */
  shown: number;
}

/**
 * At most `most` lines, and one for the rest. With `beside`, lines that would outgrow the message join the rest; without it,
 * whoever asks divides the message.
 */
export function shownLines(
  reader: Reader,
  lines: readonly ListedLine[],
  { most = MOST_LINES, beside }: { most?: number; beside?: SizeBeside } = {},
): ShownLines {
  for (let shown = Math.min(most, lines.length); ; shown -= 1) {
    const blocks = [...lines.slice(0, shown).flatMap((line) => line.blocks), ...restLine(reader, lines, shown)];
    if (shown <= 1 || !beside || isWithinSize(blocks, beside)) return { blocks, shown };
  }
}

function restLine(reader: Reader, lines: readonly ListedLine[], shown: number): KnownBlock[] {
  const things = lines.slice(shown).reduce((sum, line) => sum + line.things, 0);
  if (things === 0) return [];
  const texts = textsFor(deliveryTexts, reader).list;
  return [section(texts.more(things), button(LIST_OPEN, texts.open, { value: restFrom(shown) }))];
}

/** What the list of this part shows: a line for each thing. */
export async function listedIn(lines: readonly ListedLine[], part: string): Promise<KnownBlock[][]> {
  const [first, from] = part.split(":");
  const chosen = first === REST ? lines.slice(Number(from)) : lines.filter((line) => line.part === part);
  const listed: KnownBlock[][] = [];
  for (const line of chosen) listed.push(...(await line.each()));
  return listed;
}
