/** What opens beside something and closes again: lists, menus, calendars. It lies above modals, which clip their own. */

import { html } from "htm/preact";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

const GAP_PX = 4;
const EDGE_PX = 8;

export function Popup(props: {
  anchor: RefObject<HTMLElement>;
  onClose(): void;
  children: ComponentChildren;
  class?: string;
  /** As wide as what it belongs to, at least. */
  isAsWide?: boolean;
  alignEnd?: boolean;
}) {
  const { anchor, onClose, children, isAsWide = false, alignEnd = false } = props;
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Gives the focus to what has autofocus in it.
    popup.current?.showPopover();
    const place = () => placeBeside(popup.current, anchor.current, isAsWide, alignEnd);
    place();
    addEventListener("resize", place);
    document.addEventListener("scroll", place, true);
    const content = new ResizeObserver(place);
    if (popup.current) content.observe(popup.current);
    return () => {
      content.disconnect();
      removeEventListener("resize", place);
      document.removeEventListener("scroll", place, true);
    };
  }, []);
  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Node) || popup.current?.contains(target) || anchor.current?.contains(target)) return;
      onClose();
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // Otherwise the modal below closes too.
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return html`<div ref=${popup} popover="manual" class=${`popup ${props.class ?? ""}`} onKeyDown=${onKeyDown}>${children}</div>`;
}

function placeBeside(
  popup: HTMLElement | null,
  anchor: HTMLElement | null,
  isAsWide: boolean,
  alignEnd: boolean,
): void {
  if (!popup || !anchor) return;
  const at = anchor.getBoundingClientRect();
  if (isAsWide) popup.style.minWidth = `${at.width}px`;
  const roomBelow = innerHeight - at.bottom - GAP_PX - EDGE_PX;
  const roomAbove = at.top - GAP_PX - EDGE_PX;
  const isBelow = roomBelow >= Math.min(popup.scrollHeight, 240) || roomBelow >= roomAbove;
  popup.style.maxHeight = `${Math.max(isBelow ? roomBelow : roomAbove, 120)}px`;
  const { width, height } = popup.getBoundingClientRect();
  const left = alignEnd ? at.right - width : at.left;
  popup.style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - width - EDGE_PX))}px`;
  popup.style.top = `${isBelow ? at.bottom + GAP_PX : at.top - GAP_PX - height}px`;
}
