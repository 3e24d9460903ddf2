import type { Selectable } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { readDetails, type TypedDetails } from "./details.ts";
import { LIVE_STATES } from "./rules.ts";
import type { ItemTable } from "./table.ts";

/** With the name of whoever raised it. */
export type ItemNamed = Pick<
  Selectable<ItemTable>,
  | "id"
  | "program_id"
  | "number"
  | "title"
  | "description"
  | "state"
  | "owner_id"
  | "raised_at"
  | "due_on"
  | "revision"
  | "check_in_id"
  | "closed_at"
> &
  TypedDetails & { raisedBy: string };

export async function listItemsToTell(
  db: Db | Tx,
  of: { workspaceId: string; programIds: readonly string[]; endedAfter: Instant },
): Promise<ItemNamed[]> {
  const rows = await db
    .selectFrom("item")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "item.workspace_id").onRef("person.id", "=", "item.raised_by"),
    )
    .select(["item.id", "program_id", "type", "number", "title", "description", "state", "owner_id", "raised_at"])
    .select(["due_on", "details", "item.revision", "check_in_id", "closed_at", "person.name as raisedBy"])
    .where("item.workspace_id", "=", of.workspaceId)
    .where("program_id", "in", [...of.programIds])
    .where("type", "in", ["ask", "dependency"])
    .where((where) => where.or([where("state", "in", [...LIVE_STATES]), where("closed_at", ">", of.endedAfter)]))
    .orderBy("raised_at")
    .orderBy("item.id")
    .execute();
  return rows.map(({ type, details, ...row }) => ({ ...row, ...readDetails(type, details) }));
}
