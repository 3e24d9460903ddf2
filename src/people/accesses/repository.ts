import type { Insertable, Selectable } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import { type Db, inPieces, type Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { AccessTable } from "./table.ts";

export type Access = Selectable<AccessTable>;

export async function insertAccesses(tx: Tx, rows: readonly Insertable<AccessTable>[]): Promise<void> {
  for (const some of inPieces(rows)) await tx.insertInto("access").values(some).execute();
}

/** What somebody was shown on a day of theirs, by whose words: `person what`. */
export async function listReadOn(
  db: Db | Tx,
  of: { workspaceId: string; actorId: string; on: LocalDate },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom("access")
    .select(["person_id", "what"])
    .where("workspace_id", "=", of.workspaceId)
    .where("actor_id", "=", of.actorId)
    .where("read_on", "=", of.on)
    .execute();
  return new Set(rows.map(readKey));
}

export function readKey({ person_id, what }: Pick<Access, "person_id" | "what">): string {
  return `${person_id} ${what}`;
}

/** But for those that are there. */
export async function insertReads(db: Db | Tx, rows: readonly Insertable<AccessTable>[]): Promise<void> {
  for (const some of inPieces(rows))
    await db
      .insertInto("access")
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(["workspace_id", "actor_id", "read_on", "person_id", "what"]).doNothing(),
      )
      .execute();
}

/** The latest first. */
export async function listAccesses(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  limit: number,
): Promise<Access[]> {
  return db
    .selectFrom("access")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** Of everybody, in the span `since` to `until`, after the row `after`: the oldest first. */
export async function listAccessesAfter(
  db: Db,
  workspaceId: string,
  { after, since, until, limit }: { after: string; since: Instant; until: Instant; limit: number },
): Promise<Access[]> {
  return db
    .selectFrom("access")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .where("at", ">=", since)
    .where("at", "<=", until)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** By the index `access_by_time`. */
export async function countAccessesBefore(
  db: Db,
  { workspaceId, before }: { workspaceId: string; before: Instant },
): Promise<number> {
  const row = await db
    .selectFrom("access")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("at", "<", before)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function deleteAccessesBefore(
  tx: Tx,
  { workspaceId, before, rows }: { workspaceId: string; before: Instant; rows: number },
): Promise<number> {
  const result = await tx
    .deleteFrom("access")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", (select) =>
      select
        .selectFrom("access")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("at", "<", before)
        .limit(rows),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
