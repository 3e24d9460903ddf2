import { isAdmin, type Person } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Services } from "../platform/services.ts";
import { actions, button, header, section } from "../platform/slack/blocks.ts";
import type { Group } from "../platform/slack/home.ts";
import { type Listening, onPress } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { Visitor } from "../programs/visitor.ts";
import { concernsOf } from "./rules.ts";
import { whatsNewTexts } from "./texts.ts";
import { isNewTo, noteRead } from "./use-cases.ts";

const READ = "whats_new.read";

/** A line for each of the visitor's roles that the release concerns, until they say that they have read it. */
export function whatsNewSection(services: Pick<Services, "db">, releasedAt: Instant) {
  return async ({ person, reader, programs }: Visitor): Promise<Group[]> => {
    const concerns = concernsOf({ roles: programs.flatMap(({ roles }) => roles), isAdmin: isAdmin(person) });
    if (concerns.length === 0 || !(await isNewTo(services, person, releasedAt))) return [];
    const texts = textsFor(whatsNewTexts, reader);
    const lines = concerns.map((concerned) => section(`• ${texts.told[concerned]}`));
    return [[header(texts.title), ...lines, actions(READ, button(READ, texts.read))]];
  };
}

export function registerWhatsNew(listening: Listening<Person>, services: Services): void {
  onPress(listening, READ, ({ actor }) => noteRead(services, actor));
}
