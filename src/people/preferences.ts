/** What a person has chosen: when messages may come, and in which language. */

import type { Selectable } from "kysely";
import { z } from "zod";
import { type DeliveryTiming, morningOf, USUAL_DAY } from "../delivery/lanes.ts";
import { makeHeldDueNow } from "../delivery/outbox.ts";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { Language } from "../platform/texts/language.ts";
import { WEEKDAYS, type Weekday } from "../platform/time.ts";
import type { ActorContext } from "./actors.ts";
import type { Person } from "./people.ts";
import { checkHours, type Hours, minutesBetween, type Settings, settingsOf } from "./settings.ts";
import { localeIn } from "./slack-users.ts";
import type { PersonPreferenceTable } from "./table.ts";

export interface Preferences {
  /** In the order of the week, never empty. */
  workingDays: readonly Weekday[];
  /** Between which messages may come: their own, or the workspace's. */
  hours: Hours;
  /** The wall time for which prompts wait on their day, or null. */
  preferredAt: string | null;
  /** Null: as in Slack. */
  language: Language | null;
  /** Their public holidays: a region, or the key of a list of the workspace; null for the workspace's. */
  holidayRegion: string | null;
  messagesCome: DeliveryTiming;
  /** The day of their weekly message, should they be a sponsor or sit in a committee. */
  weeklyOn: Weekday;
  /** Whether a status in Slack such as "Vacationing" counts as an absence. */
  usesSlackStatus: boolean;
}

const failure = errorTable({
  NO_WORKING_DAY: {
    en: () => "Choose at least one day. Need a break? Use /drumbeat away.",
    fr: () => "Choisissez au moins un jour. Pour faire une pause, utilisez /drumbeat absence.",
  },
  PREFERRED_OUTSIDE: {
    en: ({ from, until }) => `Choose a time within your message hours (${from}–${until}).`,
    fr: ({ from, until }) => `Choisissez une heure dans vos plages horaires (de ${from} à ${until}).`,
  },
});

const readDays = jsonColumn(z.array(z.enum(WEEKDAYS)).min(1));

/** What holds for this person: what they have chosen, as far as the workspace leaves it to them, else the defaults. */
export async function preferencesOf(db: Db | Tx, workspaceId: string, personId: string): Promise<Preferences> {
  const settings = await settingsOf(db, workspaceId);
  return preferencesIn(await findPreference(db, workspaceId, personId), settings);
}

/** The same of several people: one of these ids is asked for at a time. `settings`: of the workspace. */
export async function preferencesOfAll(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  settings: UsualSettings,
): Promise<(personId: string) => Preferences> {
  const chosen = new Map((await listPreferences(db, workspaceId, personIds)).map((row) => [row.person_id, row]));
  return (personId) => preferencesIn(chosen.get(personId), settings);
}

/** One person's preferences and chosen working days; undefined: those of everybody. One statement. */
export async function preferencesAndDays(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Person, "workspace_id" | "id">,
  settings: UsualSettings,
): Promise<{ preferences: Preferences; chosenDays: readonly Weekday[] | undefined }> {
  const row = await findPreference(db, workspaceId, id);
  const chosenDays = row?.working_days ? readDays(row.working_days) : undefined;
  return { preferences: preferencesIn(row, settings), chosenDays };
}

type UsualSettings = Pick<Settings, "workingWeek" | "messagesCome" | "hours" | "areHoursLocked">;

function preferencesIn(row: PersonPreference | undefined, settings: UsualSettings): Preferences {
  const own = row?.hours_from && row.hours_to ? { from: row.hours_from, until: row.hours_to } : null;
  return {
    workingDays: row?.working_days ? readDays(row.working_days) : daysIn(settings),
    hours: (settings.areHoursLocked ? null : own) ?? settings.hours,
    preferredAt: row?.preferred_at ?? null,
    language: row?.language ?? null,
    holidayRegion: row?.holiday_region ?? null,
    messagesCome: row?.messages_come ?? settings.messagesCome,
    weeklyOn: row?.weekly_on ?? USUAL_DAY,
    usesSlackStatus: row?.uses_slack_status === 1,
  };
}

/** The working week of whoever has not chosen one. */
export async function defaultDays(db: Db | Tx, workspaceId: string): Promise<readonly Weekday[]> {
  return daysIn(await settingsOf(db, workspaceId));
}

function daysIn({ workingWeek }: Pick<Settings, "workingWeek">): readonly Weekday[] {
  return workingWeek.length > 0 ? workingWeek : WEEKDAYS.slice(0, 5);
}

export const preferenceChecks = {
  /** Throws NO_WORKING_DAY. */
  days({ workingDays }: Pick<Preferences, "workingDays">): void {
    if (workingDays.length === 0) throw failure("NO_WORKING_DAY");
  },
  /** Throws HOURS_TOO_SHORT. */
  hours({ hours }: Pick<Preferences, "hours">): void {
    checkHours(hours);
  },
  /** Throws PREFERRED_OUTSIDE. */
  preferred({ hours, preferredAt }: Pick<Preferences, "hours" | "preferredAt">): void {
    if (preferredAt === null) return;
    if (minutesBetween(hours.from, preferredAt) >= minutesBetween(hours.from, hours.until))
      throw failure("PREFERRED_OUTSIDE", { ...hours });
  },
};

/**
 * What equals the default is not kept, so that it follows when the default changes; what the workspace does not leave to
 * people stays as they had chosen it. Returns the person as they read now.
 * Throws NO_WORKING_DAY, HOURS_TOO_SHORT, PREFERRED_OUTSIDE.
 */
export async function savePreferences(
  { db: tx, clock, actor: person }: ActorContext<Tx>,
  wanted: Preferences,
): Promise<Person> {
  for (const check of Object.values(preferenceChecks)) check(wanted);
  const { workspace_id: workspaceId, id: personId } = person;
  const usual = await settingsOf(tx, workspaceId);
  const hasUsualDays = wanted.workingDays.join() === daysIn(usual).join();
  const hasUsualHours = wanted.hours.from === usual.hours.from && wanted.hours.until === usual.hours.until;
  const before = await findPreference(tx, workspaceId, personId);
  const wantedHours = hasUsualHours ? [null, null] : [wanted.hours.from, wanted.hours.until];
  const [from, until] = usual.areHoursLocked ? [before?.hours_from, before?.hours_to] : wantedHours;
  await upsertPreference(tx, {
    workspace_id: workspaceId,
    person_id: personId,
    working_days: hasUsualDays ? null : JSON.stringify(wanted.workingDays),
    hours_from: from ?? null,
    hours_to: until ?? null,
    preferred_at: wanted.preferredAt,
    language: wanted.language,
    holiday_region: wanted.holidayRegion,
    messages_come: wanted.messagesCome === usual.messagesCome ? null : wanted.messagesCome,
    weekly_on: wanted.weeklyOn === USUAL_DAY ? null : wanted.weeklyOn,
    uses_slack_status: wanted.usesSlackStatus ? 1 : 0,
    updated_at: clock.now(),
  });
  const slackLocale = person.slack_locale ?? person.locale;
  const locales =
    wanted.language === null
      ? { locale: slackLocale, slack_locale: null }
      : { locale: localeIn(wanted.language, slackLocale), slack_locale: slackLocale };
  await rows(tx, "person", workspaceId).update({ id: personId }, locales);
  await makeHeldDueNow(tx, { clock }, person);
  return { ...person, ...locales };
}

/** What somebody has chosen; null where they have not. */
interface WorkingTimes {
  hours: { from: string; to: string } | null;
  days: readonly Weekday[] | null;
}

/** The hours and days in which these people work, for those who have chosen; null for a part that they have not. */
export async function workingTimesOf(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, WorkingTimes>> {
  const { areHoursLocked } = await settingsOf(db, workspaceId);
  const times = new Map<string, WorkingTimes>();
  for (const some of chunksOf(personIds))
    for (const { person_id, hours_from: from, hours_to: to, working_days } of await listPreferences(
      db,
      workspaceId,
      some,
    ))
      times.set(person_id, {
        hours: !areHoursLocked && from !== null && to !== null && from < to ? { from, to } : null,
        days: working_days === null ? null : readDays(working_days),
      });
  return times;
}

/** These people, each with the wall time of their morning message. */
export async function withMornings<Someone extends { id: string }>(
  db: Db | Tx,
  workspaceId: string,
  people: readonly Someone[],
): Promise<(Someone & { morning: string })[]> {
  if (people.length === 0) return [];
  const ids = people.map(({ id }) => id);
  const preferenceOf = await preferencesOfAll(db, workspaceId, ids, await settingsOf(db, workspaceId));
  return people.map((person) => ({ ...person, morning: morningOf(preferenceOf(person.id)) }));
}

type PersonPreference = Selectable<PersonPreferenceTable>;

async function findPreference(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
): Promise<PersonPreference | undefined> {
  return rows(db, "person_preference", workspaceId).find({ person_id: personId });
}

const COLUMNS = [
  "workspace_id",
  "person_id",
  "working_days",
  "hours_from",
  "hours_to",
  "preferred_at",
  "language",
  "holiday_region",
  "messages_come",
  "weekly_on",
  "uses_slack_status",
  "updated_at",
] as const satisfies (keyof PersonPreferenceTable)[];

const preferenceRows = prepared((db, by: { workspaceId: string; personIds: readonly string[] }) =>
  db
    .selectFrom("person_preference")
    .select(COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("person_id", "in", by.personIds),
);

/** Of these people, those who have chosen something. */
async function listPreferences(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<PersonPreference[]> {
  return personIds.length === 0 ? [] : (await preferenceRows(db, { workspaceId, personIds })).rows;
}

async function upsertPreference(tx: Tx, row: PersonPreferenceTable): Promise<void> {
  const { workspace_id, person_id, ...changing } = row;
  await tx
    .insertInto("person_preference")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "person_id"]).doUpdateSet(changing))
    .execute();
}

/** The names of those who are still there and have chosen this calendar for their public holidays. */
export async function peopleCountingBy(db: Db | Tx, workspaceId: string, calendar: string): Promise<string[]> {
  const rows = await db
    .selectFrom("person_preference")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "person_preference.workspace_id")
        .onRef("person.id", "=", "person_preference.person_id"),
    )
    .select("person.name")
    .where("person_preference.workspace_id", "=", workspaceId)
    .where("person_preference.holiday_region", "=", calendar)
    .where("person.is_deactivated", "=", 0)
    .execute();
  return rows.map(({ name }) => name);
}

/** Whoever has chosen this calendar counts by the workspace's again. */
export async function forgetCalendar(tx: Tx, workspaceId: string, calendar: string): Promise<void> {
  await rows(tx, "person_preference", workspaceId).update({ holiday_region: calendar }, { holiday_region: null });
}

/** Of these people, by their Slack ids, those whose Slack status counts. */
export async function listFollowed(db: Db | Tx, workspaceId: string, slackUserIds: readonly string[]) {
  if (slackUserIds.length === 0) return [];
  return db
    .selectFrom("person_preference")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "person_preference.workspace_id")
        .onRef("person.id", "=", "person_preference.person_id"),
    )
    .selectAll("person")
    .where("person_preference.workspace_id", "=", workspaceId)
    .where("person_preference.uses_slack_status", "=", 1)
    .where("person.slack_user_id", "in", [...slackUserIds])
    .execute();
}
