/** Messages and modals as a person would read them in a terminal. */

import { placedElements, type Values } from "./inputs.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import type { View } from "./views.ts";
import type { SandboxMessage } from "./workspace.ts";

export function messageAsText(message: SandboxMessage): string {
  const lines = message.blocks.length > 0 ? message.blocks.flatMap(blockLines) : [message.text];
  return [...lines, ...(message.files ?? []).map(({ name }) => `[file: ${String(name)}]`)].join("\n");
}

export function viewAsText(view: View): string {
  const blocks = view.blocks.flatMap((block) => [...blockLines(block), ...filledLines(block, view.state.values)]);
  const buttons = [view.submit, view.close].flatMap((button) => (isObject(button) ? [`[${textOf(button)}]`] : []));
  return [`── ${textOf(view.title)} ──`, ...blocks, buttons.join(" ")].join("\n");
}

function blockLines(block: JsonObject): string[] {
  switch (block.type) {
    case "header":
      return [textOf(block.text).toUpperCase()];
    case "divider":
      return ["────────"];
    case "section":
      return [textOf(block.text), ...(isObject(block.accessory) ? [elementText(block.accessory)] : [])].filter(Boolean);
    case "context":
      return [listOf(block.elements).map(textOf).join(" ")];
    case "actions":
      return [listOf(block.elements).map(elementText).join(" ")];
    case "input":
      return [`${textOf(block.label)}${block.optional === true ? "" : " *"}`];
    case "rich_text":
      return listOf(block.elements).map((element) => richText(element));
    case "image":
      return [`[picture: ${textOf(block.alt_text)}]`];
    case "table":
    case "data_table":
      return [
        ...(typeof block.caption === "string" ? [block.caption] : []),
        ...listOf(block.rows).map((row) => listOf(row).map(cellText).join(" | ")),
      ];
    default:
      return [];
  }
}

function cellText(cell: Json): string {
  return isObject(cell) && cell.type === "rich_text" ? listOf(cell.elements).map(richText).join(" ") : textOf(cell);
}

/** What stands in a field: typed text, chosen options, picked people and dates. */
function filledLines(block: JsonObject, values: Values): string[] {
  return placedElements([{ ...block, type: String(block.type) }]).flatMap(({ blockId, actionId, block: placed }) => {
    if (placed.type !== "input") return [];
    const { type: _, ...state } = values[blockId]?.[actionId] ?? {};
    const filled = Object.values(state).flatMap(chosenTexts);
    return [`  (${blockId}) ${filled.join(", ") || "…"}`];
  });
}

function chosenTexts(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(chosenTexts);
  if (isObject(value)) return [textOf(value)];
  return [];
}

function elementText(element: Json): string {
  if (!isObject(element)) return "";
  if (element.type === "overflow")
    return listOf(element.options)
      .map((option) => `⋯${textOf(option)}`)
      .join(" ");
  // A menu has nothing but what stands in it before anything is chosen.
  return `[${textOf(element) || textOf(element.placeholder)}]`;
}

function richText(element: Json): string {
  if (!isObject(element)) return "";
  if (Array.isArray(element.elements)) {
    const text = element.elements.map(richText).join("");
    return element.type === "rich_text_quote" ? text.replace(/^/gm, "  │ ") : text;
  }
  return typeof element.text === "string" ? element.text : "";
}

function textOf(value: Json | undefined): string {
  if (typeof value === "string") return unescaped(value);
  if (!isObject(value)) return "";
  if (isObject(value.text)) return textOf(value.text);
  return typeof value.text === "string" ? (value.type === "mrkdwn" ? unescaped(value.text) : value.text) : "";
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
