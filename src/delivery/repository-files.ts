import { sql } from "kysely";
import { z } from "zod";
import type { Db } from "../platform/database.ts";
import { hasChanged, prepared } from "../platform/prepared.ts";
import type { Delivery } from "./repository.ts";

const keeping = prepared((db, of: { workspaceId: string; id: string; leaseUntil: string; fileIds: string }) =>
  db
    .updateTable("delivery")
    .set({ file_ids: of.fileIds })
    .where("workspace_id", "=", of.workspaceId)
    .where("id", "=", of.id)
    .where("state", "=", sql.lit("sending"))
    .where("lease_until", "=", of.leaseUntil),
);

/** Only while the claim still holds. Returns whether it did. */
export async function keepFileIds(db: Db, delivery: Delivery, fileIds: readonly string[]): Promise<boolean> {
  const { workspace_id: workspaceId, id, lease_until: leaseUntil } = delivery;
  const of = { workspaceId, id, leaseUntil: leaseUntil ?? "", fileIds: JSON.stringify(fileIds) };
  return hasChanged(await keeping(db, of));
}

const fileIdsSchema = z.array(z.string());

/** Of the files that a delivery shares; null where it shares none, or has not begun to. */
export function fileIdsOf({ file_ids: stored }: Pick<Delivery, "file_ids">): string[] | null {
  return stored === null ? null : fileIdsSchema.parse(JSON.parse(stored));
}
