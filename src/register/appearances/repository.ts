import { sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared.ts";

const declined = prepared((db, of: { workspaceId: string; personId: string; since: Instant }) =>
  db
    .selectFrom("item_event")
    .select(({ fn }) => fn.max("at").as("at"))
    .where("workspace_id", "=", of.workspaceId)
    .where("actor_id", "=", of.personId)
    .where("event", "=", sql.lit("declined"))
    .where("at", ">=", of.since),
);

/** When this person last declined an appearance, since then; null: they did not. */
export async function lastDeclined(
  db: Db | Tx,
  of: { workspaceId: string; personId: string; since: Instant },
): Promise<Instant | null> {
  const [row] = (await declined(db, of)).rows;
  return row?.at ?? null;
}
