import type { Insertable } from "kysely";
import type { Db, Tx } from "../platform/database.ts";
import type { DigestHoldTable, Rhythm } from "./table.ts";

/** What leads hold back of digests of a rhythm, with the name of who does. */
export async function listHolds(db: Db | Tx, workspaceId: string, programIds: readonly string[], rhythm: Rhythm) {
  return db
    .selectFrom("digest_hold as hold")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "hold.workspace_id").onRef("person.id", "=", "hold.held_by"),
    )
    .select(["hold.program_id", "hold.first_period", "hold.last_period", "person.name as held_by"])
    .where("hold.workspace_id", "=", workspaceId)
    .where("hold.program_id", "in", [...programIds])
    .where("hold.rhythm", "=", rhythm)
    .execute();
}

export async function upsertHold(tx: Tx, row: Insertable<DigestHoldTable>): Promise<void> {
  const { first_period, last_period, held_by, held_at } = row;
  await tx
    .insertInto("digest_hold")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "program_id", "rhythm"])
        .doUpdateSet({ first_period, last_period, held_by, held_at }),
    )
    .execute();
}

export async function deleteHold(tx: Tx, workspaceId: string, programId: string, rhythm: Rhythm): Promise<void> {
  await tx
    .deleteFrom("digest_hold")
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("rhythm", "=", rhythm)
    .execute();
}
