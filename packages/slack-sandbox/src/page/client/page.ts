/** The whole page: bar, list of conversations, conversation, thread, modals, panel for builders, tour. */

import { html } from "htm/preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { JsonObject } from "../../json.ts";
import { BuildersPanel } from "./builders-panel.ts";
import { ClockBar } from "./clock-bar.ts";
import { ConfirmDialog } from "./confirm-dialog.ts";
import { Conversation, Thread } from "./conversation.ts";
import { Icon } from "./icons.ts";
import { Modals } from "./modal.ts";
import { PersonSwitcher } from "./person-switcher.ts";
import { usePlace } from "./place.ts";
import { useRoles } from "./roles.ts";
import { sendAct } from "./sending.ts";
import { type Shared, SharedProvider } from "./shared.ts";
import { Sidebar } from "./sidebar.ts";
import { useSeen } from "./state.ts";
import { ThemeButton } from "./theme.ts";
import { Tour, useTour } from "./tour.ts";
import type { PageAct, Start } from "./wire.ts";
import { wordsFor } from "./words.ts";

export function Page({ start }: { start: Start }) {
  const [wanted, go] = usePlace(start.handles, start.opensAs);
  const seen = useSeen(wanted.handle);
  const [asked, setAsked] = useState<{ dialog: JsonObject; answer(goesOn: boolean): void } | null>(null);
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const [isPanelOpen, setIsPanelOpen] = useState(false);
  const [isTourOpen, setIsTourOpen] = useTour();
  const { me } = seen;
  const { roleOf, refresh: refreshRoles } = useRoles(wanted.handle, me?.locale ?? "en");
  const words = useMemo(() => wordsFor(me?.locale ?? "en"), [me?.locale]);
  useEffect(() => {
    document.documentElement.lang = me?.locale ?? "en";
    document.title = me ? `${me.name} · ${start.app.name}` : start.app.name;
  }, [me]);
  // On the way to somebody else one stays who one was, where one was, until there is something to see.
  const reached = useRef(wanted);
  if (me?.handle === wanted.handle) reached.current = wanted;
  const place = reached.current;
  if (!me) return html`<div class="loading" aria-busy="true"></div>`;

  const dm = seen.channels.find(({ kind }) => kind === "im");
  const isHome = place.at === "home";
  const channel = isHome ? dm : (seen.channels.find(({ id }) => id === place.at) ?? dm);
  const shared: Shared = {
    start,
    seen,
    me,
    words,
    reading: { locale: me.locale, zone: me.tz },
    nowMs: Date.parse(seen.clock.now),
    place,
    go,
    roleOf,
    refreshRoles,
    act: (act: PageAct) => sendAct(me.handle, act),
    confirm: (dialog) => new Promise((answer) => setAsked({ dialog, answer })),
  };
  const answerConfirm = (goesOn: boolean) => {
    asked?.answer(goesOn);
    setAsked(null);
  };
  const hasThread = place.thread !== null && channel !== undefined && !isHome;
  return html`<${SharedProvider} value=${shared}>
    <button type="button" class="skip" onClick=${() => document.querySelector<HTMLElement>("#conversation textarea, #conversation button")?.focus()}>${words.skip}</button>
    <div class=${["page", isDrawerOpen && "drawer-open", hasThread && "with-thread", isPanelOpen && "with-panel"].filter(Boolean).join(" ")}>
      <header class="bar">
        <button type="button" class="bar-button drawer-button" aria-expanded=${isDrawerOpen} aria-label=${isDrawerOpen ? words.closeMenu : words.menu}
          onClick=${() => setIsDrawerOpen(!isDrawerOpen)}><${Icon} name="menu" /></button>
        <${ClockBar} />
        <div class="bar-end">
          ${start.hasTour && html`<button type="button" class="bar-button" aria-pressed=${isTourOpen} title=${words.tour.name} aria-label=${words.tour.name} onClick=${() => setIsTourOpen(!isTourOpen)}><${Icon} name="flag" /></button>`}
          <button type="button" class="bar-button" aria-expanded=${isPanelOpen} aria-controls="builders" title=${words.builders.name}
            aria-label=${words.builders.open} onClick=${() => setIsPanelOpen(!isPanelOpen)}><${Icon} name="code" /></button>
          <${ThemeButton} />
          <${PersonSwitcher} />
        </div>
      </header>
      <${Sidebar} dmId=${dm?.id} isOpen=${isDrawerOpen} onClose=${() => setIsDrawerOpen(false)} />
      <div class="drawer-shade" onClick=${() => setIsDrawerOpen(false)}></div>
      <${Conversation} channel=${channel} isHome=${isHome} />
      ${hasThread && html`<${Thread} key=${`${channel.id}/${place.thread}`} channel=${channel} ts=${place.thread} />`}
      ${isPanelOpen && html`<${BuildersPanel} onClose=${() => setIsPanelOpen(false)} />`}
      ${!seen.isConnected && html`<div class="disconnected" role="alert"><${Icon} name="warning" size=${16} />${words.disconnected}</div>`}
    </div>
    <${Modals} />
    ${asked && html`<${ConfirmDialog} dialog=${asked.dialog} onAnswer=${answerConfirm} />`}
    ${start.hasTour && isTourOpen && html`<${Tour} onClose=${() => setIsTourOpen(false)} />`}
  <//>`;
}
