/** Who one is, and everybody one can be, with their time and language. */
import { html } from "htm/preact";
import { Avatar } from "./avatar.ts";
import { Icon } from "./icons.ts";
import { MenuButton } from "./menu.ts";
import { useShared } from "./shared.ts";
import { timeOfDay } from "./time-format.ts";
import type { ShownPerson } from "./wire.ts";

export function PersonSwitcher() {
  const { start, seen, me, words, go, roleOf, refreshRoles } = useShared();
  const byHandle = new Map([...seen.people.values()].map((person) => [person.handle, person]));
  const items = start.handles.flatMap((handle) => {
    const person = byHandle.get(handle);
    if (!person) return [];
    const roles = roleOf(person);
    return {
      key: person.id,
      isChosen: person.id === me.id,
      label: () => html`<${PersonLine} person=${person} roles=${roles} />`,
      found: [person.name, person.handle, roles].join(" "),
      choose: () => go({ handle: person.handle }),
    };
  });
  return html`<${MenuButton} label=${`${words.youAre(me.name)}. ${words.beSomebody}`} items=${items} class="me" alignEnd tour="me"
    search=${{ label: words.findPerson, more: words.morePeople, none: words.noMatch }} onOpen=${refreshRoles}>
    <${Avatar} person=${me} size=${26} />
    <span class="me-name">${me.name}</span><${Icon} name="down" size=${14} />
  <//>`;
}

function PersonLine({ person, roles }: { person: ShownPerson; roles: string }) {
  const { words, nowMs } = useShared();
  const reading = { locale: person.locale, zone: person.tz };
  const city = person.tz.split("/").at(-1)?.replaceAll("_", " ");
  const state = person.isDeactivated ? ` · ${words.deactivated}` : "";
  return html`<${Avatar} person=${person} size=${30} />
    <span class="person-words"><span>${person.name}</span>
      <small>${city} · ${timeOfDay(reading, nowMs)}${state}</small>
      ${roles !== "" && html`<small class="person-roles" title=${roles}>${roles}</small>`}</span>
    <span class="language" lang=${person.locale}>${languageName(person.locale)}</span>`;
}

/** In its own words: English, français. */
function languageName(locale: string): string {
  const language = new Intl.Locale(locale).language;
  return new Intl.DisplayNames([locale], { type: "language" }).of(language) ?? language;
}
