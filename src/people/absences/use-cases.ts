/** Who is away when, and who answers for them meanwhile. Building blocks for a transaction: what follows for check-ins is theirs. */
import { reconsiderHeld } from "../../delivery/outbox.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { listFollowed } from "../preferences/repository.ts";
import type { AbsenceSource } from "../table.ts";
import type { Person, SlackUser } from "../use-cases.ts";
import {
  type Absence,
  findAbsence,
  findAbsenceOfStatus,
  insertAbsence,
  listAbsencesFrom,
  updateAbsence,
} from "./repository.ts";
import { awayByStatus, type SlackStatus } from "./rules.ts";

export type { Absence } from "./repository.ts";

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
  /** Who answers meanwhile, or null for the delegate of the seat, if it has one. */
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
  await insertAbsence(tx, absence);
  await record(stamps, tx, person, days.actorId, "person.away", { after: daysOf(absence) });
  await reconsiderHeld(tx, stamps, person);
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
  await updateAbsence(tx, absence, changes);
  const after = { ...absence, ...changes };
  await record(stamps, tx, person, days.actorId, "person.away", { before: daysOf(absence), after: daysOf(after) });
  await reconsiderHeld(tx, stamps, person);
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
  await updateAbsence(tx, absence, { until_date: after.until_date });
  await record(stamps, tx, person, actorId, "person.back", { before: daysOf(absence), after: daysOf(after) });
  await reconsiderHeld(tx, stamps, person);
  return after;
}

/** Throws ABSENCE_GONE. */
export async function absenceById(db: Db | Tx, workspaceId: string, id: string): Promise<Absence> {
  const absence = await findAbsence(db, workspaceId, id);
  if (!absence) throw failure("ABSENCE_GONE");
  return absence;
}

/** The absences of these people that end on that local day or later, the first to begin first. */
export async function absencesFrom(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Absence[]> {
  return listAbsencesFrom(db, workspaceId, personIds, date);
}

/** Of `personIds`, those who are away on that local day, each with the last day of the absence. */
export async function absencesOn(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Map<string, LocalDate>> {
  const absences = await listAbsencesFrom(db, workspaceId, personIds, date);
  const current = absences.filter((absence) => absence.from_date <= date);
  current.sort((one, other) => (one.until_date < other.until_date ? -1 : 1));
  return new Map(current.map((absence) => [absence.person_id, absence.until_date]));
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
  const known = await listAbsencesFrom(tx, person.workspace_id, [person.id], today);
  const taken = known.find((absence) => absence.source === "slack-status");
  const away = awayByStatus(status, { now, zone: person.zone });
  if (away === null || status.expiresAt === null)
    return taken ? { before: taken, after: await endAbsence(stamps, tx, person, taken, null) } : null;
  if (known.some((absence) => absence.source !== "slack-status" && absence.from_date <= today)) return null;
  if (await findAbsenceOfStatus(tx, person.workspace_id, person.id, status.expiresAt)) return null;
  const days = { until: away.until, delegateId: taken?.delegate_person_id ?? null, statusUntil: status.expiresAt };
  if (!taken) {
    const entered = { ...days, from: away.from, actorId: null, source: "slack-status" as const };
    return { before: null, after: await enterAbsence(stamps, tx, person, entered) };
  }
  const changes = { until_date: days.until, status_until: days.statusUntil };
  await updateAbsence(tx, taken, changes);
  const after = { ...taken, ...changes };
  await record(stamps, tx, person, null, "person.away", { before: daysOf(taken), after: daysOf(after) });
  return { before: taken, after };
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
  action: string,
  what: { before?: unknown; after: unknown },
): Promise<void> {
  await appendAudit(tx, stamps, {
    workspaceId: person.workspace_id,
    actorId,
    action,
    subject: { kind: "person", id: person.id },
    ...what,
  });
}
