/** `/drumbeat snooze`: what somebody can have later, rest from, or never again. */
import type { NamedCommand } from "../kernel/capability.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { actions, button, context, section, words } from "../platform/slack/blocks.ts";
import { commandButton } from "../platform/slack/commands.ts";
import { textsFor } from "../platform/texts/language.ts";
import { promptIds } from "./blocks.ts";
import { checkInTexts } from "./texts.ts";
import { commandTexts } from "./texts-commands.ts";
import { openCheckIns, viewsToChoose } from "./use-cases-choosing.ts";

const MOST_SHOWN = 10;

export function laterCommand(services: Services): NamedCommand<Person> {
  return {
    word: "snooze",
    otherWords: {
      en: ["later", "remind me", "pause", "mute", "stop", "unsubscribe"],
      fr: ["plus tard", "reporter", "rappel", "silence"],
    },
    isUnlisted: true,
    help: (reader) => textsFor(commandTexts, reader).later.label,
    label: (reader) => textsFor(commandTexts, reader).later.label,
    async handle({ actor }) {
      const reader = readerOf(actor);
      const texts = textsFor(commandTexts, reader).later;
      const { later } = textsFor(checkInTexts, reader).prompt;
      const open = (await openCheckIns(services, services.db, actor)).filter(
        ({ prompt }) => prompt.person_id === actor.id && (prompt.state === "planned" || prompt.state === "sent"),
      );
      const views = await viewsToChoose(services.db, actor, reader, open.slice(0, MOST_SHOWN));
      return {
        text: texts.what,
        blocks: [
          section(texts.what),
          ...views.flatMap(({ cadence, program, promptId }) => [
            words([{ text: cadence, bold: true }, { text: ` · ${program}` }]),
            actions(`later:${promptId}`, button(promptIds.later, later, { value: promptId })),
          ]),
          ...(views.length === 0 ? [context(texts.nothingOpen)] : []),
          actions("rest", commandButton(texts.away, "away"), commandButton(texts.optOut, "preferences check-ins")),
        ],
      };
    },
  };
}
