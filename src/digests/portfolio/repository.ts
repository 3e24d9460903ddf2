import type { Instant } from "../../platform/clock.ts";
import { type Db, inPieces } from "../../platform/database.ts";
import { earliest } from "../../platform/time.ts";

/** When anybody first answered in one of these programs; null: nobody has. */
export async function findFirstAnswer(
  db: Db,
  workspaceId: string,
  programIds: readonly string[],
): Promise<Instant | null> {
  let first: Instant | null = null;
  for (const some of inPieces(programIds)) {
    const row = await db
      .selectFrom("check_in")
      .select(({ fn }) => fn.min("created_at").as("at"))
      .where("workspace_id", "=", workspaceId)
      .where("program_id", "in", some)
      .executeTakeFirst();
    first = earliest(first, row?.at ?? null);
  }
  return first;
}
