/** Who has which role in the programs of somebody, as a message. */
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import { context, section, shorten, words } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { firstStep } from "./first-step.ts";
import { SEAT_ROLES } from "./rules-program.ts";
import { programTexts } from "./texts.ts";
import { commandTexts } from "./texts-commands.ts";
import { visitorOf } from "./visitor.ts";

const MOST_PROGRAMS = 20;
const LONGEST_LINE = 2000;

/** Who has which role in the programs of this person. */
export async function rolesMessage(services: Services, actor: Person): Promise<Message> {
  const { reader, programs } = await visitorOf(services, actor);
  if (programs.length === 0) return firstStep(services.db, actor);
  const texts = textsFor(programTexts, reader);
  const { title } = textsFor(commandTexts, reader).team;
  const blocks = programs.slice(0, MOST_PROGRAMS).map((program) => {
    const lines = SEAT_ROLES.flatMap((role) => {
      const names = program.holders.flatMap((holder) => (holder.role === role ? holder.name : []));
      return names.length === 0 ? [] : [`${texts.role[role]} · ${list(reader, names)}`];
    });
    return words(
      [{ text: program.title, bold: true }],
      ...lines.map((line) => [{ text: shorten(line, LONGEST_LINE) }]),
    );
  });
  const more = programs.length > MOST_PROGRAMS ? [context("…")] : [];
  return { text: title, blocks: [section(`*${title}*`), ...blocks, ...more] };
}
