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
  const sent = await db
    .selectFrom("digest")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "digest.workspace_id").onRef("person.id", "=", "digest.reader_id"),
    )
    .select(["digest.reader_id as person_id", "digest.cut_off_at as at", "person.zone"])
    .where("digest.workspace_id", "=", workspaceId)
    .where("digest.reader_id", "in", [...personIds])
    .where("digest.rhythm", "!=", "weekly")
    .where("digest.cut_off_at", ">", addMs(clock.now(), -8 * DAY))
    .execute();
  const coming = await db
    .selectFrom("digest_schedule")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "digest_schedule.workspace_id")
        .onRef("person.id", "=", "digest_schedule.person_id"),
    )
    .select(["digest_schedule.person_id", "digest_schedule.next_at as at", "person.zone"])
    .where("digest_schedule.workspace_id", "=", workspaceId)
    .where("digest_schedule.person_id", "in", [...personIds])
    .where("digest_schedule.rhythm", "!=", "weekly")
    .execute();
  const weeks = new Map<string, LocalDate[]>();
  for (const { person_id: id, at, zone } of [...sent, ...coming])
    weeks.set(id, [...(weeks.get(id) ?? []), mondayOf(localDateOf(at, zone))]);
  return weeks;
}
