/** What of the record a digest tells: asks with their outcome, and dependencies between programs. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Ask, askOf, isAsk } from "./asks.ts";
import { findItem } from "./repository.ts";
import { type ItemNamed, listItemsToTell } from "./repository-told.ts";

/**
 * Asks and dependencies of programs that live, or ended after `endedAfter`, as they are now, in a fixed order. One
 * statement. Whoever calls has checked what its reader may see.
 */
export async function itemsToTell(
  db: Db | Tx,
  of: { workspaceId: string; programIds: readonly string[]; endedAfter: Instant },
): Promise<ItemNamed[]> {
  return of.programIds.length === 0 ? [] : listItemsToTell(db, of);
}

/** These asks as they are now; what is gone is left out. */
export async function asksByIds(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: { at: Instant; zone: string },
): Promise<Map<string, Ask>> {
  const asks = new Map<string, Ask>();
  for (const id of ids) {
    const item = await findItem(db, workspaceId, id);
    if (item && isAsk(item)) asks.set(id, await askOf(db, item, now));
  }
  return asks;
}
