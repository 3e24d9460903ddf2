/** Lists deliveries that may be sent now, claims them for one instance and saves outcomes. */
import { type Expression, type SqlBool, sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import { type Db, type Tx, takeLock } from "../platform/database.ts";
import { firstOf, nextAt } from "../platform/next-at.ts";
import { hasChanged, literals, prepared } from "../platform/prepared-queries.ts";
import { earliest } from "../platform/time.ts";
import { DELIVERY_COLUMNS, type Delivery, type DeliveryState, type DeliveryTable } from "./deliveries.ts";
import { WAVE_PRIORITY } from "./message-kind.ts";

/** Columns that decide whether a delivery may be sent; the others are read when it is claimed. */
export type Sendable = Pick<
  Delivery,
  | "workspace_id"
  | "id"
  | "conversation"
  | "priority"
  | "updates_id"
  | "person_id"
  | "contact"
  | "due_at"
  | "first_due_at"
> & {
  /** Where the message stands that it updates. */
  updated_channel_id?: string | null;
  updated_ts?: string | null;
};

/** How many due rows to examine first: checking what precedes each one of a long backlog is slow. */
const FIRST_LOOKS = [40, 300];

/**
 * Sendable deliveries in order: none whose conversation has an earlier one under way, unknown or being retried, and
 * none in the thread of a waiting one. Up to `limit` of each priority, as one may wait for Slack's limits while others
 * go; up to `waves` prompts of large rounds.
 */
export async function listSendable(
  db: Db,
  workspaceId: string,
  now: Instant,
  { limit, waves }: { limit: number; waves: number },
): Promise<Sendable[]> {
  const found: Sendable[] = [];
  for (const { priority, first_due_at: firstDueAt } of (await prioritiesWaiting(db, { workspaceId })).rows) {
    if (firstDueAt === null || firstDueAt > now) continue;
    const most = priority === WAVE_PRIORITY ? waves : limit;
    found.push(...(await listFirstDue(db, { workspaceId, now, priority, limit: most })));
  }
  return found;
}

/** Waiting priorities in order, each with its first due time: two index steps each, whatever the backlog. */
const prioritiesWaiting = prepared((db, { workspaceId }: { workspaceId: string }) =>
  db
    .withRecursive("each(priority)", (also) =>
      also
        .selectFrom("delivery")
        .select(({ fn }) => fn.min<number | null>("priority").as("priority"))
        .where("workspace_id", "=", workspaceId)
        .where("state", "=", sql.lit("waiting"))
        .unionAll(
          also
            .selectFrom("each")
            .select((next) =>
              next
                .selectFrom("delivery")
                .select(({ fn }) => fn.min<number | null>("delivery.priority").as("priority"))
                .where("workspace_id", "=", workspaceId)
                .where("state", "=", sql.lit("waiting"))
                .whereRef("delivery.priority", ">", "each.priority")
                .as("priority"),
            )
            .where("each.priority", "is not", null),
        ),
    )
    .selectFrom("each")
    .select("each.priority")
    .select((first) =>
      first
        .selectFrom("delivery")
        .select(({ fn }) => fn.min("delivery.due_at").as("at"))
        .where("workspace_id", "=", workspaceId)
        .where("state", "=", sql.lit("waiting"))
        .whereRef("delivery.priority", "=", "each.priority")
        .as("first_due_at"),
    )
    .where("each.priority", "is not", null)
    .orderBy("each.priority")
    .$narrowType<{ priority: number }>(),
);

interface SendableQuery {
  workspaceId: string;
  now: Instant;
  priority: number;
  limit: number;
}

async function listFirstDue(db: Db, look: SendableQuery): Promise<Sendable[]> {
  for (const first of FIRST_LOOKS) {
    const { rows } = await amongFirst(db, { ...look, first });
    if (rows.length > 0) return rows;
  }
  return (await amongAll(db, look)).rows;
}

const amongFirst = prepared((db, { limit, first, ...look }: SendableQuery & { first: number }) =>
  sendable(due(db, look).limit(first), db).limit(limit),
);

const amongAll = prepared((db, { limit, ...look }: SendableQuery) => sendable(due(db, look), db).limit(limit));

function due(db: Db | Tx, { workspaceId, now, priority }: Omit<SendableQuery, "limit">) {
  return (
    db
      .selectFrom("delivery")
      .select(["workspace_id", "id", "thread_id", "conversation", "priority", "updates_id", "person_id", "contact"])
      .select(["due_at", "first_due_at"])
      .where("workspace_id", "=", workspaceId)
      // A literal, as the partial indexes have it.
      .where("state", "=", sql.lit("waiting"))
      .where("due_at", "<=", now)
      .where("priority", "=", priority)
      .orderBy("due_at")
      .orderBy("id")
  );
}

function sendable(among: ReturnType<typeof due>, db: Db | Tx) {
  return db
    .selectFrom(among.as("d"))
    .leftJoin("delivery as updated", (join) =>
      join.onRef("updated.workspace_id", "=", "d.workspace_id").onRef("updated.id", "=", "d.updates_id"),
    )
    .select(["d.workspace_id", "d.id", "d.conversation", "d.priority", "d.updates_id", "d.person_id", "d.contact"])
    .select(["d.due_at", "d.first_due_at"])
    .select(["updated.sent_channel_id as updated_channel_id", "updated.sent_ts as updated_ts"])
    .where(NOTHING_BEFORE)
    .orderBy("d.due_at")
    .orderBy("d.id");
}

const sendableTo = prepared(
  (db, params: { workspaceId: string; personIds: readonly string[]; now: Instant; ahead: Instant }) =>
    db
      .selectFrom("delivery as d")
      .select(DELIVERY_COLUMNS)
      .where("d.workspace_id", "=", params.workspaceId)
      .where("d.state", "=", sql.lit("waiting"))
      .where("d.due_at", "<=", params.ahead)
      .where((eb) => eb.or([eb("d.due_at", "<=", params.now), eb("d.lane", "!=", sql.lit("now"))]))
      .where("d.person_id", "in", params.personIds)
      .where("d.contact", "!=", sql.lit("reply"))
      .where(NOTHING_BEFORE)
      .orderBy("d.priority")
      .orderBy("d.due_at")
      .orderBy("d.id"),
);

/** Deliveries except replies that may go to these people now, and lane messages due by `ahead`. */
export async function listSendableTo(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  { now, ahead }: { now: Instant; ahead: Instant },
): Promise<Delivery[]> {
  return personIds.length === 0 ? [] : (await sendableTo(db, { workspaceId, personIds, now, ahead })).rows;
}

/** No delivery precedes `d` in its conversation; a thread follows its first message. */
const NOTHING_BEFORE = sql<SqlBool>`not exists (
  select 1 from delivery as e where e.workspace_id = d.workspace_id and e.conversation = d.conversation and e.id != d.id
    and ${precedes(sql.ref("d.id"))})
  and not exists (
    select 1 from delivery as root where root.workspace_id = d.workspace_id and root.id = d.thread_id
      and root.state in ('waiting', 'bundled'))`;

/** Whether `e`, of the same conversation, goes before the delivery of this id. */
export function precedes(id: Expression<unknown>) {
  // List the states explicitly: the partial index then covers only unfinished rows.
  return sql<SqlBool>`(e.state in ('sending', 'unknown', 'waiting')
    and (e.state != 'waiting' or (e.last_error is not null and e.id < ${id})))`;
}

/**
 * Claims a delivery and returns its row; undefined if another instance has it, or an earlier one of its conversation.
 */
export async function claim(
  tx: Tx,
  delivery: Pick<Delivery, "workspace_id" | "id" | "conversation">,
  leaseUntil: Instant,
): Promise<Delivery | undefined> {
  const { workspace_id: workspaceId, id, conversation } = delivery;
  // Concurrent claims in one conversation do not see each other, hence the lock.
  if (!(await takeLock(tx, `${workspaceId}:${conversation}`))) return undefined;
  return (await claiming(tx, { workspaceId, id, conversation, leaseUntil })).rows[0];
}

const claiming = prepared(
  (tx, params: { workspaceId: string; id: string; conversation: string; leaseUntil: Instant }) =>
    tx
      .updateTable("delivery")
      .set({ state: sql.lit("sending"), lease_until: params.leaseUntil })
      .where("workspace_id", "=", params.workspaceId)
      .where("id", "=", params.id)
      .where("state", "=", sql.lit("waiting"))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("delivery as e")
              .select(sql`1`.as("one"))
              .where("e.workspace_id", "=", params.workspaceId)
              .where("e.conversation", "=", params.conversation)
              .where("e.id", "!=", params.id)
              .where(precedes(sql.val(params.id))),
          ),
        ),
      )
      .returning(DELIVERY_COLUMNS),
);

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

/** Saves the outcome unless the claim was lost. Returns whether it did. */
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
 * Slack's timestamp of the newest confirmed message in the conversation, or null. A conversation sends one at a time,
 * so a lost message can only come after it.
 */
export async function findLastConfirmedTs(db: Db, delivery: Delivery): Promise<string | null> {
  const { newest } = await db
    .selectFrom("delivery")
    .select(({ fn }) => fn.max("sent_ts").as("newest"))
    .where("workspace_id", "=", delivery.workspace_id)
    .where("conversation", "=", delivery.conversation)
    .where("state", "=", "sent")
    .executeTakeFirstOrThrow();
  return newest;
}

const reopening = prepared((tx, params: { workspaceId: string; id: string; sentVersion: number }) =>
  tx
    .updateTable("delivery")
    .set({ state: sql.lit("waiting") })
    .where("workspace_id", "=", params.workspaceId)
    .where("id", "=", params.id)
    .where("version", ">", params.sentVersion),
);

/** Sends an update again if a newer one was requested meanwhile. */
export async function reopenIfNewer(
  tx: Tx,
  { workspace_id: workspaceId, id }: Delivery,
  sentVersion: number,
): Promise<void> {
  await reopening(tx, { workspaceId, id, sentVersion });
}

/** When the next delivery is due, or the next outcome is to be looked up. */
export const nextSendingAt = nextAt(
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

/** The first row in the index, which spans workspaces. */
function firstDue(db: Db | Tx, workspaceId: string, state: "waiting" | "unknown") {
  // The cast keeps SQLite from using the index by person and sorting.
  const given = sql<DeliveryState>`cast(${sql.lit(state)} as text)`;
  const due = db.selectFrom("delivery").select("due_at as at").where("workspace_id", "=", workspaceId);
  return due.where("state", "=", given).orderBy("due_at").limit(sql.lit(1));
}

// Repeating the due time for `sending` too lets the index by state and time answer.
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

/** Deliveries to look up in Slack: their answer was lost, or their process died. */
export async function listUnresolved(db: Db, workspaceId: string, now: Instant): Promise<Delivery[]> {
  return (await toLookUp(db, { workspaceId, now })).rows;
}

/**
 * When a delivery becomes due after `now`, or null. One due earlier waits for another of its conversation, which is
 * found here.
 */
export async function findNextDue(db: Db, workspaceId: string, now: Instant): Promise<Instant | null> {
  const [next] = (await nextDue(db, { workspaceId, now })).rows;
  return earliest(next?.due ?? null, next?.lease ?? null);
}

const nextDue = prepared((db, { workspaceId, now }: { workspaceId: string; now: Instant }) =>
  db.selectNoFrom((params) => [
    params
      .selectFrom("delivery")
      .select(({ fn }) => fn.min("due_at").as("at"))
      .where("workspace_id", "=", workspaceId)
      .where("state", "in", literals("waiting", "unknown"))
      .where("due_at", ">", now)
      .as("due"),
    params
      .selectFrom("delivery")
      .select(({ fn }) => fn.min("lease_until").as("at"))
      .where("workspace_id", "=", workspaceId)
      .where("state", "=", sql.lit("sending"))
      .where("lease_until", ">", now)
      .as("lease"),
  ]),
);
