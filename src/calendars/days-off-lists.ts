/** A workspace's own lists of days off. */

import type { ActorContext } from "../people/actors.ts";
import { forgetCalendar, peopleCountingBy } from "../people/preferences.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { holidaysOf } from "../platform/holidays.ts";
import { lockRows } from "../platform/locks.ts";
import { inTransaction } from "../platform/transaction.ts";
import { keyFrom } from "../programs/programs.ts";
import { type Calendar, findCalendar, getWorkspaceDays, listCalendars, unknownCalendarError } from "./calendars.ts";
import { WORKSPACE_CALENDAR } from "./day-arithmetic.ts";
import type { DayOff } from "./days-off-typed.ts";
import { workingDaysChanged } from "./events.ts";

/** Action id of the button in the settings. */
export const OPEN_LISTS = "calendars.open";

const MOST_NAMED = 5;

const failure = errorTable({
  CALENDAR_IN_USE: {
    en: ({ name, isOfWorkspace, by }) =>
      `“${name}” is still in use${isOfWorkspace ? " by the workspace (/drumbeat admin)" : ""}${by ? `${isOfWorkspace ? ", and" : ""} by ${by}` : ""}. Choose another calendar there first.`,
    fr: ({ name, isOfWorkspace, by }) =>
      `«\u00a0${name}\u00a0» est encore utilisée${isOfWorkspace ? " par l’espace de travail (/drumbeat admin)" : ""}${by ? `${isOfWorkspace ? " et" : ""} par ${by}` : ""}. Choisissez-y d’abord un autre calendrier.`,
  },
});

/** Saves a list; `key` is null for a new one. Throws ADMINS_ONLY, CALENDAR_UNKNOWN for its region. */
export async function saveCalendar(
  ctx: ActorContext,
  calendar: { key: string | null; name: string; region: string | null; days: readonly DayOff[] },
): Promise<Calendar> {
  const workspaceId = ctx.actor.workspace_id;
  const { name, region, days } = calendar;
  if (region !== null && !(await holidaysOf(region))) throw await unknownCalendarError(region);
  return inTransaction(ctx.db, async (tx) => {
    await lockRows(tx, "workspace", { workspaceId, ids: [workspaceId] });
    await refuseUnlessAdmin(tx, ctx.actor);
    const all = await listCalendars(tx, workspaceId);
    const before = all.find(({ key }) => key === calendar.key);
    const usedKeys = [WORKSPACE_CALENDAR, ...all.map(({ key }) => key)];
    const key = before?.key ?? keyFrom(name, usedKeys, "calendar");
    const changing = { name, region, updated_at: ctx.clock.now() };
    const stored = { ...changing, days: JSON.stringify(days) };
    await tx
      .insertInto("calendar")
      .values({ workspace_id: workspaceId, key, ...stored })
      .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doUpdateSet(stored))
      .execute();
    await appendAudit(tx, ctx, {
      workspaceId,
      actorId: ctx.actor.id,
      action: before ? "calendar.changed" : "calendar.created",
      subject: { kind: "calendar", id: key },
      ...(before && { before: { name: before.name, region: before.region, days: before.days.length } }),
      after: { name, region, days: days.length },
    });
    await workingDaysChanged.happened(ctx, tx, { workspaceId });
    return { workspace_id: workspaceId, key, ...changing, days };
  });
}

/**
 * Refused while in use, so that nobody loses days off unawares; people who have left get the workspace's calendar.
 * Throws ADMINS_ONLY, CALENDAR_IN_USE.
 */
export async function removeCalendar(ctx: ActorContext, { key }: { key: string }): Promise<void> {
  const workspaceId = ctx.actor.workspace_id;
  await inTransaction(ctx.db, async (tx) => {
    await lockRows(tx, "workspace", { workspaceId, ids: [workspaceId] });
    await refuseUnlessAdmin(tx, ctx.actor);
    const calendar = await findCalendar(tx, workspaceId, key);
    if (!calendar) return;
    const { name } = calendar;
    const isOfWorkspace = (await getWorkspaceDays(tx, workspaceId)).holiday_region === key ? 1 : 0;
    const programs = await listProgramsCountingBy(tx, workspaceId, key);
    const by = shortList([...programs, ...(await peopleCountingBy(tx, workspaceId, key))]);
    if (isOfWorkspace || by) throw failure("CALENDAR_IN_USE", { name, isOfWorkspace, by });
    await forgetCalendar(tx, workspaceId, key);
    await tx.deleteFrom("calendar").where("workspace_id", "=", workspaceId).where("key", "=", key).execute();
    await appendAudit(tx, ctx, {
      workspaceId,
      actorId: ctx.actor.id,
      action: "calendar.removed",
      subject: { kind: "calendar", id: key },
      before: { name, days: calendar.days.length },
    });
  });
}

/** Titles of programs with an unarchived cadence that uses this calendar. Matches the text of `JSON.stringify`. */
async function listProgramsCountingBy(tx: Tx, workspaceId: string, key: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("cadence")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .select("program.title")
    .distinct()
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.state", "!=", "archived")
    .where("cadence.rule", "like", `%"calendar":${JSON.stringify(key)}%`)
    .orderBy("program.title")
    .execute();
  return rows.map(({ title }) => title);
}

function shortList(names: readonly string[]): string {
  const left = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(", ") + (left > 0 ? ` (+${left})` : "");
}
