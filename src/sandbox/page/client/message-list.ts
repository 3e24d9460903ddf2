/** The messages of a conversation or thread: by days, with a line above what is new, and arrow keys between them. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "htm/preact";
import { Icon } from "./icons.ts";
import { Message } from "./message.ts";
import { parseMrkdwn, plainWords } from "./mrkdwn.ts";
import { useShared } from "./shared.ts";
import { markOf } from "./state.ts";
import { dayHeading, isSameDay, msOf } from "./time-format.ts";
import type { ShownMessage } from "./wire.ts";

/** Slack shows who wrote it again after five minutes. */
const TOGETHER_MS = 5 * 60_000;
/** Still counts as being at the end, in pixels. */
const NEAR_END_PX = 80;

interface ListProps {
  /** Channel, or `channel/thread`. */
  place: string;
  messages: ShownMessage[];
  inThread: boolean;
  label: string;
  /** Scrolls there at first, in place of the end. */
  openAt: string | null;
}

export function MessageList({ place, messages, inThread, label, openAt }: ListProps) {
  const { seen, words, reading, nowMs, me, act } = useShared();
  const list = useRef<HTMLDivElement>(null);
  const wasAtEnd = useRef(true);
  const [isAtEnd, setIsAtEnd] = useState(true);
  // As it was when the conversation was opened: the line stays while one reads.
  const [readUpTo] = useState(() => markOf(seen, place));
  const [said, setSaid] = useState("");
  const last = messages.at(-1);
  const lastKey = last?.key;

  useLayoutEffect(() => {
    const first = openAt === null ? null : list.current?.querySelector(`[data-key="${CSS.escape(openAt)}"]`);
    if (first) first.scrollIntoView({ block: "start" });
    else list.current?.scrollTo({ top: list.current.scrollHeight });
  }, []);
  useLayoutEffect(() => {
    if (wasAtEnd.current && openAt === null) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages]);
  useEffect(() => {
    if (last && last.ts > markOf(seen, place) && document.visibilityState === "visible")
      void act({ do: "read", place, ts: last.ts });
  }, [lastKey]);
  const firstKey = useRef(lastKey);
  useEffect(() => {
    if (!last || lastKey === firstKey.current) return;
    firstKey.current = lastKey;
    if (last.userId === me.id) list.current?.scrollTo({ top: list.current.scrollHeight });
    else setSaid(words.newMessage(seen.people.get(last.userId)?.name ?? "", plainWords(parseMrkdwn(last.text))));
  }, [lastKey]);

  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    wasAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    setIsAtEnd(wasAtEnd.current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[role=listitem]") ?? [])];
    const at = rows.findIndex((row) => row === event.target);
    if (at < 0) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = to === undefined ? undefined : rows[to];
    if (!row) return;
    event.preventDefault();
    row.focus();
  };
  const firstNew = messages.find(({ ts, userId }) => ts > readUpTo && userId !== me.id);
  return html`
    <div class="message-list" ref=${list} onScroll=${onScroll}>
      <div role="list" aria-label=${label} onKeyDown=${onKeyDown}>
        ${messages.map((message, index) => {
          const before = messages[index - 1];
          const ms = msOf(message.ts);
          const beginsDay = !before || !isSameDay(reading, msOf(before.ts), ms);
          const isNew = message === firstNew && before !== undefined;
          const isContinued =
            !beginsDay && !isNew && before?.userId === message.userId && ms - msOf(before.ts) < TOGETHER_MS &&
            !message.isEphemeral && !before.isEphemeral && !message.isBroadcast;
          return html`
            ${beginsDay && !inThread && html`<div class=${isNew ? "day-line with-new" : "day-line"} key=${`d${message.key}`} role="presentation"><span>${dayHeading(reading, ms, nowMs)}</span></div>`}
            ${isNew && html`<div class="new-line" key=${`n${message.key}`} role="presentation"><span>${words.new}</span></div>`}
            <div role="listitem" key=${message.key} tabindex=${index === messages.length - 1 ? 0 : -1}>
              <${Message} message=${message} isContinued=${isContinued} inThread=${inThread} />
            </div>`;
        })}
      </div>
    </div>
    ${!isAtEnd && html`<button type="button" class="to-latest" onClick=${() => list.current?.scrollTo({ top: list.current.scrollHeight })}><${Icon} name="down" size=${16} />${words.jumpToLatest}</button>`}
    <div class="visually-hidden" aria-live="polite">${said}</div>
  `;
}
