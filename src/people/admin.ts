/** `/drumbeat admin`, and the form behind it. */
import type { Services } from "../platform/services.ts";
import { type Command, type Listening, onSubmit } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import { ADMIN_FORM, adminView, readAdminForm } from "./blocks-admin.ts";
import { peopleTexts } from "./texts.ts";
import { isAdmin, type Person, readerOf } from "./use-cases.ts";
import { adminsOf, refuseUnlessAdmin, saveSettings, settingsOf } from "./use-cases-settings.ts";

export function adminCommands({ db }: Pick<Services, "db">): Command<Person>[] {
  return [
    {
      word: "admin",
      help: (reader) => textsFor(peopleTexts, reader).commands.help,
      label: (reader) => textsFor(peopleTexts, reader).commands.label,
      isFor: async (actor) => isAdmin(actor),
      async handle({ actor, triggerId, client }) {
        await refuseUnlessAdmin(db, actor);
        const admins = await adminsOf(db, actor.workspace_id);
        const view = adminView(readerOf(actor), await settingsOf(db, actor.workspace_id), {
          named: admins.filter((admin) => admin.is_named_admin === 1).map((admin) => admin.slack_user_id),
          bySlack: admins.filter((admin) => admin.is_admin === 1).map((admin) => admin.name),
        });
        await client.views.open({ trigger_id: triggerId, view });
        return null;
      },
    },
  ];
}

export function registerAdminListeners(listening: Listening<Person>, services: Services): void {
  onSubmit(listening, ADMIN_FORM, async ({ actor, values, client }) => {
    const texts = textsFor(peopleTexts, readerOf(actor)).admin;
    const { admins, ...settings } = readAdminForm(values);
    const people: Person[] = [];
    for (const slackId of admins) people.push(await listening.actorOf(slackId, client));
    const bot = people.find((person) => person.is_bot === 1);
    if (bot) return { errors: { admins: texts.botNamed(bot.name) } };
    if (settings.workingWeek.length === 0) return { errors: { week: texts.weekMissing } };
    await saveSettings(services, actor, { ...settings, namedAdmins: people.map((person) => person.id) });
    return { close: true };
  });
}
