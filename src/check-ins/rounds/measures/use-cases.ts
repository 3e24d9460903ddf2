import type { Db } from "../../../platform/database.ts";
import type { GaugeReading } from "../../../platform/metrics.ts";
import { countMissedAndLate } from "./repository.ts";

/** What an instance tells of rounds and prompts that did not come at their time. */
export async function roundReadings(db: Db, workspaceId: string): Promise<GaugeReading[]> {
  const { missed, late } = await countMissedAndLate(db, workspaceId);
  const reasons = missed.map(({ reason, ...rest }) => ({ label: reason ?? "unknown", ...rest }));
  return [
    {
      name: "drumbeat_rounds_missed",
      help: "Rounds that were recorded as missed, by reason.",
      label: "reason",
      values: reasons.map(({ label, rounds }) => ({ label, value: rounds })),
    },
    {
      name: "drumbeat_people_missed",
      help: "People concerned by the rounds that were missed, by reason.",
      label: "reason",
      values: reasons.map(({ label, people }) => ({ label, value: people })),
    },
    {
      name: "drumbeat_prompts_late",
      help: "Prompts that were planned after their time, after downtime.",
      values: [{ value: late }],
    },
  ];
}
