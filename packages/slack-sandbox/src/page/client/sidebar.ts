/** The list of conversations; on a phone a drawer. */

import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { moveFocus } from "./arrow-keys.ts";
import { Avatar } from "./avatar.ts";
import { Icon } from "./icons.ts";
import { useShared } from "./shared.ts";
import { unreadIn } from "./state.ts";

interface SidebarProps {
  dmId: string | undefined;
  /** On a phone, where it lies over the conversation. */
  isOpen: boolean;
  onClose(): void;
}

export function Sidebar({ dmId, isOpen, onClose }: SidebarProps) {
  const { start, seen, words, place, go } = useShared();
  const list = useRef<HTMLElement>(null);
  const choose = (at: string | null) => {
    go({ at, thread: null });
    onClose();
  };
  useEffect(() => {
    if (isOpen) list.current?.querySelector<HTMLElement>("[aria-current]")?.focus();
  }, [isOpen]);
  const channels = seen.channels
    .filter(({ kind, isArchived }) => kind !== "im" && !isArchived)
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const here = place.at ?? dmId;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    moveFocus(event, list.current?.querySelectorAll<HTMLElement>(".row") ?? []);
  };
  return html`<nav class="sidebar" ref=${list} aria-label=${start.team} onKeyDown=${onKeyDown}>
    <div class="team"><span class="team-name">${start.team}</span><span class="team-story">${start.title}</span></div>
    <h2 class="section-head">${words.apps}</h2>
    <${Row} isHere=${here === dmId} unread=${dmId === undefined ? 0 : unreadIn(seen, dmId).length} onChoose=${() => choose(null)}
      icon=${html`<${Avatar} person=${seen.people.get(start.app.userId)} size=${20} />`}>${start.app.name}<//>
    <${Row} isHere=${here === "home"} unread=${0} onChoose=${() => choose("home")} icon=${html`<${Icon} name="home" size=${18} />`}>${words.home}<//>
    <h2 class="section-head">${words.channels}</h2>
    ${channels.map(
      (channel) => html`<${Row}
        key=${channel.id} isHere=${here === channel.id} unread=${unreadIn(seen, channel.id).length}
        onChoose=${() => choose(channel.id)} icon=${html`<${Icon} name=${channel.kind === "private" ? "lock" : "hash"} size=${18} />`}
      >${channel.name}<//>`,
    )}
  </nav>`;
}

interface RowProps {
  isHere: boolean;
  unread: number;
  icon: ComponentChildren;
  children?: ComponentChildren;
  onChoose(): void;
}

function Row({ isHere, unread, icon, children, onChoose }: RowProps) {
  const { words } = useShared();
  const isUnread = unread > 0 && !isHere;
  return html`<button type="button" class=${`row ${isUnread ? "unread" : ""}`} aria-current=${isHere ? "page" : undefined} onClick=${onChoose}>
    <span class="row-icon">${icon}</span><span class="row-name">${children}</span>
    ${isUnread && html`<span class="unread-count" aria-label=${words.unread(unread)}>${unread}</span>`}
  </button>`;
}
