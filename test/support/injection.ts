import { isObject, type Json } from "slack-sandbox";

/** Finds what would be more than text where Slack, a Markdown reader, a terminal or a spreadsheet shows it. */

/** The words of people stand in these only, and they are never parsed. */
const LEAVES = ["text", "rich_text_section", "rich_text_quote", "rich_text"];

/**
 * Of a message (`text` and `blocks`) or a view: each as where it is and what it is. `users`: their Slack ids; a summary names
 * who wrote by a mention alone.
 */
export function activeInSlack(shown: unknown, users: readonly string[] = []): string[] {
  // As it goes over the wire.
  const json: Json = JSON.parse(JSON.stringify(shown));
  const found: string[] = [];
  // The text of a message is parsed like mrkdwn.
  if (isObject(json) && typeof json.text === "string" && /[<>]/.test(json.text)) found.push(`/text: ${json.text}`);
  walk(json, "", found);
  return found.filter((each) => !users.some((id) => /^\/[\w/]+: <@\w+>$/.test(each) && each.endsWith(`<@${id}>`)));
}

function walk(value: Json, path: string, found: string[]): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) walk(each, `${path}/${index}`, found);
    return;
  }
  if (!isObject(value)) return;
  if (value.type === "mrkdwn") {
    if (/[<>]/.test(String(value.text))) found.push(`${path}: ${value.text}`);
    // Else Slack makes links of what looks like an address, and mentions of what looks like a channel.
    if (value.verbatim !== true) found.push(`${path}: not verbatim`);
  }
  if (value.type === "markdown") found.push(`${path}: a markdown block`);
  if ("url" in value || "link_names" in value || "parse" in value) found.push(`${path}: ${Object.keys(value)}`);
  for (const [key, inner] of Object.entries(value)) {
    if (key === "elements" && String(value.type).startsWith("rich_text") && Array.isArray(inner))
      for (const leaf of inner)
        if (isObject(leaf) && !LEAVES.includes(String(leaf.type))) found.push(`${path}: a ${leaf.type} in rich text`);
    walk(inner, `${path}/${key}`, found);
  }
}

/** Of a digest's Markdown: links, pictures, HTML, addresses, mentions, cells too many, and what would begin a block beside ours. */
export function activeInMarkdown(markdown: string): string[] {
  let barsAbove = 0;
  return markdown.split("\n").flatMap((line) => {
    const bare = line.replaceAll(/\\[!-/:-@[-`{-~]/g, "·");
    const bars = bare.startsWith("| ") ? bare.split("|").length : 0;
    const uneven = bars > 0 && barsAbove > 0 && bars !== barsAbove ? ["|"] : [];
    barsAbove = bars;

    const text = bars > 0 ? bare.replaceAll("|", "") : bare.replace(/^> /, "");
    const inside = text.match(/[<>[\]`~|$]|&\w|&#|:\/\/|www\.|@/gi) ?? [];
    const begun = bars > 0 ? "" : text.replace(/^(#{1,3}|-|\d\.) /, "");
    const opening = begun.match(/^(#|[=-]{2,}|\d+[.)] |[+*-] | {4})|^\t/) ?? [];
    return [...uneven, ...inside, ...opening.slice(0, 1)].map((active) => `${active} in ${line.slice(0, 80)}`);
  });
}

/** Of a text for a terminal: what would steer it. */
export function activeInTerminal(text: string): string[] {
  return text.match(/[\p{Cc}--[\n\t]]/gv) ?? [];
}
