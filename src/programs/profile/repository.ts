import { type Insertable, sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { ProgramProfileTable } from "./table.ts";

export async function insertProfile(tx: Tx, row: Insertable<ProgramProfileTable>): Promise<void> {
  await tx.insertInto("program_profile").values(row).execute();
}

/** Those that held at an instant, of each of these programs that had one, or of all. */
export async function listProfilesThen(
  db: Db | Tx,
  of: { workspaceId: string; programIds: readonly string[] | null; at: Instant },
) {
  return db
    .selectFrom("program")
    .innerJoin("program_profile as profile", (join) =>
      join
        .onRef("profile.workspace_id", "=", "program.workspace_id")
        .on("profile.id", "=", idThen(db, "program.id", of)),
    )
    .select(["profile.program_id", "profile.labels", "profile.budget"])
    .where("program.workspace_id", "=", of.workspaceId)
    .$if(of.programIds !== null, (query) => query.where("program.id", "in", of.programIds ?? []))
    .execute();
}

/** Of the one that held at an instant, within a query that has the program's id as `program`. */
export function idThen(
  db: Pick<Db, "selectFrom">,
  program: "program.id" | "cadence.program_id",
  { workspaceId, at }: { workspaceId: string; at: Instant },
) {
  return db
    .selectFrom("program_profile as then")
    .select(({ fn }) => fn.max("then.id").as("id"))
    .where("then.workspace_id", "=", workspaceId)
    .where("then.program_id", "=", sql.ref<string>(program))
    .where("then.at", "<=", at);
}
