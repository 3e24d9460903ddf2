/** Moves the focus among rows as the arrow keys, Home and End say; nothing happens when it is on none of them. */
export function moveFocus(event: KeyboardEvent, rows: Iterable<HTMLElement>, { wraps = false } = {}): void {
  const all = [...rows];
  const at = all.findIndex((row) => row.isSameNode(document.activeElement));
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  all[wraps ? (to + all.length) % all.length : to]?.focus();
}
