/** A date to choose from a calendar; arrow keys move by days and weeks, page keys by months. */

import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icons.ts";
import { Popup } from "./popup.ts";
import type { FieldProps } from "./select.ts";
import { useShared } from "./shared.ts";
import { localDate, partsOf } from "./time-format.ts";

const DAY_MS = 86_400_000;

export function DateField(
  props: FieldProps & { value: string | null; canClear: boolean; onChange(date: string | null): void },
) {
  const { words, reading } = useShared();
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  const shown = props.value === null ? (props.placeholder ?? words.chooseDate) : localDate(reading.locale, props.value);
  return html`<div class=${`date-field ${props.isInvalid ? "invalid" : ""}`}>
    <button
      ref=${button} id=${props.id} type="button" class=${`date-button ${props.value === null ? "is-empty" : ""}`}
      aria-haspopup="dialog" aria-expanded=${isOpen} aria-describedby=${props.describedBy}
      aria-label=${props.label === undefined ? undefined : `${props.label}, ${shown}`}
      aria-labelledby=${props.label === undefined ? `${props.id}-label ${props.id}` : undefined} autofocus=${props.autoFocus}
      onClick=${() => setIsOpen(!isOpen)}
    ><${Icon} name="calendar" size=${16} />${shown}</button>
    ${
      props.canClear &&
      props.value !== null &&
      html`<button type="button" class="select-clear" aria-label=${words.clear}
      onClick=${() => props.onChange(null)}><${Icon} name="close" size=${14} /></button>`
    }
    ${
      isOpen &&
      html`<${Popup} anchor=${button} onClose=${close} class="calendar-popup">
      <${Calendar} value=${props.value} label=${props.label ?? words.chooseDate} onChoose=${(date: string) => {
        props.onChange(date);
        close();
      }} />
    <//>`
    }
  </div>`;
}

function Calendar({ value, label, onChoose }: { value: string | null; label: string; onChoose(date: string): void }) {
  const { words, reading, nowMs } = useShared();
  const today = partsOf(reading.zone, nowMs);
  const [at, setAt] = useState(value ?? today);
  const grid = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }, [at]);
  const firstDay = reading.locale === "en-US" ? 0 : 1;
  const weeks = weeksOf(at.slice(0, 7), firstDay);
  const weekday = (date: string, style: "narrow" | "long") =>
    new Intl.DateTimeFormat(reading.locale, { timeZone: "UTC", weekday: style }).format(noon(date));
  const onKeyDown = (event: KeyboardEvent) => {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const months = { PageUp: -1, PageDown: 1 }[event.key];
    if (days === undefined && months === undefined) return;
    event.preventDefault();
    setAt(days === undefined ? monthsLater(at, months ?? 0) : daysLater(at, days));
  };
  const heading = new Intl.DateTimeFormat(reading.locale, { timeZone: "UTC", month: "long", year: "numeric" });
  return html`<div class="calendar" role="dialog" aria-label=${label} onKeyDown=${onKeyDown}>
    <div class="calendar-head">
      <button type="button" class="icon-button" aria-label=${words.previousMonth} onClick=${() => setAt(monthsLater(at, -1))}><${Icon} name="back" /></button>
      <strong aria-live="polite">${heading.format(noon(at))}</strong>
      <button type="button" class="icon-button" aria-label=${words.nextMonth} onClick=${() => setAt(monthsLater(at, 1))}><${Icon} name="forward" /></button>
    </div>
    <table ref=${grid} role="grid">
      <thead><tr>${weeks[0]?.map((date) => html`<th abbr=${weekday(date, "long")} scope="col">${weekday(date, "narrow")}</th>`)}</tr></thead>
      <tbody>${weeks.map(
        (week) =>
          html`<tr>${week.map(
            (date) => html`<td><button
            type="button" tabindex=${date === at ? 0 : -1} autofocus=${date === at} aria-label=${localDate(reading.locale, date)}
            aria-pressed=${date === value} aria-current=${date === today ? "date" : undefined}
            class=${date.slice(0, 7) === at.slice(0, 7) ? "day" : "day other"} onClick=${() => onChoose(date)}
          >${Number(date.slice(8))}</button></td>`,
          )}</tr>`,
      )}</tbody>
    </table>
  </div>`;
}

function noon(date: string): number {
  return Date.parse(`${date}T12:00:00Z`);
}

function daysLater(date: string, days: number): string {
  return new Date(noon(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of another month, or its last one. */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** Whole weeks that hold the month (`YYYY-MM`); `firstDay` is 0 for Sunday. */
export function weeksOf(month: string, firstDay: number): string[][] {
  const first = `${month}-01`;
  const lead = (new Date(noon(first)).getUTCDay() - firstDay + 7) % 7;
  const weeks: string[][] = [];
  let date = daysLater(first, -lead);
  while (date.slice(0, 7) <= month) {
    const from = date;
    weeks.push(Array.from({ length: 7 }, (_, index) => daysLater(from, index)));
    date = daysLater(date, 7);
  }
  return weeks;
}
