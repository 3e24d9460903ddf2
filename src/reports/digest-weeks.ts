/** In which weeks a digest comes to a reader: there is no weekly message beside it. */

import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import { addMs, DAY, type LocalDate, localDateOf, mondayOf } from "../platform/time.ts";

/**
 * Mondays, in each reader's zone, of the week under way and of those to come. Weekly digests do not count: whoever leads and
 * sponsors would never have a weekly message.
 */
export async function digestWeeksOf(
  { clock }: Pick<Looking, "clock">,
  db: Db | Tx,
  { workspaceId, personIds }: { workspaceId: string; personIds: readonly string[] },
): Promise<Map<string, LocalDate[]>> {
  const weeks = new Map<string, LocalDate[]>();
  const zones = await db
    .selectFrom("person")
    .select(["id", "zone"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...personIds])
    .execute();
  const zoneOf = new Map(zones.map(({ id, zone }) => [id, zone]));
  const sent = db
    .selectFrom("digest")
    .select(["reader_id as person_id", "cut_off_at as at"])
    .where("workspace_id", "=", workspaceId)
    .where("reader_id", "in", [...personIds])
    .where("rhythm", "!=", "weekly")
    .where("cut_off_at", ">", addMs(clock.now(), -8 * DAY));
  const coming = db
    .selectFrom("digest_schedule")
    .select(["person_id", "next_at as at"])
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "in", [...personIds])
    .where("rhythm", "!=", "weekly");
  for (const { person_id: id, at } of await sent.unionAll(coming).execute())
    weeks.set(id, [...(weeks.get(id) ?? []), mondayOf(localDateOf(at, zoneOf.get(id) ?? "UTC"))]);
  return weeks;
}
