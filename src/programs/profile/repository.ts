import type { Insertable } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { ProgramProfileTable } from "./table.ts";

export async function insertProfile(tx: Tx, row: Insertable<ProgramProfileTable>): Promise<void> {
  await tx.insertInto("program_profile").values(row).execute();
}

/** The one that held at an instant, of each of these programs that had one, or of all. */
export function profilesThen(
  db: Pick<Db, "selectFrom">,
  { workspaceId, programIds, at }: { workspaceId: string; programIds: readonly string[] | null; at: Instant },
) {
  return db
    .selectFrom("program")
    .crossJoin("program_profile as profile")
    .whereRef("profile.workspace_id", "=", "program.workspace_id")
    .where("profile.id", "=", (where) =>
      where
        .selectFrom("program_profile as then")
        .select(({ fn }) => fn.max("then.id").as("id"))
        .whereRef("then.workspace_id", "=", "program.workspace_id")
        .whereRef("then.program_id", "=", "program.id")
        .where("then.at", "<=", at),
    )
    .select(["profile.program_id", "profile.labels", "profile.budget"])
    .where("program.workspace_id", "=", workspaceId)
    .$if(programIds !== null, (query) => query.where("program.id", "in", programIds ?? []));
}
