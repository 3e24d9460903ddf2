/** What has come already, for those who look ahead. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { addMs, DAY } from "../platform/time.ts";
import { listCounted } from "./repository-contact.ts";
import { COUNTED_DAYS, type Counted } from "./rules-contact.ts";

/** What each of these people got that counts towards the limits of their day and week. */
export async function countedSince(
  db: Db,
  workspaceId: string,
  { now, personIds }: { now: Instant; personIds: readonly string[] },
): Promise<Map<string, Counted[]>> {
  const counted = await listCounted(db, workspaceId, personIds, addMs(now, -COUNTED_DAYS * DAY));
  return Map.groupBy(counted, ({ personId }) => personId);
}
