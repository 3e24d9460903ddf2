/** One message: who, when, its blocks, and the thread that hangs on it. */
import { html } from "htm/preact";
import { useMemo, useState } from "preact/hooks";
import { Avatar } from "./avatar.ts";
import { Blocks } from "./blocks.ts";
import { Icon } from "./icons.ts";
import { MenuButton } from "./menu.ts";
import { SharedProvider, useShared } from "./shared.ts";
import { shortcutItems } from "./shortcut-items.ts";
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

/** What shows how long ago something was, or which day is today. */
const SHOWS_NOW = /!date\^|"type":"date/;

/**
 * Drawn anew only when something changes that it shows: an update of the page would otherwise draw every message of the
 * conversation, each with all its blocks. What is below reads what is shared as it was when the message was drawn.
 */
export function Message({ message, isContinued, inThread }: MessageProps) {
  const shared = useShared();
  const { seen, me, words, reading, nowMs } = shared;
  const replies = inThread ? [] : repliesTo(seen, message);
  const last = replies.at(-1);
  const lastReply = last ? words.lastReply(ago(reading, msOf(last.ts), nowMs)) : "";
  const showsNow = useMemo(() => SHOWS_NOW.test(JSON.stringify([message.text, message.blocks])), [message]);
  return useMemo(
    () => html`<${SharedProvider} value=${shared}>
      <${DrawnMessage} message=${message} isContinued=${isContinued} inThread=${inThread} replies=${replies} lastReply=${lastReply} />
    <//>`,
    [
      message,
      isContinued,
      inThread,
      replies.map(({ userId }) => userId).join(),
      lastReply,
      me,
      words,
      seen.people,
      seen.channels,
      showsNow && nowMs,
    ],
  );
}

interface Replies {
  replies: readonly ShownMessage[];
  /** How long ago the last one was, in words. */
  lastReply: string;
}

function DrawnMessage({ message, isContinued, inThread, replies, lastReply }: MessageProps & Replies) {
  const { seen, words, reading, act } = useShared();
  const [failure, setFailure] = useState<string | null>(null);
  const runShortcut = async (callbackId: string) => {
    setFailure(null);
    const { channel, ts } = message;
    const answer = await act({ do: "message-shortcut", callbackId, channel, ts });
    setFailure(answer.stale ? words.stale : (answer.failed ?? null));
  };
  const author = seen.people.get(message.userId);
  const ms = msOf(message.ts);
  const time = html`<time class="time" datetime=${new Date(ms).toISOString()} title=${`${fullDate(reading, ms)}, ${timeOfDay(reading, ms)}`}>${timeOfDay(reading, ms)}</time>`;
  const classes = ["message", isContinued && "continued", message.isEphemeral && "ephemeral"].filter(Boolean).join(" ");
  return html`<div class=${classes} data-key=${message.key} data-long-read=${message.isLongRead}>
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
      ${failure !== null && html`<div class="failure" role="alert"><${Icon} name="warning" size=${16} />${slackSentence(words, failure)}</div>`}
      ${replies.length > 0 && html`<${ThreadFooter} message=${message} replies=${replies} lastReply=${lastReply} />`}
    </div>
    ${!message.isEphemeral && html`<${Tools} message=${message} canOpenThread=${!inThread && message.threadTs === null} onShortcut=${runShortcut} />`}
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
        : message.text !== "" && html`<div class="plain-message"><${Mrkdwn} text=${message.text} /></div>`
    }
    ${message.files.map(
      ({ id, name, title, size }) => html`<a class="file" href=${`/page/files/${id}`} target="_blank" rel="noopener">
        <${Icon} name="file" />
        <span class="file-words"><span class="file-title">${title}</span><span class="file-name">${name} · ${words.fileSize(size)}</span></span>
      </a>`,
    )}
    ${message.isEdited && html`<span class="edited">${words.edited}</span>`}
    ${failure !== null && html`<div class="failure" role="alert"><${Icon} name="warning" size=${16} />${slackSentence(words, failure)}</div>`}
  <//>`;
}

function ThreadFooter({ message, replies, lastReply }: { message: ShownMessage } & Replies) {
  const { seen, words, go } = useShared();
  const people = [...new Set(replies.map(({ userId }) => userId))].slice(0, 4);
  return html`<button type="button" class="thread-footer" onClick=${() => go({ at: message.channel, thread: message.ts })}>
    <span class="thread-faces">${people.map((id) => html`<${Avatar} person=${seen.people.get(id)} size=${22} />`)}</span>
    <span class="thread-count">${words.replies(replies.length)}</span>
    <span class="thread-last">${lastReply}</span>
  </button>`;
}

/** Beside a message that is pointed at or has the focus; on a phone the menu alone, which holds everything. */
function Tools(props: { message: ShownMessage; canOpenThread: boolean; onShortcut(callbackId: string): void }) {
  const { start, words, go } = useShared();
  const { message, canOpenThread, onShortcut } = props;
  const openThread = () => go({ at: message.channel, thread: message.ts });
  const items = [
    ...(canOpenThread ? [{ key: "reply", label: words.replyInThread, choose: openThread }] : []),
    ...shortcutItems(start, "message", onShortcut),
  ];
  if (items.length === 0) return null;
  return html`<div class="tools">
    ${
      canOpenThread &&
      html`<button type="button" class="icon-button reply" title=${words.replyInThread} aria-label=${words.replyInThread}
        onClick=${openThread}><${Icon} name="thread" /></button>`
    }
    <${MenuButton} label=${words.messageActions} items=${items} class="icon-button" alignEnd><${Icon} name="dots" /><//>
  </div>`;
}
