/** The lists of days off that a workspace keeps itself. */
import { WORKSPACE_CALENDAR } from "../cadences/rule.ts";
import type { Person } from "../people/use-cases.ts";
import { refuseUnlessAdmin } from "../people/use-cases-settings.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { holidaysOf } from "../platform/holidays.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { keyFrom } from "../programs/rules-program.ts";
import {
  type Calendar,
  countCadencesBy,
  deleteCalendar,
  findCalendar,
  getWorkspaceDays,
  listCalendarRows,
  upsertCalendar,
} from "./repository.ts";
import type { DayOff } from "./rules-days-off.ts";
import { unknownCalendar } from "./use-cases.ts";

export type { Calendar } from "./repository.ts";

const failure = errorTable({
  CALENDAR_IN_USE: {
    en: ({ name, count }) =>
      count
        ? `“${name}” is used by check-ins (${count}). Choose another calendar for them first.`
        : `“${name}” is the calendar of the workspace. Choose another one for it first.`,
    fr: ({ name, count }) =>
      count
        ? `«\u00a0${name}\u00a0» sert à des points d’étape (${count}). Choisissez-leur d’abord un autre calendrier.`
        : `«\u00a0${name}\u00a0» est le calendrier de l’espace de travail. Choisissez-lui d’abord un autre calendrier.`,
  },
});

export async function listCalendars(db: Db | Tx, workspaceId: string): Promise<Calendar[]> {
  return listCalendarRows(db, workspaceId);
}

/** Null when there is none of that key. */
export async function calendarByKey(db: Db | Tx, workspaceId: string, key: string): Promise<Calendar | null> {
  return (await findCalendar(db, workspaceId, key)) ?? null;
}

/**
 * Writes a calendar down; `key` is null for a new one. `inSameTransaction` has what counts by the
 * calendar looked at again. Throws ADMINS_ONLY, CALENDAR_UNKNOWN for its region.
 */
export async function saveCalendar(
  services: Pick<Services, "db" | "clock" | "ids">,
  actor: Person,
  calendar: { key: string | null; name: string; region: string | null; days: readonly DayOff[] },
  inSameTransaction: (tx: Tx) => Promise<void>,
): Promise<Calendar> {
  const workspaceId = actor.workspace_id;
  const { name, region, days } = calendar;
  if (region !== null && !(await holidaysOf(region))) throw await unknownCalendar(region);
  return inTransaction(services.db, async (tx) => {
    await refuseUnlessAdmin(tx, actor);
    const all = await listCalendarRows(tx, workspaceId);
    const before = all.find(({ key }) => key === calendar.key);
    const taken = [WORKSPACE_CALENDAR, ...all.map(({ key }) => key)];
    const key = before?.key ?? keyFrom(name, taken, "calendar");
    const row = { workspace_id: workspaceId, key, name, region, days, updated_at: services.clock.now() };
    await upsertCalendar(tx, row);
    await appendAudit(tx, services, {
      workspaceId,
      actorId: actor.id,
      action: before ? "calendar.changed" : "calendar.created",
      subject: { kind: "calendar", id: key },
      ...(before && { before: { name: before.name, region: before.region, days: before.days.length } }),
      after: { name, region, days: days.length },
    });
    await inSameTransaction(tx);
    return row;
  });
}

/** Throws ADMINS_ONLY, CALENDAR_IN_USE. */
export async function removeCalendar(
  services: Pick<Services, "db" | "clock" | "ids">,
  actor: Person,
  key: string,
): Promise<void> {
  const workspaceId = actor.workspace_id;
  await inTransaction(services.db, async (tx) => {
    await refuseUnlessAdmin(tx, actor);
    const calendar = await findCalendar(tx, workspaceId, key);
    if (!calendar) return;
    const { name } = calendar;
    const count = await countCadencesBy(tx, workspaceId, key);
    const isOfWorkspace = (await getWorkspaceDays(tx, workspaceId)).holiday_region === key;
    if (isOfWorkspace || count > 0) throw failure("CALENDAR_IN_USE", { name, count });
    await deleteCalendar(tx, workspaceId, key);
    await appendAudit(tx, services, {
      workspaceId,
      actorId: actor.id,
      action: "calendar.removed",
      subject: { kind: "calendar", id: key },
      before: { name, days: calendar.days.length },
    });
  });
}
