/** The messages of a conversation or thread: by days, with a line above what is new, and arrow keys between them. */

import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { moveFocus } from "./arrow-keys.ts";
import { Icon } from "./icons.ts";
import { Message } from "./message.ts";
import { parseMrkdwn, plainWords } from "./mrkdwn.ts";
import { useShared } from "./shared.ts";
import { markOf } from "./state.ts";
import { dayHeading, isSameDay, msOf, type Reading } from "./time-format.ts";
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

  const days = useMemo(() => byDay(messages, reading), [messages, reading.zone]);

  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  useLayoutEffect(() => {
    const first = openAt === null ? null : list.current?.querySelector(`[data-key="${CSS.escape(openAt)}"]`);
    first?.scrollIntoView({ block: "start" });
    wasAtEnd.current = !first;
    // New messages, pictures that have come, a composer that grows: the end stays in view.
    const observer = new ResizeObserver(() => wasAtEnd.current && toEnd());
    for (const box of [list.current, list.current?.firstElementChild]) if (box) observer.observe(box);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (last && last.ts > markOf(seen, place) && document.visibilityState === "visible")
      void act({ do: "read", place, ts: last.ts });
  }, [lastKey]);
  const firstKey = useRef(lastKey);
  useEffect(() => {
    if (!last || lastKey === firstKey.current) return;
    firstKey.current = lastKey;
    if (last.userId === me.id) toEnd();
    else setSaid(words.newMessage(seen.people.get(last.userId)?.name ?? "", plainWords(parseMrkdwn(last.text))));
  }, [lastKey]);

  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    wasAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    setIsAtEnd(wasAtEnd.current);
  };
  const onKeyDown = (event: KeyboardEvent) =>
    moveFocus(event, list.current?.querySelectorAll<HTMLElement>("[role=listitem]") ?? []);
  const firstNew = messages.find(({ ts, userId }) => ts > readUpTo && userId !== me.id);
  const isContinued = (message: ShownMessage, before: ShownMessage | undefined) =>
    before !== undefined &&
    message !== firstNew &&
    before.userId === message.userId &&
    msOf(message.ts) - msOf(before.ts) < TOGETHER_MS &&
    ![message, before].some(({ isEphemeral, isBroadcast }) => isEphemeral || isBroadcast);
  return html`
    <div class="message-list" ref=${list} onScroll=${onScroll}>
      <div role="list" aria-label=${label} onKeyDown=${onKeyDown}>
        ${days.map((day) => {
          const [first] = day;
          if (!first) return null;
          const beginsNew = first === firstNew && first !== messages[0];
          return html`<div key=${first.key} class="day-messages" role="presentation">
            ${
              !inThread &&
              html`<div class=${beginsNew ? "day-rule is-new" : "day-rule"} role="presentation">${beginsNew && html`<span>${words.new}</span>`}</div>
              <div class="day-line" role="presentation"><span>${dayHeading(reading, msOf(first.ts), nowMs)}</span></div>`
            }
            ${day.map(
              (message, index) => html`
                ${message === firstNew && index > 0 && html`<div class="new-line" key=${`n${message.key}`} role="presentation"><span>${words.new}</span></div>`}
                <div role="listitem" key=${message.key} tabindex=${message === last ? 0 : -1}>
                  <${Message} message=${message} isContinued=${isContinued(message, day[index - 1])} inThread=${inThread} />
                </div>`,
            )}
          </div>`;
        })}
      </div>
    </div>
    ${!isAtEnd && html`<button type="button" class="to-latest" onClick=${toEnd}><${Icon} name="down" size=${16} />${words.jumpToLatest}</button>`}
    <div class="visually-hidden" aria-live="polite">${said}</div>
  `;
}

function byDay(messages: readonly ShownMessage[], reading: Reading): ShownMessage[][] {
  const days: ShownMessage[][] = [];
  for (const message of messages) {
    const day = days.at(-1);
    if (day?.[0] && isSameDay(reading, msOf(day[0].ts), msOf(message.ts))) day.push(message);
    else days.push([message]);
  }
  return days;
}
