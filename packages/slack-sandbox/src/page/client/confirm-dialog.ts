/** Slack's dialog before a consequence. */

import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { type JsonObject, objectIn } from "../../json.ts";
import { useShared } from "./shared.ts";
import { Text, wordsOf } from "./text.ts";

export function ConfirmDialog({ dialog, onAnswer }: { dialog: JsonObject; onAnswer(goesOn: boolean): void }) {
  const { words } = useShared();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  const title = objectIn(dialog, "title");
  const [confirm, deny] = [objectIn(dialog, "confirm"), objectIn(dialog, "deny")];
  const cancel = (event: Event) => {
    event.preventDefault();
    onAnswer(false);
  };
  return html`<dialog ref=${box} class="modal confirm" role="alertdialog" aria-labelledby="confirm-title" aria-describedby="confirm-text" onCancel=${cancel}>
    <header class="modal-head"><h2 id="confirm-title">${title ? wordsOf(title) : words.confirmTitle}</h2></header>
    <div class="modal-body" id="confirm-text"><${Text} of=${objectIn(dialog, "text")} /></div>
    <footer class="modal-foot">
      <button type="button" class="button" onClick=${() => onAnswer(false)}>${deny ? wordsOf(deny) : words.cancel}</button>
      <button type="button" class=${`button ${dialog.style === "danger" ? "danger solid" : "primary"}`} autofocus onClick=${() => onAnswer(true)}>${confirm ? wordsOf(confirm) : words.yes}</button>
    </footer>
  </dialog>`;
}
