/** The app's Home tab: what it has published for this person, else a kind word. */
import { useEffect } from "preact/hooks";
import { html } from "htm/preact";
import { Blocks } from "./blocks.ts";
import { Icon } from "./icons.ts";
import { useShared } from "./shared.ts";

export function HomeTab() {
  const { seen, me, act } = useShared();
  useEffect(() => {
    void act({ do: "open-home" });
  }, [me.id]);
  return html`<div class="home-tab">${seen.home ? html`<${Published} blocks=${seen.home.blocks} />` : html`<${Empty} />`}</div>`;
}

function Empty() {
  const { start, words, go } = useShared();
  return html`<div class="empty">
    <${Icon} name="home" size=${40} />
    <h2>${words.homeEmpty}</h2>
    <p>${words.homeEmptyWhy(start.app.name)}</p>
    <button type="button" class="button" onClick=${() => go({ at: null, thread: null })}>${words.toMessages}</button>
  </div>`;
}
