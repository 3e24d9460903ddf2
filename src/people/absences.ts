/** Who is away when, and who answers for them meanwhile. Building blocks for a transaction: what follows for check-ins is theirs. */

import type { Selectable } from "kysely";
import { makeHeldDueNow } from "../delivery/outbox.ts";
import { type AuditAction, appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { addLocalDays, addMs, type LocalDate, localDateOf, WEEKDAYS, type Weekday } from "../platform/time.ts";
import { isOnWorkingWeekday, type Span } from "../platform/working-days.ts";
import { type Person, peopleByIds } from "./people.ts";
import { listFollowed } from "./preferences.ts";
import type { SlackUser } from "./slack-users.ts";
import type { AbsenceSource, AbsenceTable } from "./table.ts";

const failure = errorTable({
  AWAY_IN_PAST: {
    en: () => "That date has passed. Choose today or later.",
    fr: () => "Cette date est passée. Choisissez aujourd’hui ou une date à venir.",
  },
  AWAY_ENDS_FIRST: {
    en: () => "The last day is before the first. Choose the same day or later.",
    fr: () => "Le dernier jour précède le premier. Choisissez le même jour ou un jour suivant.",
  },
  AWAY_TOO_LONG: {
    en: () => "An absence can last a year at most. Choose an earlier last day.",
    fr: () => "Une absence dure un an au maximum. Choisissez un dernier jour plus proche.",
  },
  DELEGATE_IS_SELF: {
    en: () => "You can’t cover for yourself. Choose someone else, or no one.",
    fr: () => "Vous ne pouvez pas vous remplacer vous-même. Choisissez une autre personne, ou personne.",
  },
  ABSENCE_GONE: {
    en: () => "This absence is over or was already cancelled.",
    fr: () => "Cette absence est terminée ou a déjà été annulée.",
  },
});

type Stamps = Pick<Services, "clock" | "ids">;

export interface AbsenceDays {
  from: LocalDate;
  until: LocalDate;
  /** Who answers meanwhile. */
  delegateId: string | null;
}

const LONGEST_DAYS = 366;

/** Throws AWAY_IN_PAST, AWAY_ENDS_FIRST, AWAY_TOO_LONG where these days cannot be an absence entered now. */
export function checkDays({ from, until }: Pick<AbsenceDays, "from" | "until">, today: LocalDate): void {
  if (until < today) throw failure("AWAY_IN_PAST");
  if (until < from) throw failure("AWAY_ENDS_FIRST");
  if (until > addLocalDays(from, LONGEST_DAYS)) throw failure("AWAY_TOO_LONG");
}

/** Throws DELEGATE_IS_SELF. */
export function checkDelegate(delegateId: string | null, personId: string): void {
  if (delegateId === personId) throw failure("DELEGATE_IS_SELF");
}

/** Throws AWAY_IN_PAST, AWAY_ENDS_FIRST, AWAY_TOO_LONG, DELEGATE_IS_SELF. */
export async function enterAbsence(
  stamps: Stamps,
  tx: Tx,
  person: Person,
  days: AbsenceDays & { actorId: string | null; source: AbsenceSource; statusUntil?: Instant },
): Promise<Absence> {
  const now = stamps.clock.now();
  checkDays(days, localDateOf(now, person.zone));
  checkDelegate(days.delegateId, person.id);
  const absence: Absence = {
    workspace_id: person.workspace_id,
    id: stamps.ids.next(),
    person_id: person.id,
    from_date: days.from,
    until_date: days.until,
    delegate_person_id: days.delegateId,
    source: days.source,
    status_until: days.statusUntil ?? null,
    created_at: now,
  };
  await rows(tx, "absence", person.workspace_id).insert(absence);
  await record(stamps, tx, person, days.actorId, "person.away", { after: daysOf(absence) });
  await makeHeldDueNow(tx, stamps, person);
  return absence;
}

/** Other days or another delegate. Throws ABSENCE_GONE, AWAY_IN_PAST, AWAY_ENDS_FIRST, AWAY_TOO_LONG, DELEGATE_IS_SELF. */
export async function changeAbsence(
  stamps: Stamps,
  tx: Tx,
  person: Person,
  absence: Absence,
  days: AbsenceDays & { actorId: string },
): Promise<Absence> {
  const today = localDateOf(stamps.clock.now(), person.zone);
  refuseOver(absence, today);
  checkDays(days, today);
  checkDelegate(days.delegateId, person.id);
  const changes = { from_date: days.from, until_date: days.until, delegate_person_id: days.delegateId };
  await rows(tx, "absence", person.workspace_id).update({ id: absence.id }, changes);
  const after = { ...absence, ...changes };
  await record(stamps, tx, person, days.actorId, "person.away", { before: daysOf(absence), after: daysOf(after) });
  await makeHeldDueNow(tx, stamps, person);
  return after;
}

/** Ends it with yesterday; one that has not begun never does. Throws ABSENCE_GONE. */
export async function endAbsence(
  stamps: Stamps,
  tx: Tx,
  person: Person,
  absence: Absence,
  actorId: string | null,
): Promise<Absence> {
  const today = localDateOf(stamps.clock.now(), person.zone);
  refuseOver(absence, today);
  const yesterday = addLocalDays(today, -1);
  const dayBefore = addLocalDays(absence.from_date, -1);
  const after = { ...absence, until_date: yesterday < dayBefore ? dayBefore : yesterday };
  await rows(tx, "absence", person.workspace_id).update({ id: absence.id }, { until_date: after.until_date });
  await record(stamps, tx, person, actorId, "person.back", { before: daysOf(absence), after: daysOf(after) });
  await makeHeldDueNow(tx, stamps, person);
  return after;
}

/** Throws ABSENCE_GONE. */
export async function getAbsence(db: Db | Tx, workspaceId: string, id: string): Promise<Absence> {
  const absence = await findAbsence(db, workspaceId, id);
  if (!absence) throw failure("ABSENCE_GONE");
  return absence;
}

/** Undefined: it went with whoever was away. */
export function findAbsence(db: Db | Tx, workspaceId: string, id: string): Promise<Absence | undefined> {
  return rows(db, "absence", workspaceId).find({ id });
}

/** What messages about an absence say that has gone. */
export function absenceGone({ locale }: Pick<Reader, "locale">): string {
  return failure("ABSENCE_GONE").sentence(languageOf(locale));
}

/** Of `personIds`, those who are away on that local day, each with the last day of the absence. */
export async function absencesOn(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Map<string, LocalDate>> {
  const absences = await absencesFrom(db, workspaceId, personIds, date);
  const current = absences.filter((absence) => absence.from_date <= date);
  current.sort((absence, other) => (absence.until_date < other.until_date ? -1 : 1));
  return new Map(current.map((absence) => [absence.person_id, absence.until_date]));
}

/** Who stands in for somebody who is away on that day, unless they are away too or have left: a delegate has no delegate. */
export async function standInOf(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  date: LocalDate,
): Promise<string | null> {
  return (await standInsOf(db, workspaceId, [personId], date)).get(personId) ?? null;
}

/** The same of several people; those who have nobody are left out. */
export async function standInsOf(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Map<string, string>> {
  const absences = await absencesFrom(db, workspaceId, personIds, date);
  const found = new Map<string, string | null>();
  for (const { person_id: id, from_date: from, delegate_person_id: delegateId } of absences)
    if (from <= date && !found.has(id)) found.set(id, delegateId);
  const delegateIds = [...new Set([...found.values()].flatMap((id) => id ?? []))];
  if (delegateIds.length === 0) return new Map();
  const people = await peopleByIds(db, workspaceId, delegateIds);
  const away = await absencesOn(db, workspaceId, delegateIds, date);
  const isThere = (id: string) => !away.has(id) && people.some((each) => each.id === id && each.is_deactivated === 0);
  return new Map([...found].flatMap(([id, by]) => (by !== null && isThere(by) ? [[id, by] as const] : [])));
}

/** For whom this person is named to cover on that day, with the last day of the absence; the first to begin first. */
export async function listCoveredBy(
  db: Db | Tx,
  workspaceId: string,
  delegateId: string,
  date: LocalDate,
): Promise<{ personId: string; name: string; until: LocalDate }[]> {
  return db
    .selectFrom("absence")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "absence.workspace_id").onRef("person.id", "=", "absence.person_id"),
    )
    .select(["absence.person_id as personId", "person.name", "absence.until_date as until"])
    .where("absence.workspace_id", "=", workspaceId)
    .where("absence.delegate_person_id", "=", delegateId)
    .where("absence.from_date", "<=", date)
    .where("absence.until_date", ">=", date)
    .orderBy("absence.from_date")
    .orderBy("absence.id")
    .execute();
}

/** Of the users as Slack tells them, those who let their status count, each with it. */
export async function statusesToFollow(
  db: Db | Tx,
  workspaceId: string,
  users: readonly SlackUser[],
): Promise<{ person: Person; status: SlackStatus }[]> {
  const followed = await listFollowed(
    db,
    workspaceId,
    users.map((user) => user.id),
  );
  return followed.flatMap((person) => {
    const profile = users.find((user) => user.id === person.slack_user_id)?.profile;
    if (!profile) return [];
    const { status_text: text, status_emoji: emoji, status_expiration: seconds } = profile;
    const expiresAt = seconds ? new Date(seconds * 1000).toISOString() : null;
    return [{ person, status: { text: text ?? "", emoji: emoji ?? "", expiresAt } }];
  });
}

/**
 * Makes the absence what the person's status tells: entered, moved or ended. What the person or somebody for them has
 * entered stands, and a status whose absence was ended by hand is not taken up again. Returns the absence that changed,
 * before and after, or null.
 */
export async function followStatus(
  stamps: Stamps,
  tx: Tx,
  person: Person,
  status: SlackStatus,
): Promise<{ before: Absence | null; after: Absence } | null> {
  const now = stamps.clock.now();
  const today = localDateOf(now, person.zone);
  const current = await absencesFrom(tx, person.workspace_id, [person.id], today);
  const followed = current.find((absence) => absence.source === "slack-status");
  const away = awayByStatus(status, { now, zone: person.zone });
  if (away === null || status.expiresAt === null)
    return followed ? { before: followed, after: await endAbsence(stamps, tx, person, followed, null) } : null;
  if (current.some((absence) => absence.source !== "slack-status" && absence.from_date <= today)) return null;
  const sameStatus = { person_id: person.id, status_until: status.expiresAt };
  if (await rows(tx, "absence", person.workspace_id).find(sameStatus)) return null;
  const days = { until: away.until, delegateId: followed?.delegate_person_id ?? null, statusUntil: status.expiresAt };
  if (!followed) {
    const entered = { ...days, from: away.from, actorId: null, source: "slack-status" as const };
    return { before: null, after: await enterAbsence(stamps, tx, person, entered) };
  }
  const changes = { until_date: days.until, status_until: days.statusUntil };
  await rows(tx, "absence", person.workspace_id).update({ id: followed.id }, changes);
  const after = { ...followed, ...changes };
  await record(stamps, tx, person, null, "person.away", { before: daysOf(followed), after: daysOf(after) });
  return { before: followed, after };
}

function refuseOver(absence: Absence, today: LocalDate): void {
  if (absence.until_date < today || absence.until_date < absence.from_date) throw failure("ABSENCE_GONE");
}

function daysOf({ from_date, until_date, delegate_person_id, source }: Absence) {
  return { from: from_date, until: until_date, delegate: delegate_person_id, source };
}

async function record(
  stamps: Stamps,
  tx: Tx,
  person: Person,
  actorId: string | null,
  action: AuditAction,
  change: { before?: unknown; after: unknown },
): Promise<void> {
  await appendAudit(tx, stamps, {
    workspaceId: person.workspace_id,
    actorId,
    action,
    subject: { kind: "person", id: person.id },
    ...change,
  });
}

export type Absence = Selectable<AbsenceTable>;

const COLUMNS = [
  "workspace_id",
  "id",
  "person_id",
  "from_date",
  "until_date",
  "delegate_person_id",
  "source",
  "status_until",
  "created_at",
] as const satisfies (keyof Absence)[];

const rowsFrom = prepared((db, by: { workspaceId: string; personIds: readonly string[]; date: LocalDate }) =>
  db
    .selectFrom("absence")
    .select(COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("person_id", "in", by.personIds)
    .where("until_date", ">=", by.date)
    .whereRef("until_date", ">=", "from_date")
    .orderBy("from_date")
    .orderBy("id"),
);

/** Absences that end on or after `date`, of each person the first to begin first; those that were taken back are left out. */
export async function absencesFrom(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Absence[]> {
  const absences: Absence[] = [];
  for (const some of chunksOf(personIds))
    absences.push(...(await rowsFrom(db, { workspaceId, personIds: some, date })).rows);
  return absences;
}

const LONGEST_SPAN_DAYS = 400;

/**
 * Whether every working day of `span` lies in one of the absences; in a span without working days every day. A day off
 * in between needs no absence.
 */
export function isAwayThroughout(
  span: Span,
  absences: readonly Span[],
  workingDays: readonly Weekday[] = WEEKDAYS.slice(0, 5),
): boolean {
  const days: LocalDate[] = [];
  for (let day = span.from; day <= span.until && days.length < LONGEST_SPAN_DAYS; day = addLocalDays(day, 1))
    days.push(day);
  const working = days.filter((day) => isOnWorkingWeekday({ workingDays }, day));
  const counting = working.length > 0 ? working : days;
  return (
    counting.length > 0 && counting.every((day) => absences.some(({ from, until }) => from <= day && day <= until))
  );
}

/** What Slack shows beside a name. `expiresAt` null: until somebody clears it. */
export interface SlackStatus {
  text: string;
  emoji: string;
  expiresAt: Instant | null;
}

const AWAY_EMOJI = [
  ":palm_tree:",
  ":face_with_thermometer:",
  ":beach_with_umbrella:",
  ":desert_island:",
  ":baby_bottle:",
];
const AWAY_WORDS =
  /\b(vacation(ing)?|on holidays?|out by (the )?office|ooo|out sick|off sick|sick leave|on leave|parental leave|day off|en vacances|en congés?|malade|arr[êe]t maladie|absente?)\b/iu;

/**
 * The days of an absence that a status tells, from today until it ends; null when it tells none. A status without an end
 * does not count: people forget to clear it.
 */
export function awayByStatus(status: SlackStatus, { now, zone }: { now: Instant; zone: string }): Span | null {
  const { text, emoji, expiresAt } = status;
  if (expiresAt === null || expiresAt <= now) return null;
  if (!AWAY_EMOJI.includes(emoji) && !AWAY_WORDS.test(text)) return null;
  // One that ends at midnight covers the day before.
  return { from: localDateOf(now, zone), until: localDateOf(addMs(expiresAt, -1), zone) };
}
