/** The lists of days off that a workspace keeps itself. */

import { forgetCalendar, peopleCountingBy } from "../people/preferences/use-cases.ts";
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
  deleteCalendar,
  findCalendar,
  getWorkspaceDays,
  listCalendarRows,
  listProgramsCountingBy,
  upsertCalendar,
} from "./repository.ts";
import { WORKSPACE_CALENDAR } from "./rules-days.ts";
import type { DayOff } from "./rules-days-off.ts";
import { unknownCalendar } from "./use-cases.ts";

export type { Calendar } from "./repository.ts";

const MOST_NAMED = 5;

const failure = errorTable({
  CALENDAR_IN_USE: {
    en: ({ name, isOfWorkspace, programs, people }) =>
      [
        `“${name}” is still in use.`,
        isOfWorkspace && "It’s the workspace’s calendar: choose another one in the settings first.",
        programs && `Check-ins use it (${programs}): choose another calendar for them first.`,
        people &&
          `${people} chose it for their public holidays: ask them to choose others in /drumbeat preferences first.`,
      ]
        .filter(Boolean)
        .join(" "),
    fr: ({ name, isOfWorkspace, programs, people }) =>
      [
        `«\u00a0${name}\u00a0» est encore utilisée.`,
        isOfWorkspace &&
          "C’est le calendrier de l’espace de travail\u00a0: choisissez-en d’abord un autre dans les réglages.",
        programs &&
          `Des points d’étape l’utilisent (${programs})\u00a0: choisissez d’abord un autre calendrier pour eux.`,
        people &&
          `Ces personnes l’ont choisi pour leurs jours fériés\u00a0: ${people}. Demandez-leur d’abord d’en choisir un autre avec /drumbeat préférences.`,
      ]
        .filter(Boolean)
        .join(" "),
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

/**
 * Refused, with the names of whoever counts by it, rather than taking anybody's days off from them; those who have left
 * count by the workspace's from then on, should they come back. A new name changes nothing for anybody: rules and
 * preferences go by the key. Throws ADMINS_ONLY, CALENDAR_IN_USE.
 */
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
    const isOfWorkspace = (await getWorkspaceDays(tx, workspaceId)).holiday_region === key ? 1 : 0;
    const programs = named(await listProgramsCountingBy(tx, workspaceId, key));
    const people = named(await peopleCountingBy(tx, workspaceId, key));
    if (isOfWorkspace || programs || people)
      throw failure("CALENDAR_IN_USE", { name, isOfWorkspace, programs, people });
    await forgetCalendar(tx, workspaceId, key);
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

/** So many of them, in the order of names. */
function named(all: readonly string[]): string {
  const { compare } = new Intl.Collator();
  const shown = all.toSorted(compare).slice(0, MOST_NAMED);
  const left = all.length - shown.length;
  return shown.join(", ") + (left > 0 ? ` (+${left})` : "");
}
