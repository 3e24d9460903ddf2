/**
 * The lines of a message about many things: many of a kind are one line, what is beyond the seventh is one more; each with a
 * button that opens the others as a list. Pure but for what renders a line.
 */
import type { KnownBlock } from "@slack/types";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { button, section } from "../slack/blocks.ts";
import { isWithinSize, type SizeBeside } from "../slack/message-size.ts";
import { deliveryTexts } from "./texts.ts";

/** A message has so many lines; the others are one more. */
export const MOST_LINES = 7;

export const LIST_OPEN = "delivery.list";

export interface ListedLine {
  blocks: KnownBlock[];
  /** How many things it stands for. */
  things: number;
  /** The value of its button, where it stands for many: the part of the list that the button opens. */
  part?: string;
  /** The pages of the list of what it stands for. */
  pages(): Promise<ListPage[]>;
}

/** Renders the lines of a page of a list: none is rendered before it is shown. */
export type ListPage = () => Promise<KnownBlock[][]>;

/** So many lines are shown at once. */
export const LINES_ON_PAGE = 8;

export function singleLine(blocks: KnownBlock[]): ListedLine {
  return { blocks, things: 1, pages: async () => [async () => [blocks]] };
}

/** Pages of so many of these each. */
export function listPages<Of>(
  all: readonly Of[],
  render: (some: Of[]) => Promise<KnownBlock[][]>,
  size = LINES_ON_PAGE,
): ListPage[] {
  const pages: ListPage[] = [];
  for (let start = 0; start < all.length; start += size) pages.push(() => render(all.slice(start, start + size)));
  return pages;
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

/** The pages of the list of this part. */
export async function pagesOfPart(lines: readonly ListedLine[], part: string): Promise<ListPage[]> {
  const [first, from] = part.split(":");
  if (first !== REST) return (await lines.find((line) => line.part === part)?.pages()) ?? [];
  const rest = lines.slice(Number(from));
  const single = rest.filter((line) => line.part === undefined).map((line) => line.blocks);
  const pages = listPages(single, async (some) => some);
  for (const line of rest) if (line.part !== undefined) pages.push(...(await line.pages()));
  return pages;
}
