import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { lineOf } from "../platform/slack/blocks.ts";
import type { Command } from "../platform/slack/listening.ts";
import type { Message } from "../platform/slack/message.ts";
import { dateAndTime, textsFor } from "../platform/texts/language.ts";
import { choiceMessage } from "./blocks.ts";
import { formView } from "./form-view.ts";
import { awayView } from "./listeners.ts";
import { cadenceTitle, roundView } from "./round-context.ts";
import { checkInTexts } from "./texts.ts";
import { chooseCheckIn, openForm } from "./use-cases.ts";

export function checkInCommands(services: Services): Command<Person>[] {
  return [
    {
      word: "check-in",
      help: (reader) => textsFor(checkInTexts, reader).commands.checkIn,
      label: (reader) => textsFor(checkInTexts, reader).prompt.checkIn,
      async handle({ actor, words, triggerId, client }) {
        const reader = readerOf(actor);
        const texts = textsFor(checkInTexts, reader).checkIn;
        const choice = await chooseCheckIn(services, actor, words[0]);
        if (choice.kind === "nothing") return line(texts.nothing);
        if (choice.kind === "not-yet") {
          const { cadence, program } = await cadenceTitle(services.db, choice.cadence, reader);
          return line(lineOf(texts.next(cadence, program, dateAndTime(reader, choice.opensAt))));
        }
        const [only, ...others] = choice.prompts;
        if (only && others.length === 0) {
          const form = await openForm(services, actor, only.prompt.id);
          const view = await formView(services, actor, form, { prefill: "current", page: 0 });
          await client.views.open({ trigger_id: triggerId, view });
          return null;
        }
        return choiceMessage(
          reader,
          texts.which,
          choice.prompts.map(({ prompt, context }) => ({ ...roundView(context, reader), promptId: prompt.id })),
        );
      },
    },
    {
      word: "away",
      help: (reader) => textsFor(checkInTexts, reader).commands.away,
      label: (reader) => textsFor(checkInTexts, reader).prompt.away,
      async handle({ actor, triggerId, client }) {
        await client.views.open({ trigger_id: triggerId, view: awayView(actor, services.clock.now()) });
        return null;
      },
    },
  ];
}

function line(text: string): Message {
  return { text, blocks: [{ type: "section", text: { type: "mrkdwn", text, verbatim: true } }] };
}
