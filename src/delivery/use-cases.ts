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
  insertDelivery,
  listKeysFrom,
  listSentOfKind,
  moveWaiting,
  nextSending,
  receivedSince,
  rememberReceived,
  upsertUpdate,
} from "./repository.ts";
import { apartKey, releaseDeliveries } from "./repository-contact.ts";
import { listFilesFrom, listKeptMessages } from "./repository-sent.ts";
import type { Contact } from "./rules-contact.ts";
import type { DeliveryTable } from "./table.ts";

type Stamps = Pick<Services, "clock" | "ids">;

/**
 * Puts a message into the outbox, in the transaction of what causes it. The same key twice sends once: false for the
 * second.
 */
export async function enqueue<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: MessageKind<Subject>,
  delivery: NewDelivery<Subject>,
): Promise<boolean> {
  const { workspaceId, to } = delivery;
  const root = delivery.inThreadOf ? await findDeliveryByKey(tx, workspaceId, delivery.inThreadOf) : undefined;
  return insertDelivery(tx, {
    ...blankDelivery(stamps),
    workspace_id: workspaceId,
    key: delivery.key,
    kind: kind.kind,
    subject: JSON.stringify(delivery.subject),
    person_id: "personId" in to ? to.personId : null,
    channel_id: "channelId" in to ? to.channelId : null,
    conversation: "personId" in to ? `person:${to.personId}` : `channel:${to.channelId}`,
    thread_id: root?.id ?? null,
    priority: delivery.isWave ? WAVE_PRIORITY : kind.priority,
    due_at: delivery.notBefore,
    expires_at: delivery.expiresAt ?? null,
    contact: contactOf(kind, delivery),
  });
}

/**
 * As `enqueue`, of what may have to be told again under the same key: once the last such message has gone, or was dropped,
 * another one goes. While it waits it tells what is so then, so that one is enough.
 */
export async function enqueueOnceMore<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: MessageKind<Subject>,
  delivery: NewDelivery<Subject>,
): Promise<void> {
  const { length: told } = await listKeysFrom(tx, delivery.workspaceId, delivery.key);
  const keyOf = (number: number) => (number === 1 ? delivery.key : `${delivery.key}#${number}`);
  const last = told === 0 ? undefined : await findDeliveryByKey(tx, delivery.workspaceId, keyOf(told));
  if (last?.state !== "waiting") await enqueue(tx, stamps, kind, { ...delivery, key: keyOf(told + 1) });
}

/** As `enqueueUpdate`, of all that `enqueueOnceMore` has put into the outbox under this key. */
export async function enqueueUpdates<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: MessageKind<Subject>,
  { workspaceId, ofKey, subject }: { workspaceId: string; ofKey: string; subject: Subject },
): Promise<void> {
  for (const each of await listKeysFrom(tx, workspaceId, ofKey))
    await enqueueUpdate(tx, stamps, kind, { workspaceId, ofKey: each, subject });
}

/** What is posted to a channel, or goes on in a thread, is no message of its own to anybody. */
function contactOf<Subject>(kind: MessageKind<Subject>, { to, subject, inThreadOf }: NewDelivery<Subject>): Contact {
  if (!("personId" in to) || inThreadOf !== undefined) return "reply";
  return typeof kind.contact === "function" ? kind.contact(subject, to.personId) : kind.contact;
}

/**
 * Asks for the message that was sent under `ofKey` to be replaced by what `kind` says now. Nothing to do while it has
 * not been sent: it will be made from the newest state. Returns whether there is such a message.
 */
export async function enqueueUpdate<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: Pick<MessageKind<Subject>, "kind" | "priority">,
  update: { workspaceId: string; ofKey: string; subject: Subject },
): Promise<boolean> {
  const target = await findDeliveryByKey(tx, update.workspaceId, update.ofKey);
  return target !== undefined && updateSent(tx, stamps, kind, target, update);
}

/** Puts a message into the outbox, once; when it has been sent, asks for it to be replaced by what it says now. */
export async function enqueueOrUpdate<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: MessageKind<Subject>,
  delivery: NewDelivery<Subject>,
): Promise<void> {
  const target = await findDeliveryByKey(tx, delivery.workspaceId, delivery.key);
  if (target) await updateSent(tx, stamps, kind, target, delivery);
  else await enqueue(tx, stamps, kind, delivery);
}

async function updateSent<Subject>(
  tx: Tx,
  stamps: Stamps,
  kind: Pick<MessageKind<Subject>, "kind" | "priority">,
  target: Delivery,
  update: { workspaceId: string; subject: Subject },
): Promise<boolean> {
  const bundle = target.bundle_id === null ? null : await findDelivery(tx, update.workspaceId, target.bundle_id);
  const { state } = bundle ?? target;
  if (state === "waiting" || target.state === "dropped" || target.state === "parked") return false;
  const row = updateOf(stamps, target, kind, update.subject);
  if (!bundle) {
    await upsertUpdate(tx, row);
    return true;
  }
  // What stands in the line of the message is kept beside its member; what goes out is the whole message anew.
  await upsertUpdate(tx, { ...row, state: "bundled", bundle_id: bundle.id });
  const whole = { kind: bundle.kind, priority: kind.priority };
  await upsertUpdate(tx, updateOf(stamps, bundle, whole, JSON.parse(bundle.subject)));
  const apart = await findDeliveryByKey(tx, update.workspaceId, apartKey(target.key));
  if (apart && (apart.state === "sending" || apart.state === "unknown" || apart.state === "sent"))
    await upsertUpdate(tx, updateOf(stamps, apart, kind, update.subject));
  return true;
}

/** As `enqueueUpdate`, by the kind that it was sent as: what it shows has changed, and is read when it is made anew. */
export async function enqueueAnew(
  tx: Tx,
  stamps: Stamps,
  { workspaceId, ofKey }: { workspaceId: string; ofKey: string },
): Promise<boolean> {
  const target = await findDeliveryByKey(tx, workspaceId, ofKey);
  return (
    target !== undefined && updateSent(tx, stamps, target, target, { workspaceId, subject: JSON.parse(target.subject) })
  );
}

/** As `enqueueAnew`, of every message whose key begins with this; `newest`: of no more than so many. */
export async function enqueueAllAnew(
  tx: Tx,
  stamps: Stamps,
  { workspaceId, keysFrom, newest }: { workspaceId: string; keysFrom: string; newest?: number },
): Promise<void> {
  const keys = await listKeysFrom(tx, workspaceId, keysFrom);
  for (const ofKey of newest === undefined ? keys : keys.slice(-newest))
    await enqueueAnew(tx, stamps, { workspaceId, ofKey });
}

/** The keys that begin with this, of what was ever put into the outbox. */
export async function keysBeginningWith(db: Db | Tx, workspaceId: string, start: string): Promise<string[]> {
  return listKeysFrom(db, workspaceId, start);
}

/**
 * What an earlier Drumbeat kept of the messages whose keys begin with this, as they were sent (JSON by key), and the
 * pictures of such keys that Slack has (its file by key).
 */
export async function keptFromBefore(
  db: Db,
  workspaceId: string,
  keysFrom: string,
): Promise<{ messages: ReadonlyMap<string, string>; files: ReadonlyMap<string, string> }> {
  const kept = await listKeptMessages(db, workspaceId, keysFrom);
  return {
    messages: new Map(kept.map(({ key, message }) => [key, message])),
    files: await listFilesFrom(db, workspaceId, keysFrom),
  };
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

function updateOf(
  stamps: Stamps,
  target: Delivery,
  { kind, priority }: { kind: string; priority: number },
  subject: unknown,
): DeliveryTable {
  return {
    ...blankDelivery(stamps),
    workspace_id: target.workspace_id,
    key: `update:${target.key}`,
    kind,
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
 * Moves a message that has not gone yet, held or not, by as much as what it tells of has moved. One that is being tried
 * again, has gone or does not exist stays as it is.
 */
export async function moveBy(
  tx: Tx,
  { workspaceId, key }: { workspaceId: string; key: string },
  { ms, expiresAt }: { ms: number; expiresAt: Instant },
): Promise<void> {
  const delivery = await findDeliveryByKey(tx, workspaceId, key);
  if (delivery?.state !== "waiting" || delivery.attempts > 0) return;
  await moveWaiting(tx, delivery, {
    due_at: addMs(delivery.due_at, ms),
    first_due_at: delivery.first_due_at && addMs(delivery.first_due_at, ms),
    expires_at: expiresAt,
  });
}

/** Whether the message of this key was given up because it was not wanted any more when its time came. */
export async function wasDropped(db: Db | Tx, workspaceId: string, key: string): Promise<boolean> {
  return (await findDeliveryByKey(db, workspaceId, key))?.state === "dropped";
}

/** Has what is held for this person weighed anew: what they allow has changed. What must still wait is held again. */
export async function reconsiderHeld(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  person: { workspace_id: string; id: string },
): Promise<void> {
  await releaseDeliveries(tx, person.workspace_id, person.id, clock.now());
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
