/** `/drumbeat admin`, and the form behind it. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import { workingDaysChanged } from "../../calendars/events.ts";
import { calendarCalled } from "../../calendars/use-cases.ts";
import { listCalendars } from "../../calendars/use-cases-lists.ts";
import { MESSAGES_COME } from "../../delivery/rules-slots.ts";
import { beyondForm, beyondView, chosenIn } from "../../kernel/beyond/form.ts";
import { beyondTexts } from "../../kernel/beyond/texts.ts";
import type { NamedCommand } from "../../kernel/capability.ts";
import { WHO_MAY_CREATE } from "../../people/rules-rights.ts";
import { peopleTexts } from "../../people/texts.ts";
import { isAdmin, type Person, readerOf } from "../../people/use-cases.ts";
import { adminsOf, checkHours, refuseUnlessAdmin, saveSettings, settingsOf } from "../../people/use-cases-settings.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { VIEW_LIMITS } from "../../platform/slack/limits.ts";
import { doneView, type Listening } from "../../platform/slack/listening.ts";
import { languageOf, list, textsFor } from "../../platform/texts/language.ts";
import { WEEKDAYS } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { beyondDossier, consulted, type ToldSettings } from "../events.ts";
import { adminForm, adminView, charterIn } from "./blocks.ts";

const settingsSchema = z.object({
  hours: z.strictObject({ from: z.string(), until: z.string() }),
  allowsUrgent: z.boolean(),
  messagesCome: z.enum(MESSAGES_COME),
  whoMayCreate: z.enum(WHO_MAY_CREATE),
  locale: z.string(),
  workingWeek: z.array(z.enum(WEEKDAYS)),
  holidayRegion: z.string().nullable(),
  areHoursLocked: z.boolean(),
});
type Wanted = z.infer<typeof settingsSchema> & { namedAdmins: string[] };

/** What is to be saved; of the admins what changes, since a modal keeps only so much. */
const settingsBeyond = beyondForm(
  "admin.beyond",
  settingsSchema.extend({ added: z.array(z.string()), removed: z.array(z.string()) }),
);

export function adminCommand({ db }: Pick<Services, "db">): NamedCommand<Person> {
  return {
    word: "admin",
    otherWords: { en: ["admin settings"], fr: ["réglages de l’espace"] },
    help: (reader) => textsFor(peopleTexts, reader).commands.help,
    label: (reader) => textsFor(peopleTexts, reader).commands.label,
    isFor: async (actor) => isAdmin(actor),
    async handle({ actor, triggerId, client }) {
      await refuseUnlessAdmin(db, actor);
      const admins = await adminsOf(db, actor.workspace_id);
      const settings = await settingsOf(db, actor.workspace_id);
      const own = await listCalendars(db, actor.workspace_id);
      const { holidayRegion } = settings;
      const chosen = own.find(({ key }) => key === holidayRegion)?.name ?? holidayRegion;
      const view = adminView(readerOf(actor), settings, {
        calendars: { chosen, own: own.map(({ name }) => name) },
        named: admins.filter((admin) => admin.is_named_admin === 1).map((admin) => admin.slack_user_id),
        bySlack: admins.filter((admin) => admin.is_admin === 1).map((admin) => admin.name),
      });
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}

export function registerAdminListeners(listening: Listening<Person>, services: Services): void {
  adminForm.listen(listening, async ({ actor, filled, client }) => {
    const texts = textsFor(peopleTexts, readerOf(actor)).admin;
    const people: Person[] = [];
    for (const slackId of filled.admins) people.push(await listening.actorOf(slackId, client));
    const bot = people.find((person) => person.is_bot === 1);
    if (bot) return { errors: { admins: texts.botNamed(bot.name) } };
    const guest = people.find((person) => person.affiliation !== "member");
    if (guest) return { errors: { admins: texts.guestNamed(guest.name) } };
    const region = filled.region.trim();
    const language = languageOf(actor.locale);
    const calendar: { name: string | null } = { name: null };
    const refusal = await refusalOf(language, async () => {
      if (region !== "") calendar.name = await calendarCalled(services.db, actor.workspace_id, region);
    });
    if (refusal !== null) return { errors: { region: refusal } };
    const charter = charterIn(filled);
    const tooShort = charter && (await refusalOf(language, () => checkHours(charter.hours)));
    if (tooShort !== null) return { errors: { until: tooShort } };
    const namedAdmins = people.map((person) => person.id);
    const workingWeek = WEEKDAYS.filter((weekday) => filled.week.includes(weekday));
    const { who_may_create: whoMayCreate, locale } = filled;
    const before = await settingsOf(services.db, actor.workspace_id);
    // A form that was opened in an earlier version does not ask.
    const messagesCome = MESSAGES_COME.find((each) => each === filled.messages) ?? before.messagesCome;
    const chosen = { whoMayCreate, locale, workingWeek, holidayRegion: calendar.name, messagesCome };
    const wanted = { ...before, ...charter, ...chosen, namedAdmins };
    await refuseUnlessAdmin(services.db, actor);
    const beyond = await beyondOf(services, actor, wanted);
    if (beyond.length === 0) return { show: await save(services, actor, wanted) };
    const named = await namedAdminsOf(services, actor);
    const state = {
      ...settingsSchema.parse(wanted),
      added: namedAdmins.filter((id) => !named.includes(id)),
      removed: named.filter((id) => !namedAdmins.includes(id)),
    };
    if (JSON.stringify(state).length > VIEW_LIMITS.privateMetadata)
      return { errors: { admins: textsFor(beyondTexts, actor).adminsFirst } };
    const off = textsFor(beyondTexts, actor).offSettings;
    return { show: beyondView(settingsBeyond, readerOf(actor), { state, beyond, off }) };
  });

  settingsBeyond.listen(listening, async ({ actor, state: { added, removed, ...settings }, filled }) => {
    const { db, clock } = services;
    const named = await namedAdminsOf(services, actor);
    const namedAdmins = [...new Set([...named, ...added])].filter((id) => !removed.includes(id));
    const wanted = { ...settings, namedAdmins };
    const chosen = chosenIn(filled, readerOf(actor), clock.now());
    if ("errors" in chosen) return chosen;
    if (chosen.isOff) {
      const before = await settingsOf(db, actor.workspace_id);
      const back = new Set((await beyondOf(services, actor, wanted)).map(({ setting }) => setting));
      const within = {
        ...wanted,
        hours: (back.has("hours") ? before : wanted).hours,
        areHoursLocked: (back.has("areHoursLocked") ? before : wanted).areHoursLocked,
        allowsUrgent: (back.has("allowsUrgent") ? before : wanted).allowsUrgent,
        messagesCome: (back.has("messagesCome") ? before : wanted).messagesCome,
        workingWeek: (back.has("workingWeek") ? before : wanted).workingWeek,
        whoMayCreate: (back.has("whoMayCreate") ? before : wanted).whoMayCreate,
      };
      return { show: await save(services, actor, within) };
    }
    const view = await save(services, actor, wanted);
    const { on, reference } = chosen;
    const told = { workspaceId: actor.workspace_id, actorId: actor.id, on, reference };
    await inTransaction(db, (tx) =>
      consulted.happened(services, tx, { ...told, changes: [{ of: "settings", settings: wanted }] }),
    );
    return { show: view };
  });
}

async function namedAdminsOf({ db }: Services, { workspace_id }: Person): Promise<string[]> {
  return (await adminsOf(db, workspace_id)).flatMap(({ id, is_named_admin }) => (is_named_admin === 1 ? [id] : []));
}

async function beyondOf(services: Services, actor: Person, settings: ToldSettings) {
  const changes = [{ of: "settings" as const, settings }];
  return beyondDossier.of(services, services.db, { workspaceId: actor.workspace_id, changes, reader: actor });
}

async function save(services: Services, actor: Person, wanted: Wanted): Promise<ModalView> {
  const texts = textsFor(peopleTexts, readerOf(actor)).admin;
  const changed = await saveSettings(services, actor, wanted, (tx) =>
    workingDaysChanged.happened(services, tx, { workspaceId: actor.workspace_id }),
  );
  const fields = Object.entries(texts.savedFields).flatMap(([field, name]) => (changed.includes(field) ? [name] : []));
  const sentence = fields.length === 0 ? texts.unchanged : texts.saved(list(readerOf(actor), fields));
  return doneView(readerOf(actor), sentence);
}
