/** Who one is, and everybody one can be, with their time and language. */
import { html } from "htm/preact";
import { Avatar } from "./avatar.ts";
import { Icon } from "./icons.ts";
import { MenuButton } from "./menu.ts";
import { useShared } from "./shared.ts";
import { timeOfDay } from "./time-format.ts";
import type { ShownPerson } from "./wire.ts";

export function PersonSwitcher() {
  const { start, seen, me, words, go } = useShared();
  const people = start.handles.flatMap(
    (handle) => [...seen.people.values()].find((person) => person.handle === handle) ?? [],
  );
  const items = people.map((person) => ({
    key: person.id,
    isChosen: person.id === me.id,
    label: html`<${PersonLine} person=${person} />`,
    choose: () => go({ handle: person.handle }),
  }));
  return html`<${MenuButton} label=${`${words.youAre(me.name)}. ${words.beSomebody}`} items=${items} class="me" alignEnd tour="me">
    <${Avatar} person=${me} size=${26} />
    <span class="me-name">${me.name}</span><${Icon} name="down" size=${14} />
  <//>`;
}

function PersonLine({ person }: { person: ShownPerson }) {
  const { words, nowMs } = useShared();
  const reading = { locale: person.locale, zone: person.tz };
  const city = person.tz.split("/").at(-1)?.replaceAll("_", " ");
  const state = person.isDeactivated ? ` · ${words.deactivated}` : "";
  return html`<${Avatar} person=${person} size=${30} />
    <span class="person-words"><span>${person.name}</span>
      <small>${city} · ${timeOfDay(reading, nowMs)}${state}</small></span>
    <span class="language" lang=${person.locale}>${languageName(person.locale)}</span>`;
}

/** In its own words: English, français. */
function languageName(locale: string): string {
  const language = new Intl.Locale(locale).language;
  return new Intl.DisplayNames([locale], { type: "language" }).of(language) ?? language;
}
