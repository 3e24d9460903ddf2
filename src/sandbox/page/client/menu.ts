/** A button that opens a menu; arrow keys move in it. */

import { html } from "htm/preact";
import type { ComponentChildren, RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { moveFocus } from "./arrow-keys.ts";
import { Popup } from "./popup.ts";

export interface MenuItem {
  key: string;
  label: ComponentChildren;
  isChosen?: boolean;
  isDisabled?: boolean;
  choose(): void;
}

export function MenuButton(props: {
  label: string;
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
    setIsOpen(true);
  };
  return html`
    <button
      type="button" ref=${button} class=${props.class ?? "button"} aria-haspopup="menu" aria-expanded=${isOpen}
      aria-label=${props.label} aria-disabled=${props.isBusy ?? false} data-tour=${props.tour} title=${props.label}
      onClick=${() => !props.isBusy && setIsOpen(!isOpen)} onKeyDown=${onKeyDown}
    >${props.children}</button>
    ${isOpen && html`<${Menu} anchor=${button} label=${props.label} items=${props.items} onClose=${close} alignEnd=${props.alignEnd} />`}
  `;
}

function Menu(props: {
  anchor: RefObject<HTMLElement>;
  label: string;
  items: MenuItem[];
  onClose(): void;
  alignEnd?: boolean;
}) {
  const { items, onClose } = props;
  const list = useRef<HTMLDivElement>(null);
  const first = Math.max(
    0,
    items.findIndex(({ isChosen }) => isChosen),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Tab") onClose();
    moveFocus(event, list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [], { wraps: true });
  };
  const choose = (item: MenuItem) => {
    if (item.isDisabled) return;
    onClose();
    item.choose();
  };
  const isChoice = items.some(({ isChosen }) => isChosen !== undefined);
  return html`<${Popup} anchor=${props.anchor} onClose=${onClose} alignEnd=${props.alignEnd} class="menu">
    <div ref=${list} role="menu" aria-label=${props.label} onKeyDown=${onKeyDown}>
      ${items.map(
        (item, index) => html`<button
          key=${item.key} type="button" class="menu-item" role=${isChoice ? "menuitemradio" : "menuitem"}
          aria-checked=${isChoice ? item.isChosen === true : undefined} tabindex="-1" autofocus=${index === first}
          aria-disabled=${item.isDisabled ?? false} onClick=${() => choose(item)}
        >${item.label}</button>`,
      )}
    </div>
  <//>`;
}
