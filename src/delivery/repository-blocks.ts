import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { RefusedBlockTable } from "./table.ts";

/** When this workspace refused a block last; null: never. */
export async function findRefusal(
  db: Db,
  workspaceId: string,
  block: RefusedBlockTable["block"],
): Promise<Instant | null> {
  const row = await db
    .selectFrom("refused_block")
    .select("refused_at")
    .where("workspace_id", "=", workspaceId)
    .where("block", "=", block)
    .executeTakeFirst();
  return row?.refused_at ?? null;
}

export async function saveRefusal(db: Db, row: RefusedBlockTable): Promise<void> {
  const { refused_at } = row;
  await db
    .insertInto("refused_block")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "block"]).doUpdateSet({ refused_at }))
    .execute();
}
