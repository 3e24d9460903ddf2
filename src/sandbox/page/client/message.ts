/** One message: who, when, its blocks, and the thread that hangs on it. */
import { html } from "htm/preact";
import { Avatar } from "./avatar.ts";
import { Blocks } from "./blocks.ts";
import { Icon } from "./icons.ts";
import { useShared } from "./shared.ts";
import { repliesTo } from "./state.ts";
import { SurfaceProvider, useActing } from "./surface.ts";
import { Mrkdwn } from "./text.ts";
import { ago, fullDate, msOf, timeOfDay } from "./time-format.ts";
import type { ShownMessage } from "./wire.ts";
import { slackSentence } from "./words.ts";

interface MessageProps {
  message: ShownMessage;
  /** Follows another of the same person closely: no picture and name again. */
  isContinued: boolean;
  inThread: boolean;
}

export function Message({ message, isContinued, inThread }: MessageProps) {
  const { seen, words, reading } = useShared();
  const author = seen.people.get(message.userId);
  const ms = msOf(message.ts);
  const time = html`<time class="time" datetime=${new Date(ms).toISOString()} title=${`${fullDate(reading, ms)}, ${timeOfDay(reading, ms)}`}>${timeOfDay(reading, ms)}</time>`;
  const classes = ["message", isContinued && "continued", message.isEphemeral && "ephemeral"].filter(Boolean).join(" ");
  return html`<div class=${classes} data-key=${message.key} data-digest=${message.isDigest}>
    <div class="gutter">${isContinued ? time : html`<${Avatar} person=${author} />`}</div>
    <div class="message-body">
      ${message.isEphemeral && html`<div class="only-you"><${Icon} name="eye" size=${14} />${words.onlyYou}</div>`}
      ${message.isBroadcast && !inThread && html`<div class="only-you"><${Icon} name="thread" size=${14} />${words.alsoSent}</div>`}
      ${
        !isContinued &&
        html`<div class="message-head">
          <span class="author">${author?.name ?? message.userId}</span>
          ${message.isFromApp && html`<span class="badge">${words.app}</span>`}
          ${time}
        </div>`
      }
      <${Content} message=${message} />
      ${!inThread && html`<${ThreadFooter} message=${message} />`}
    </div>
    ${!inThread && !message.isEphemeral && html`<${Tools} message=${message} />`}
  </div>`;
}

function Content({ message }: { message: ShownMessage }) {
  const { act, words } = useShared();
  const { surface, failure } = useActing({
    kind: "message",
    id: `m-${message.key.replace(/[^\w-]/g, "-")}`,
    version: `${message.key} ${message.version}`,
    values: message.values,
    send: (action, filled) =>
      act({
        do: "press",
        channel: message.channel,
        ts: message.ts,
        isEphemeral: message.isEphemeral,
        filled,
        action,
      }),
  });
  return html`<${SurfaceProvider} value=${surface}>
    ${
      message.blocks.length > 0
        ? html`<${Blocks} blocks=${message.blocks} />`
        : html`<div class="plain-message"><${Mrkdwn} text=${message.text} /></div>`
    }
    ${message.isEdited && html`<span class="edited">${words.edited}</span>`}
    ${failure !== null && html`<div class="failure" role="alert"><${Icon} name="warning" size=${16} />${slackSentence(words, failure)}</div>`}
  <//>`;
}

function ThreadFooter({ message }: { message: ShownMessage }) {
  const { seen, words, reading, nowMs, go } = useShared();
  const replies = repliesTo(seen, message);
  const last = replies.at(-1);
  if (!last) return null;
  const people = [...new Set(replies.map(({ userId }) => userId))].slice(0, 4);
  return html`<button type="button" class="thread-footer" onClick=${() => go({ at: message.channel, thread: message.ts })}>
    <span class="thread-faces">${people.map((id) => html`<${Avatar} person=${seen.people.get(id)} size=${22} />`)}</span>
    <span class="thread-count">${words.replies(replies.length)}</span>
    <span class="thread-last">${words.lastReply(ago(reading, msOf(last.ts), nowMs))}</span>
  </button>`;
}

function Tools({ message }: { message: ShownMessage }) {
  const { words, go } = useShared();
  if (message.threadTs !== null) return null;
  return html`<div class="tools">
    <button type="button" class="icon-button" title=${words.replyInThread} aria-label=${words.replyInThread}
      onClick=${() => go({ at: message.channel, thread: message.ts })}><${Icon} name="thread" /></button>
  </div>`;
}
