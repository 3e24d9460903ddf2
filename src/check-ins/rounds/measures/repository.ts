import { acrossWorkspaces } from "../../../platform/across-workspaces.ts";
import type { Db } from "../../../platform/database.ts";
import type { RoundTable } from "../../table.ts";

/**
 * Rounds that are missed by reason, over the index `round_to_close`, for which the workspace is chosen afterwards; and
 * how many prompts were planned late, over `prompt_late`, of those that have gone over `round_gone_late`. What went well is
 * not touched.
 */
export async function countMissedAndLate(
  db: Db,
  workspaceId: string,
): Promise<{ missed: { reason: RoundTable["missed_reason"]; rounds: number; people: number }[]; late: number }> {
  const missed = await acrossWorkspaces(db)
    .selectFrom("round")
    .select(({ fn }) => [
      "workspace_id",
      "missed_reason",
      fn.countAll().as("rounds"),
      fn.sum("missed_count").as("people"),
    ])
    .where("state", "=", "missed")
    .groupBy(["workspace_id", "missed_reason"])
    .orderBy("missed_reason")
    .execute();
  const late = await db
    .selectFrom("prompt")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspaceId)
    // A literal, as in the condition of the index.
    .where(({ eb }) => eb("is_late", "=", eb.lit(1)))
    .executeTakeFirstOrThrow();
  return {
    missed: missed
      .filter((row) => row.workspace_id === workspaceId)
      .map((row) => ({ reason: row.missed_reason, rounds: Number(row.rounds), people: Number(row.people ?? 0) })),
    late: Number(late.count),
  };
}
