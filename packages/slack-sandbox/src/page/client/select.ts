/** Slack's select menus: a field to type into and a list that shrinks with what is typed; one choice or several. */

import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "./icons.ts";
import { Popup } from "./popup.ts";
import { useShared } from "./shared.ts";

export interface Choice {
  value: string;
  label: string;
  /** Further words that find it. */
  keywords?: string;
  description?: string;
  group?: string;
  picture?: ComponentChildren;
}

export interface FieldProps {
  /** Of the element that gets the focus; a label points at it. */
  id: string;
  label: string | undefined;
  describedBy: string | undefined;
  isInvalid: boolean;
  isRequired: boolean;
  placeholder: string | undefined;
  autoFocus: boolean;
}

interface SelectProps extends FieldProps {
  choices: Choice[];
  chosen: string[];
  isMulti: boolean;
  most: number | undefined;
  canClear: boolean;
  /** What is typed may be a choice that is not offered. */
  typed?: (query: string) => Choice | null;
  onChange(chosen: string[]): void;
}

export function Select(props: SelectProps) {
  const { id, choices, chosen, isMulti, most, onChange } = props;
  const { words } = useShared();
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const isOpen = query !== null;
  const shown = isOpen ? matching(choices, query, props.typed) : [];
  const active = Math.min(at, shown.length - 1);
  const labelOf = (value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? props.typed?.(value)?.label ?? value;

  const open = () => {
    if (isOpen) return;
    setQuery("");
    setAt(
      Math.max(
        0,
        choices.findIndex(({ value }) => value === chosen[0]),
      ),
    );
  };
  const close = () => setQuery(null);
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    if (!isMulti) {
      onChange([choice.value]);
      close();
    } else if (chosen.includes(choice.value)) onChange(chosen.filter((value) => value !== choice.value));
    else if (most === undefined || chosen.length < most) onChange([...chosen, choice.value]);
    if (isMulti) setQuery("");
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen && to !== undefined) setAt((to + shown.length) % Math.max(shown.length, 1));
      else open();
    } else if (isOpen && (event.key === "Home" || event.key === "End") && query === "") {
      event.preventDefault();
      setAt(to ?? 0);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen) choose(shown[active]);
      else open();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") close();
    else if (event.key === "Backspace" && (query ?? "") === "" && isMulti) onChange(chosen.slice(0, -1));
  };
  const single = isMulti || chosen[0] === undefined ? null : labelOf(chosen[0]);
  return html`<div class=${`select ${isOpen ? "open" : ""} ${props.isInvalid ? "invalid" : ""}`} ref=${box}
      onClick=${() => input.current?.focus()}>
    ${
      isMulti &&
      chosen.map(
        (value) => html`<span class="chip" key=${value}>${labelOf(value)}<button
        type="button" class="chip-remove" aria-label=${words.remove(labelOf(value))}
        onClick=${() => onChange(chosen.filter((each) => each !== value))}><${Icon} name="close" size=${12} /></button></span>`,
      )
    }
    <input
      ref=${input} id=${id} class="select-input" role="combobox" autocomplete="off" aria-autocomplete="list"
      aria-expanded=${isOpen} aria-controls=${`${id}-list`} aria-label=${props.label}
      aria-activedescendant=${isOpen && shown[active] ? `${id}-${active}` : undefined}
      aria-describedby=${props.describedBy} aria-invalid=${props.isInvalid} aria-required=${props.isRequired}
      autofocus=${props.autoFocus}
      placeholder=${single ?? (chosen.length > 0 ? "" : (props.placeholder ?? words.choose))}
      value=${query ?? single ?? ""}
      onInput=${(event: { currentTarget: HTMLInputElement }) => {
        setQuery(event.currentTarget.value);
        setAt(0);
      }}
      onClick=${open} onKeyDown=${onKeyDown} onBlur=${(event: FocusEvent) => {
        if (!(event.relatedTarget instanceof Node && box.current?.contains(event.relatedTarget))) close();
      }}
    />
    ${
      props.canClear &&
      !isMulti &&
      chosen.length > 0 &&
      html`<button type="button" class="select-clear" aria-label=${words.clear}
      onClick=${() => onChange([])}><${Icon} name="close" size=${14} /></button>`
    }
    <span class="select-caret"><${Icon} name="down" size=${14} /></span>
    ${
      isOpen &&
      html`<${Popup} anchor=${box} onClose=${close} isAsWide class="list-popup">
      <ul id=${`${id}-list`} role="listbox" aria-label=${props.label} aria-multiselectable=${isMulti}>
        ${shown.length === 0 && html`<li class="no-match" role="presentation">${words.noMatch}</li>`}
        ${shown.map(
          (choice, index) => html`
            ${
              choice.group !== undefined &&
              choice.group !== shown[index - 1]?.group &&
              html`<li class="group" role="presentation">${choice.group}</li>`
            }
            <${ChoiceRow}
              id=${`${id}-${index}`} key=${choice.value} choice=${choice} isActive=${index === active}
              isChosen=${chosen.includes(choice.value)}
              isDisabled=${isMulti && most !== undefined && chosen.length >= most && !chosen.includes(choice.value)}
              onChoose=${() => choose(choice)} onPoint=${() => setAt(index)}
            />`,
        )}
      </ul>
    <//>`
    }
  </div>`;
}

function ChoiceRow(props: {
  id: string;
  choice: Choice;
  isActive: boolean;
  isChosen: boolean;
  isDisabled: boolean;
  onChoose(): void;
  onPoint(): void;
}) {
  const { choice, isActive } = props;
  const showIfActive = (row: HTMLElement | null) => {
    if (isActive) row?.scrollIntoView({ block: "nearest" });
  };
  return html`<li
    id=${props.id} ref=${showIfActive} role="option" class=${`choice ${isActive ? "active" : ""}`}
    aria-selected=${props.isChosen} aria-disabled=${props.isDisabled} onPointerMove=${props.onPoint}
    onPointerDown=${(event: Event) => event.preventDefault()} onClick=${props.onChoose}
  >
    ${choice.picture}<span class="choice-words">${choice.label}${choice.description && html`<small>${choice.description}</small>`}</span>
    ${props.isChosen && html`<${Icon} name="check" size=${16} />`}
  </li>`;
}

function matching(choices: Choice[], query: string, typed: SelectProps["typed"]): Choice[] {
  const wanted = simplified(query);
  const found = choices.filter(({ label, keywords = "" }) => simplified(`${label} ${keywords}`).includes(wanted));
  const own = query === "" ? null : typed?.(query);
  return own && !found.some(({ value }) => value === own.value) ? [own, ...found] : found;
}

/** “lea” finds Léa. */
function simplified(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
