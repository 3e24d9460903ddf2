import type { Db, Tx } from "../../../platform/database.ts";
import type { ReaderRhythmTable, Rhythm } from "../../table.ts";

/** What people of this workspace, or these of them, have chosen other than by default. */
export async function listChoices(
  db: Db | Tx,
  workspaceId: string,
  personIds?: readonly string[],
): Promise<Pick<ReaderRhythmTable, "person_id" | "rhythm" | "is_wanted">[]> {
  return db
    .selectFrom("reader_rhythm")
    .select(["person_id", "rhythm", "is_wanted"])
    .where("workspace_id", "=", workspaceId)
    .$if(personIds !== undefined, (query) => query.where("person_id", "in", [...(personIds ?? [])]))
    .execute();
}

export async function upsertChoice(tx: Tx, row: ReaderRhythmTable): Promise<void> {
  await tx
    .insertInto("reader_rhythm")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "person_id", "rhythm"])
        .doUpdateSet({ is_wanted: row.is_wanted, updated_at: row.updated_at }),
    )
    .execute();
}

export async function deleteChoice(tx: Tx, workspaceId: string, personId: string, rhythm: Rhythm): Promise<void> {
  await tx
    .deleteFrom("reader_rhythm")
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .where("rhythm", "=", rhythm)
    .execute();
}
