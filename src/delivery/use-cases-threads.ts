/** What was sent last of messages whose keys begin alike. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { listDeliveriesFrom } from "./repository.ts";

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
