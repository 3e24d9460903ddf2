import type { Db, Tx } from "../../platform/database.ts";
import type { DigestAcknowledgementTable } from "../table.ts";

/** The first time stays. */
export async function insertSeen(tx: Tx, row: DigestAcknowledgementTable): Promise<void> {
  await tx
    .insertInto("digest_acknowledgement")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "edition_id", "person_id"]).doNothing())
    .execute();
}

export async function wasSeen(
  db: Db | Tx,
  { workspaceId, editionId, personId }: { workspaceId: string; editionId: string; personId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("digest_acknowledgement")
    .select("edition_id")
    .where("workspace_id", "=", workspaceId)
    .where("edition_id", "=", editionId)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row !== undefined;
}
