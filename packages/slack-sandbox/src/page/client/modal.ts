/** The modal on top of the stack: scrolls, keeps the focus inside, shows errors at the fields; Esc closes it. */

import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Avatar } from "./avatar.ts";
import { Blocks } from "./blocks.ts";
import { Icon } from "./icons.ts";
import { useShared } from "./shared.ts";
import { SurfaceProvider, useActing } from "./surface.ts";
import { wordsOf } from "./text.ts";
import type { ShownView } from "./wire.ts";
import { slackSentence } from "./words.ts";

const FOCUSABLE = "a[href], button:not([disabled]), input, textarea, select, [tabindex='0']";

export function Modals() {
  const { seen } = useShared();
  const top = seen.views.at(-1);
  if (!top) return null;
  return html`<${Modal} key=${top.id} view=${top} depth=${seen.views.length} />`;
}

function Modal({ view, depth }: { view: ShownView; depth: number }) {
  const { start, seen, words, act } = useShared();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isSending, setIsSending] = useState(false);
  const { surface, filled, failure, setFailure, setErrors } = useActing({
    kind: "modal",
    id: `v-${view.id}`,
    version: view.id,
    values: view.values,
    send: (action, typed) => act({ do: "press-in-view", viewId: view.id, filled: typed, action }),
  });
  useEffect(() => {
    const cameFrom = document.activeElement;
    dialog.current?.showModal();
    const first = dialog.current?.querySelector<HTMLElement>(
      "[autofocus], .modal-body :is(input:checked, .text-input, .select-input, .date-button, input)",
    );
    (first ?? dialog.current?.querySelector<HTMLElement>(".modal-foot button, .icon-button"))?.focus();
    return () => {
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, []);
  const errorCount = Object.keys(surface.errors).length;
  useEffect(() => {
    if (errorCount === 0) return;
    dialog.current
      ?.querySelector<HTMLElement>(".has-error :is(.text-input, .select-input, .date-button, input:checked, input)")
      ?.focus();
  }, [errorCount]);

  const submit = async () => {
    if (isSending || surface.pressing !== null) return;
    setIsSending(true);
    setFailure(null);
    const answer = await act({ do: "submit", viewId: view.id, filled });
    setIsSending(false);
    setErrors(answer.errors ?? {});
    setFailure(answer.stale ? words.stale : (answer.failed ?? null));
  };
  const close = (all: boolean) => void act({ do: "close", viewId: view.id, all });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && view.submit) void submit();
    if (event.key !== "Tab") return;
    const all = [...(dialog.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter(
      (element) => element.tabIndex >= 0 && element.getClientRects().length > 0,
    );
    const [first, last] = [all[0], all.at(-1)];
    const [from, to] = event.shiftKey ? [first, last] : [last, first];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to?.focus();
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    void submit();
  };
  const titleId = `title-${view.id}`;
  return html`<dialog
    ref=${dialog} class="modal" data-depth=${depth} aria-labelledby=${titleId} onKeyDown=${onKeyDown}
    onCancel=${(event: Event) => {
      event.preventDefault();
      close(false);
    }}
  >
    <form class="modal-form" novalidate onSubmit=${onSubmit}>
      <header class="modal-head">
        ${
          depth > 1
            ? html`<button type="button" class="icon-button" aria-label=${words.back} title=${words.back} onClick=${() => close(false)}><${Icon} name="back" /></button>`
            : html`<${Avatar} person=${seen.people.get(start.app.userId)} size=${28} />`
        }
        <h2 id=${titleId}>${wordsOf(view.title)}</h2>
        <button type="button" class="icon-button" aria-label=${words.close} title=${words.close} onClick=${() => close(true)}><${Icon} name="close" /></button>
      </header>
      <div class="modal-body">
        <${SurfaceProvider} value=${surface}><${Blocks} blocks=${view.blocks} /><//>
      </div>
      <footer class="modal-foot">
        <div class="modal-says" role="alert">
          ${failure !== null && html`<span class="failure"><${Icon} name="warning" size=${16} />${slackSentence(words, failure)}</span>`}
          ${failure === null && errorCount > 0 && html`<span class="failure">${words.formErrors(errorCount)}</span>`}
        </div>
        <button type="button" class="button" onClick=${() => close(false)}>${view.close ? wordsOf(view.close) : view.submit ? words.cancel : words.close}</button>
        ${
          view.submit &&
          html`<button type="submit" class=${`button primary ${isSending ? "busy" : ""}`} aria-busy=${isSending}
            aria-disabled=${view.submitDisabled || isSending}>${wordsOf(view.submit)}</button>`
        }
      </footer>
    </form>
  </dialog>`;
}
