import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { CadenceDraftTable } from "../table.ts";

export async function upsertDraft(db: Db | Tx, row: CadenceDraftTable): Promise<void> {
  await db
    .insertInto("cadence_draft")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "id"]).doUpdateSet({ content: row.content, updated_at: row.updated_at }),
    )
    .execute();
}

/** The draft of this person; nobody else's. */
export async function findDraft(
  db: Db | Tx,
  { workspaceId, personId, id }: { workspaceId: string; personId: string; id: string },
): Promise<Pick<CadenceDraftTable, "content"> | undefined> {
  return db
    .selectFrom("cadence_draft")
    .select("content")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
}

export async function deleteDraft(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom("cadence_draft").where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
}

export async function deleteDraftsBefore(db: Db | Tx, workspaceId: string, at: Instant): Promise<void> {
  await db.deleteFrom("cadence_draft").where("workspace_id", "=", workspaceId).where("updated_at", "<", at).execute();
}
