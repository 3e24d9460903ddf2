import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Db } from "../../platform/database.ts";
import type { GaugeReading } from "../../platform/instruments.ts";
import { MISSED_REASONS } from "./rounds-to-plan.ts";

/**
 * What an instance tells of rounds and prompts that did not come at their time: over the indexes `round_to_close`, for which the
 * workspace is chosen afterwards, and `prompt_late`. Gauges, since what was kept long enough goes from the database.
 */
export async function roundReadings(db: Db, workspaceId: string): Promise<GaugeReading[]> {
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
  const byReason = (by: "rounds" | "people") =>
    MISSED_REASONS.map((label) => {
      const row = missed.find((each) => each.workspace_id === workspaceId && each.missed_reason === label);
      return { label, value: Number(row?.[by] ?? 0) };
    });
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
      values: [{ value: Number(late.count) }],
    },
  ];
}
