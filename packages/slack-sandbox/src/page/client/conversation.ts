/** The middle of the page: a channel, or the app with its tabs. And beside it a thread. */

import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Avatar } from "./avatar.ts";
import { Composer } from "./composer.ts";
import { HomeTab } from "./home-tab.ts";
import { Icon } from "./icons.ts";
import { MessageList } from "./message-list.ts";
import { useShared } from "./shared.ts";
import { messagesAt } from "./state.ts";
import type { ShownChannel } from "./wire.ts";

export function Conversation({ channel, isHome }: { channel: ShownChannel | undefined; isHome: boolean }) {
  const { me } = useShared();
  if (!channel) return html`<main class="conversation" id="conversation"></main>`;
  return html`<main class="conversation" id="conversation">
    ${channel.kind === "im" ? html`<${AppHeader} isHome=${isHome} />` : html`<${ChannelHeader} channel=${channel} />`}
    ${isHome ? html`<${HomeTab} />` : html`<${Messages} key=${`${me.id} ${channel.id}`} channel=${channel} />`}
  </main>`;
}

function AppHeader({ isHome }: { isHome: boolean }) {
  const { start, seen, words, go } = useShared();
  const tab = (label: string, isOn: boolean, to: "home" | null) => html`<button
    type="button" role="tab" class="tab" aria-selected=${isOn} onClick=${() => go({ at: to, thread: null })}>${label}</button>`;
  return html`<header class="conversation-head">
    <h1><${Avatar} person=${seen.people.get(start.app.userId)} size=${24} />${start.app.name}<span class="badge">${words.app}</span></h1>
    <div class="tabs" role="tablist" aria-label=${start.app.name}>
      ${tab(words.home, isHome, "home")}
      ${tab(words.messages, !isHome, null)}
    </div>
  </header>`;
}

function ChannelHeader({ channel }: { channel: ShownChannel }) {
  const { seen, words } = useShared();
  const people = channel.memberIds.flatMap((id) => seen.people.get(id) ?? []).filter(({ isBot }) => !isBot);
  const names = people.map(({ name }) => name).join(", ");
  return html`<header class="conversation-head channel">
    <h1><${Icon} name=${channel.kind === "private" ? "lock" : "hash"} />${channel.name}</h1>
    <div class="members" title=${names}>
      <span class="thread-faces">${people.slice(0, 3).map((person) => html`<${Avatar} person=${person} size=${22} />`)}</span>
      ${words.members(people.length)}
    </div>
  </header>`;
}

function Messages({ channel }: { channel: ShownChannel }) {
  const { start, seen, words, place } = useShared();
  const messages = useMemo(() => messagesAt(seen, channel.id, null), [seen.messages, channel.id]);
  // What is longer than the screen is read from its beginning; everything else from its end.
  const openAt = useRef(channel.kind === "im" ? openingRead(messages, place.handle === start.opensAs) : null);
  const name = channel.kind === "im" ? start.app.name : `#${channel.name}`;
  return html`
    ${
      messages.length === 0
        ? html`<div class="beginning">${channel.kind === "im" ? words.directMessage(start.app.name) : words.channelBegins(channel.name)}</div>`
        : html`<${MessageList} place=${channel.id} messages=${messages} inThread=${false} label=${name} openAt=${openAt.current} />`
    }
    ${
      channel.isArchived
        ? html`<div class="archived">${words.archived}</div>`
        : html`<${Composer} key=${place.handle} channel=${channel.id} thread=${null} placeholder=${words.messageTo(name)} />`
    }
  `;
}

/** The last message when it is a long one; for the person as whom the page opens also the last but one or two. */
function openingRead(messages: ReturnType<typeof messagesAt>, isOpening: boolean): string | null {
  return messages.slice(isOpening ? -3 : -1).findLast(({ isLongRead }) => isLongRead)?.key ?? null;
}

export function Thread({ channel, ts }: { channel: ShownChannel; ts: string }): ComponentChildren {
  const { start, seen, words, go } = useShared();
  const messages = useMemo(() => messagesAt(seen, channel.id, ts), [seen.messages, channel.id, ts]);
  const panel = useRef<HTMLElement>(null);
  // With the first drawing: a later focus would take the next key from who already types.
  useLayoutEffect(() => {
    const within = (selector: string) => panel.current?.querySelector<HTMLElement>(selector);
    (within("textarea") ?? within(".icon-button"))?.focus();
  }, []);
  const close = () => go({ at: channel.id, thread: null });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  };
  return html`<aside class="thread" ref=${panel} aria-label=${words.thread} onKeyDown=${onKeyDown}>
    <header class="conversation-head channel">
      <h2>${words.thread} <span class="where">${channel.kind === "im" ? start.app.name : `#${channel.name}`}</span></h2>
      <button type="button" class="icon-button" aria-label=${words.closeThread} title=${words.closeThread} onClick=${close}><${Icon} name="close" /></button>
    </header>
    <${MessageList} place=${`${channel.id}/${ts}`} messages=${messages} inThread label=${words.thread} openAt=${null} />
    ${!channel.isArchived && html`<${Composer} channel=${channel.id} thread=${ts} placeholder=${words.reply} />`}
  </aside>`;
}
