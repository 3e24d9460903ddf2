import type { KnownBlock } from "@slack/types";

/** What is posted. `text` stands alone: notifications and screen readers get it instead of the blocks. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** With its `text` as a screen reader says it: a dot between two parts is a comma, and nothing is marked as bold or as code. */
export function readAloud({ text, blocks }: Message): Message {
  if (blocks.length === 0) return { text, blocks };
  const spoken = text
    .replaceAll(" · ", ", ")
    .replace(/(?<=^|[\s(])\*([^*\n]+)\*(?=$|[\s.,:;)])/gm, "$1")
    .replace(/`([^`\n]+)`/g, "$1");
  return { text: spoken, blocks };
}
