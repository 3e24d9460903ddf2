import type { KnownBlock } from "@slack/types";

/** `text` must be complete: notifications and screen readers use it instead of the blocks. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** Rewrites `text` for screen readers: dots between parts become commas; no bold or code marks. */
export function forScreenReaders({ text, blocks }: Message): Message {
  if (blocks.length === 0) return { text, blocks };
  const spoken = text
    .replaceAll(" · ", ", ")
    .replace(/(?<=^|[\s(])\*([^*\n]+)\*(?=$|[\s.,:;)])/gm, "$1")
    .replace(/`([^`\n]+)`/g, "$1");
  return { text: spoken, blocks };
}
