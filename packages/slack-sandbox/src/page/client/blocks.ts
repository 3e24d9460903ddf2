/** Every block, as Slack shows it. Elements that people act on are in elements.ts, fields with a label in input-block.ts. */

import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { type JsonObject, objectIn, objectsIn, stringIn } from "../../json.ts";
import { Element } from "./elements.ts";
import { withEmoji } from "./emoji.ts";
import { Icon, type IconName } from "./icons.ts";
import { InputBlock } from "./input-block.ts";
import { type MarkdownPart, parseMarkdown, type Span } from "./markdown-text.ts";
import { Picture, SmallPicture } from "./picture.ts";
import { RichText } from "./rich-text.ts";
import { Table } from "./table.ts";
import { Lines, Text, wordsOf } from "./text.ts";
import type { Block } from "./wire.ts";

export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return html`<div class="blocks">
    ${blocks.map((block) => html`<${BlockView} key=${stringIn(block, "block_id")} block=${block} />`)}
  </div>`;
}

function BlockView({ block }: { block: Block }): ComponentChildren {
  switch (block.type) {
    case "section":
      return html`<${Section} block=${block} />`;
    case "header":
      return html`<h3 class="block header"><${Text} of=${objectIn(block, "text")} /></h3>`;
    case "divider":
      return html`<hr class="block divider" />`;
    case "context":
      return html`<div class="block context">${objectsIn(block, "elements").map((each) => html`<${ContextItem} of=${each} />`)}</div>`;
    case "actions":
      return html`<${Actions} block=${block} />`;
    case "input":
      return html`<${InputBlock} block=${block} />`;
    case "image":
      return html`<${Picture} block=${block} />`;
    case "rich_text":
      return html`<div class="block"><${RichText} block=${block} /></div>`;
    case "markdown":
      return html`<div class="block markdown">${parseMarkdown(stringIn(block, "text") ?? "").map((part) => html`<${Markdown} part=${part} />`)}</div>`;
    case "table":
    case "data_table":
      return html`<${Table} block=${block} />`;
    case "alert":
      return html`<${Alert} block=${block} />`;
    default:
      return null;
  }
}

function Section({ block }: { block: Block }) {
  const text = objectIn(block, "text");
  const accessory = objectIn(block, "accessory");
  const fields = objectsIn(block, "fields");
  return html`<div class="block section">
    <div class="section-text">
      ${text && html`<div><${Text} of=${text} /></div>`}
      ${fields.length > 0 && html`<div class="fields">${fields.map((field) => html`<div><${Text} of=${field} /></div>`)}</div>`}
    </div>
    ${accessory && html`<div class="accessory"><${Accessory} block=${block} accessory=${accessory} /></div>`}
  </div>`;
}

function Accessory({ block, accessory }: { block: Block; accessory: JsonObject }) {
  if (accessory.type !== "image")
    return html`<${Element} blockId=${stringIn(block, "block_id") ?? ""} element=${accessory} label=${wordsOf(objectIn(block, "text"))} />`;
  return html`<${SmallPicture} of=${accessory} class="accessory-image" />`;
}

function ContextItem({ of: item }: { of: JsonObject }) {
  if (item.type !== "image") return html`<span class="context-text"><${Text} of=${item} /></span>`;
  return html`<${SmallPicture} of=${item} class="context-image" />`;
}

function Actions({ block }: { block: Block }) {
  const blockId = stringIn(block, "block_id") ?? "";
  return html`<div class="block actions">
    ${objectsIn(block, "elements").map(
      (element) => html`<${Element} key=${stringIn(element, "action_id")} blockId=${blockId} element=${element} />`,
    )}
  </div>`;
}

const ALERT_ICONS: Record<string, IconName> = { warning: "warning", error: "warning", success: "check" };

function Alert({ block }: { block: Block }) {
  const level = stringIn(block, "level") ?? "default";
  return html`<div class=${`block alert ${level}`} role=${level === "error" ? "alert" : "note"}>
    <${Icon} name=${ALERT_ICONS[level] ?? "info"} /><div><${Text} of=${objectIn(block, "text")} /></div>
  </div>`;
}

function Markdown({ part }: { part: MarkdownPart }): ComponentChildren {
  const spans = (children: Span[]) => children.map((span) => html`<${SpanView} span=${span} />`);
  switch (part.kind) {
    case "heading":
      // The message's author stands above it as a heading of the third level.
      return html`<p class="heading" role="heading" aria-level=${Math.min(part.level + 3, 6)} data-level=${part.level}>${spans(part.children)}</p>`;
    case "paragraph":
      return html`<p>${spans(part.children)}</p>`;
    case "quote":
      return html`<blockquote class="quote">${spans(part.children)}</blockquote>`;
    case "list": {
      const items = part.items.map((item) => html`<li>${spans(item)}</li>`);
      return part.isOrdered
        ? html`<ol class="list" start=${part.start}>${items}</ol>`
        : html`<ul class="list">${items}</ul>`;
    }
    case "code":
      return html`<pre class="pre">${part.text}</pre>`;
    case "rule":
      return html`<hr class="divider" />`;
    case "table":
      return html`<table>
        <thead><tr>${part.head.map((cell) => html`<th>${spans(cell)}</th>`)}</tr></thead>
        <tbody>${part.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${spans(cell)}</td>`)}</tr>`)}</tbody>
      </table>`;
  }
}

function SpanView({ span }: { span: Span }): ComponentChildren {
  if (typeof span === "string") return html`<${Lines} text=${withEmoji(span)} />`;
  if (span.kind === "code") return html`<code class="code">${span.text}</code>`;
  const children = span.children.map((child) => html`<${SpanView} span=${child} />`);
  switch (span.kind) {
    case "bold":
      return html`<strong>${children}</strong>`;
    case "italic":
      return html`<em>${children}</em>`;
    case "strike":
      return html`<s>${children}</s>`;
    case "link":
      return html`<a href=${span.url} target="_blank" rel="noopener noreferrer">${children}</a>`;
  }
}
