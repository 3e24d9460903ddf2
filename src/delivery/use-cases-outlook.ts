/** What waits in the outbox and what has gone, for those who look ahead. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, DAY } from "../platform/time.ts";
import type { Delivery } from "./repository.ts";
import { listCounted, listWaitingFor } from "./repository-contact.ts";

export interface OutboxOutlook {
  /** Messages to people that may be held and have not gone: not the answers to their own acts. */
  waiting: Delivery[];
  /** When each person got what counts towards the limits of their day and week. */
  counted: Map<string, Instant[]>;
}

export async function outboxOutlook(
  db: Db,
  workspaceId: string,
  { now, personIds }: { now: Instant; personIds: readonly string[] },
): Promise<OutboxOutlook> {
  // The week of anybody's zone began within the last eight days.
  const sent = Map.groupBy(await listCounted(db, workspaceId, personIds, addMs(now, -8 * DAY)), (one) => one.personId);
  return {
    waiting: await listWaitingFor(db, workspaceId),
    counted: new Map([...sent].map(([personId, messages]) => [personId, messages.map(({ sentAt }) => sentAt)])),
  };
}
