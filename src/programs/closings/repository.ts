import { sql } from "kysely";
import type { Db } from "../../platform/database.ts";
import { literals } from "../../platform/prepared.ts";
import { CLOSED, REOPENED } from "./rules.ts";

/** Of most programs no act is looked at: they were never closed. */
export function actsOfClosings(
  db: Pick<Db, "selectFrom">,
  { workspaceId, programIds }: { workspaceId: string; programIds: readonly string[] },
) {
  return db
    .selectFrom("program")
    .crossJoin("audit")
    .whereRef("audit.workspace_id", "=", "program.workspace_id")
    .whereRef("audit.program_id", "=", "program.id")
    .select("program.id as program_id")
    .select(sql<string>`string_agg(audit.action || ' ' || audit.at, ',' order by audit.id)`.as("acts"))
    .where("program.workspace_id", "=", workspaceId)
    .where("program.id", "in", [...programIds])
    .where("program.closed_by", "is not", null)
    .where("audit.action", "in", literals(CLOSED, REOPENED))
    .groupBy("program.id");
}
