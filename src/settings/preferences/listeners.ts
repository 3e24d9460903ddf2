/** `/drumbeat preferences`, and the form behind it. */

import type { NamedCommand } from "../../app/capability.ts";
import { cadenceTitle } from "../../cadences/cadences.ts";
import { listCadencesOffered } from "../../cadences/participants.ts";
import { calendarForZone, calendarName, resolveCalendarName } from "../../calendars/calendars.ts";
import { followSlackStatuses, forgetSlackStatus } from "../../check-ins/away/absences.ts";
import { askAgain, stopAsking } from "../../check-ins/rounds/opt-outs.ts";
import { peopleChanged } from "../../people/events.ts";
import { type Person, readerOf } from "../../people/people.ts";
import {
  defaultDays,
  type Preferences,
  preferenceChecks,
  preferencesOf,
  savePreferences,
} from "../../people/preferences.ts";
import { settingsOf } from "../../people/settings.ts";
import { userAnswerSchema } from "../../people/slack-users.ts";
import type { Db } from "../../platform/database.ts";
import { refusalOf } from "../../platform/errors.ts";
import { lockRows } from "../../platform/locks.ts";
import type { Services } from "../../platform/services.ts";
import { type Language, languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { laneFactsOf } from "../../programs/lane-facts.ts";
import { officeOf } from "../../programs/office.ts";
import type { Visitor } from "../../programs/visitor-of-home.ts";
import { registerTexts } from "../../register/texts.ts";
import { chooseRhythms, rhythmsOf } from "../../reports/facts/digest-subscriptions.ts";
import { actions } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import { withFirst } from "../../slack/forms/form.ts";
import { shownBelow } from "../../slack/forms/view-below.ts";
import type { HomeSection } from "../../slack/home.ts";
import { doneView, type Listening, onPress } from "../../slack/listening.ts";
import { CHANGE, homeFoot } from "../events.ts";
import {
  ASKED,
  chosenIn,
  GROUPS,
  groupView,
  hasSubscriptions,
  preferencesForm,
  preferencesView,
  type ShownPreferences,
  type Subscriptions,
} from "./preferences-screen.ts";
import { preferenceTexts } from "./texts.ts";

/** What follows the word when somebody wants to choose what they are asked. */
const OPT_OUT = "check-ins";

export function preferencesCommand(services: Services): NamedCommand<Person> {
  return {
    word: "preferences",
    otherWords: {
      en: ["settings", "language", "timezone", "notifications", { name: "opt out", means: OPT_OUT }],
      fr: [
        "notifications",
        "horaires",
        "langue",
        "fuseau horaire",
        { name: "désinscription", means: OPT_OUT },
        { name: "se désinscrire", means: OPT_OUT },
        { name: "stop", means: OPT_OUT },
      ],
    },
    help: (reader) => textsFor(preferenceTexts, reader).help,
    label: (reader) => textsFor(preferenceTexts, reader).title,
    async handle({ actor, words: [first], triggerId, client }) {
      const shown = await shownTo(services, actor);
      const reader = readerOf(actor);
      // Which check-ins somebody gets stands below the digests, unless they asked for it.
      const view =
        first === OPT_OUT && hasSubscriptions(shown)
          ? withFirst(groupView(reader, "subscriptions", shown), ASKED)
          : preferencesView(reader, shown);
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}

async function shownTo(services: Services, actor: Person): Promise<ShownPreferences> {
  const { db } = services;
  const reader = readerOf(actor);
  const language = languageOf(reader.locale);
  const preferences = await preferencesOf(db, actor.workspace_id, actor.id);
  const charter = await settingsOf(db, actor.workspace_id);
  return {
    preferences,
    charter,
    defaultDays: await defaultDays(db, actor.workspace_id),
    region: await nameOfCalendar(db, actor, preferences.holidayRegion, language),
    defaultRegion: await nameOfCalendar(db, actor, calendarForZone(actor.zone, charter.holidayRegion), language),
    subscriptions: await subscriptionsOf(services, actor, reader),
    isWeekly: await hasWeekly(services, actor),
  };
}

/** The way to the form, at the end of the Home of whoever is in a program. */
export function preferencesSection(services: Pick<Services, "db" | "events">): HomeSection<Visitor> {
  return async ({ person, reader, now, programs, portfolios }) => {
    if (programs.length + portfolios.length === 0 && (await officeOf(services.db, person, now, null)) === null)
      return [];
    const foot = [
      { label: textsFor(registerTexts, reader).button.mine, line: "register mine" },
      { label: textsFor(preferenceTexts, reader).title, line: "preferences" },
      ...homeFoot.itemsIn(services).map((each) => each(reader)),
    ];
    return [[actions("home.foot", ...foot.map(({ label, line }) => commandButton(label, line)))]];
  };
}

export function registerPreferenceListeners(listening: Listening<Person>, services: Services): void {
  const { db } = services;
  onPress(listening, CHANGE, async ({ actor, value, open }) => {
    const group = GROUPS.find((each) => each === value) ?? "hours";
    await open(groupView(readerOf(actor), group, await shownTo(services, actor)));
  });

  preferencesForm.listenToShown(listening, async ({ actor, state, filled, client, belowId }) => {
    const before = await preferencesOf(db, actor.workspace_id, actor.id);
    const { areHoursLocked } = await settingsOf(db, actor.workspace_id);
    const hours = areHoursLocked ? { from: null, until: null } : {};
    const given: Given = { ...filled, ...hours };

    const { errors, holidayRegion } = await checkGiven(db, actor, given, before);
    if (Object.keys(errors).length > 0) return { errors };

    const { person, wanted } = await save({ ...services, actor }, { given, holidayRegion, shown: state });
    // What is planned for them comes by their new hours.
    await peopleChanged.happened(services, db, { workspaceId: actor.workspace_id, people: [person] });

    // Slack is asked by the form that asks.
    if (filled.also && wanted.usesSlackStatus) {
      const { user } = userAnswerSchema.parse(await client.users.info({ user: actor.slack_user_id }));
      await followSlackStatuses(services, actor.workspace_id, [user]);
    } else if (filled.also) await forgetSlackStatus({ ...services, actor });

    const reader = readerOf(person);
    const view = preferencesView(reader, await shownTo(services, person));
    return shownBelow({ client, belowId }, view, doneView(reader, textsFor(preferenceTexts, reader).saved));
  });
}

type Given = Parameters<typeof chosenIn>[0];

/** What stands against it, by field. `holidayRegion`: undefined where the form does not show it. */
async function checkGiven(
  db: Db,
  actor: Person,
  given: Given,
  before: Preferences,
): Promise<{ errors: Record<string, string>; holidayRegion: string | null | undefined }> {
  const { preferences } = chosenIn(given, before);
  const errors: Record<string, string> = {};
  const catching = async (block: string, check: () => unknown) => {
    const refusal = await refusalOf(languageOf(actor.locale), check);
    if (refusal !== null) errors[block] ??= refusal;
  };

  let holidayRegion: string | null | undefined;
  await catching("region", async () => {
    const region = given.region?.trim();
    if (region === undefined) return;
    holidayRegion = region === "" ? null : await resolveCalendarName(db, actor.workspace_id, region);
  });
  await catching("days", () => preferenceChecks.days(preferences));
  await catching("until", () => preferenceChecks.hours(preferences));
  await catching("preferred", () => preferenceChecks.preferred(preferences));
  return { errors, holidayRegion };
}

/** `shown`: what the form asked for. */
async function save(
  ctx: Services & { actor: Person },
  {
    given,
    holidayRegion,
    shown,
  }: {
    given: Given;
    holidayRegion: string | null | undefined;
    shown: { checkIns: readonly string[]; hasDigests: boolean };
  },
): Promise<{ person: Person; wanted: Preferences }> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    await lockRows(tx, "person", { workspaceId: actor.workspace_id, ids: [actor.id] });
    // What another form of theirs has saved meanwhile stays.
    const now = await preferencesOf(tx, actor.workspace_id, actor.id);
    const { preferences, digests, checkIns } = chosenIn(given, now);
    const wanted = { ...preferences, holidayRegion: holidayRegion === undefined ? now.holidayRegion : holidayRegion };
    const person = await savePreferences(within, wanted);
    if (shown.hasDigests) await chooseRhythms(within, { wanted: digests });

    for (const { cadence, isOptedOut } of await listCadencesOffered(tx, actor, ctx)) {
      if (!shown.checkIns.includes(cadence.id) || cadence.is_required) continue;
      const isAsked = checkIns.includes(cadence.id);
      if (isAsked && isOptedOut) await askAgain(within, { cadenceId: cadence.id });
      if (!isAsked && !isOptedOut) await stopAsking(within, { cadenceId: cadence.id });
    }
    return { person, wanted };
  });
}

async function hasWeekly({ db, clock }: Services, { workspace_id, id }: Person): Promise<boolean> {
  const slots = await laneFactsOf(db, workspace_id, [id], clock.now());
  return slots.get(id)?.weeklyOn != null;
}

/** A person's own calendar may have gone since. */
async function nameOfCalendar(db: Db, actor: Person, name: string | null, language: Language): Promise<string | null> {
  return name === null ? null : calendarName(db, actor.workspace_id, name, language);
}

async function subscriptionsOf(services: Services, actor: Person, reader: Reader): Promise<Subscriptions> {
  const { db } = services;
  const offered = await listCadencesOffered(db, actor, services);
  const named = await Promise.all(
    offered.map(async ({ cadence, isOptedOut }) => {
      const title = await cadenceTitle(db, cadence, reader);
      const name = `${title.cadence} · ${title.program}`;
      return { id: cadence.id, name, isAsked: !isOptedOut, isRequired: cadence.is_required === 1 };
    }),
  );
  const { hasSeat, chosen, byDefault } = await rhythmsOf(db, actor, services);
  return {
    checkIns: named.filter(({ isRequired }) => !isRequired),
    required: named.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    digests: hasSeat ? { chosen, byDefault } : null,
  };
}
