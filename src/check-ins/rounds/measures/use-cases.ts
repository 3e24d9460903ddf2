import type { Db } from "../../../platform/database.ts";
import type { GaugeReading } from "../../../platform/instruments.ts";
import { MISSED_REASONS } from "../rules.ts";
import { countMissedAndLate } from "./repository.ts";

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
