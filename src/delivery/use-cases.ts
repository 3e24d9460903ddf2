import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY } from "../platform/time.ts";
import { type MessageKind, type NewDelivery, WAVE_PRIORITY } from "./kinds.ts";
import {
  blankDelivery,
  type Delivery,
  findDelivery,
  findDeliveryByKey,
  forgetReceivedBefore,
  insertDeliveries,
  insertDelivery,
  listDeliveriesFrom,
  listSentOfKind,
  moveWaiting,
  nextSending,
  receivedSince,
  rememberReceived,
  upsertUpdate,
} from "./repository.ts";
import { apartKey, dropWaiting, releaseDeliveries, releaseDelivery, updateKey } from "./repository-contact.ts";
import type { Contact } from "./rules-contact.ts";
import type { DeliveryTable } from "./table.ts";

type Stamps = Pick<Services, "clock" | "ids">;

/**
 * Puts a message into the outbox, in the transaction of what causes it. The same key twice sends once, false for the second;
 * what may have to be told again goes once more when the last such message has gone or was dropped, since one that waits
 * tells what is so then.
 */
export async function enqueue<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: MessageKind<Subject>,
  delivery: NewDelivery<Subject>,
): Promise<boolean> {
  const { workspaceId } = delivery;
  const key = delivery.mayRepeat ? await keyToRepeat(tx, workspaceId, delivery.key) : delivery.key;
  if (key === null) return false;
  const root = delivery.inThreadOf ? await findDeliveryByKey(tx, workspaceId, delivery.inThreadOf) : undefined;
  return insertDelivery(tx, { ...rowOf(stamps, kind, delivery), key, thread_id: root?.id ?? null });
}

/** The same message to many people, each under a key of its own: a few statements, however many they are. */
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

function rowOf<Subject>(stamps: Stamps, kind: MessageKind<Subject>, delivery: NewDelivery<Subject>): DeliveryTable {
  const { to } = delivery;
  return {
    ...blankDelivery(stamps),
    workspace_id: delivery.workspaceId,
    key: delivery.key,
    kind: kind.kind,
    subject: JSON.stringify(delivery.subject),
    person_id: "personId" in to ? to.personId : null,
    channel_id: "channelId" in to ? to.channelId : null,
    conversation: "personId" in to ? `person:${to.personId}` : `channel:${to.channelId}`,
    priority: delivery.isWave ? WAVE_PRIORITY : kind.priority,
    due_at: delivery.notBefore,
    expires_at: delivery.expiresAt ?? null,
    contact: contactOf(kind, delivery),
    slot: typeof kind.slot === "function" ? kind.slot(delivery.subject) : kind.slot,
  };
}

/** Null while the last one waits. */
async function keyToRepeat(tx: Tx, workspaceId: string, key: string): Promise<string | null> {
  const told = await listDeliveriesFrom(tx, workspaceId, { keysFrom: key });
  const keyOf = (number: number) => (number === 1 ? key : `${key}#${number}`);
  const last = told.find((one) => one.key === keyOf(told.length));
  return last?.state === "waiting" ? null : keyOf(told.length + 1);
}

/** What is posted to a channel, or goes on in a thread, is no message of its own to anybody. */
function contactOf<Subject>(kind: MessageKind<Subject>, { to, subject, inThreadOf }: NewDelivery<Subject>): Contact {
  if (!("personId" in to) || inThreadOf !== undefined) return "reply";
  return typeof kind.contact === "function" ? kind.contact(subject, to.personId) : kind.contact;
}

/**
 * Which of the messages that were sent: that of a key, and all whose keys begin with `keysFrom`, of no more than the newest
 * so many. `isWave`: of very many at once, behind all else.
 */
export type Sent = { workspaceId: string; isWave?: boolean } & (
  | { key: string; keysFrom?: undefined }
  | { keysFrom: string; key?: string; newest?: number }
);

/**
 * Has messages that were sent say what is so now. Nothing to do for one that has not been sent: it will be made from the
 * newest state. `subject`: where another one is told of now. Returns whether one is updated, all are yet to be sent, or
 * have been dropped, or there is none.
 */
export async function enqueueUpdate(
  tx: Tx,
  stamps: Stamps,
  sent: Sent & { subject?: unknown },
): Promise<"updated" | "not-sent" | "none"> {
  const targets = await listOf(tx, sent);
  const updated = [];
  for (const target of targets) updated.push(await updateSent(tx, stamps, target, sent));
  return updated.includes(true) ? "updated" : targets.length > 0 ? "not-sent" : "none";
}

async function listOf(tx: Db | Tx, sent: Sent): Promise<Delivery[]> {
  const { workspaceId } = sent;
  if (sent.keysFrom !== undefined) {
    const all = await listDeliveriesFrom(tx, workspaceId, sent);
    return sent.newest === undefined ? all : all.slice(-sent.newest);
  }
  const one = await findDeliveryByKey(tx, workspaceId, sent.key);
  return one ? [one] : [];
}

async function updateSent(
  tx: Tx,
  stamps: Stamps,
  target: Delivery,
  { subject = JSON.parse(target.subject), isWave = false }: { subject?: unknown; isWave?: boolean },
): Promise<boolean> {
  const { workspace_id: workspaceId } = target;
  const priority = isWave ? WAVE_PRIORITY : UPDATE_PRIORITY;
  const bundle = target.bundle_id === null ? null : await findDelivery(tx, workspaceId, target.bundle_id);
  const { state } = bundle ?? target;
  if (state === "waiting" || target.state === "dropped" || target.state === "parked") return false;
  const row = updateOf(stamps, target, subject, priority);
  if (!bundle) {
    await upsertUpdate(tx, row);
    return true;
  }
  // What stands in the line of the message is kept beside its member; what goes out is the whole message anew.
  await upsertUpdate(tx, { ...row, state: "bundled", bundle_id: bundle.id });
  await upsertUpdate(tx, updateOf(stamps, bundle, JSON.parse(bundle.subject), priority));
  const apart = await findDeliveryByKey(tx, workspaceId, apartKey(target.key));
  if (apart && (apart.state === "sending" || apart.state === "unknown" || apart.state === "sent"))
    await upsertUpdate(tx, { ...updateOf(stamps, apart, subject, priority), kind: target.kind });
  return true;
}

/** Where the message of this key stands in Slack, and since when; null while it has not been sent. */
export async function sentPlace(
  db: Db | Tx,
  workspaceId: string,
  key: string,
): Promise<{ channelId: string; ts: string; sentAt: Instant } | null> {
  const sent = await findDeliveryByKey(db, workspaceId, key);
  return sent?.sent_channel_id && sent.sent_ts && sent.sent_at
    ? { channelId: sent.sent_channel_id, ts: sent.sent_ts, sentAt: sent.sent_at }
    : null;
}

/** A message to somebody, which went then or will. */
export interface Going {
  personId: string;
  at: Instant;
  isSent: boolean;
  /** It was to go before, and could not. */
  isHeld: boolean;
}

function goingIn(found: Delivery | undefined): Going | null {
  if (!found || found.person_id === null || found.state === "dropped") return null;
  const { person_id: personId, sent_at: sentAt, due_at: dueAt } = found;
  return { personId, at: sentAt ?? dueAt, isSent: sentAt !== null, isHeld: found.held_reason !== null };
}

/** Those whose keys begin with this, the oldest first. */
export async function allGoing(db: Db | Tx, workspaceId: string, keysFrom: string): Promise<Going[]> {
  return (await listDeliveriesFrom(db, workspaceId, { keysFrom })).flatMap((one) => goingIn(one) ?? []);
}

/** Of messages whose keys begin with this, those to this person that have not gone yet do not go. */
export async function withdraw(
  tx: Tx,
  workspaceId: string,
  { keysFrom, personId }: { keysFrom: string; personId: string },
  reason: string,
): Promise<void> {
  for (const delivery of await listDeliveriesFrom(tx, workspaceId, { keysFrom }))
    if (delivery.person_id === personId && delivery.updates_id === null && delivery.state === "waiting")
      await dropWaiting(tx, delivery, reason);
}

/** Somebody who looks at a message has acted on it. */
const UPDATE_PRIORITY = 10;

function updateOf(stamps: Stamps, target: Delivery, subject: unknown, priority: number): DeliveryTable {
  return {
    ...blankDelivery(stamps),
    workspace_id: target.workspace_id,
    key: updateKey(target.key),
    kind: target.kind,
    subject: JSON.stringify(subject),
    person_id: target.person_id,
    channel_id: target.channel_id,
    // Updates do not wait for new messages of their conversation, nor hold them up.
    conversation: `update:${target.id}`,
    updates_id: target.id,
    priority,
    due_at: stamps.clock.now(),
  };
}

/**
 * Has a message that has not gone yet, held or not, go at another time. One that is being tried again, has gone or does not
 * exist stays as it is.
 */
export async function moveTo(
  tx: Tx,
  { workspaceId, key }: { workspaceId: string; key: string },
  { at, expiresAt }: { at: Instant; expiresAt: Instant },
): Promise<void> {
  const delivery = await findDeliveryByKey(tx, workspaceId, key);
  if (delivery?.state !== "waiting" || delivery.attempts > 0) return;
  await moveWaiting(tx, delivery, { due_at: at, first_due_at: null, slot_at: null, expires_at: expiresAt });
}

/** Whether the message, the newest of several, was given up because it was not wanted any more when its time came. */
export async function wasDropped(db: Db | Tx, sent: Sent): Promise<boolean> {
  return (await listOf(db, sent)).at(-1)?.state === "dropped";
}

/** Whether there is a message whose key begins so and comes after `key`, and which was not given up. */
export async function hasNewer(
  db: Db | Tx,
  workspaceId: string,
  { keysFrom, key }: { keysFrom: string; key: string },
): Promise<boolean> {
  const all = await listDeliveriesFrom(db, workspaceId, { keysFrom });
  return all.some((one) => one.key > key && one.state !== "dropped" && one.state !== "parked");
}

/** Has what is held for this person weighed anew: what they allow has changed. What must still wait is held again. */
export async function reconsiderHeld(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  person: { workspace_id: string; id: string },
): Promise<void> {
  await releaseDeliveries(tx, person.workspace_id, { personId: person.id, now: clock.now() });
}

/** The same for everybody: what the workspace allows has changed. */
export async function reconsiderHeldOfAll(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  workspaceId: string,
): Promise<void> {
  await releaseDeliveries(tx, workspaceId, { personId: null, now: clock.now() });
}

/** The same of what is held of the messages whose keys begin with this: what it tells of has changed. */
export async function reconsiderFrom(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  { workspaceId, keysFrom }: { workspaceId: string; keysFrom: string },
): Promise<void> {
  for (const { id, held_reason, state } of await listDeliveriesFrom(tx, workspaceId, { keysFrom }))
    if (state === "waiting" && held_reason !== null) await releaseDelivery(tx, workspaceId, id, clock.now());
}

/** True when Slack delivered this before; else remembers it. In the transaction of what it causes. */
export async function receivedBefore(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  workspaceId: string,
  key: string,
): Promise<boolean> {
  return !(await rememberReceived(tx, workspaceId, key, clock.now()));
}

/** What was sent of a kind, in order of time. */
export async function listSent<Subject>(
  db: Db,
  workspaceId: string,
  kind: MessageKind<Subject>,
): Promise<{ subject: Subject; sentAt: Instant }[]> {
  const rows = await listSentOfKind(db, workspaceId, kind.kind);
  return rows.flatMap(({ subject, sent_at }) =>
    sent_at === null ? [] : [{ subject: kind.subject.parse(JSON.parse(subject)), sentAt: sent_at }],
  );
}

/** When the dispatcher has something to do. */
export const nextSendingAt = nextSending;

/** Slack redelivers for minutes, and after an outage for hours. */
const RECEIVED_MEMORY_MS = 2 * DAY;

export const nextForgettingAt = nextAt(receivedSince.query, (first) => addMs(first, RECEIVED_MEMORY_MS));

export async function forgetReceived({ db, clock }: Pick<Services, "db" | "clock">): Promise<void> {
  await forgetReceivedBefore(db, addMs(clock.now(), -RECEIVED_MEMORY_MS));
}
