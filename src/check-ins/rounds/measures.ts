import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Db } from "../../platform/database.ts";
import type { GaugeReading } from "../../platform/instruments.ts";
import type { RoundTable } from "../table.ts";
import { MISSED_REASONS } from "./rules.ts";

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

/**
 * What an instance tells of rounds and prompts that did not come at their time. Gauges, since what was kept long enough
 * goes from the database.
 */
export async function roundReadings(db: Db, workspaceId: string): Promise<GaugeReading[]> {
  const { missed, late } = await countMissedAndLate(db, workspaceId);
  const byReason = (of: "rounds" | "people") =>
    MISSED_REASONS.map((label) => ({ label, value: missed.find(({ reason }) => reason === label)?.[of] ?? 0 }));
  return [
    {
      name: "drumbeat_rounds_missed",
      help: "Rounds that were recorded as missed, by reason.",
      label: "reason",
      values: byReason("rounds"),
    },
    {
      name: "drumbeat_people_missed",
      help: "People concerned by the rounds that were missed, by reason.",
      label: "reason",
      values: byReason("people"),
    },
    {
      name: "drumbeat_prompts_late",
      help: "Prompts that were planned after their time, after downtime.",
      values: [{ value: late }],
    },
  ];
}
