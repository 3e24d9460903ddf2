/** By what the days of reports are counted. */

import type { WorkingCalendar } from "../calendars/rules-days.ts";
import { workingCalendarFor } from "../calendars/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";

/** Days are counted by the zone in which most of the people of a workspace live who have a role in a program. */
export interface WorkspaceTime {
  zone: string;
  working: WorkingCalendar;
}

export async function workspaceTime(db: Db | Tx, workspaceId: string): Promise<WorkspaceTime> {
  const { zone, ...days } = await db
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
  return { zone: zone ?? "UTC", working: await workingCalendarFor(db, workspaceId, days) };
}
