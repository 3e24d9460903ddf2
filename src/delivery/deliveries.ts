/** The rows of the outbox and queries for them. */
import type { Insertable, Selectable } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { literals, prepared } from "../platform/prepared-queries.ts";
import { requestId } from "../platform/request-context.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import type { Contact, HeldReason, Lane } from "./lanes.ts";

/**
 * waiting → sending → sent | dropped (no longer wanted) | parked (cannot succeed, see last_error). unknown: the answer
 * was lost; looked up after a grace time before another try. bundled: part of another delivery's message, with its
 * outcome.
 */
export type DeliveryState = "waiting" | "sending" | "unknown" | "bundled" | "sent" | "dropped" | "parked";

/** One outgoing message, or the updates of one. Holds no blocks: they are rendered when sent. */
export interface DeliveryTable {
  workspace_id: string;
  id: string;
  /** One message per key for ever: `prompt:<round>:<person>`. */
  key: string;
  kind: string;
  /** JSON, parsed by the kind. */
  subject: string;
  /** Whose words its subject holds; null: nobody's. */
  author_id: string | null;
  /** The recipient; null for a channel. */
  person_id: string | null;
  /** Slack's channel id, or null when it goes to the person's direct message. */
  channel_id: string | null;
  /** Orders and paces: `person:<id>` or `channel:<id>`. */
  conversation: string;
  /** The delivery whose message this one updates; null for a new message. */
  updates_id: string | null;
  /** The delivery in whose thread this one is posted; null for a message of its own. */
  thread_id: string | null;
  /** Lower goes first among those that are due. */
  priority: number;
  state: DeliveryState;
  /** Not sent before; after a failure, time of the next try. */
  due_at: Instant;
  expires_at: Instant | null;
  attempts: number;
  lease_until: Instant | null;
  /** Raised by each update request; if it rose during sending, the update is sent again. */
  version: number;
  last_error: string | null;
  sent_at: Instant | null;
  sent_channel_id: string | null;
  sent_ts: string | null;
  created_at: Instant;
  /** Decides whether it may be held. */
  contact: Contact;
  /** Reason of the last hold, also after sending. */
  held_reason: HeldReason | null;
  /** Due time before the first hold or failure; null if there was none. */
  first_due_at: Instant | null;
  /** The bundle of which this one is a line. */
  bundle_id: string | null;
  /** The kind's lane; for a bundle, the lane it is sent in. */
  lane: Lane;
  /** JSON of Slack's file ids, stored before sharing; null without files. */
  file_ids: string | null;
  /**
   * Id of the Slack request (`platform/request-context.ts`) that enqueued or last updated it; several, with commas,
   * for a bundle. Null if enqueued by a tick.
   */
  request_id: string | null;
}

/** Listed, as PostgreSQL keeps no `select *` prepared (`platform/postgres-pool.ts`). */
export const DELIVERY_COLUMNS = [
  ...(["workspace_id", "id", "key", "kind", "subject", "person_id", "author_id"] as const),
  ...(["channel_id", "conversation"] as const),
  ...(["updates_id", "thread_id", "priority", "state", "due_at", "expires_at", "attempts", "lease_until"] as const),
  ...(["version", "last_error", "sent_at", "sent_channel_id", "sent_ts", "created_at", "contact"] as const),
  ...(["held_reason", "first_due_at", "bundle_id", "lane", "file_ids", "request_id"] as const),
] satisfies (keyof DeliveryTable)[];

export type Delivery = Selectable<DeliveryTable>;

declare module "../platform/database.ts" {
  interface Tables {
    delivery: DeliveryTable;
  }
}

const deliveryByKey = prepared((db, { workspaceId, key }: { workspaceId: string; key: string }) =>
  db.selectFrom("delivery").select(DELIVERY_COLUMNS).where("workspace_id", "=", workspaceId).where("key", "=", key),
);

export async function findDeliveryByKey(db: Db | Tx, workspaceId: string, key: string): Promise<Delivery | undefined> {
  return (await deliveryByKey(db, { workspaceId, key })).rows[0];
}

const deliveriesBetween = prepared((db, params: { workspaceId: string; key: string; from: string; until: string }) => {
  const ofWorkspace = db.selectFrom("delivery").select(DELIVERY_COLUMNS).where("workspace_id", "=", params.workspaceId);
  return ofWorkspace
    .where("key", "=", params.key)
    .unionAll(ofWorkspace.where("key", ">=", params.from).where("key", "<", params.until));
});

/** Messages with `key` or whose keys begin with `keysFrom`, oldest first, without updates. One statement. */
export async function listDeliveriesFrom(
  db: Db | Tx,
  workspaceId: string,
  { keysFrom, key = "" }: { keysFrom: string; key?: string | undefined },
): Promise<Delivery[]> {
  // The highest code point: keys are compared byte by byte.
  const params = { workspaceId, key, from: keysFrom, until: `${keysFrom}\u{10FFFF}` };
  // Sorted here: with `order by id`, SQLite might read the whole outbox.
  return (await deliveriesBetween(db, params)).rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** States of a message that Slack has not taken, for now or for good. */
const NOT_TAKEN: readonly DeliveryState[] = ["waiting", "sending", "unknown", "bundled", "parked"];

/** Whether Slack has it, or its reader has it in another. */
export function isTaken({ state, updates_id: updatesId }: Pick<Delivery, "state" | "updates_id">): boolean {
  return updatesId === null && state !== "dropped" && !NOT_TAKEN.includes(state);
}

/**
 * Whether Slack has taken the last message to this person of those whose keys begin with one of `keysFrom`. So it has where there
 * is none, or another message has shown what it is about.
 */
export async function isLastTaken(
  db: Db | Tx,
  workspaceId: string,
  { keysFrom, personId }: { keysFrom: readonly string[]; personId: string },
): Promise<boolean> {
  const all: Delivery[] = [];
  for (const from of keysFrom) all.push(...(await listDeliveriesFrom(db, workspaceId, { keysFrom: from })));
  const theirs = all.filter((row) => row.person_id === personId && row.updates_id === null);
  const last = theirs.toSorted((row, other) => (row.id < other.id ? -1 : 1)).at(-1);
  return !last || !NOT_TAKEN.includes(last.state);
}

const deliveryById = prepared((db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db.selectFrom("delivery").select(DELIVERY_COLUMNS).where("workspace_id", "=", workspaceId).where("id", "=", id),
);

export async function findDelivery(db: Db | Tx, workspaceId: string, id: string): Promise<Delivery | undefined> {
  return (await deliveryById(db, { workspaceId, id })).rows[0];
}

const membersOf = prepared((db, params: { workspaceId: string; bundleId: string }) =>
  db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", params.workspaceId)
    .where("bundle_id", "=", params.bundleId)
    .where("state", "in", literals("bundled", "sent")),
);

/** The members of a bundle and their updates. */
export async function listBundle(db: Db | Tx, workspaceId: string, bundleId: string): Promise<Delivery[]> {
  return (await membersOf(db, { workspaceId, bundleId })).rows;
}

/** Saves the bundle's outcome for its members. */
export async function saveOutcomeOfMembers(
  db: Db | Tx,
  members: readonly Pick<Delivery, "workspace_id" | "id">[],
  changes: Partial<DeliveryTable> & { state: DeliveryState },
): Promise<void> {
  const [first] = members;
  const ids = members.map(({ id }) => id);
  if (first) await rows(db, "delivery", first.workspace_id).update({ id: ids, state: "bundled" }, changes);
}

/** Makes these members of one bundle members of another. */
export async function moveToBundle(
  db: Db | Tx,
  from: Pick<Delivery, "workspace_id" | "id">,
  members: readonly Pick<Delivery, "id" | "updates_id">[],
  bundleId: string,
): Promise<void> {
  const ids = members.flatMap(({ id, updates_id: updatedId }) => (updatedId === null ? [id] : [id, updatedId]));
  const moving = { id: ids, bundle_id: from.id, state: "bundled" as const };
  await rows(db, "delivery", from.workspace_id).update(moving, { bundle_id: bundleId });
}

/** The sent message or bundle at this place in a person's conversation. */
export async function findDeliveryAt(
  db: Db,
  workspaceId: string,
  personId: string,
  place: { channelId: string; ts: string },
): Promise<Delivery | undefined> {
  const at = { person_id: personId, sent_ts: place.ts, sent_channel_id: place.channelId };
  return rows(db, "delivery", workspaceId).find({ ...at, updates_id: null, bundle_id: null });
}

export const UNDELIVERED = "undelivered";

/** How all begin that say that Slack refused a message. */
export function undeliveredKeysOf(deliveryId: string): string {
  return `${UNDELIVERED}:${deliveryId}:`;
}

export function updateKey(key: string): string {
  return `update:${key}`;
}

export type NewRow = Insertable<DeliveryTable>;

export function blankDelivery({ clock, ids }: Pick<Services, "clock" | "ids">) {
  return {
    id: ids.next(),
    created_at: clock.now(),
    request_id: requestId(),
    state: "waiting",
    attempts: 0,
    version: 1,
    contact: "reply",
    lane: "now",
  } satisfies Partial<NewRow>;
}
