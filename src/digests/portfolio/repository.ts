import type { ExpressionBuilder } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import { type Db, inPieces, type Tables } from "../../platform/database.ts";
import { earliest } from "../../platform/time.ts";

/** Of a program what was answered first. */
function firstSaid(selectFrom: ExpressionBuilder<Tables, "program">["selectFrom"]) {
  return selectFrom("check_in_revision as said")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "said.workspace_id").onRef("check_in.id", "=", "said.check_in_id"),
    )
    .whereRef("said.workspace_id", "=", "program.workspace_id")
    .whereRef("said.program_id", "=", "program.id")
    .orderBy("said.answered_at")
    .limit(1);
}

/** When anybody first answered in one of these programs what is still kept; null: nobody has. */
export async function findFirstAnswer(
  db: Db,
  workspaceId: string,
  programIds: readonly string[],
): Promise<{ first: Instant | null; areOlderRemoved: boolean }> {
  let first: Instant | null = null;
  let areOlderRemoved = false;
  for (const some of inPieces(programIds)) {
    // Of each program the first in its index, past the few that stay without their words.
    const rows = await db
      .selectFrom("program")
      .select(({ selectFrom }) => [
        firstSaid(selectFrom).select("said.answered_at").where("check_in.removed_at", "is", null).as("first_at"),
        firstSaid(selectFrom).select("check_in.removed_at").as("removed_at"),
      ])
      .where("program.workspace_id", "=", workspaceId)
      .where("program.id", "in", some)
      .execute();
    for (const { first_at: at, removed_at: removedAt } of rows) {
      first = earliest(first, at);
      areOlderRemoved ||= removedAt !== null;
    }
  }
  return { first, areOlderRemoved };
}
