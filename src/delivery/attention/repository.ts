import { sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import { type Db, rowsInPieces } from "../../platform/database.ts";
import { addMs, DAY } from "../../platform/time.ts";

/** What was due so much before may have gone since: Drumbeat was down, or Slack had it wait. */
const LATE_AT_MOST_MS = 7 * DAY;

/**
 * The messages that raised somebody's badge since `since`, in pieces. Found by when they were due, over the index
 * `delivery_due`: there is none by when they went. The workspace is chosen afterwards, as in `listDepth`.
 */
export async function listMessagesTo(
  db: Db,
  workspaceId: string,
  since: Instant,
): Promise<{ personId: string; at: Instant }[][]> {
  const query = db
    .selectFrom("delivery")
    .select(["person_id", "sent_at"])
    .where("state", "=", "sent")
    .where("due_at", ">=", addMs(since, -LATE_AT_MOST_MS))
    .where(sql<string>`workspace_id || ''`, "=", workspaceId)
    .where("sent_at", ">=", since)
    .where("contact", "!=", "reply")
    .where("updates_id", "is", null)
    .where("thread_id", "is", null)
    .where("bundle_id", "is", null);
  const pieces: { personId: string; at: Instant }[][] = [];
  for await (const rows of rowsInPieces(db, query))
    pieces.push(
      rows.flatMap(({ person_id: personId, sent_at: at }) =>
        personId !== null && at !== null ? [{ personId, at }] : [],
      ),
    );
  return pieces;
}
