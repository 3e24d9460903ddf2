/** The app's shortcuts as entries of a menu: what it does, and whose it is. */
import { html } from "htm/preact";
import type { MenuItem } from "./menu.ts";
import type { ShortcutEntry, Start } from "./wire.ts";

export function shortcutItems(
  { app, shortcuts }: Pick<Start, "app" | "shortcuts">,
  type: ShortcutEntry["type"],
  run: (callbackId: string) => void,
): MenuItem[] {
  return shortcuts[type].map(({ callbackId, name, description }) => ({
    key: callbackId,
    label: html`<span class="shortcut" title=${description}>${name} <span class="shortcut-app">${app.name}</span></span>`,
    choose: () => run(callbackId),
  }));
}
