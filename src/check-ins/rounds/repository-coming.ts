import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";

/** Somebody's prompts of these cadences that have not closed, by the nominal date of their regular rounds. */
export async function listPromptsAhead(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  { cadenceIds, now }: { cadenceIds: readonly string[]; now: Instant },
) {
  if (cadenceIds.length === 0) return [];
  const rows = await db
    .selectFrom("prompt")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "prompt.workspace_id").onRef("round.id", "=", "prompt.round_id"),
    )
    .selectAll("prompt")
    .select(["round.cadence_id", "round.key"])
    .where("prompt.workspace_id", "=", workspaceId)
    .where("prompt.person_id", "=", personId)
    .where("prompt.closes_at", ">", now)
    .where("round.cadence_id", "in", [...cadenceIds])
    .execute();
  return rows.map((row) => ({
    cadenceId: row.cadence_id,
    key: row.key,
    isPlanned: row.state === "planned",
    opensAt: row.opens_at,
    dueAt: row.due_at,
    closesAt: row.closes_at,
    remindAt: row.remind_at,
  }));
}
