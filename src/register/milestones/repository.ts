import type { Db, Tx } from "../../platform/database.ts";

/** What an answer did to milestones, in its order, with what their codes are made of. */
export async function listMilestoneEvents(db: Db | Tx, of: { workspaceId: string; checkInId: string }) {
  return db
    .selectFrom("item_event as step")
    .innerJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "step.workspace_id").onRef("item.id", "=", "step.item_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .select(["step.item_id", "step.event", "step.before", "step.after", "item.number", "program.short_key"])
    .where("step.workspace_id", "=", of.workspaceId)
    .where("step.check_in_id", "=", of.checkInId)
    .where("item.type", "=", "milestone")
    .orderBy("step.at")
    .orderBy("step.item_id")
    .orderBy("step.revision")
    .execute();
}
