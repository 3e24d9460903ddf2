import type { Selectable } from "kysely";
import type { Db, Tx } from "../platform/database.ts";
import type { ReleaseNoteReadTable } from "./table.ts";

export async function insertRead(db: Db | Tx, row: Selectable<ReleaseNoteReadTable>): Promise<void> {
  await db
    .insertInto("release_note_read")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "person_id", "release"]).doNothing())
    .execute();
}

export async function hasRead(
  db: Db,
  { workspaceId, personId, release }: { workspaceId: string; personId: string; release: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("release_note_read")
    .select("release")
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .where("release", "=", release)
    .executeTakeFirst();
  return row !== undefined;
}
