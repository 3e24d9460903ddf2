import type { Db, Tx } from "../../platform/database.ts";
import { type Item, itsShortKey, read } from "../repository.ts";

/** The items that ended with their program and that nobody has touched since, with what they were until then, as JSON. */
export async function listEndedWith(
  db: Db | Tx,
  { workspace_id: workspaceId, id: programId }: { workspace_id: string; id: string },
): Promise<{ item: Item; before: string }[]> {
  const rows = await db
    .selectFrom("item")
    .innerJoin("item_event as ending", (join) =>
      join
        .onRef("ending.workspace_id", "=", "item.workspace_id")
        .onRef("ending.item_id", "=", "item.id")
        .onRef("ending.revision", "=", "item.revision")
        .on("ending.event", "=", "program-closed"),
    )
    .selectAll("item")
    .select(itsShortKey)
    .select("ending.before as ending_before")
    .where("item.workspace_id", "=", workspaceId)
    .where("item.program_id", "=", programId)
    .orderBy("item.id")
    .execute();
  return rows.map(({ ending_before: before, ...row }) => ({ item: read(row), before: before ?? "{}" }));
}
