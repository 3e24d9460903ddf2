import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { DigestAcknowledgementTable } from "../table.ts";

/** False when this person has acknowledged it already: the first time stays. */
export async function insertAcknowledgement(tx: Tx, row: DigestAcknowledgementTable): Promise<boolean> {
  const inserted = await tx
    .insertInto("digest_acknowledgement")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "edition_id", "person_id"]).doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findAcknowledgement(
  db: Db | Tx,
  { workspaceId, editionId, personId }: { workspaceId: string; editionId: string; personId: string },
): Promise<Instant | null> {
  const row = await db
    .selectFrom("digest_acknowledgement")
    .select("acknowledged_at")
    .where("workspace_id", "=", workspaceId)
    .where("edition_id", "=", editionId)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row?.acknowledged_at ?? null;
}
