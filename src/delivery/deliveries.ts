/** The rows of the outbox: what they hold, and how one is found. */
import type { Insertable, Selectable } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { requestId } from "../platform/incoming-request.ts";
import { literals, prepared } from "../platform/prepared.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import type { Contact, HeldReason, Lane } from "./lanes.ts";

/**
 * waiting → sending → sent | dropped (no longer wanted) | parked (cannot succeed: see last_error);
 * unknown: the answer of Slack was lost; it is looked up after a grace time before it is sent again.
 * bundled: part of the message of another delivery, whose fate it shares.
 */
export type DeliveryState = "waiting" | "sending" | "unknown" | "bundled" | "sent" | "dropped" | "parked";

/** The outbox: one outgoing message, or one message's updates. It holds no blocks: they are made when it is sent. */
export interface DeliveryTable {
  workspace_id: string;
  id: string;
  /** One message per key for ever: `prompt:<round>:<person>`. */
  key: string;
  kind: string;
  /** JSON, parsed by the kind. */
  subject: string;
  /** Who will read it; null for a channel. */
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
  /** Not before; after a failure, when it is tried again. */
  due_at: Instant;
  expires_at: Instant | null;
  attempts: number;
  lease_until: Instant | null;
  /** Raised by each request for an update: what was sent while it rose is sent again. */
  version: number;
  last_error: string | null;
  sent_at: Instant | null;
  sent_channel_id: string | null;
  sent_ts: string | null;
  created_at: Instant;
  /** What the message is to whom it goes: decides whether it may be held, and whether it counts. */
  contact: Contact;
  /** Why it was held last; kept once it was sent. */
  held_reason: HeldReason | null;
  /** When it would have gone, had it not been held or tried in vain; null when it never was. */
  first_due_at: Instant | null;
  /** The delivery in whose message this one stands as a line. */
  bundle_id: string | null;
  /** Declared by its kind; of a bundle, the lane as which it goes. */
  lane: Lane;
  /** JSON of Slack's ids of the files that it shares, known before they are shared; null where there are none. */
  file_ids: string | null;
  /**
   * Slack's id of the request (`platform/incoming-request.ts`) that put it here, or asked for the update last; of several that
   * came to stand in one message, with commas between them. Null for what a date put here.
   */
  request_id: string | null;
}

/** Named, so that PostgreSQL keeps what reads them prepared (`platform/postgres-pool.ts`). */
export const DELIVERY_COLUMNS = [
  ...(["workspace_id", "id", "key", "kind", "subject", "person_id", "channel_id", "conversation"] as const),
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

/** The messages whose keys begin with this, the oldest first, without updates, and that of `key`. One statement. */
export async function listDeliveriesFrom(
  db: Db | Tx,
  workspaceId: string,
  { keysFrom, key = "" }: { keysFrom: string; key?: string | undefined },
): Promise<Delivery[]> {
  // The last character there is: keys are compared byte by byte.
  const params = { workspaceId, key, from: keysFrom, until: `${keysFrom}\u{10FFFF}` };
  // Put in order here: asked for by id, SQLite could read the whole outbox.
  return (await deliveriesBetween(db, params)).rows.sort((a, b) => (a.id < b.id ? -1 : 1));
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
  const ids = members.map(({ id }) => id);
  if (first) await rows(db, "delivery", first.workspace_id).update({ id: ids, state: "bundled" }, changes);
}

/** What stands at this place of a person's conversation: of a bundle, the bundle itself. */
export async function findDeliveryAt(
  db: Db,
  workspaceId: string,
  personId: string,
  place: { channelId: string; ts: string },
): Promise<Delivery | undefined> {
  const at = { person_id: personId, sent_ts: place.ts, sent_channel_id: place.channelId };
  return rows(db, "delivery", workspaceId).find({ ...at, updates_id: null, bundle_id: null });
}

/** Of the updates of one message. */
export function updateKey(key: string): string {
  return `update:${key}`;
}

export type NewRow = Insertable<DeliveryTable>;

/** A delivery before anything is known of it. */
export function blankDelivery({ clock, ids }: Pick<Services, "clock" | "ids">) {
  return {
    ...{ id: ids.next(), created_at: clock.now(), request_id: requestId() },
    ...{ state: "waiting", attempts: 0, version: 1, contact: "reply", lane: "now" },
  } satisfies Partial<NewRow>;
}
