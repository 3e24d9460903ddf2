import type { KnownBlock, RichTextSection } from "@slack/types";

/** What somebody reads of blocks: the texts that stand in them, without choices of menus and confirmations. */
export function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value !== "object" || value === null) return [];
  if ("text" in value && typeof value.text === "string") return [value.text];
  return Object.entries(value).flatMap(([name, one]) => (name === "options" || name === "confirm" ? [] : leaves(one)));
}

/** How much there is of it on a screen. */
export function sizeOf(blocks: readonly unknown[]): { words: number; characters: number; blocks: number } {
  const shown = leaves(blocks);
  return {
    words: shown.flatMap((text) => text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length,
    characters: shown.reduce((sum, text) => sum + text.length, 0),
    blocks: blocks.length,
  };
}

/** As its reader goes through it: a heading, what we or people say, what somebody wrote with who did, a row of buttons. */
export interface ShownLine {
  is: "heading" | "text" | "quote" | "buttons";
  text: string;
}

/** What stands on a screen line by line, without choices of menus; what stands in one line of Slack is one here. */
export function linesOf(blocks: readonly KnownBlock[]): ShownLine[] {
  const lines = blocks.flatMap((block): ShownLine[] => {
    if (block.type === "header") return [{ is: "heading", text: block.text.text }];
    if (block.type === "actions")
      return [{ is: "buttons", text: block.elements.map((element) => `[${leaves(element).join(" ")}]`).join(" ") }];
    if (block.type !== "rich_text") return leaves(block).flatMap(inLines);
    return block.elements.flatMap((element): ShownLine[] => {
      if (element.type === "rich_text_list") return element.elements.flatMap((one) => inLines(leaves(one).join("")));
      const text = leaves(element).join("");
      if (element.type === "rich_text_section" && isAllBold(element)) return [{ is: "heading", text }];
      return element.type === "rich_text_quote" ? [{ is: "quote", text }] : inLines(text);
    });
  });
  return lines.filter(({ text }) => text.trim() !== "");
}

/** A line of its own in bold is a heading, or the name of what comes below it. */
function isAllBold({ elements }: RichTextSection): boolean {
  return (
    elements.length > 0 && elements.every((one) => "style" in one && one.style !== undefined && "bold" in one.style)
  );
}

function inLines(text: string): ShownLine[] {
  return text.split("\n").map((line) => ({ is: "text", text: line }));
}
