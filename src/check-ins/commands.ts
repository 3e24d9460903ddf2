import type { ModalView } from "@slack/types";
import type { NamedCommand } from "../app/capability.ts";
import { cadenceTitle } from "../cadences/cadences.ts";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, textsFor } from "../platform/texts/language.ts";
import { lineOf } from "../slack/blocks.ts";
import { type Listening, lineMessage } from "../slack/listening.ts";
import type { Message } from "../slack/message.ts";
import type { Name, OtherWords } from "../slack/parse-command.ts";
import { onShortcut } from "../slack/shortcuts.ts";
import { awayCommand } from "./away/listeners.ts";
import { choiceMessage, chooseCheckIn, isKnownCheckIn, viewsToChoose } from "./check-in-now.ts";
import { dayToChoose } from "./day/view.ts";
import { openForm, showForm } from "./form/opening.ts";
import { checkInTexts } from "./texts.ts";

export function checkInCommands(services: Services): NamedCommand<Person>[] {
  return [
    {
      word: "check-in",
      otherWords: {
        en: ["standup", "update", "answer", "checkin now", ...EVERY.en],
        fr: ["point d’étape", "faire le point", "répondre", "réponse", ...EVERY.fr],
      },
      secondWords: {
        words: {
          daily: ["quotidien", "jour"],
          weekly: ["hebdomadaire", "hebdo", "semaine"],
          monthly: ["mensuel", "mois"],
          quarterly: ["trimestriel", "trimestre"],
          annual: ["annuel", "année", "yearly"],
        },
        allowsOthers: true,
      },
      help: (reader) => textsFor(checkInTexts, reader).commands.checkIn,
      label: (reader) => textsFor(checkInTexts, reader).prompt.checkIn,
      handle: async ({ words: [wanted], actor, client, triggerId, unknownWord }) => {
        if (wanted !== undefined && !(await isKnownCheckIn(services.db, actor.workspace_id, wanted)))
          return unknownWord(wanted);
        return checkIn(services, { actor, open: (view) => client.views.open({ trigger_id: triggerId, view }) }, wanted);
      },
    },
    awayCommand(services),
  ];
}

/** « hebdo » alone is the check-in of the week. */
const EVERY = {
  en: ["daily", "weekly", "monthly", "quarterly", "annual"].map((name): Name => ({ name, means: name })),
  fr: [
    { name: "quotidien", means: "daily" },
    { name: "hebdomadaire", means: "weekly" },
    { name: "hebdo", means: "weekly" },
    { name: "mensuel", means: "monthly" },
    { name: "trimestriel", means: "quarterly" },
    { name: "annuel", means: "annual" },
  ],
} satisfies OtherWords;

/** The entry in Slack's menu of shortcuts, as manifest.yml declares it. */
const CHECK_IN_NOW = "check_in_now";

export function registerCheckInShortcut(listening: Listening<Person>, services: Services): void {
  onShortcut(listening, CHECK_IN_NOW, async (shortcut) => {
    const message = await checkIn(services, shortcut);
    if (message) await shortcut.reply(message);
  });
}

/** Opens the form of the one check-in that can be answered; else says which there are, or that there is none. */
async function checkIn(
  services: Services,
  { actor, open }: { actor: Person; open(view: ModalView): Promise<unknown> },
  wanted?: string,
): Promise<Message | null> {
  const reader = readerOf(actor);
  const texts = textsFor(checkInTexts, reader).checkIn;
  const choice = await chooseCheckIn({ ...services, actor }, { wanted });
  if (choice.kind === "nothing") return lineMessage(texts.nothing);
  if (choice.kind === "not-yet") {
    const { cadence, program } = await cadenceTitle(services.db, choice.cadence, reader);
    return lineMessage(lineOf(texts.next(cadence, program, dateAndTime(reader, choice.opensAt))));
  }
  const [only, ...others] = choice.prompts;
  if (only && others.length === 0) {
    const form = await openForm(services, actor, only.prompt.id);
    return showForm(services, { actor, open }, form, "current");
  }
  const views = await viewsToChoose(services.db, actor, reader, choice.prompts);
  return choiceMessage(reader, texts.which, views, { first: await dayToChoose(services, actor, choice.prompts) });
}
