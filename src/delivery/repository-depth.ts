import { sql } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { HeldReason } from "./rules-contact.ts";
import type { DeliveryState } from "./table.ts";

export interface DepthGroup {
  state: DeliveryState;
  reason: HeldReason | null;
  isDue: boolean;
  count: number;
  oldestDueAt: Instant;
}

const UNDER_WAY = ["waiting", "sending", "unknown", "parked"] as const satisfies DeliveryState[];

/**
 * All that has not left the outbox, in one statement over the index `delivery_due`; what was sent is not touched. The
 * workspace is chosen afterwards: asked for it, SQLite goes through all that the workspace ever sent.
 */
export async function listDepth(db: Db, workspaceId: string, now: Instant): Promise<DepthGroup[]> {
  const rows = await acrossWorkspaces(db)
    .selectFrom("delivery")
    .select(({ fn }) => [
      "workspace_id",
      "state",
      "held_reason",
      sql<number>`case when due_at <= ${now} then 1 else 0 end`.as("is_due"),
      fn.countAll().as("count"),
      fn.min("due_at").as("oldest"),
    ])
    .where("state", "in", [...UNDER_WAY])
    .groupBy(["workspace_id", "state", "held_reason", sql`4`])
    .execute();
  return rows
    .filter((row) => row.workspace_id === workspaceId)
    .map((row) => ({
      state: row.state,
      reason: row.held_reason,
      isDue: Number(row.is_due) === 1,
      count: Number(row.count),
      oldestDueAt: row.oldest,
    }));
}
