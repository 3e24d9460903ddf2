import type { Db } from "../platform/database.ts";
import type { RoundTable } from "./table.ts";

/** Rounds that are missed by reason, over the index `round_to_close`; and how many prompts were planned late. */
export async function countMissedAndLate(
  db: Db,
  workspaceId: string,
): Promise<{ missed: { reason: RoundTable["missed_reason"]; rounds: number; people: number }[]; late: number }> {
  const missed = await db
    .selectFrom("round")
    .select(({ fn }) => ["missed_reason", fn.countAll().as("rounds"), fn.sum("missed_count").as("people")])
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "missed")
    .groupBy("missed_reason")
    .orderBy("missed_reason")
    .execute();
  const late = await db
    .selectFrom("prompt")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("is_late", "=", 1)
    .executeTakeFirstOrThrow();
  return {
    missed: missed.map((row) => ({
      reason: row.missed_reason,
      rounds: Number(row.rounds),
      people: Number(row.people ?? 0),
    })),
    late: Number(late.count),
  };
}
