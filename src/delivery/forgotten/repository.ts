import { sql } from "kysely";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { prepared } from "../../platform/prepared.ts";
import { findFact } from "../../platform/workspace-facts.ts";
import type { Delivery } from "../repository.ts";
import { DELIVERY_COLUMNS } from "../table.ts";

/** The id up to which it has been looked which messages go. */
export async function lookedThrough(db: Db, workspaceId: string): Promise<string> {
  return (await findFact(db, workspaceId, "messages-looked-through"))?.value ?? "";
}

const following = prepared((db, of: { workspaceId: string; after: string; limit: number }) =>
  db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("id", ">", of.after)
    .orderBy("id")
    .limit(of.limit),
);

/** In the order in which they were put into the outbox. */
export async function listAfter(db: Db, workspaceId: string, after: string, limit: number): Promise<Delivery[]> {
  return (await following(db, { workspaceId, after, limit })).rows;
}

/** When the next one was put into the outbox. */
export function nextToLookAt(read: (at: string) => string) {
  return nextAt(
    (db, { workspaceId }) =>
      db
        .selectFrom("delivery")
        .select("created_at as at")
        .where("workspace_id", "=", workspaceId)
        .where("id", ">", (eb) =>
          eb.fn.coalesce(
            eb
              .selectFrom("workspace_fact")
              .select("value")
              .where("workspace_id", "=", workspaceId)
              .where("key", "=", sql.lit("messages-looked-through")),
            sql<string>`''`,
          ),
        )
        .orderBy("id")
        .limit(sql.lit(1)),
    read,
  );
}

/** Of these messages those in whose thread others stand. */
export async function listThreads(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("delivery")
    .select("thread_id")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("thread_id", "in", ids)
    .where("thread_id", "is not", null)
    .execute();
  return rows.flatMap(({ thread_id: id }) => id ?? []);
}

export async function listByKeys(db: Db | Tx, workspaceId: string, keys: readonly string[]): Promise<Delivery[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", workspaceId)
    .where("key", "in", keys)
    .execute();
}

/** Updates before what they update. */
export async function deleteDeliveries(tx: Tx, workspaceId: string, rows: readonly Delivery[]): Promise<void> {
  for (const isUpdate of [true, false]) {
    const ids = rows.filter(({ updates_id }) => (updates_id !== null) === isUpdate).map(({ id }) => id);
    if (ids.length > 0)
      await tx.deleteFrom("delivery").where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();
  }
}
