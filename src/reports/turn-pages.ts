/** Below a long list: which page it is, and buttons to the next ones. */
import type { KnownBlock } from "@slack/types";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context } from "../slack/blocks.ts";
import { workTexts } from "./texts-screens.ts";

/** None where there is one page. `page` counts from 0; `valueAt`: what a button to a page carries. */
export function turnBlocks(
  reader: Reader,
  blockId: string,
  { page, pages, earlier, later }: { page: number; pages: number; earlier: string; later: string },
  valueAt: (page: number) => string,
): KnownBlock[] {
  if (pages < 2) return [];
  const texts = textsFor(workTexts, reader).pages;
  return [
    context(texts.page(page + 1, pages)),
    actions(
      blockId,
      ...(page > 0 ? [button(earlier, texts.earlier, { value: valueAt(page - 1) })] : []),
      ...(page < pages - 1 ? [button(later, texts.later, { value: valueAt(page + 1) })] : []),
    ),
  ];
}
