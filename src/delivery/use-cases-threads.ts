/** In whose thread something goes on. */
import type { Db, Tx } from "../platform/database.ts";
import { listDeliveriesFrom } from "./repository.ts";

/** The key of the newest that was sent of those whose keys begin with this; null: none was. */
export async function newestSent(db: Db | Tx, workspaceId: string, keysFrom: string): Promise<string | null> {
  const all = await listDeliveriesFrom(db, workspaceId, { keysFrom });
  return all.findLast(({ sent_at, sent_ts }) => sent_at !== null && sent_ts !== null)?.key ?? null;
}
