/** What a PDF shows, as Markdown, in which people's words are shown as typed. */
import { exportedText, withoutBidi } from "../texts/display.ts";
import type { Block, Paragraph, Pdf, Span } from "./content.ts";

export function markdownOf({ blocks }: Pick<Pdf, "blocks">): string {
  const texts = blocks.map(textOf).filter((text) => text !== "");
  return exportedText(`${texts.join("\n\n")}\n`);
}

function textOf(block: Block): string {
  switch (block.is) {
    case "heading":
      return `${"#".repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case "paragraph":
      return atStart(inline(block.spans));
    case "list":
      return block.items.map((item, place) => itemOf(item, markOf(block, place))).join("\n");
    case "table":
      return [block.head.map(escapeMarkdown), block.head.map(() => "---"), ...block.rows.map((row) => row.map(inline))]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .join("\n");
    case "pictures":
      return block.pictures.map(({ altText }) => `> ${escapeMarkdown(altText)}`).join("\n\n");
    case "page":
      return "";
  }
}

/** A list keeps its dashes; a mark of its own stands behind one. */
function markOf({ isNumbered, marks }: Extract<Block, { is: "list" }>, place: number): string {
  const own = marks?.[place] ?? "";
  return isNumbered ? `${place + 1}.` : `- ${own}`.trim();
}

/** Further paragraphs of an item stand below its first, indented as far. */
function itemOf(item: readonly Paragraph[], mark: string): string {
  const [indent = ""] = mark.split(" ");
  return `${mark} ${item.map(textOf).join(`\n\n${" ".repeat(indent.length + 1)}`)}`;
}

function inline(spans: readonly Span[]): string {
  return spans.map(({ text, bold }) => escapeInline(text).replace(/\S(.*\S)?/s, bold ? "**$&**" : "$&")).join("");
}

/** A line as typed: special characters, HTML, entities, bare links, and what would begin a list, a heading or code. */
export function escapeMarkdown(line: string): string {
  return atStart(escapeInline(line));
}

function atStart(escaped: string): string {
  const text = escaped.trim();
  return text.replace(/^[#+=:-]/, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2");
}

function escapeInline(text: string): string {
  return withoutBidi(text)
    .replaceAll(/[\\`*_[\]{}<>&~|$^@!]/g, "\\$&")
    .replaceAll(/[\r\n]+/g, " ")
    .replaceAll("://", ":\\/\\/")
    .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`);
}
