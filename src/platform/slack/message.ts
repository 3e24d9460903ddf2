import type { KnownBlock } from "@slack/types";

/** What is posted. `text` stands alone: notifications and screen readers get it instead of the blocks. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** Its `text` as a screen reader says it: a dot between two parts is a comma, and nothing is marked as bold or as code. */
export function textReadAloud({ text, blocks }: Message): string {
  if (blocks.length === 0) return text;
  return text
    .replaceAll(" · ", ", ")
    .replace(/(?<=^|[\s(])\*([^*\n]+)\*(?=$|[\s.,:;)])/gm, "$1")
    .replace(/`([^`\n]+)`/g, "$1");
}
