/** What the contact policy asks of the outbox, and writes into it. */
import { sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { literals, prepared } from "../platform/prepared.ts";
import type { Delivery } from "./repository.ts";
import type { Counted, HeldReason } from "./rules-contact.ts";
import { DELIVERY_COLUMNS, type DeliveryState, type DeliveryTable } from "./table.ts";

const countedSince = prepared((db, of: { workspaceId: string; personIds: readonly string[]; since: Instant }) =>
  db
    .selectFrom("delivery")
    .select(["person_id", "sent_at", "due_at", "contact", "slot", "slot_at"])
    .where("workspace_id", "=", of.workspaceId)
    .where("person_id", "in", of.personIds)
    .where("sent_at", ">=", of.since)
    .where("contact", "!=", sql.lit("reply"))
    .where("bundle_id", "is", null),
);

/** The counted messages to these people since `since`: a bundle is one, replies are none. */
export async function listCounted(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  since: Instant,
): Promise<(Counted & { personId: string })[]> {
  if (personIds.length === 0) return [];
  const { rows } = await countedSince(db, { workspaceId, personIds, since });
  return rows.flatMap(({ person_id: personId, sent_at: at, due_at, contact, slot, slot_at }) =>
    personId !== null && at !== null ? [{ personId, at, dueAt: slot_at ?? due_at, contact, slot }] : [],
  );
}

/** Holds a message that nobody has taken yet, and what goes on in its thread with it. */
export async function holdDelivery(
  tx: Tx,
  delivery: Pick<Delivery, "workspace_id" | "id" | "conversation">,
  until: Instant,
  because: HeldReason,
): Promise<boolean> {
  const held = await tx
    .updateTable("delivery")
    .set((eb) => ({
      due_at: until,
      held_reason: because,
      first_due_at: eb.fn.coalesce("first_due_at", "due_at"),
      // It is no longer a failure that others of the conversation wait for.
      last_error: null,
    }))
    .where("workspace_id", "=", delivery.workspace_id)
    .where("id", "=", delivery.id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  if (held.numUpdatedRows === 0n) return false;
  await tx
    .updateTable("delivery")
    .set({ due_at: until })
    .where("workspace_id", "=", delivery.workspace_id)
    .where("conversation", "=", delivery.conversation)
    .where("state", "=", "waiting")
    .where("thread_id", "=", delivery.id)
    .execute();
  return true;
}

/** Drops a message that nobody has taken yet. Returns whether it did. */
export async function lapseDelivery(tx: Tx, delivery: Delivery, because: HeldReason): Promise<boolean> {
  const result = await tx
    .updateTable("delivery")
    .set((eb) => ({
      state: "dropped" as const,
      last_error: WINDOW_CLOSED,
      held_reason: because,
      first_due_at: eb.fn.coalesce("first_due_at", "due_at"),
    }))
    .where("workspace_id", "=", delivery.workspace_id)
    .where("id", "=", delivery.id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Notes in which slot a message goes; null: at its own time, or at once. */
export async function noteSlot(
  db: Db,
  { workspace_id, id }: Pick<Delivery, "workspace_id" | "id">,
  noted: Pick<DeliveryTable, "slot" | "slot_at">,
): Promise<void> {
  await db.updateTable("delivery").set(noted).where("workspace_id", "=", workspace_id).where("id", "=", id).execute();
}

/** Drops a message that nobody has taken yet, for another reason than being held. */
export async function dropWaiting(db: Db | Tx, delivery: Delivery, reason: string): Promise<void> {
  await db
    .updateTable("delivery")
    .set({ state: "dropped", last_error: reason })
    .where("workspace_id", "=", delivery.workspace_id)
    .where("id", "=", delivery.id)
    .where("state", "=", "waiting")
    .execute();
}

export const WINDOW_CLOSED = "window_closed_while_held";

/** Takes the deliveries that nobody has taken yet into a bundle. Returns how many those were. */
export async function joinBundle(tx: Tx, bundle: Pick<Delivery, "workspace_id" | "id">, ids: readonly string[]) {
  const result = await tx
    .updateTable("delivery")
    .set({ state: "bundled", bundle_id: bundle.id })
    .where("workspace_id", "=", bundle.workspace_id)
    .where("id", "in", [...ids])
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

const membersOf = prepared((db, of: { workspaceId: string; bundleId: string }) =>
  db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("bundle_id", "=", of.bundleId)
    .where("state", "in", literals("bundled", "sent")),
);

/** The members of a bundle and, with `updates_id`, what has become of them since. */
export async function listBundle(db: Db | Tx, workspaceId: string, bundleId: string): Promise<Delivery[]> {
  return (await membersOf(db, { workspaceId, bundleId })).rows;
}

/** Sets what came of members that share the fate of their bundle. */
export async function saveOutcomeOfMembers(
  db: Db | Tx,
  members: readonly Pick<Delivery, "workspace_id" | "id">[],
  changes: Partial<DeliveryTable> & { state: DeliveryState },
): Promise<void> {
  const [first] = members;
  if (!first) return;
  await db
    .updateTable("delivery")
    .set(changes)
    .where("workspace_id", "=", first.workspace_id)
    .where(
      "id",
      "in",
      members.map(({ id }) => id),
    )
    .where("state", "=", "bundled")
    .execute();
}

/** What stands at this place of a person's conversation: of a bundle, the bundle itself. */
export async function findDeliveryAt(
  db: Db,
  workspaceId: string,
  personId: string,
  place: { channelId: string; ts: string },
): Promise<Delivery | undefined> {
  return db
    .selectFrom("delivery")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .where("sent_ts", "=", place.ts)
    .where("sent_channel_id", "=", place.channelId)
    .where("updates_id", "is", null)
    .where("bundle_id", "is", null)
    .executeTakeFirst();
}

/** Of the message that shows one line of a bundle with all its choices. */
export function apartKey(memberKey: string): string {
  return `apart:${memberKey}`;
}

/** Of the updates of one message. */
export function updateKey(key: string): string {
  return `update:${key}`;
}

/** Has everything that is held for this person, or for anybody, with what goes on in its thread, due at `now`. */
export async function releaseDeliveries(
  tx: Tx,
  workspaceId: string,
  { personId, now }: { personId: string | null; now: Instant },
): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ due_at: now })
    .where("workspace_id", "=", workspaceId)
    .$if(personId !== null, (query) => query.where("person_id", "=", personId))
    .where("state", "=", "waiting")
    .where("due_at", ">", now)
    .where((eb) => eb.or([eb("held_reason", "is not", null), eb("thread_id", "is not", null)]))
    .execute();
}

/** Has one that is held due at `now`. */
export async function releaseDelivery(tx: Tx, workspaceId: string, id: string, now: Instant): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ due_at: now })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .where("due_at", ">", now)
    .execute();
}

/** Has everything that waits because all messages were paused, with what goes on in its thread, due at `now`. */
export async function releasePaused(tx: Tx, workspaceId: string, now: Instant): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ due_at: now })
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "waiting")
    .where("due_at", ">", now)
    .where((eb) => eb.or([eb("held_reason", "=", "paused"), eb("thread_id", "is not", null)]))
    .execute();
}

/** Messages that are no change of another one: those that are paused, and those that will be due by `until`. */
export async function countWaiting(db: Db | Tx, workspaceId: string, until: Instant): Promise<number> {
  const row = await db
    .selectFrom("delivery")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", sql.lit("waiting"))
    .where("updates_id", "is", null)
    .where((eb) => eb.or([eb("held_reason", "=", "paused"), eb("due_at", "<=", until)]))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
