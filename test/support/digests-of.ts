import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import type { Rhythm } from "../../src/reports/compile/report.ts";

/** The digests of one reader, the first one first; `until`: those made by then. */
export async function listDigestsOf(
  db: Db,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  { rhythm, until }: { rhythm?: Rhythm | undefined; until?: Instant | undefined } = {},
): Promise<{ id: string; rhythm: Rhythm; period: string; cutOffAt: Instant }[]> {
  const rows = await db
    .selectFrom("digest")
    .select(["id", "rhythm", "period", "cut_off_at"])
    .where("workspace_id", "=", workspaceId)
    .where("reader_id", "=", personId)
    .$if(rhythm !== undefined, (query) => query.where("rhythm", "=", rhythm ?? "weekly"))
    .$if(until !== undefined, (query) => query.where("cut_off_at", "<=", until ?? ""))
    .orderBy("cut_off_at")
    .orderBy("id")
    .execute();
  return rows.map(({ cut_off_at: cutOffAt, ...row }) => ({ ...row, cutOffAt }));
}
