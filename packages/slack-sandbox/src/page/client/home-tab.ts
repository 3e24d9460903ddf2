/** The app's Home tab: what it has published for this person, else a kind word. */

import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { Blocks } from "./blocks.ts";
import { Icon } from "./icons.ts";
import { useShared } from "./shared.ts";
import { SurfaceProvider, useActing } from "./surface.ts";
import type { ShownHome } from "./wire.ts";
import { slackSentence } from "./words.ts";

export function HomeTab() {
  const { seen, me, act } = useShared();
  useEffect(() => {
    void act({ do: "open-home" });
  }, [me.id]);
  return html`<div class="home-tab">${seen.home ? html`<${Published} key=${seen.home.id} home=${seen.home} />` : html`<${Empty} />`}</div>`;
}

function Published({ home }: { home: ShownHome }) {
  const { words, act } = useShared();
  const { surface, failure } = useActing({
    kind: "home",
    id: `h-${home.id}`,
    version: home.hash,
    values: home.values,
    send: (action, filled) => act({ do: "press-in-home", filled, action }),
  });
  return html`<div class="published">
    <${SurfaceProvider} value=${surface}><${Blocks} blocks=${home.blocks} /><//>
    ${failure !== null && html`<div class="failure" role="alert"><${Icon} name="warning" size=${16} />${slackSentence(words, failure)}</div>`}
  </div>`;
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
