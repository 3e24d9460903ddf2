/** A picture: in its block with a title, or small in a line or beside a text. In its block it opens large. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type JsonObject, objectIn, stringIn } from "../../json.ts";
import { Icon } from "./icons.ts";
import { useShared } from "./shared.ts";
import { Text, wordsOf } from "./text.ts";
import type { Block } from "./wire.ts";

export function Picture({ block }: { block: Block }) {
  const { words } = useShared();
  const [isOpen, setIsOpen] = useState(false);
  const title = objectIn(block, "title");
  const [source, alt] = [sourceOf(block), stringIn(block, "alt_text") ?? ""];
  return html`<figure class="block picture">
    ${title && html`<figcaption><${Text} of=${title} /></figcaption>`}
    <button type="button" class="picture-open" title=${words.openPicture} onClick=${() => setIsOpen(true)}>
      <img src=${source} alt=${alt} loading="lazy" />
    </button>
    ${isOpen && html`<${Viewer} source=${source} alt=${alt} title=${title ? wordsOf(title) : ""} onClose=${() => setIsOpen(false)} />`}
  </figure>`;
}

export function SmallPicture({ of: picture, class: className }: { of: JsonObject; class: string }) {
  return html`<img class=${className} src=${sourceOf(picture)} alt=${stringIn(picture, "alt_text")} />`;
}

function Viewer(props: { source: string; alt: string; title: string; onClose(): void }) {
  const { words } = useShared();
  const { source, alt, title, onClose } = props;
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const cameFrom = document.activeElement;
    box.current?.showModal();
    return () => {
      if (cameFrom instanceof HTMLElement) cameFrom.focus();
    };
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  // What lies below has keys of its own: a modal, a thread.
  const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
  return html`<dialog ref=${box} class="modal viewer" aria-label=${title || alt} onCancel=${cancel} onKeyDown=${keepKeys}>
    <header class="modal-head">
      <h2>${title || alt}</h2>
      <button type="button" class="icon-button" aria-label=${words.close} title=${words.close} onClick=${onClose}><${Icon} name="close" /></button>
    </header>
    <div class="modal-body"><img src=${source} alt=${alt} />${title !== "" && html`<p class="viewer-alt" aria-hidden="true">${alt}</p>`}</div>
  </dialog>`;
}

/** A file of Slack is served by the sandbox, by the id in `slack_file` or in the address that it holds. */
export function sourceOf(picture: JsonObject): string {
  const file = objectIn(picture, "slack_file");
  if (!file) return stringIn(picture, "image_url") ?? "";
  const [inUrl = ""] = /\bF[A-Z0-9]{8,}(?=\/|$)/.exec(stringIn(file, "url") ?? "") ?? [];
  return `/page/files/${encodeURIComponent(stringIn(file, "id") ?? inUrl)}`;
}
