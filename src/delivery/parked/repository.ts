/** What admins see of the outbox. */
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Delivery } from "../repository.ts";
import { WINDOW_CLOSED } from "../repository-contact.ts";
import type { Contact, HeldReason } from "../rules-contact.ts";
import { slotKept } from "../rules-slots.ts";

export interface HeldGroup {
  contact: Contact;
  reason: HeldReason;
  count: number;
  nextAt: Instant;
}

export type LapsedGroup = Omit<HeldGroup, "nextAt">;

export async function listHeldGroups(db: Db, workspaceId: string, now: Instant): Promise<HeldGroup[]> {
  const rows = await db
    .selectFrom("delivery")
    .select(["contact", "held_reason", ({ fn }) => fn.countAll().as("count"), ({ fn }) => fn.min("due_at").as("next")])
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "waiting")
    .where("due_at", ">", now)
    .where("held_reason", "is not", null)
    .groupBy(["contact", "held_reason"])
    .orderBy("next")
    .execute();
  return rows.flatMap(({ contact, held_reason, count, next }) =>
    held_reason === null ? [] : [{ contact, reason: held_reason, count: Number(count), nextAt: next }],
  );
}

export async function listLapsedGroups(db: Db, workspaceId: string, since: Instant): Promise<LapsedGroup[]> {
  const rows = await db
    .selectFrom("delivery")
    .select(["contact", "held_reason", ({ fn }) => fn.countAll().as("count")])
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "dropped")
    .where("due_at", ">=", since)
    .where("last_error", "=", WINDOW_CLOSED)
    .groupBy(["contact", "held_reason"])
    .orderBy("contact")
    .orderBy("held_reason")
    .execute();
  return rows.flatMap(({ contact, held_reason, count }) =>
    held_reason === null ? [] : [{ contact, reason: held_reason, count: Number(count) }],
  );
}

/** The latest first; a bundle without its members. */
export async function listParked(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<{ rows: Delivery[]; count: number }> {
  const parked = db
    .selectFrom("delivery")
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "parked")
    .where("bundle_id", "is", null);
  const { count } = await parked.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
  return {
    rows: await parked.selectAll().orderBy("due_at", "desc").orderBy("id", "desc").limit(limit).execute(),
    count: Number(count),
  };
}

export async function findParked(tx: Tx, workspaceId: string, id: string): Promise<Delivery | undefined> {
  return tx
    .selectFrom("delivery")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("state", "=", "parked")
    .executeTakeFirst();
}

/** Lets a parked delivery, with the members of a bundle, wait again or go for good. Returns whether it was parked. */
export async function unparkDelivery(
  tx: Tx,
  delivery: Delivery,
  what: "retried" | "discarded",
  now: Instant,
): Promise<boolean> {
  const { workspace_id, id, updates_id } = delivery;
  const parked = tx.updateTable("delivery").where("workspace_id", "=", workspace_id).where("state", "=", "parked");
  const result = await parked
    .set(
      what === "retried"
        ? {
            state: "waiting",
            due_at: now,
            slot_at: slotKept(delivery),
            attempts: 0,
            last_error: null,
            lease_until: null,
          }
        : { state: "dropped" },
    )
    .where("id", "=", id)
    .executeTakeFirst();
  await parked
    .set(what === "retried" ? { state: "bundled", last_error: null } : { state: "dropped" })
    .where("bundle_id", "=", updates_id ?? id)
    .execute();
  return result.numUpdatedRows > 0n;
}
