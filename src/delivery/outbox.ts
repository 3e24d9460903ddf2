/** Enqueues, updates, reschedules and withdraws messages. */
import { sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { hasChanged, prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import {
  blankDelivery,
  type Delivery,
  type DeliveryState,
  type DeliveryTable,
  findDelivery,
  findDeliveryAt,
  findDeliveryByKey,
  listDeliveriesFrom,
  type NewRow,
  updateKey,
} from "./deliveries.ts";
import type { Contact, Lane } from "./lanes.ts";
import { type MessageKind, type NewDelivery, WAVE_PRIORITY } from "./message-kind.ts";
import type { MessagePlace } from "./slack-gateway.ts";

type Stamps = Pick<Services, "clock" | "ids">;

/**
 * Puts a message into the outbox, in the transaction of what causes it. Idempotent per key: returns false if it exists.
 * With `mayRepeat`, adds another unless one still waits, since a message is rendered when it is sent.
 */
export async function enqueue<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: SendingOf<Subject>,
  delivery: NewDelivery<Subject>,
): Promise<boolean> {
  const { workspaceId } = delivery;
  const key = delivery.mayRepeat ? await keyToRepeat(tx, workspaceId, delivery.key) : delivery.key;
  if (key === null) return false;
  const root = delivery.inThreadOf ? await findDeliveryByKey(tx, workspaceId, delivery.inThreadOf) : undefined;
  return insertDelivery(tx, { ...rowOf(stamps, kind, delivery), key, thread_id: root?.id ?? null });
}

/** What of a kind decides when its messages go. */
type SendingOf<Subject> = Pick<
  MessageKind<Subject>,
  "kind" | "author" | "priority" | "contact" | "lane" | "keepsHoursInThread"
>;

/** Enqueues one message each for many people, in a few statements. */
export async function enqueueToAll<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: MessageKind<Subject>,
  deliveries: readonly Omit<NewDelivery<Subject>, "mayRepeat" | "inThreadOf">[],
): Promise<void> {
  await insertDeliveries(
    tx,
    deliveries.map((delivery) => rowOf(stamps, kind, delivery)),
  );
}

function rowOf<Subject>(stamps: Stamps, kind: SendingOf<Subject>, delivery: NewDelivery<Subject>): NewRow {
  const { to } = delivery;
  return {
    ...blankDelivery(stamps),
    workspace_id: delivery.workspaceId,
    key: delivery.key,
    kind: kind.kind,
    subject: JSON.stringify(delivery.subject),
    person_id: "personId" in to ? to.personId : null,
    author_id: kind.author?.(delivery.subject) ?? null,
    channel_id: "channelId" in to ? to.channelId : null,
    conversation: "personId" in to ? `person:${to.personId}` : `channel:${to.channelId}`,
    priority: delivery.isWave ? WAVE_PRIORITY : kind.priority,
    due_at: delivery.notBefore,
    expires_at: delivery.expiresAt ?? null,
    contact: contactOf(kind, delivery),
    lane: typeof kind.lane === "function" ? kind.lane(delivery.subject) : kind.lane,
  };
}

/** The next numbered key; null while the last one is waiting. */
async function keyToRepeat(tx: Tx, workspaceId: string, key: string): Promise<string | null> {
  const before = await listDeliveriesFrom(tx, workspaceId, { keysFrom: key });
  const keyOf = (number: number) => (number === 1 ? key : `${key}#${number}`);
  const last = before.find((each) => each.key === keyOf(before.length));
  return last?.state === "waiting" ? null : keyOf(before.length + 1);
}

/** Posts to channels and what stands in the thread of another message do not count as messages to a person. */
function contactOf<Subject>(kind: SendingOf<Subject>, { to, subject, inThreadOf }: NewDelivery<Subject>): Contact {
  if (!("personId" in to) || (inThreadOf !== undefined && !kind.keepsHoursInThread)) return "reply";
  return typeof kind.contact === "function" ? kind.contact(subject, to.personId) : kind.contact;
}

const inserting = prepared((tx, row: NewRow) =>
  tx
    .insertInto("delivery")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing()),
);

/** Returns false, without a change, if the key exists. */
export async function insertDelivery(tx: Tx, row: NewRow): Promise<boolean> {
  return hasChanged(await inserting(tx, row));
}

async function insertDeliveries(tx: Tx, rows: readonly NewRow[]): Promise<void> {
  for (const chunk of chunksOf(rows))
    await tx
      .insertInto("delivery")
      .values([...chunk])
      .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
      .execute();
}

/** Selects one key, or all keys that begin with `keysFrom`, at most the `newest` so many. `isWave`: behind all else. */
export type SentMessageSelector = { workspaceId: string; isWave?: boolean } & (
  | { key: string; keysFrom?: undefined }
  | { keysFrom: string; key?: string; newest?: number }
);

/**
 * Queues an update of each sent message. A waiting message needs none: it is rendered when sent. `subject`: replaces
 * the old one, with `alsoWaiting` that of a waiting message too.
 */
export async function enqueueUpdate(
  tx: Tx,
  stamps: Stamps,
  sent: SentMessageSelector & { subject?: unknown; alsoWaiting?: true },
): Promise<"updated" | "not-sent" | "none"> {
  const targets = await listOf(tx, sent);
  const updated = [];
  for (const target of targets) updated.push(await updateSent(tx, stamps, target, sent));

  if (updated.includes(true)) return "updated";
  return targets.length > 0 ? "not-sent" : "none";
}

async function listOf(tx: Db | Tx, sent: SentMessageSelector): Promise<Delivery[]> {
  const { workspaceId } = sent;
  if (sent.keysFrom !== undefined) {
    const all = await listDeliveriesFrom(tx, workspaceId, sent);
    return sent.newest === undefined ? all : all.slice(-sent.newest);
  }
  const found = await findDeliveryByKey(tx, workspaceId, sent.key);
  return found ? [found] : [];
}

interface Anew {
  subject?: unknown;
  isWave?: boolean;
  alsoWaiting?: boolean;
}

async function updateSent(
  tx: Tx,
  stamps: Stamps,
  target: Delivery,
  { subject = JSON.parse(target.subject), isWave = false, alsoWaiting = false }: Anew,
): Promise<boolean> {
  const { workspace_id: workspaceId } = target;
  const priority = isWave ? WAVE_PRIORITY : UPDATE_PRIORITY;
  const bundle = target.bundle_id === null ? null : await findDelivery(tx, workspaceId, target.bundle_id);
  const { state } = bundle ?? target;
  if (state === "waiting" && alsoWaiting)
    await rows(tx, "delivery", workspaceId).update({ id: target.id }, { subject: JSON.stringify(subject) });
  if (state === "waiting" || target.state === "dropped" || target.state === "parked") return false;
  const row = updateOf(stamps, target, subject, priority);
  if (!bundle) {
    await upsertUpdate(tx, row);
    return true;
  }
  // The member keeps its own update; the bundle's message is sent again as a whole.
  await upsertUpdate(tx, { ...row, state: "bundled", bundle_id: bundle.id });
  await upsertUpdate(tx, updateOf(stamps, bundle, JSON.parse(bundle.subject), priority));
  return true;
}

/** Drops this person's messages whose keys begin with `keysFrom`, those that wait and those that Slack refused. */
export async function withdraw(
  tx: Tx,
  workspaceId: string,
  { keysFrom, personId }: { keysFrom: string; personId: string },
  reason: string,
): Promise<void> {
  for (const delivery of await listDeliveriesFrom(tx, workspaceId, { keysFrom }))
    if (delivery.person_id === personId && delivery.updates_id === null)
      for (const state of ["waiting", "parked"] as const)
        await rows(tx, "delivery", workspaceId).update(
          { id: delivery.id, state },
          { state: "dropped", last_error: reason },
        );
}

/** Drops a waiting message. */
export async function dropWaiting(db: Db | Tx, delivery: Delivery, reason: string): Promise<void> {
  await changeWaiting(db, delivery, { state: "dropped", last_error: reason });
}

/** Changes a message unless it was claimed. Returns whether it did. */
export function changeWaiting(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Delivery, "workspace_id" | "id">,
  changes: Partial<DeliveryTable>,
): Promise<boolean> {
  return rows(db, "delivery", workspaceId).update({ id, state: "waiting" }, changes);
}

/** Sends the waiting update of this message before other updates. */
export async function updateFirst(
  db: Db,
  reader: { workspace_id: string; id: string },
  place: MessagePlace,
): Promise<void> {
  const sent = await findDeliveryAt(db, reader.workspace_id, reader.id, place);
  const waiting = { updates_id: sent?.id ?? "", state: "waiting" as const };
  if (sent) await rows(db, "delivery", reader.workspace_id).update(waiting, { priority: 0 });
}

const UPDATE_PRIORITY = 10;

function updateOf(stamps: Stamps, target: Delivery, subject: unknown, priority: number): NewRow {
  return {
    ...blankDelivery(stamps),
    workspace_id: target.workspace_id,
    key: updateKey(target.key),
    kind: target.kind,
    subject: JSON.stringify(subject),
    person_id: target.person_id,
    author_id: target.author_id,
    channel_id: target.channel_id,
    // Updates do not wait for new messages of their conversation, nor hold them up.
    conversation: `update:${target.id}`,
    updates_id: target.id,
    priority,
    due_at: stamps.clock.now(),
  };
}

/** One row per updated message: a newer update replaces the older one, even while that is being sent. */
const upsertUpdate = prepared((tx, row: NewRow) =>
  tx
    .insertInto("delivery")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "key"]).doUpdateSet((eb) => ({
        kind: eb.ref("excluded.kind"),
        subject: eb.ref("excluded.subject"),
        due_at: eb.ref("excluded.due_at"),
        request_id: eb.ref("excluded.request_id"),
        attempts: sql.lit(0),
        version: eb("delivery.version", "+", sql.lit(1)),
        state: eb
          .case()
          .when("delivery.state", "=", sql.lit("sending"))
          .then(sql.lit<DeliveryState>("sending"))
          .else(eb.ref("excluded.state"))
          .end(),
      })),
    ),
);

/** Moves a message that has not been tried yet, held or not; others stay as they are. `lane`: its own, else as it was. */
export async function reschedule(
  tx: Tx,
  { workspaceId, key }: { workspaceId: string; key: string },
  { at, expiresAt, lane }: { at: Instant; expiresAt: Instant; lane?: Lane },
): Promise<void> {
  const delivery = await findDeliveryByKey(tx, workspaceId, key);
  if (!delivery || delivery.attempts > 0) return;
  const times = { due_at: at, first_due_at: null, expires_at: expiresAt };
  await changeWaiting(tx, delivery, { ...times, ...(lane && { lane }) });
}

/** Whether the newest of these messages was dropped. */
export async function wasDropped(db: Db | Tx, sent: SentMessageSelector): Promise<boolean> {
  return (await listOf(db, sent)).at(-1)?.state === "dropped";
}

/** Makes a person's held messages due, after a change of what they allow; what must wait is held again. */
export async function makeHeldDueNow(
  tx: Tx,
  stamps: Pick<Services, "clock">,
  { workspace_id: workspaceId, id }: { workspace_id: string; id: string },
): Promise<void> {
  await heldDueNow(tx, stamps, workspaceId).where("person_id", "=", id).execute();
}

export async function makeAllHeldDueNow(tx: Tx, stamps: Pick<Services, "clock">, workspaceId: string): Promise<void> {
  await heldDueNow(tx, stamps, workspaceId).execute();
}

/** Makes held messages due whose keys begin with `keysFrom`. */
export async function makeHeldDueNowByKey(
  tx: Tx,
  stamps: Pick<Services, "clock">,
  { workspaceId, keysFrom }: { workspaceId: string; keysFrom: string },
): Promise<void> {
  const waiting = await listDeliveriesFrom(tx, workspaceId, { keysFrom });
  const ids = waiting.flatMap(({ id, held_reason, state }) => (state === "waiting" && held_reason !== null ? id : []));
  if (ids.length > 0) await heldDueNow(tx, stamps, workspaceId).where("id", "in", ids).execute();
}

/** Includes replies in the threads of held messages. */
function heldDueNow(tx: Tx, { clock }: Pick<Services, "clock">, workspaceId: string) {
  const now = clock.now();
  return tx
    .updateTable("delivery")
    .set({ due_at: now })
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "waiting")
    .where("due_at", ">", now)
    .where((eb) => eb.or([eb("held_reason", "is not", null), eb("thread_id", "is not", null)]));
}

/** Sent messages of a kind, oldest first. */
export async function listSent<Subject>(
  db: Db,
  workspaceId: string,
  kind: MessageKind<Subject>,
): Promise<{ subject: Subject; sentAt: Instant }[]> {
  const rows = await db
    .selectFrom("delivery")
    .select(["subject", "sent_at"])
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind.kind)
    .where("state", "=", "sent")
    .where("updates_id", "is", null)
    .orderBy("sent_at")
    .orderBy("id")
    .execute();
  return rows.flatMap(({ subject, sent_at }) =>
    sent_at === null ? [] : [{ subject: kind.subject.parse(JSON.parse(subject)), sentAt: sent_at }],
  );
}
