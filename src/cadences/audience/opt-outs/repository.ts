import type { Db, Tx } from "../../../platform/database.ts";
import { prepared } from "../../../platform/prepared.ts";
import type { OptOutTable } from "../../table.ts";

export async function insertOptOut(tx: Tx, row: OptOutTable): Promise<void> {
  await tx
    .insertInto("opt_out")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "cadence_id", "person_id"]).doNothing())
    .execute();
}

/** Returns whether there was one. */
export async function deleteOptOut(
  tx: Tx,
  { workspace_id, person_id, cadence_id }: Omit<OptOutTable, "at">,
): Promise<boolean> {
  const result = await tx
    .deleteFrom("opt_out")
    .where("workspace_id", "=", workspace_id)
    .where("cadence_id", "=", cadence_id)
    .where("person_id", "=", person_id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

const optedOutAt = prepared((db, of: Omit<OptOutTable, "at">) =>
  db
    .selectFrom("opt_out")
    .select("at")
    .where("workspace_id", "=", of.workspace_id)
    .where("cadence_id", "=", of.cadence_id)
    .where("person_id", "=", of.person_id),
);

export async function hasOptedOut(
  db: Db | Tx,
  { workspace_id, person_id, cadence_id }: Omit<OptOutTable, "at">,
): Promise<boolean> {
  return (await optedOutAt(db, { workspace_id, person_id, cadence_id })).rows.length > 0;
}

/** Who does not want to be asked in these cadences. */
export async function listOptOuts(
  db: Db | Tx,
  workspaceId: string,
  cadenceIds: readonly string[],
): Promise<Pick<OptOutTable, "cadence_id" | "person_id">[]> {
  if (cadenceIds.length === 0) return [];
  return db
    .selectFrom("opt_out")
    .select(["cadence_id", "person_id"])
    .where("workspace_id", "=", workspaceId)
    .where("cadence_id", "in", [...cadenceIds])
    .execute();
}
