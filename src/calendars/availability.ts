/** Contact facts of people: their preferences, absences and holidays. */

import type { ContactFacts } from "../delivery/lanes.ts";
import type { AddressBook } from "../delivery/message-kind.ts";
import { absencesFrom } from "../people/absences.ts";
import { getPerson, type Person, peopleByIds, readerOf, rememberDm, rememberNotified } from "../people/people.ts";
import { type Preferences, preferencesOfAll } from "../people/preferences.ts";
import { type Settings, settingsOf } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { type IsWorkingDay, isAwayOn, isWorkingDayOf } from "../platform/working-days.ts";
import { laneFactsOf } from "../programs/lane-facts.ts";
import { calendarForZone, holidaysBetween } from "./calendars.ts";

export const addressBook: AddressBook = {
  async recipient(db, workspaceId, personId) {
    const person = await getPerson(db, workspaceId, personId);
    return {
      slackUserId: person.slack_user_id,
      dmChannelId: person.dm_channel_id,
      isDeactivated: person.is_deactivated === 1,
      notifiedAt: person.notified_at,
      reader: readerOf(person),
    };
  },
  channelReader: async (db, workspaceId) => ({ locale: (await settingsOf(db, workspaceId)).locale, zone: "UTC" }),
  rememberDm,
  rememberNotified,
  contactFacts: async (db, workspaceId, personIds, span) =>
    contactFactsOfAll(db, workspaceId, await peopleByIds(db, workspaceId, personIds), span),
  laneFacts: laneFactsOf,
};

/** What a person allows, with absences and holidays within `span`. */
export async function contactFactsOf(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  span: { from: LocalDate; until: LocalDate },
): Promise<ContactFacts> {
  const facts = await contactFactsOfAll(db, workspaceId, [await getPerson(db, workspaceId, personId)], span);
  const own = facts.get(personId);
  if (!own) throw new Error(`No facts of person ${personId}`);
  return own;
}

/** How many working days of a person lie between a day, from the oldest on, and today. */
export async function workingDaysSince(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  { oldest, today }: { oldest: LocalDate; today: LocalDate },
): Promise<(day: LocalDate) => number> {
  const facts = await contactFactsOf(db, workspaceId, personId, { from: oldest, until: today });
  const counts = new Map<LocalDate, number>();
  let count = 0;
  for (let day = today; day >= oldest; day = addLocalDays(day, -1)) {
    counts.set(day, count);
    if (isWorkingDayOf(facts, day)) count += 1;
  }
  return (day) => counts.get(day) ?? 0;
}

/** Contact facts by person id, in a few statements. */
export async function contactFactsOfAll(
  db: Db | Tx,
  workspaceId: string,
  people: readonly Pick<Person, "id" | "zone">[],
  span: { from: LocalDate; until: LocalDate },
): Promise<Map<string, ContactFacts>> {
  const settings = await settingsOf(db, workspaceId);
  const ids = people.map(({ id }) => id);
  const preferencesOf = await preferencesOfAll(db, workspaceId, ids, settings);
  return contactFactsWith(db, workspaceId, people, span, { settings, preferencesOf });
}

/** As `contactFactsOfAll`, given settings and preferences. */
export async function contactFactsWith(
  db: Db | Tx,
  workspaceId: string,
  people: readonly Pick<Person, "id" | "zone">[],
  span: { from: LocalDate; until: LocalDate },
  { settings, preferencesOf }: { settings: Settings; preferencesOf(personId: string): Preferences },
): Promise<Map<string, ContactFacts>> {
  const ids = people.map(({ id }) => id);
  const absences = Map.groupBy(await absencesFrom(db, workspaceId, ids, span.from), ({ person_id }) => person_id);
  const calendars = new Map<string | null, ReadonlySet<LocalDate>>();
  const facts = new Map<string, ContactFacts>();
  for (const { id, zone } of people) {
    const { workingDays, hours, preferredAt, holidayRegion } = preferencesOf(id);
    const calendar = holidayRegion ?? calendarForZone(zone, settings.holidayRegion);
    const holidays =
      calendars.get(calendar) ??
      (calendar === null ? new Set() : await holidaysBetween(db, workspaceId, calendar, span));
    calendars.set(calendar, holidays);
    const away = (absences.get(id) ?? [])
      .filter(({ from_date }) => from_date <= span.until)
      .map(({ from_date, until_date }) => ({ from: from_date, until: until_date }));
    facts.set(id, { zone, workingDays, hours, preferredAt, holidays, away });
  }
  return facts;
}

/** Dates further off are counted without holidays; they are looked at again each time that somebody is reminded. */
const HORIZON_DAYS = 120;

/** Days on which this person works: their week, less their holidays and, by default, absences. */
export async function workingDaysOf(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Person, "workspace_id" | "id">,
  today: LocalDate,
  { isAwayToo = true } = {},
): Promise<IsWorkingDay> {
  const span = { from: addLocalDays(today, -7), until: addLocalDays(today, HORIZON_DAYS) };
  const days = await contactFactsOf(db, workspaceId, id, span);
  return (date) => isWorkingDayOf(days, date) && !(isAwayToo && isAwayOn(days, date));
}
