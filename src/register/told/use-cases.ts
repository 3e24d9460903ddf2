/** What of the record a digest rests on: asks with their outcome, dependencies between programs, and what is open. */

import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { type Ask, askOf, isAsk } from "../asks/ask.ts";
import { insertAskMessage } from "../asks/repository.ts";
import { noteShown } from "../escalation/levels.ts";
import { concernedAmong } from "../grounds.ts";
import { findItem } from "../repository.ts";
import { asTold } from "../rules-told.ts";
import { type ItemNamed, type ItemThen, listItemsAsOf, listItemsToTell, type ToTell } from "./repository.ts";

export type { ItemNamed, ItemThen } from "./repository.ts";

/**
 * What of programs lives, or ended after `endedAfter`, as it is now, in a fixed order, of asks and dependencies with the steps
 * up the ladder since then; and the decisions in force that were confirmed after `decidedAfter`. `asOf`: as they were
 * then. One statement, with `asOf` two. Whoever calls has checked what its reader may see.
 */
export async function itemsToTell(db: Db | Tx, of: ToTell): Promise<ItemNamed[]> {
  return of.programIds.length === 0 ? [] : listItemsToTell(db, of);
}

/** Of items of these programs, by id, what was changed since an instant, as it was then. One statement. */
export async function itemsAsOf(
  db: Db | Tx,
  of: { workspaceId: string; programIds: readonly string[]; asOf: Instant },
): Promise<Map<string, ItemThen>> {
  return of.programIds.length === 0 ? new Map() : listItemsAsOf(db, of);
}

/** Those of these asks as they are now, in the words that a message may have, with which this person still has to do; what is gone is left out. */
export async function asksFollowedBy(
  services: Looking,
  db: Db,
  reader: { workspaceId: string; personId: string; zone: string },
  ids: readonly string[],
): Promise<Map<string, Ask>> {
  const asks = new Map<string, Ask>();
  const { workspaceId, personId, zone } = reader;
  for (const id of ids) {
    const item = await findItem(db, workspaceId, id);
    if (!item || !isAsk(item)) continue;
    const [isConcerned] = await concernedAmong(services, db, item, [personId]);
    if (isConcerned) asks.set(id, await askOf(db, asTold(item), { at: services.clock.now(), zone }));
  }
  return asks;
}

/** A digest with these asks has come to somebody: the term of those that are with them begins. */
export async function noteAsksSeen(
  tx: Tx,
  seen: { workspaceId: string; itemIds: readonly string[]; personId: string; at: Instant },
): Promise<void> {
  await noteShown(tx, seen);
}

/** A message shows these asks with their buttons: it is brought up to date whenever one of them changes. */
export async function noteAsksShown(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  { workspaceId, key, itemIds }: { workspaceId: string; key: string; itemIds: readonly string[] },
): Promise<void> {
  for (const item_id of new Set(itemIds))
    await insertAskMessage(tx, { workspace_id: workspaceId, item_id, message_key: key, noted_at: clock.now() });
}
