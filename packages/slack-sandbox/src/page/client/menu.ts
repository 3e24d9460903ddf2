/** A button that opens a menu; arrow keys move in it. */

import { html } from "htm/preact";
import type { ComponentChildren, RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { moveFocus } from "./arrow-keys.ts";
import { Popup } from "./popup.ts";

export interface MenuItem {
  key: string;
  label: ComponentChildren | (() => ComponentChildren);
  /** What a search looks through. */
  found?: string;
  isChosen?: boolean;
  isDisabled?: boolean;
  choose(): void;
}

/** Above the items, where there are many. */
interface MenuSearch {
  label: string;
  none: string;
  more(count: number): string;
}

/** So many items are read at a glance; of more, so many are shown at once. */
const AT_A_GLANCE = 30;

export function MenuButton(props: {
  label: string;
  search?: MenuSearch;
  onOpen?: () => void;
  children: ComponentChildren;
  items: MenuItem[];
  class?: string;
  isBusy?: boolean;
  alignEnd?: boolean;
  tour?: string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open();
  };
  const open = () => {
    props.onOpen?.();
    setIsOpen(true);
  };
  return html`
    <button
      type="button" ref=${button} class=${props.class ?? "button"} aria-haspopup="menu" aria-expanded=${isOpen}
      aria-label=${props.label} aria-disabled=${props.isBusy ?? false} data-tour=${props.tour} title=${props.label}
      onClick=${() => !props.isBusy && (isOpen ? setIsOpen(false) : open())} onKeyDown=${onKeyDown}
    >${props.children}</button>
    ${isOpen && html`<${Menu} anchor=${button} label=${props.label} items=${props.items} search=${props.search} onClose=${close} alignEnd=${props.alignEnd} />`}
  `;
}

function Menu(props: {
  anchor: RefObject<HTMLElement>;
  label: string;
  items: MenuItem[];
  search?: MenuSearch;
  onClose(): void;
  alignEnd?: boolean;
}) {
  const { onClose } = props;
  const search = props.items.length > AT_A_GLANCE ? props.search : undefined;
  const [wanted, setWanted] = useState("");
  const matching = search ? props.items.filter(({ found = "" }) => isFound(found, wanted)) : props.items;
  const items = search ? matching.slice(0, AT_A_GLANCE) : matching;
  const list = useRef<HTMLDivElement>(null);
  const first = Math.max(
    0,
    items.findIndex(({ isChosen }) => isChosen),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Tab" && !search) onClose();
    moveFocus(event, list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [], { wraps: true });
  };
  const choose = (item: MenuItem) => {
    if (item.isDisabled) return;
    onClose();
    item.choose();
  };
  const onSearchKey = (event: KeyboardEvent) => {
    const [firstFound] = items;
    if (event.key === "Enter") {
      // Otherwise the button, which has the focus again, is pressed too.
      event.preventDefault();
      if (firstFound) choose(firstFound);
    }
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
  };
  const isChoice = items.some(({ isChosen }) => isChosen !== undefined);
  return html`<${Popup} anchor=${props.anchor} onClose=${onClose} alignEnd=${props.alignEnd} class="menu">
    ${search && html`<input class="menu-search" type="search" autofocus aria-label=${search.label} placeholder=${search.label} value=${wanted} onInput=${(event: InputEvent) => event.target instanceof HTMLInputElement && setWanted(event.target.value)} onKeyDown=${onSearchKey} />`}
    <div ref=${list} role="menu" aria-label=${props.label} onKeyDown=${onKeyDown}>
      ${items.map(
        (item, index) => html`<button
          key=${item.key} type="button" class="menu-item" role=${isChoice ? "menuitemradio" : "menuitem"}
          aria-checked=${isChoice ? item.isChosen === true : undefined} tabindex="-1" autofocus=${!search && index === first}
          aria-disabled=${item.isDisabled ?? false} onClick=${() => choose(item)}
        >${typeof item.label === "function" ? item.label() : item.label}</button>`,
      )}
    </div>
    ${search && matching.length !== items.length && html`<p class="menu-note">${search.more(matching.length - items.length)}</p>`}
    ${search && matching.length === 0 && html`<p class="menu-note" role="status">${search.none}</p>`}
  <//>`;
}

/** Every word of what is wanted begins a word of the text; accents do not matter. */
function isFound(text: string, wanted: string): boolean {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u);
  return plain(wanted)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
