import type { KnownBlock } from "@slack/types";
import { isPresent } from "./blocks.ts";

/** `text` must be complete: notifications and screen readers use it instead of the blocks. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** Leaves out empty blocks and rewrites `text` for screen readers: dots become commas; no bold or code marks. */
export function forScreenReaders({ text, blocks: given }: Message): Message {
  const blocks = given.filter(isPresent);
  if (blocks.length === 0) return { text, blocks };
  const spoken = text
    .replaceAll(" · ", ", ")
    .replace(/(?<=^|[\s(’'«“])\*([^*\n]+)\*(?=$|[\s.,:;?!)’'»”])/gm, "$1")
    .replace(/`([^`\n]+)`/g, "$1");
  return { text: spoken, blocks };
}
