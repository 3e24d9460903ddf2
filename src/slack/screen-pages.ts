/** The pages of a screen: of a list, with *‹* and *›* below it; of groups of blocks that stay together. */
import type { Button, KnownBlock } from "@slack/types";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, context, isPresent } from "./blocks.ts";
import { VIEW_LIMITS } from "./limits.ts";
import { slackTexts } from "./texts.ts";

export function pageOf<Of>(
  reader: Reader,
  all: readonly Of[],
  { size, page, turn }: { size: number; page: number; turn(to: number, label: string): Button },
): { shown: Of[]; below: KnownBlock[] } {
  const last = Math.max(0, Math.ceil(all.length / size) - 1);
  const at = Math.min(page, last);
  const shown = all.slice(at * size, (at + 1) * size);
  const turns = [...(at > 0 ? [turn(at - 1, "‹")] : []), ...(at < last ? [turn(at + 1, "›")] : [])];
  const where = textsFor(slackTexts, reader).rows(at * size + 1, at * size + shown.length, all.length);
  return { shown, below: turns.length === 0 ? [] : [actions("page", ...turns), context(where)] };
}

/** Room for the page line and its buttons (two blocks) and the rest of the view (bytes). */
const MOST_BLOCKS = VIEW_LIMITS.blocks - 2;
const MOST_BYTES = VIEW_LIMITS.bytes - 10_000;

/** Fills each page with as many groups as a view takes. At least one page. */
export function pagesOf(groups: readonly KnownBlock[][]): KnownBlock[][] {
  const pages: KnownBlock[][] = [];
  let current: KnownBlock[] = [];
  let bytes = 0;
  for (const group of groups.map((each) => each.filter(isPresent)).flatMap(splitGroup)) {
    const weight = Buffer.byteLength(JSON.stringify(group));
    const isFull = current.length + group.length > MOST_BLOCKS || bytes + weight > MOST_BYTES;
    if (current.length > 0 && isFull) {
      pages.push(current);
      current = [];
      bytes = 0;
    }
    current.push(...group);
    bytes += weight;
  }
  return [...pages, current];
}

/** Splits a group that no page could hold. */
function splitGroup(group: KnownBlock[]): KnownBlock[][] {
  const pieces: KnownBlock[][] = [];
  for (let start = 0; start < group.length; start += MOST_BLOCKS) pieces.push(group.slice(start, start + MOST_BLOCKS));
  return pieces;
}
