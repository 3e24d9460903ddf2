/** What of the outbox may go now. */
import { type Expression, type Selectable, type SqlBool, sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared.ts";
import { WAVE_PRIORITY } from "./kinds.ts";
import { DELIVERY_COLUMNS, type DeliveryTable } from "./table.ts";

type Row = Selectable<DeliveryTable>;

/** What decides whether a message may go now; the rest of it is read once it is taken. */
export type Sendable = Pick<
  Row,
  "workspace_id" | "id" | "conversation" | "priority" | "updates_id" | "person_id" | "contact"
>;

/** So many of what is due are looked at first: with a long backlog, asking for each what stands before it takes long. */
const FIRST_LOOKS = [40, 300];

/**
 * What may go now, in order: nothing of a conversation in which an earlier message is under way, of unknown outcome, or
 * waiting to be tried again, and nothing in the thread of one that waits. Up to `limit` of all but the prompts of large
 * rounds, and then up to `waves` of those.
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
    const most = priority === WAVE_PRIORITY ? waves : limit - found.length;
    if (most > 0) found.push(...(await foremost(db, { workspaceId, now, priority, limit: most })));
  }
  return found;
}

/**
 * In order, each with when the first of it is due: each is two steps in the index, however much waits for a later time.
 */
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

interface Look {
  workspaceId: string;
  now: Instant;
  priority: number;
  limit: number;
}

async function foremost(db: Db, look: Look): Promise<Sendable[]> {
  for (const first of FIRST_LOOKS) {
    const { rows } = await amongFirst(db, { ...look, first });
    if (rows.length > 0) return rows;
  }
  return (await amongAll(db, look)).rows;
}

const amongFirst = prepared((db, { limit, first, ...look }: Look & { first: number }) =>
  sendable(due(db, look).limit(first), db).limit(limit),
);

const amongAll = prepared((db, { limit, ...look }: Look) => sendable(due(db, look), db).limit(limit));

function due(db: Db | Tx, { workspaceId, now, priority }: Omit<Look, "limit">) {
  return (
    db
      .selectFrom("delivery")
      .select(["workspace_id", "id", "thread_id", "conversation", "priority", "updates_id", "person_id", "contact"])
      .select("due_at")
      .where("workspace_id", "=", workspaceId)
      // Said as it stands in the indexes of what waits.
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
    .select(["d.workspace_id", "d.id", "d.conversation", "d.priority", "d.updates_id", "d.person_id", "d.contact"])
    .where(NOTHING_BEFORE)
    .orderBy("d.due_at")
    .orderBy("d.id");
}

const sendableTo = prepared(
  (db, of: { workspaceId: string; personIds: readonly string[]; now: Instant; ahead: Instant }) =>
    db
      .selectFrom("delivery as d")
      .select(DELIVERY_COLUMNS)
      .where("d.workspace_id", "=", of.workspaceId)
      .where("d.state", "=", sql.lit("waiting"))
      .where("d.due_at", "<=", of.ahead)
      .where((eb) => eb.or([eb("d.due_at", "<=", of.now), eb("d.slot", "is not", null)]))
      .where("d.person_id", "in", of.personIds)
      .where("d.contact", "!=", sql.lit("reply"))
      .where(NOTHING_BEFORE)
      .orderBy("d.priority")
      .orderBy("d.due_at")
      .orderBy("d.id"),
);

/** Of these people, all that may go now and is no reply; and what is due by `ahead` and would come with a slot of its day. */
export async function listSendableTo(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  { now, ahead }: { now: Instant; ahead: Instant },
): Promise<Row[]> {
  return personIds.length === 0 ? [] : (await sendableTo(db, { workspaceId, personIds, now, ahead })).rows;
}

/** Of the delivery `d`: what goes on in a thread goes after what begins it. */
const NOTHING_BEFORE = sql<SqlBool>`not exists (
  select 1 from delivery as e where e.workspace_id = d.workspace_id and e.conversation = d.conversation and e.id != d.id
    and ${standsBefore(sql.ref("d.id"))})
  and not exists (
    select 1 from delivery as root where root.workspace_id = d.workspace_id and root.id = d.thread_id
      and root.state = 'waiting')`;

/** Whether `e`, of the same conversation, goes before the delivery of this id. */
export function standsBefore(id: Expression<unknown>) {
  // The states are said by themselves, so that the index finds the few that are under way, and not all that ever went.
  return sql<SqlBool>`(e.state in ('sending', 'unknown', 'waiting')
    and (e.state != 'waiting' or (e.last_error is not null and e.id < ${id})))`;
}
