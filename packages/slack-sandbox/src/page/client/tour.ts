/** Steps through what the workspace shows, as whoever shows it wrote them. Closed once, it stays closed until it is asked for. */

import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icons.ts";
import { useShared } from "./shared.ts";
import type { TourStep } from "./wire.ts";

export function Tour({ onClose }: { onClose(): void }) {
  const { words, seen, me, go } = useShared();
  const [at, setAt] = useState(0);
  const from = useRef({ at, me });
  if (from.current.at !== at) from.current = { at, me };
  const steps = useSteps(me.handle, from.current.me.handle, at);
  const step = steps[at];
  const isCovered = seen.views.length > 0;
  useEffect(() => {
    if (step?.isDoneAs === me.handle) setAt((now) => Math.min(now + 1, steps.length - 1));
  });
  if (!step || isCovered) return null;
  const isLast = at === steps.length - 1;
  const take = (offer: TourStep["offer"]) => {
    if (offer?.as !== undefined) go({ handle: offer.as });
    if (offer?.press !== undefined) document.querySelector<HTMLElement>(offer.press)?.click();
  };
  return html`
    <${Ring} key=${at} target=${step.target} />
    <aside class="tour" role="region" aria-label=${words.tour.name}>
      <header><span class="tour-step">${words.tour.step(at + 1, steps.length)}</span>
        <button type="button" class="icon-button" aria-label=${words.close} title=${words.close} onClick=${onClose}><${Icon} name="close" /></button></header>
      <div aria-live="polite"><h2>${step.title}</h2><p>${step.text}</p></div>
      <footer>
        ${at > 0 && html`<button type="button" class="button" onClick=${() => setAt(at - 1)}>${words.tour.previous}</button>`}
        ${step.offer && html`<button type="button" class="button primary" onClick=${() => take(step.offer)}>${step.offer.label}</button>`}
        <button type="button" class=${step.offer ? "button" : "button primary"} onClick=${() => (isLast ? onClose() : setAt(at + 1))}>${isLast ? words.tour.done : words.tour.next}</button>
      </footer>
    </aside>`;
}

/** For whoever one is, asked again with each step and each message: what it speaks of may have come meanwhile. */
function useSteps(me: string, from: string, at: number): readonly TourStep[] {
  const { seen } = useShared();
  const [steps, setSteps] = useState<readonly TourStep[]>([]);
  useEffect(() => {
    let isWanted = true;
    fetch(`/page/tour/${encodeURIComponent(me)}/${encodeURIComponent(from)}`)
      .then(async (answer) => {
        const told = answer.ok ? await answer.json() : [];
        if (isWanted) setSteps(told);
      })
      // The page says by itself that the sandbox cannot be reached.
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [me, from, at, seen.messages.size]);
  return steps;
}

/** Around what a step speaks of, wherever it is at the moment. */
function Ring({ target }: { target: TourStep["target"] }) {
  const ring = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    let [frame, placed] = [0, ""];
    const follow = () => {
      frame = 0;
      const box = ring.current;
      if (!box) return;
      const rect = [...document.querySelectorAll(target)].at(-1)?.getBoundingClientRect();
      if (box.hidden !== (!rect || rect.width === 0)) box.hidden = !box.hidden;
      if (!rect) return;
      const [top, left] = [Math.max(rect.top, 4), Math.max(rect.left, 4)];
      const [bottom, right] = [Math.min(rect.bottom, innerHeight - 8), Math.min(rect.right, innerWidth - 8)];
      const [width, height] = [Math.max(right - left, 0) + 8, Math.max(bottom - top, 0) + 8];
      const place = `left:${left - 4}px;top:${top - 4}px;width:${width}px;height:${height}px`;
      // To be moved is a change of the page, too, and would be followed for ever.
      if (place === placed) return;
      placed = place;
      box.style.cssText = place;
    };
    const soon = () => {
      frame ||= requestAnimationFrame(follow);
    };
    // Whatever can move something: a look at each frame would keep the machine busy while nothing happens.
    const changes = new MutationObserver(soon);
    changes.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    for (const event of MOVING) addEventListener(event, soon, true);
    follow();
    return () => {
      changes.disconnect();
      for (const event of MOVING) removeEventListener(event, soon, true);
      cancelAnimationFrame(frame);
    };
  }, [target]);
  return html`<div class="tour-ring" ref=${ring} aria-hidden="true"></div>`;
}

/** `load`: of pictures, which make room for themselves. */
const MOVING = ["scroll", "resize", "load", "transitionend"];

const CLOSED = "slack-sandbox-tour-closed";

/** Whether it is open, and how to open and close it: remembered by this browser. */
export function useTour(): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setIsOpen] = useState(() => localStorage.getItem(CLOSED) === null);
  const set = (open: boolean) => {
    if (open) localStorage.removeItem(CLOSED);
    else localStorage.setItem(CLOSED, "yes");
    setIsOpen(open);
  };
  return [isOpen, set];
}
