import type { Db } from "../platform/database.ts";
import type { PictureTable } from "./table.ts";

export type PictureRow = PictureTable;

export async function listPictures(db: Db, workspaceId: string, keys: readonly string[]): Promise<PictureRow[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom("picture")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("key", "in", [...keys])
    .execute();
}

/** A picture that was uploaded twice at once is the one that is saved last. */
export async function savePicture(db: Db, row: PictureRow): Promise<void> {
  const { state, file_id, since } = row;
  await db
    .insertInto("picture")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doUpdateSet({ state, file_id, since }))
    .execute();
}
