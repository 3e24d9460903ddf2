/** The `rich_text` block: sections, lists, quotes and preformatted text, of leaves that are never parsed. */

import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { isTrue, type JsonObject, objectIn, objectsIn, stringIn } from "../../json.ts";
import { emojiNamed, withEmoji } from "./emoji.ts";
import { isSafeUrl } from "./mrkdwn.ts";
import { ChannelMention, DateToken, GroupMention, Lines, Link, UserMention } from "./text.ts";

export function RichText({ block }: { block: JsonObject }) {
  return html`<div class="rich-text">${objectsIn(block, "elements").map((each) => html`<${Part} of=${each} />`)}</div>`;
}

function Part({ of: part }: { of: JsonObject }): ComponentChildren {
  const leaves = () => objectsIn(part, "elements").map((leaf) => html`<${Leaf} of=${leaf} />`);
  switch (part.type) {
    case "rich_text_section":
      return html`<p>${leaves()}</p>`;
    case "rich_text_quote":
      return html`<blockquote class="quote">${leaves()}</blockquote>`;
    case "rich_text_preformatted":
      return html`<pre class="pre">${leaves()}</pre>`;
    case "rich_text_list": {
      const indent = typeof part.indent === "number" ? part.indent : 0;
      const items = objectsIn(part, "elements").map(
        (item) => html`<li>${objectsIn(item, "elements").map((leaf) => html`<${Leaf} of=${leaf} />`)}</li>`,
      );
      const style = { marginInlineStart: `${indent * 28}px` };
      const marker = ["first", "second", "third"][indent % 3];
      if (part.style !== "ordered") return html`<ul class=${`list ${marker}`} style=${style}>${items}</ul>`;
      const start = typeof part.offset === "number" ? part.offset + 1 : 1;
      return html`<ol class=${`list ${marker}`} style=${style} start=${start}>${items}</ol>`;
    }
    default:
      return null;
  }
}

function Leaf({ of: leaf }: { of: JsonObject }): ComponentChildren {
  return styled(objectIn(leaf, "style"), plainLeaf(leaf));
}

function plainLeaf(leaf: JsonObject): ComponentChildren {
  switch (leaf.type) {
    case "text": {
      const text = stringIn(leaf, "text") ?? "";
      return html`<${Lines} text=${isTrue(objectIn(leaf, "style"), "code") ? text : withEmoji(text)} />`;
    }
    case "link": {
      const url = stringIn(leaf, "url") ?? "";
      const label = stringIn(leaf, "text") || url;
      return isSafeUrl(url) ? html`<${Link} url=${url} label=${label} />` : label;
    }
    case "emoji": {
      const name = stringIn(leaf, "name") ?? "";
      return fromCodePoints(stringIn(leaf, "unicode")) ?? emojiNamed(name) ?? `:${name}:`;
    }
    case "user":
      return html`<${UserMention} id=${stringIn(leaf, "user_id") ?? ""} />`;
    case "channel":
      return html`<${ChannelMention} id=${stringIn(leaf, "channel_id") ?? ""} />`;
    case "usergroup":
      return html`<${GroupMention} />`;
    case "broadcast":
      return html`<span class="mention loud">@${stringIn(leaf, "range")}</span>`;
    case "date": {
      const url = stringIn(leaf, "url");
      return html`<${DateToken}
        timestamp=${typeof leaf.timestamp === "number" ? leaf.timestamp : 0}
        format=${stringIn(leaf, "format") ?? ""}
        fallback=${stringIn(leaf, "fallback") ?? ""}
        url=${url !== undefined && isSafeUrl(url) ? url : null}
      />`;
    }
    case "color": {
      const value = stringIn(leaf, "value") ?? "";
      return html`<span class="colour"><span class="swatch" style=${{ background: value }}></span>${value}</span>`;
    }
    default:
      return null;
  }
}

function styled(style: JsonObject | undefined, shown: ComponentChildren): ComponentChildren {
  let out = shown;
  if (isTrue(style, "code")) out = html`<code class="code">${out}</code>`;
  if (isTrue(style, "strike")) out = html`<s>${out}</s>`;
  if (isTrue(style, "underline")) out = html`<u>${out}</u>`;
  if (isTrue(style, "italic")) out = html`<em>${out}</em>`;
  if (isTrue(style, "bold")) out = html`<strong>${out}</strong>`;
  return out;
}

/** `1f44d-1f3fb`; null where there is none. */
function fromCodePoints(unicode: string | undefined): string | null {
  if (unicode === undefined || !/^[0-9a-f]{1,6}(-[0-9a-f]{1,6})*$/i.test(unicode)) return null;
  const points = unicode.split("-").map((hex) => Number.parseInt(hex, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}
