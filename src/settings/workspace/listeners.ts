/** `/drumbeat admin`, and the form behind it. */

import type { ModalView } from "@slack/types";
import type { NamedCommand } from "../../app/capability.ts";
import { recheck } from "../../cadences/cadences.ts";
import { listCalendars, resolveCalendarName } from "../../calendars/calendars.ts";
import { workingDaysChanged } from "../../calendars/events.ts";
import { replanPrompts } from "../../check-ins/rounds/replan-prompts.ts";
import { DELIVERY_TIMINGS } from "../../delivery/lanes.ts";
import { isAdmin, type Person, readerOf } from "../../people/people.ts";
import { adminsOf, checkHours, refuseUnlessAdmin, saveSettings, settingsOf } from "../../people/settings.ts";
import { peopleTexts } from "../../people/texts.ts";
import type { Tx } from "../../platform/database.ts";
import { refusalOf } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, list, textsFor } from "../../platform/texts/language.ts";
import { WEEKDAYS } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { doneView, type Listening } from "../../slack/listening.ts";
import { adminForm, adminView, charterIn } from "./workspace-screen.ts";

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
      if (region !== "") calendar.name = await resolveCalendarName(services.db, actor.workspace_id, region);
    });
    if (refusal !== null) return { errors: { region: refusal } };

    const charter = charterIn(filled);
    const tooShort = charter && (await refusalOf(language, () => checkHours(charter.hours)));
    if (tooShort !== null) return { errors: { until: tooShort } };

    const namedAdmins = people.map((person) => person.id);
    const workingWeek = WEEKDAYS.filter((weekday) => filled.week.includes(weekday));
    const { who_may_create: whoMayCreate, locale } = filled;

    const before = await settingsOf(services.db, actor.workspace_id);
    const messagesCome = DELIVERY_TIMINGS.find((each) => each === filled.messages) ?? before.messagesCome;
    const chosen = { whoMayCreate, locale, workingWeek, holidayRegion: calendar.name, messagesCome };
    const wanted = { ...before, ...charter, ...chosen, namedAdmins };

    await refuseUnlessAdmin(services.db, actor);
    return { show: await save(services, actor, wanted) };
  });
}

async function save(
  services: Services,
  actor: Person,
  wanted: Parameters<typeof saveSettings>[1]["wanted"],
): Promise<ModalView> {
  const texts = textsFor(peopleTexts, readerOf(actor)).admin;
  const onDaysChanged = (tx: Tx) => workingDaysChanged.happened(services, tx, { workspaceId: actor.workspace_id });
  const changed = await saveSettings({ ...services, actor }, { wanted, onDaysChanged });
  if (changed.includes("hours") || changed.includes("areHoursLocked"))
    await inTransaction(services.db, async (tx) => {
      await recheck(tx, actor.workspace_id, services.clock.now());
      await replanPrompts(tx, actor.workspace_id);
    });
  const fields = Object.entries(texts.savedFields).flatMap(([field, name]) => (changed.includes(field) ? [name] : []));
  const sentence = fields.length === 0 ? texts.unchanged : texts.saved(list(readerOf(actor), fields));
  return doneView(readerOf(actor), sentence);
}
