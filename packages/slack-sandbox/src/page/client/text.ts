/** Text objects and their markup as elements. What people wrote only ever becomes text nodes. */

import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { isTrue, type JsonObject, stringIn } from "../../json.ts";
import { withEmoji } from "./emoji.ts";
import { type Inline, parseMrkdwn, unescaped } from "./mrkdwn.ts";
import { useShared } from "./shared.ts";
import { slackDate } from "./time-format.ts";

/** A `plain_text` or `mrkdwn` object. */
export function Text({ of }: { of: JsonObject | undefined }) {
  const text = stringIn(of, "text") ?? "";
  if (of?.type === "mrkdwn") return html`<${Mrkdwn} text=${text} isVerbatim=${isTrue(of, "verbatim")} />`;
  return html`<${Lines} text=${withEmoji(text)} />`;
}

/** The text of a message without blocks. */
export function Mrkdwn({ text, isVerbatim = false }: { text: string; isVerbatim?: boolean }) {
  return parseMrkdwn(text, { isVerbatim }).map((piece) => {
    if (piece.kind === "pre") return html`<pre class="pre">${piece.text}</pre>`;
    const children = piece.children.map((inline) => html`<${InlineText} of=${inline} />`);
    return piece.kind === "quote" ? html`<blockquote class="quote">${children}</blockquote>` : children;
  });
}

function InlineText({ of: inline }: { of: Inline }): ComponentChildren {
  if (typeof inline === "string") return html`<${Lines} text=${withEmoji(inline)} />`;
  switch (inline.kind) {
    case "bold":
      return html`<strong>${inline.children.map((child) => html`<${InlineText} of=${child} />`)}</strong>`;
    case "italic":
      return html`<em>${inline.children.map((child) => html`<${InlineText} of=${child} />`)}</em>`;
    case "strike":
      return html`<s>${inline.children.map((child) => html`<${InlineText} of=${child} />`)}</s>`;
    case "code":
      return html`<code class="code">${inline.text}</code>`;
    case "link":
      return html`<${Link} url=${inline.url} label=${inline.label} />`;
    case "user":
      return html`<${UserMention} id=${inline.id} />`;
    case "channel":
      return html`<${ChannelMention} id=${inline.id} />`;
    case "usergroup":
      return html`<${GroupMention} />`;
    case "broadcast":
      return html`<span class="mention loud">@${inline.range}</span>`;
    case "date":
      return html`<${DateToken} ...${inline} />`;
  }
}

/** Line breaks stay; everything else is one text node. */
export function Lines({ text }: { text: string }): ComponentChildren {
  return text.split("\n").flatMap((line, index) => (index === 0 ? [line] : [html`<br />`, line]));
}

export function Link({ url, label }: { url: string; label: string }) {
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${withEmoji(label)}</a>`;
}

export function UserMention({ id }: { id: string }) {
  const { seen, me } = useShared();
  const person = seen.people.get(id);
  return html`<span class=${id === me.id ? "mention loud" : "mention"}>@${person?.name ?? id}</span>`;
}

export function ChannelMention({ id }: { id: string }) {
  const { seen, go } = useShared();
  const channel = seen.channels.find((each) => each.id === id);
  if (!channel) return html`<span class="mention">#${id}</span>`;
  return html`<button type="button" class="mention link" onClick=${() => go({ at: id, thread: null })}>#${channel.name}</button>`;
}

export function GroupMention() {
  const { words } = useShared();
  return html`<span class="mention">@${words.usergroup}</span>`;
}

export function DateToken(token: { timestamp: number; format: string; fallback: string; url: string | null }) {
  const { reading, nowMs } = useShared();
  const shown = slackDate(reading, token.timestamp, token.format, nowMs);
  const at = new Date(token.timestamp * 1000).toISOString();
  const time = html`<time datetime=${at}>${shown}</time>`;
  return token.url === null ? time : html`<a href=${token.url} target="_blank" rel="noopener noreferrer">${time}</a>`;
}

/** For labels and titles of elements: no markup, no tags. */
export function wordsOf(of: JsonObject | undefined): string {
  const text = stringIn(of, "text") ?? "";
  return withEmoji(of?.type === "mrkdwn" ? unescaped(text) : text);
}
