import { type Selectable, type SqlBool, sql } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, inPieces, type Tx, takeName } from "../platform/database.ts";
import { firstOf, nextAt } from "../platform/next-at.ts";
import { hasChanged, literals, prepared } from "../platform/prepared.ts";
import { noteOutcome, requestId } from "../platform/request.ts";
import type { Services } from "../platform/services.ts";
import { earliest } from "../platform/time.ts";
import { standsBefore } from "./repository-sendable.ts";
import { DELIVERY_COLUMNS, type DeliveryState, type DeliveryTable, type ReceivedTable } from "./table.ts";

export type Delivery = Selectable<DeliveryTable>;

const inserting = prepared((tx, row: DeliveryTable) =>
  tx
    .insertInto("delivery")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing()),
);

/** False, and nothing happens, when there is one of this key already. */
export async function insertDelivery(tx: Tx, row: DeliveryTable): Promise<boolean> {
  return hasChanged(await inserting(tx, row));
}

/** The same of many. */
export async function insertDeliveries(tx: Tx, rows: readonly DeliveryTable[]): Promise<void> {
  for (const some of inPieces(rows))
    await tx
      .insertInto("delivery")
      .values([...some])
      .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
      .execute();
}

const deliveryByKey = prepared((db, of: { workspaceId: string; key: string }) =>
  db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("key", "=", of.key),
);

export async function findDeliveryByKey(db: Db | Tx, workspaceId: string, key: string): Promise<Delivery | undefined> {
  return (await deliveryByKey(db, { workspaceId, key })).rows[0];
}

const deliveriesBetween = prepared((db, of: { workspaceId: string; key: string; from: string; until: string }) => {
  const ofWorkspace = db.selectFrom("delivery").select(DELIVERY_COLUMNS).where("workspace_id", "=", of.workspaceId);
  return ofWorkspace
    .where("key", "=", of.key)
    .unionAll(ofWorkspace.where("key", ">=", of.from).where("key", "<", of.until));
});

/** The messages whose keys begin with this, the oldest first, without updates, and that of `key`. One statement. */
export async function listDeliveriesFrom(
  db: Db | Tx,
  workspaceId: string,
  { keysFrom, key = "" }: { keysFrom: string; key?: string | undefined },
): Promise<Delivery[]> {
  // The last character there is: keys are compared byte by byte.
  const of = { workspaceId, key, from: keysFrom, until: `${keysFrom}\u{10FFFF}` };
  // Put in order here: asked for by id, SQLite could read the whole outbox.
  return (await deliveriesBetween(db, of)).rows.sort((one, other) => (one.id < other.id ? -1 : 1));
}

const deliveryById = prepared((db, of: { workspaceId: string; id: string }) =>
  db.selectFrom("delivery").select(DELIVERY_COLUMNS).where("workspace_id", "=", of.workspaceId).where("id", "=", of.id),
);

export async function findDelivery(db: Db | Tx, workspaceId: string, id: string): Promise<Delivery | undefined> {
  return (await deliveryById(db, { workspaceId, id })).rows[0];
}

/** The updates of one message are one row: a newer request replaces the older, also one that is being sent. */
export const upsertUpdate = prepared((tx, row: DeliveryTable) =>
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

// What is being sent was due: said of both states it lets the index by state and time answer, not the whole outbox.
const toLookUp = prepared((db, { workspaceId, now }: { workspaceId: string; now: Instant }) =>
  db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", workspaceId)
    .where("state", "in", literals("unknown", "sending"))
    .where("due_at", "<=", now)
    .where((eb) => eb.or([eb("state", "=", sql.lit("unknown")), eb("lease_until", "<=", now)]))
    .orderBy("due_at")
    .limit(sql.lit(50)),
);

/** Deliveries whose outcome is to be looked up now: after a lost answer, or left behind by a process that died. */
export async function listToLookUp(db: Db, workspaceId: string, now: Instant): Promise<Delivery[]> {
  return (await toLookUp(db, { workspaceId, now })).rows;
}

/** What somebody had got when it was decided that they may get one more: so many counted messages since then. */
export interface CountedThen {
  since: Instant;
  count: number;
}

interface Claiming {
  workspaceId: string;
  id: string;
  conversation: string;
  leaseUntil: Instant;
}

function queryOfClaim(tx: Db | Tx, { workspaceId, id, conversation, leaseUntil }: Claiming) {
  return tx
    .updateTable("delivery")
    .set({ state: sql.lit("sending"), lease_until: leaseUntil })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .where("state", "=", sql.lit("waiting"))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("delivery as e")
            .select(sql`1`.as("one"))
            .where("e.workspace_id", "=", workspaceId)
            .where("e.conversation", "=", conversation)
            .where("e.id", "!=", id)
            .where(standsBefore(sql.val(id))),
        ),
      ),
    )
    .returning(DELIVERY_COLUMNS);
}

const claiming = prepared((tx, of: Claiming) => queryOfClaim(tx, of));

/** Only while nothing else that counts has gone to this person. */
const claimingAsCounted = prepared((tx, of: Claiming & CountedThen & { personId: string }) =>
  queryOfClaim(tx, of).where(
    sql<SqlBool>`${of.count} = (select count(*) from delivery as c
      where c.workspace_id = ${of.workspaceId} and c.person_id = ${of.personId} and c.sent_at >= ${of.since}
        and c.contact != 'reply' and c.bundle_id is null)`,
  ),
);

/**
 * Takes the delivery for this instance, and returns all of it. Undefined when another one has it, has an earlier one of its conversation, or has
 * sent its person something since it was decided that this one may go: a limit holds for all instances together.
 */
export async function claim(
  tx: Tx,
  delivery: Pick<Delivery, "workspace_id" | "id" | "conversation" | "person_id">,
  leaseUntil: Instant,
  countedThen: CountedThen | null,
): Promise<Delivery | undefined> {
  const { workspace_id: workspaceId, id, conversation, person_id: personId } = delivery;
  // Two instances that take two messages of one conversation do not see each other's claim.
  if (!(await takeName(tx, `${workspaceId}:${conversation}`))) return undefined;
  const of = { workspaceId, id, conversation, leaseUntil };
  const { rows } = await (countedThen && personId !== null
    ? claimingAsCounted(tx, { ...of, ...countedThen, personId })
    : claiming(tx, of));
  return rows[0];
}

const savingOutcome = prepared(
  (
    tx,
    {
      ofWorkspace,
      ofId,
      ofLease,
      ...changes
    }: Partial<DeliveryTable> & Record<"ofWorkspace" | "ofId" | "ofLease", string>,
  ) => outcomeUpdate(tx, { workspace_id: ofWorkspace, id: ofId }, changes).where("lease_until", "=", ofLease),
);

/** Sets what came of it, only while the claim still holds. Returns whether it did. */
export async function saveOutcome(
  tx: Tx | Db,
  delivery: Pick<Delivery, "workspace_id" | "id">,
  lease: Instant | null,
  changes: Partial<DeliveryTable>,
): Promise<boolean> {
  if (lease !== null)
    return hasChanged(
      await savingOutcome(tx, { ofWorkspace: delivery.workspace_id, ofId: delivery.id, ofLease: lease, ...changes }),
    );
  const result = await outcomeUpdate(tx, delivery, changes).where("lease_until", "is", null).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function outcomeUpdate(
  tx: Tx | Db,
  { workspace_id, id }: Pick<Delivery, "workspace_id" | "id">,
  changes: Partial<DeliveryTable>,
) {
  return tx
    .updateTable("delivery")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .where("state", "in", literals("sending", "unknown"));
}

/**
 * Where in its conversation a message can only stand after: the newest that Slack has confirmed there, as its own
 * timestamp. One goes at a time, so that no clock is asked. Null: Slack has confirmed none.
 */
export async function findNewestPlace(db: Db, delivery: Delivery): Promise<string | null> {
  const { newest } = await db
    .selectFrom("delivery")
    .select(({ fn }) => fn.max("sent_ts").as("newest"))
    .where("workspace_id", "=", delivery.workspace_id)
    .where("conversation", "=", delivery.conversation)
    .where("state", "=", "sent")
    .executeTakeFirstOrThrow();
  return newest;
}

const reopening = prepared((tx, of: { workspaceId: string; id: string; sentVersion: number }) =>
  tx
    .updateTable("delivery")
    .set({ state: sql.lit("waiting") })
    .where("workspace_id", "=", of.workspaceId)
    .where("id", "=", of.id)
    .where("version", ">", of.sentVersion),
);

/** A newer request came while the message was being updated: it goes out again. */
export async function reopenIfNewer(
  tx: Tx,
  { workspace_id: workspaceId, id }: Delivery,
  sentVersion: number,
): Promise<void> {
  await reopening(tx, { workspaceId, id, sentVersion });
}

/**
 * When something becomes due after `now`, or null. What is due already waits for another message of its conversation,
 * whose own time is found here.
 */
export async function findNextDue(db: Db, workspaceId: string, now: Instant): Promise<Instant | null> {
  const [next] = (await nextDue(db, { workspaceId, now })).rows;
  return earliest(next?.due ?? null, next?.lease ?? null);
}

const nextDue = prepared((db, { workspaceId, now }: { workspaceId: string; now: Instant }) =>
  db.selectNoFrom((of) => [
    of
      .selectFrom("delivery")
      .select(({ fn }) => fn.min("due_at").as("at"))
      .where("workspace_id", "=", workspaceId)
      .where("state", "in", literals("waiting", "unknown"))
      .where("due_at", ">", now)
      .as("due"),
    of
      .selectFrom("delivery")
      .select(({ fn }) => fn.min("lease_until").as("at"))
      .where("workspace_id", "=", workspaceId)
      .where("state", "=", sql.lit("sending"))
      .where("lease_until", ">", now)
      .as("lease"),
  ]),
);

/** When the outbox is to be seen to: something may go, or an outcome is to be looked up. */
export const nextSending = nextAt(
  firstOf(
    (db, { workspaceId }) => firstDue(db, workspaceId, "waiting"),
    (db, { workspaceId }) => firstDue(db, workspaceId, "unknown"),
    (db, { workspaceId }) =>
      db
        .selectFrom("delivery")
        .select(({ fn }) => fn.min("lease_until").as("at"))
        .where("workspace_id", "=", workspaceId)
        .where("state", "=", sql.lit("sending")),
  ),
);

/** The first in the index, which has those of other workspaces as well. */
function firstDue(db: Db | Tx, workspaceId: string, state: "waiting" | "unknown") {
  // Cast, since SQLite would else take the index of all that waits for a person, and sort it.
  const given = sql<DeliveryState>`cast(${sql.lit(state)} as text)`;
  const due = db.selectFrom("delivery").select("due_at as at").where("workspace_id", "=", workspaceId);
  return due.where("state", "=", given).orderBy("due_at").limit(sql.lit(1));
}

/** Of a message that has not gone yet. */
export async function moveWaiting(
  tx: Tx,
  { workspace_id, id }: Delivery,
  times: Pick<DeliveryTable, "due_at" | "first_due_at" | "slot_at" | "expires_at">,
): Promise<void> {
  await tx
    .updateTable("delivery")
    .set(times)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .execute();
}

export async function listSentOfKind(db: Db, workspaceId: string, kind: string) {
  return db
    .selectFrom("delivery")
    .select(["subject", "sent_at"])
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .where("state", "=", "sent")
    .where("updates_id", "is", null)
    .orderBy("sent_at")
    .orderBy("id")
    .execute();
}

const receiving = prepared((db, row: ReceivedTable) =>
  db
    .insertInto("received")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing()),
);

/** Remembers what Slack delivered. False when it was known already. */
export async function rememberReceived(db: Db | Tx, workspaceId: string, key: string, at: Instant): Promise<boolean> {
  const isNew = hasChanged(await receiving(db, { workspace_id: workspaceId, key, received_at: at }));
  if (!isNew) noteOutcome("repeated");
  return isNew;
}

/** Since when it is remembered what Slack delivered, whichever workspace. */
export const receivedSince = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("received")
    .select(({ fn }) => fn.min("received_at").as("at")),
);

/** Of every workspace. */
export async function forgetReceivedBefore(db: Db, at: Instant): Promise<void> {
  await acrossWorkspaces(db).deleteFrom("received").where("received_at", "<", at).execute();
}

/** A delivery before anything is known of it. */
export function blankDelivery({
  clock,
  ids,
}: Pick<Services, "clock" | "ids">): Omit<
  DeliveryTable,
  "workspace_id" | "key" | "kind" | "subject" | "conversation" | "priority" | "due_at"
> {
  return {
    id: ids.next(),
    person_id: null,
    channel_id: null,
    updates_id: null,
    thread_id: null,
    state: "waiting",
    expires_at: null,
    attempts: 0,
    lease_until: null,
    version: 1,
    last_error: null,
    sent_at: null,
    sent_channel_id: null,
    sent_ts: null,
    created_at: clock.now(),
    contact: "reply",
    held_reason: null,
    first_due_at: null,
    bundle_id: null,
    slot: null,
    slot_at: null,
    file_ids: null,
    request_id: requestId(),
  };
}
