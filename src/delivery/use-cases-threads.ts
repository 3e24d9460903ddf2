/** What was sent last of messages whose keys begin alike: in whose thread something goes on, and since when. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { listDeliveriesFrom } from "./repository.ts";

/** The key of the newest that was sent of those whose keys begin with this; null: none was. */
export async function newestSent(db: Db | Tx, workspaceId: string, keysFrom: string): Promise<string | null> {
  const all = await listDeliveriesFrom(db, workspaceId, { keysFrom });
  return all.findLast(({ sent_at, sent_ts }) => sent_at !== null && sent_ts !== null)?.key ?? null;
}

/** When the last of those whose keys begin with this was sent, to somebody or to a channel; null: none was. */
export async function lastSentAt(db: Db | Tx, workspaceId: string, keysFrom: string): Promise<Instant | null> {
  const all = await listDeliveriesFrom(db, workspaceId, { keysFrom });
  return (
    all
      .flatMap(({ sent_at: at }) => at ?? [])
      .toSorted()
      .at(-1) ?? null
  );
}
