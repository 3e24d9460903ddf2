import { html } from "htm/preact";
import { useShared } from "./shared.ts";
import type { ShownPerson } from "./wire.ts";

/** Initials on a colour of the handle; the app has its icon. The name stands beside it, so readers need no more. */
export function Avatar({ person, size = 36 }: { person: ShownPerson | undefined; size?: number }) {
  const { start } = useShared();
  if (person?.id === start.app.userId)
    return html`<img class="avatar" src="/page/client/icon.svg" alt="" width=${size} height=${size} />`;
  const name = person?.name ?? "?";
  const style = {
    width: `${size}px`,
    height: `${size}px`,
    fontSize: `${size * 0.4}px`,
    "--hue": String(hueOf(person?.handle ?? "")),
  };
  return html`<span class="avatar initials" style=${style} aria-hidden="true">${initialsOf(name)}</span>`;
}

export function initialsOf(name: string): string {
  const [first = "", ...others] = name.split(/[\s-]+/).filter((part) => part !== "");
  const letter = (part: string) => [...part][0] ?? "";
  return (letter(first) + letter(others.at(-1) ?? "")).toLocaleUpperCase();
}

function hueOf(handle: string): number {
  let hash = 7;
  for (const char of handle) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 3600;
  return (hash * 137) % 360;
}
