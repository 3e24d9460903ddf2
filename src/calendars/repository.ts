import type { Selectable } from "kysely";
import { z } from "zod";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { prepared } from "../platform/prepared.ts";
import { type DayOff, dayOffSchema } from "./rules-days-off.ts";
import type { CalendarTable } from "./table.ts";

/** A calendar with its days read. */
export type Calendar = Omit<Selectable<CalendarTable>, "days"> & { days: readonly DayOff[] };

const readDays = jsonColumn(z.array(dayOffSchema));

/** By name. */
export async function listCalendarRows(db: Db | Tx, workspaceId: string): Promise<Calendar[]> {
  const rows = await db.selectFrom("calendar").selectAll().where("workspace_id", "=", workspaceId).execute();
  const { compare } = new Intl.Collator();
  return rows.map(readCalendar).sort((one, other) => compare(one.name, other.name));
}

export async function findCalendar(db: Db | Tx, workspaceId: string, key: string): Promise<Calendar | undefined> {
  const row = await db
    .selectFrom("calendar")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("key", "=", key)
    .executeTakeFirst();
  return row && readCalendar(row);
}

export async function upsertCalendar(tx: Tx, { workspace_id, key, days, ...changing }: Calendar): Promise<void> {
  const row = { ...changing, days: JSON.stringify(days) };
  await tx
    .insertInto("calendar")
    .values({ workspace_id, key, ...row })
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doUpdateSet(row))
    .execute();
}

export async function deleteCalendar(tx: Tx, workspaceId: string, key: string): Promise<void> {
  await tx.deleteFrom("calendar").where("workspace_id", "=", workspaceId).where("key", "=", key).execute();
}

/**
 * The titles of the programs of which a cadence that is not archived names a calendar. Rules are JSON as
 * `JSON.stringify` writes it.
 */
export async function listProgramsCountingBy(tx: Tx, workspaceId: string, key: string): Promise<string[]> {
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
    .execute();
  return rows.map(({ title }) => title);
}

const daysOfWorkspace = prepared((db, of: { workspaceId: string }) =>
  db.selectFrom("workspace").select(["working_week", "holiday_region"]).where("id", "=", of.workspaceId),
);

/** What the workspace itself counts by. */
export async function getWorkspaceDays(db: Db | Tx, workspaceId: string) {
  const [days] = (await daysOfWorkspace(db, { workspaceId })).rows;
  if (!days) throw new Error(`No workspace ${workspaceId}`);
  return days;
}

function readCalendar(row: Selectable<CalendarTable>): Calendar {
  return { ...row, days: readDays(row.days) };
}

/** The same, and the zone in which most of the people live who have a role in a program; null where nobody has one. */
export async function getWorkspaceTime(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("workspace")
    .select(["working_week", "holiday_region"])
    .select(({ selectFrom }) =>
      selectFrom("person")
        .select("zone")
        .whereRef("person.workspace_id", "=", "workspace.id")
        .where("is_deactivated", "=", 0)
        .where("is_bot", "=", 0)
        .where(({ exists, selectFrom: among }) =>
          exists(
            among("seat")
              .select("seat.id")
              .whereRef("seat.workspace_id", "=", "person.workspace_id")
              .whereRef("seat.person_id", "=", "person.id"),
          ),
        )
        .groupBy("zone")
        .orderBy(({ fn }) => fn.countAll(), "desc")
        .orderBy("zone")
        .limit(1)
        .as("zone"),
    )
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
}
