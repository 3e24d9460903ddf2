import { sql } from "kysely";
import type { Db, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";

/** Who was asked by a program in each month from this day on; by the first day of the month. */
export async function listAskedByMonth(
  db: Db | Tx,
  { workspaceId, programId, from }: { workspaceId: string; programId: string; from: LocalDate },
): Promise<{ month: LocalDate; personId: string }[]> {
  const rows = await db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(["prompt.person_id", sql<string>`substr(round.key, 1, 7)`.as("month")])
    .distinct()
    .where("round.workspace_id", "=", workspaceId)
    .where("round.program_id", "=", programId)
    .where("round.key", ">=", from)
    .where("prompt.state", "!=", "excused")
    .execute();
  return rows.map(({ person_id: personId, month }) => ({ month: `${month}-01`, personId }));
}
