/** What waits in the outbox and what has gone, for those who look ahead. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, DAY } from "../platform/time.ts";
import type { Delivery } from "./repository.ts";
import { listCounted, listWaitingFor } from "./repository-contact.ts";
import { COUNTED_DAYS, type Counted } from "./rules-contact.ts";

export interface OutboxOutlook {
  /** Messages to people that may be held and have not gone: not the answers to their own acts. */
  waiting: Delivery[];
  /** What each person got that counts towards the limits of their day and week. */
  counted: Map<string, Counted[]>;
}

export async function outboxOutlook(
  db: Db,
  workspaceId: string,
  { now, personIds }: { now: Instant; personIds: readonly string[] },
): Promise<OutboxOutlook> {
  const counted = await listCounted(db, workspaceId, personIds, addMs(now, -COUNTED_DAYS * DAY));
  return {
    waiting: await listWaitingFor(db, workspaceId),
    counted: Map.groupBy(counted, ({ personId }) => personId),
  };
}
