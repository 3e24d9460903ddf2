/** Which digests will come, before there is any. */

import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { readFeeds } from "./compile/gather-feed.ts";
import { listLastCutOffs } from "./compile/repository-editions.ts";
import { listSubscriptions } from "./repository.ts";
import type { Rhythm } from "./table.ts";

/** Of each reader and rhythm the next one before an instant, with the cadences that feed it; without those of nothing. */
export async function comingDigests(
  db: Db,
  workspaceId: string,
  until: Instant,
): Promise<{ personId: string; rhythm: Rhythm; at: Instant; cadenceIds: readonly string[] }[]> {
  const feeding = await readFeeds(db, workspaceId);
  const last = new Map(
    (await listLastCutOffs(db, workspaceId)).map((row) => [`${row.reader_id} ${row.rhythm}`, row.cut_off_at]),
  );
  return (await listSubscriptions(db, workspaceId)).flatMap(({ person_id: personId, rhythm, next_at: at }) => {
    if (at >= until) return [];
    const cadenceIds = feeding({ personId, rhythm }, at, last.get(`${personId} ${rhythm}`));
    return cadenceIds.length === 0 ? [] : [{ personId, rhythm, at, cadenceIds }];
  });
}
