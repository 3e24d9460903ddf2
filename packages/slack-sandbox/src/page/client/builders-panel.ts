/** For those who build apps: everything that goes between people, Slack and the app, with its JSON. */

import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icons.ts";
import { MisbehaveForm } from "./misbehave-form.ts";
import { useShared } from "./shared.ts";
import { timeWithSeconds } from "./time-format.ts";
import type { EntryLine } from "./wire.ts";

export function BuildersPanel({ onClose }: { onClose(): void }) {
  const { seen, words } = useShared();
  const [filter, setFilter] = useState("");
  const [onlyRefused, setOnlyRefused] = useState(false);
  const [chosen, setChosen] = useState<EntryLine | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const shown = seen.entries.filter((entry) => (!onlyRefused || !entry.ok) && matches(entry, filter));
  const last = shown.at(-1)?.number;
  useEffect(() => {
    const box = list.current;
    if (box && chosen === null) box.scrollTop = box.scrollHeight;
  }, [last, chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = shown.findIndex(({ number }) => number === chosen?.number);
    const next = shown[at < 0 ? shown.length - 1 : at + step];
    if (!next) return;
    setChosen(next);
    list.current?.querySelector<HTMLElement>(`[data-number="${next.number}"]`)?.focus();
  };
  return html`<section class="builders" id="builders" aria-label=${words.builders.name}>
    <header class="builders-head">
      <strong>${words.builders.open}</strong>
      <input type="search" class="builders-filter" placeholder=${words.builders.filter} aria-label=${words.builders.filter} value=${filter}
        onInput=${(event: { currentTarget: HTMLInputElement }) => setFilter(event.currentTarget.value)} />
      <label class="builders-only"><input type="checkbox" checked=${onlyRefused} onChange=${() => setOnlyRefused(!onlyRefused)} />${words.builders.onlyRefused}</label>
      <button type="button" class="icon-button" aria-label=${words.close} title=${words.close} onClick=${onClose}><${Icon} name="close" /></button>
    </header>
    <div class="builders-body">
      <div class="entries" ref=${list} role="listbox" aria-label=${words.builders.name} tabindex=${chosen === null ? 0 : -1} onKeyDown=${onKeyDown}>
        ${shown.length === 0 && html`<p class="builders-none">${words.builders.none}</p>`}
        ${shown.map((entry) => html`<${Line} key=${entry.number} entry=${entry} isChosen=${entry.number === chosen?.number} onChoose=${() => setChosen(entry)} />`)}
      </div>
      <div class="entry-json">${chosen === null ? html`<p class="builders-none">${words.builders.pick}</p>` : html`<${Details} key=${chosen.number} entry=${chosen} />`}</div>
      <${MisbehaveForm} />
    </div>
  </section>`;
}

function Line({ entry, isChosen, onChoose }: { entry: EntryLine; isChosen: boolean; onChoose(): void }) {
  const { words, reading } = useShared();
  return html`<div
    role="option" class=${`entry ${entry.ok ? "" : "refused"}`} data-number=${entry.number} aria-selected=${isChosen}
    tabindex=${isChosen ? 0 : -1} onClick=${onChoose}
  >
    <time>${timeWithSeconds(reading, Date.parse(entry.at))}</time>
    <span class=${`direction ${entry.direction}`}>${words.builders[entry.direction]}</span>
    <span class="entry-type">${entry.type}${entry.by === undefined ? "" : ` · ${entry.by}`}</span>
    ${entry.error !== undefined && html`<span class="entry-error">${entry.error}</span>`}
  </div>`;
}

function Details({ entry }: { entry: EntryLine }) {
  const { words } = useShared();
  const [json, setJson] = useState<string | null>(null);
  useEffect(() => {
    const load = async () => {
      const response = await fetch(`/page/entries/${entry.number}`);
      setJson(response.ok ? JSON.stringify(await response.json(), null, 2) : words.builders.gone);
    };
    void load();
  }, [entry.number]);
  return html`
    ${entry.error !== undefined && html`<p class="entry-error" role="status">${words.builders.refused(entry.error)}</p>`}
    <pre tabindex="0">${json ?? "…"}</pre>`;
}

function matches({ type, error = "", by = "", direction }: EntryLine, filter: string): boolean {
  const text = `${direction} ${type} ${by} ${error}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
