/** The day of a workspace: what changes by itself does so in its zone, wherever each of its people lives. */
import { type ExpressionBuilder, sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tables, Tx } from "../platform/database.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";

/** The zone of most people with a role; null: nobody has one. */
export function zoneOfMost({ selectFrom }: ExpressionBuilder<Tables, "workspace">) {
  // From the roles to the people: many in a workspace have none.
  return selectFrom((roles) =>
    roles
      .selectFrom("seat")
      .select(["seat.workspace_id", "seat.person_id"])
      .distinct()
      .whereRef("seat.workspace_id", "=", "workspace.id")
      .as("seated"),
  )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seated.workspace_id").onRef("person.id", "=", "seated.person_id"),
    )
    .select("zone")
    .where("is_deactivated", "=", sql.lit(0))
    .where("is_bot", "=", sql.lit(0))
    .groupBy("zone")
    .orderBy(({ fn }) => fn.countAll(), "desc")
    .orderBy("zone")
    .limit(sql.lit(1));
}

/** Where nobody has a role, that of UTC. */
export async function workspaceDay(db: Db | Tx, workspaceId: string, now: Instant): Promise<LocalDate> {
  const { zone } = await db
    .selectFrom("workspace")
    .select((workspace) => zoneOfMost(workspace).as("zone"))
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return localDateOf(now, zone ?? "UTC");
}
