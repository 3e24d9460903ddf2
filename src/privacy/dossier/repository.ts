import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "../../platform/database.ts";
import type { DossierTable } from "./table.ts";

export async function insertDossier(tx: Tx, row: Insertable<DossierTable>): Promise<void> {
  await tx.insertInto("dossier").values(row).execute();
}

/** The one that counts; ids grow. */
export async function findLastDossier(db: Db | Tx, workspaceId: string): Promise<Selectable<DossierTable> | undefined> {
  return db
    .selectFrom("dossier")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}
