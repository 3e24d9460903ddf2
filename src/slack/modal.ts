/** The one builder of modals: within Slack's limits whatever it is given. */
import type { KnownBlock, ModalView } from "@slack/types";
import { countLeft, isPresent, plain } from "./blocks.ts";
import { VIEW_LIMITS } from "./limits.ts";
import { shortenTexts } from "./message-size.ts";

export interface ModalGiven extends Omit<ModalView, "type" | "title" | "submit" | "close" | "blocks"> {
  title: string;
  submit?: string | undefined;
  /** Default: Slack's word. */
  close?: string | undefined;
  /** Those that are absent or empty are left out. */
  blocks: readonly (KnownBlock | null | undefined | false)[];
}

export function modal({ title, submit, close, blocks, ...given }: ModalGiven): ModalView {
  const view = (shown: readonly KnownBlock[]): ModalView => ({
    type: "modal",
    ...given,
    title: plain(title, VIEW_LIMITS.title),
    ...(submit !== undefined && { submit: plain(submit, VIEW_LIMITS.title) }),
    ...(close !== undefined && { close: plain(close, VIEW_LIMITS.title) }),
    blocks: [...shown],
  });
  return withinBytes(view, withinCount(blocks.filter(isPresent)));
}

/** The last line counts those that have no room. */
function withinCount(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  if (blocks.length <= VIEW_LIMITS.blocks) return blocks;
  const shown = blocks.slice(0, VIEW_LIMITS.blocks - 1);
  return [...shown, countLeft(blocks.length - shown.length)];
}

/** The longest texts are shortened until the view fits. */
function withinBytes(view: (blocks: readonly KnownBlock[]) => ModalView, blocks: readonly KnownBlock[]): ModalView {
  for (const longest of [Number.POSITIVE_INFINITY, 1500, 750, 300, 150, 75]) {
    const shown = view(longest === Number.POSITIVE_INFINITY ? blocks : shortenTexts(blocks, longest));
    if (Buffer.byteLength(JSON.stringify(shown)) <= VIEW_LIMITS.bytes) return shown;
  }
  return view(shortenTexts(blocks, 20));
}
