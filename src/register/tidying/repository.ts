import { type Selectable, sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { firstOf, nextAt } from "../../platform/next-at.ts";
import { type Item, itsShortKey, read } from "../repository.ts";
import { LIVE_STATES } from "../rules.ts";
import type { TidyingTable } from "../table.ts";

export type Tidying = Selectable<TidyingTable>;

/** Of a workspace that is new, or upgraded: nothing where there is one already. */
export async function insertTidying(tx: Tx, row: Tidying): Promise<void> {
  await tx
    .insertInto("tidying")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findTidying(db: Db | Tx, workspaceId: string): Promise<Tidying | undefined> {
  return db.selectFrom("tidying").selectAll().where("workspace_id", "=", workspaceId).executeTakeFirst();
}

export async function setNextPages(tx: Tx, workspaceId: string, at: Instant): Promise<void> {
  await tx.updateTable("tidying").set({ next_at: at }).where("workspace_id", "=", workspaceId).execute();
}

/** When pages are to be made, or something lapses. */
export const nextTidying = nextAt(
  firstOf(
    (db, of) => db.selectFrom("tidying").select("next_at as at").where("workspace_id", "=", of.workspaceId),
    (db, of) =>
      db
        .selectFrom("item")
        .select(({ fn }) => fn.min("lapses_at").as("at"))
        .where("workspace_id", "=", of.workspaceId)
        .where("lapses_at", ">", sql.lit("")),
  ),
);

/** What of running programs nobody stands by, and every ask, with the cadence in which it was said last. */
export async function listUntidied(
  db: Db | Tx,
  workspaceId: string,
): Promise<(Item & { cadence_id: string | null })[]> {
  const rows = await db
    .selectFrom("item")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .leftJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "item.workspace_id").onRef("round.id", "=", "item.round_id"),
    )
    .selectAll("item")
    .select(itsShortKey)
    .select("round.cadence_id")
    .where("item.workspace_id", "=", workspaceId)
    .where("program.state", "=", "active")
    .where("item.state", "in", [...LIVE_STATES])
    .where((eb) => eb.or([eb("item.confirmed_at", "is", null), eb("item.type", "=", "ask")]))
    .orderBy("item.raised_at")
    .orderBy("item.id")
    .execute();
  return rows.map(({ cadence_id, ...row }) => ({ ...read(row), cadence_id }));
}

/** What is to lapse by now. */
export async function listLapsing(db: Db, workspaceId: string, now: Instant, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("item")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("lapses_at", "<=", now)
    .orderBy("lapses_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** It stood on this page, with the day where it lapses; only as it was in this revision. */
export async function noteOnPage(
  tx: Tx,
  item: { workspaceId: string; id: string; revision: number },
  { key, at, lapsesAt }: { key: string; at: Instant; lapsesAt: Instant | null },
): Promise<void> {
  await tx
    .updateTable("item")
    .set({ tidied_at: at, lapses_at: lapsesAt })
    .where("workspace_id", "=", item.workspaceId)
    .where("id", "=", item.id)
    .where("revision", "=", item.revision)
    .execute();
  await tx
    .insertInto("tidying_entry")
    .values({ workspace_id: item.workspaceId, item_id: item.id, message_key: key })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** It does not lapse after all. */
export async function forgetLapse(tx: Tx, { workspace_id, id }: Pick<Item, "workspace_id" | "id">): Promise<void> {
  await tx
    .updateTable("item")
    .set({ lapses_at: null })
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}

/** The keys of the pages on which an item stands. */
export async function listPagesWith(
  tx: Tx,
  { workspace_id, id }: Pick<Item, "workspace_id" | "id">,
): Promise<string[]> {
  const rows = await tx
    .selectFrom("tidying_entry")
    .select("message_key")
    .where("workspace_id", "=", workspace_id)
    .where("item_id", "=", id)
    .orderBy("message_key")
    .execute();
  return rows.map(({ message_key }) => message_key);
}
