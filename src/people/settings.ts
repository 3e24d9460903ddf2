/** What an admin decides for the whole workspace. */

import { z } from "zod";
import type { DeliveryTiming } from "../delivery/lanes.ts";
import { makeAllHeldDueNow } from "../delivery/outbox.ts";
import { appendAudit } from "../platform/audit.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { lockRows } from "../platform/locks.ts";
import { type LocalDate, localDateOf, WEEKDAYS, type Weekday } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { ActorContext } from "./actors.ts";
import { isAdmin, type Person } from "./people.ts";
import { type Retention, retentionColumn, retentionIn } from "./retention.ts";
import { may, type WhoMayCreate } from "./rights.ts";
import { getWorkspace, updateWorkspace } from "./workspaces.ts";

export interface Settings {
  whoMayCreate: WhoMayCreate;
  /** Language of what is posted to channels, and of people whose own Slack does not tell. */
  locale: string;
  /** By which working days are counted, and what a new daily check-in proposes; in the order of the week. */
  workingWeek: Weekday[];
  /** Whose holidays are no working days: a region as `FR-67`, the key of a calendar, or null. */
  holidayRegion: string | null;
  /** How messages come to whoever has not chosen. */
  messagesCome: DeliveryTiming;
  /** Between which messages come to whoever has not chosen, in their own zone. */
  hours: Hours;
  /** Nobody has hours of their own. */
  areHoursLocked: boolean;
}

const failure = errorTable({
  ADMINS_ONLY: {
    en: ({ admins }) => `Only a Drumbeat admin can do this. Ask ${admins}.`,
    fr: ({ admins }) => `Seule l’administration de Drumbeat peut le faire. Adressez-vous à ${admins}.`,
  },
  CONSULTED_AHEAD: {
    en: () => "Enter the day on which the works council was consulted: today or before.",
    fr: () => "Indiquez le jour de la consultation\u00a0: aujourd’hui ou avant.",
  },
  HOURS_TOO_SHORT: {
    en: () => "Leave at least an hour between the two times.",
    fr: () => "Laissez au moins une heure entre les deux.",
  },
});

const weekSchema = z.array(z.enum(WEEKDAYS));
const NAMED_AT_MOST = 5;
/** What decides when a message may go. */
const ALLOWING = ["workingWeek", "holidayRegion", "messagesCome", "hours", "areHoursLocked"];

export async function settingsOf(db: Db | Tx, workspaceId: string): Promise<Settings> {
  const row = await getWorkspace(db, workspaceId);
  return {
    whoMayCreate: row.who_may_create,
    locale: row.locale,
    workingWeek: weekSchema.parse(JSON.parse(row.working_week)),
    holidayRegion: row.holiday_region,
    messagesCome: row.messages_come,
    hours: { from: row.hours_from, until: row.hours_until },
    areHoursLocked: row.are_hours_locked === 1,
  };
}

/** How long what is kept about people is kept. */
export async function retentionOf(db: Db | Tx, workspaceId: string): Promise<Retention> {
  return retentionIn((await getWorkspace(db, workspaceId)).retention);
}

/** Whom notices name for questions about people's data, and when the works council was consulted on how sponsors are chosen. */
export async function dataProtectionOf(
  db: Db | Tx,
  workspaceId: string,
): Promise<{ address: string; choosingConsultedOn: LocalDate | null }> {
  const { data_protection_address: address, choosing_consulted_on: on } = await getWorkspace(db, workspaceId);
  return { address, choosingConsultedOn: on };
}

export interface DataProtection {
  retention: Retention;
  address: string;
  /** When the works council was consulted on how sponsors are chosen; null: it was not. */
  choosingConsultedOn: LocalDate | null;
}

/** Returns what has changed. Throws ADMINS_ONLY, CONSULTED_AHEAD. */
export async function saveDataProtection(
  { db: tx, actor, ...stamps }: ActorContext<Tx>,
  { retention, address, choosingConsultedOn }: DataProtection,
): Promise<string[]> {
  const { workspace_id: workspaceId } = actor;
  await lockRows(tx, "workspace", { workspaceId, ids: [workspaceId] });
  await refuseUnlessAdmin(tx, actor);
  if (choosingConsultedOn !== null && choosingConsultedOn > localDateOf(stamps.clock.now(), actor.zone))
    throw failure("CONSULTED_AHEAD");
  const current = await dataProtectionOf(tx, workspaceId);
  const before = {
    retention: retentionColumn(await retentionOf(tx, workspaceId)),
    address: current.address,
    choosing: current.choosingConsultedOn,
  };
  const after = {
    retention: retentionColumn(retention),
    address: storableText(address),
    choosing: choosingConsultedOn,
  };
  const changed = changedFields(before, after);
  if (changed.length === 0) return [];
  await updateWorkspace(tx, workspaceId, {
    retention: after.retention,
    data_protection_address: after.address,
    choosing_consulted_on: after.choosing,
  });
  await appendAudit(tx, stamps, {
    workspaceId,
    actorId: actor.id,
    action: "data-protection.changed",
    subject: { kind: "workspace", id: workspaceId },
    before,
    after,
  });
  return changed;
}

function changedFields(before: object, after: object): string[] {
  const was = new Map(Object.entries(before));
  return Object.entries(after).flatMap(([field, value]) =>
    JSON.stringify(was.get(field)) === JSON.stringify(value) ? [] : [field],
  );
}

/** Throws HOURS_TOO_SHORT. */
export function checkHours({ from, until }: Hours): void {
  if (minutesBetween(from, until) < 60) throw failure("HOURS_TOO_SHORT");
}

/** Who may do what only an admin may: Slack's admins, and those whom an admin named. */
export async function adminsOf(db: Db | Tx, workspaceId: string): Promise<Person[]> {
  return db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("is_deactivated", "=", 0)
    .where("is_bot", "=", 0)
    .where("affiliation", "=", "member")
    .where((eb) => eb.or([eb("is_admin", "=", 1), eb("is_named_admin", "=", 1)]))
    .orderBy("id")
    .execute();
}

/** These people and nobody else are admins whom an admin named. */
async function setNamedAdmins(tx: Tx, workspaceId: string, personIds: readonly string[]): Promise<void> {
  const named = tx.updateTable("person").where("workspace_id", "=", workspaceId);
  await named.set({ is_named_admin: 0 }).where("is_named_admin", "=", 1).execute();
  if (personIds.length > 0)
    await named
      .set({ is_named_admin: 1 })
      .where("id", "in", [...personIds])
      .execute();
}

/** The names of the first few admins, for a refusal: whom to ask. */
export async function adminNames(db: Db | Tx, workspaceId: string): Promise<string[]> {
  return (await adminsOf(db, workspaceId)).slice(0, NAMED_AT_MOST).map((person) => person.name);
}

/** Throws ADMINS_ONLY, which names the admins. */
export async function refuseUnlessAdmin(db: Db | Tx, person: Person): Promise<void> {
  if (may(isAdmin(person) ? ["admin"] : [], "administer")) return;
  throw failure("ADMINS_ONLY", { admins: await adminNames(db, person.workspace_id) });
}

/**
 * `namedAdmins`: all whom admins have named, by person id; Slack's own admins stay admins. Returns what has changed.
 * `onDaysChanged` has what counts by working days looked at again, in the same transaction. Throws ADMINS_ONLY,
 * HOURS_TOO_SHORT.
 */
export async function saveSettings(
  ctx: ActorContext,
  {
    wanted: settings,
    onDaysChanged,
  }: { wanted: Settings & { namedAdmins: readonly string[] }; onDaysChanged(tx: Tx): Promise<void> },
): Promise<string[]> {
  const { actor } = ctx;
  const workspaceId = actor.workspace_id;
  checkHours(settings.hours);
  return inTransaction(ctx.db, async (tx) => {
    await lockRows(tx, "workspace", { workspaceId, ids: [workspaceId] });
    await refuseUnlessAdmin(tx, actor);
    const named = (await adminsOf(tx, workspaceId)).filter((person) => person.is_named_admin === 1);
    const before = { ...(await settingsOf(tx, workspaceId)), namedAdmins: named.map((person) => person.id).sort() };
    await updateWorkspace(tx, workspaceId, {
      who_may_create: settings.whoMayCreate,
      locale: settings.locale,
      working_week: JSON.stringify(settings.workingWeek),
      holiday_region: settings.holidayRegion,
      messages_come: settings.messagesCome,
      hours_from: settings.hours.from,
      hours_until: settings.hours.until,
      are_hours_locked: settings.areHoursLocked ? 1 : 0,
    });
    await setNamedAdmins(tx, workspaceId, settings.namedAdmins);
    const { namedAdmins, ...chosen } = settings;
    const after = { ...chosen, namedAdmins: [...namedAdmins].sort() };
    const changed = changedFields(before, after);
    if (changed.length === 0) return [];
    await appendAudit(tx, ctx, {
      workspaceId,
      actorId: actor.id,
      action: "settings.changed",
      subject: { kind: "workspace", id: workspaceId },
      before,
      after,
    });
    if (changed.includes("workingWeek") || changed.includes("holidayRegion")) await onDaysChanged(tx);
    if (ALLOWING.some((field) => changed.includes(field))) await makeAllHeldDueNow(tx, ctx, workspaceId);
    return changed;
  });
}

/** The zones in which somebody lives who can be asked, each once. */
export async function zonesOf(db: Db | Tx, workspaceId: string): Promise<string[]> {
  const found = await db
    .selectFrom("person")
    .select("zone")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("is_bot", "=", 0)
    .where("is_deactivated", "=", 0)
    .orderBy("zone")
    .execute();
  return found.map(({ zone }) => zone);
}

/** Wall times `HH:MM`; past midnight when the second is not later. */
export interface Hours {
  from: string;
  until: string;
}

/** Past midnight where the second is not later: some work at night. */
export function minutesBetween(from: string, until: string): number {
  const minutes = minutesOf(until) - minutesOf(from);
  return minutes >= 0 ? minutes : minutes + 24 * 60;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
