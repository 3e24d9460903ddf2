/** What an admin decides for the whole workspace. */

import { z } from "zod";
import type { MessagesCome } from "../delivery/rules-slots.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { WEEKDAYS, type Weekday } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { getWorkspace, listAdmins, listZones, type Person, setNamedAdmins, updateWorkspace } from "./repository.ts";
import type { WhoMayCreate } from "./rules-rights.ts";
import { may } from "./rules-rights.ts";
import { isAdmin } from "./use-cases.ts";

export interface Settings {
  whoMayCreate: WhoMayCreate;
  /** Language of what is posted to channels, and of people whose own Slack does not tell. */
  locale: string;
  /** By which working days are counted, and what a new daily check-in proposes; in the order of the week. */
  workingWeek: Weekday[];
  /** Whose holidays are no working days: a region as `FR-67`, the key of a calendar, or null. */
  holidayRegion: string | null;
  /** How messages come to whoever has not chosen. */
  messagesCome: MessagesCome;
}

const failure = errorTable({
  ADMINS_ONLY: {
    en: ({ admins }) => `Only an admin of Drumbeat can do this. Ask ${admins}.`,
    fr: ({ admins }) => `Seul un administrateur de Drumbeat peut le faire. Adressez-vous à ${admins}.`,
  },
});

const weekSchema = z.array(z.enum(WEEKDAYS));
const NAMED_AT_MOST = 5;

export async function settingsOf(db: Db | Tx, workspaceId: string): Promise<Settings> {
  const row = await getWorkspace(db, workspaceId);
  return {
    whoMayCreate: row.who_may_create,
    locale: row.locale,
    workingWeek: weekSchema.parse(JSON.parse(row.working_week)),
    holidayRegion: row.holiday_region,
    messagesCome: row.messages_come,
  };
}

/** Who may do what only an admin may. */
export async function adminsOf(db: Db | Tx, workspaceId: string): Promise<Person[]> {
  return listAdmins(db, workspaceId);
}

/** The names of the first few admins, for a refusal: whom to ask. */
export async function adminNames(db: Db | Tx, workspaceId: string): Promise<string[]> {
  return (await listAdmins(db, workspaceId)).slice(0, NAMED_AT_MOST).map((person) => person.name);
}

/** Throws ADMINS_ONLY, which names them. */
export async function refuseUnlessAdmin(db: Db | Tx, person: Person): Promise<void> {
  if (may(isAdmin(person) ? ["admin"] : [], "administer")) return;
  throw failure("ADMINS_ONLY", { admins: await adminNames(db, person.workspace_id) });
}

/**
 * `namedAdmins`: all whom admins have named, by person id; Slack's own admins stay admins. Returns what has changed.
 * `onDaysChanged` has what counts by working days looked at again, in the same transaction. Throws ADMINS_ONLY.
 */
export async function saveSettings(
  services: Pick<Services, "db" | "clock" | "ids">,
  actor: Person,
  settings: Settings & { namedAdmins: readonly string[] },
  onDaysChanged: (tx: Tx) => Promise<void>,
): Promise<string[]> {
  const workspaceId = actor.workspace_id;
  return inTransaction(services.db, async (tx) => {
    await refuseUnlessAdmin(tx, actor);
    const named = (await listAdmins(tx, workspaceId)).filter((person) => person.is_named_admin === 1);
    const before = { ...(await settingsOf(tx, workspaceId)), namedAdmins: named.map((person) => person.id).sort() };
    await updateWorkspace(tx, workspaceId, {
      who_may_create: settings.whoMayCreate,
      locale: settings.locale,
      working_week: JSON.stringify(settings.workingWeek),
      holiday_region: settings.holidayRegion,
      messages_come: settings.messagesCome,
    });
    await setNamedAdmins(tx, workspaceId, settings.namedAdmins);
    const { namedAdmins, ...chosen } = settings;
    const after = { ...chosen, namedAdmins: [...namedAdmins].sort() };
    const was = new Map(Object.entries(before));
    const changed = Object.entries(after).flatMap(([field, value]) =>
      JSON.stringify(was.get(field)) === JSON.stringify(value) ? [] : [field],
    );
    if (changed.length === 0) return [];
    await appendAudit(tx, services, {
      workspaceId,
      actorId: actor.id,
      action: "settings.changed",
      subject: { kind: "workspace", id: workspaceId },
      before,
      after,
    });
    if (changed.includes("workingWeek") || changed.includes("holidayRegion")) await onDaysChanged(tx);
    return changed;
  });
}

/** The zones in which people of this workspace live. */
export async function zonesOf(db: Db | Tx, workspaceId: string): Promise<string[]> {
  return listZones(db, workspaceId);
}
