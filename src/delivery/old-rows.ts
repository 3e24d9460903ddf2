/**
 * Rows that go by their age. Messages whose row nobody needs any more go some weeks after they were put into the outbox, each looked at once: those of
 * kinds that say that it is over with them, with their updates and what stood in one message with them.
 */
import { sql } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Db, Tx } from "../platform/database.ts";
import { letOthersRun } from "../platform/loop.ts";
import { nextAt } from "../platform/next-at.ts";
import { prepared } from "../platform/prepared.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { findFact, noteFact } from "../platform/workspace-facts.ts";
import { BUNDLE } from "./bundle.ts";
import { apartKey, DELIVERY_COLUMNS, type Delivery, findDelivery, listBundle, updateKey } from "./deliveries.ts";
import type { Kinds } from "./kinds.ts";

const AGE_MS = 45 * DAY;
const ROWS_IN_PIECE = 100;
const PIECES_IN_TURN = 10;
/** The id up to which it has been looked which messages go. */
const LOOKED_THROUGH = "messages-looked-through";

/** When the next one was put into the outbox. */
export const nextForgettingMessagesAt = nextAt(
  (db, { workspaceId }) =>
    db
      .selectFrom("delivery")
      .select("created_at as at")
      .where("workspace_id", "=", workspaceId)
      .where("id", ">", (eb) =>
        eb.fn.coalesce(
          eb
            .selectFrom("workspace_fact")
            .select("value")
            .where("workspace_id", "=", workspaceId)
            .where("key", "=", sql.lit(LOOKED_THROUGH)),
          sql<string>`''`,
        ),
      )
      .orderBy("id")
      .limit(sql.lit(1)),
  (at) => addMs(at, AGE_MS),
);

/** Some pieces of it, each a transaction. */
export async function forgetMessages(
  { db, clock }: Pick<Services, "db" | "clock">,
  kinds: Kinds,
  workspaceId: string,
): Promise<void> {
  let after = (await findFact(db, workspaceId, LOOKED_THROUGH))?.value ?? "";
  for (let piece = 0; piece < PIECES_IN_TURN; piece += 1) {
    const now = clock.now();
    const { rows } = await following(db, { workspaceId, after, limit: ROWS_IN_PIECE });
    const looked = rows.filter(({ created_at }) => addMs(created_at, AGE_MS) <= now);
    const last = looked.at(-1);
    if (!last) return;
    await inTransaction(db, async (tx) => {
      const over = await toForget({ db: tx, kinds, workspaceId, now }, looked);
      // Updates before what they update.
      await deleteDeliveries(
        tx,
        workspaceId,
        over.flatMap(({ id, updates_id }) => (updates_id === null ? [] : id)),
      );
      await deleteDeliveries(
        tx,
        workspaceId,
        over.flatMap(({ id, updates_id }) => (updates_id === null ? id : [])),
      );
      await noteFact(tx, workspaceId, { key: LOOKED_THROUGH, value: last.id, at: now });
    });
    after = last.id;
    await letOthersRun();
  }
}

const following = prepared((db, of: { workspaceId: string; after: string; limit: number }) =>
  db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("id", ">", of.after)
    .orderBy("id")
    .limit(of.limit),
);

interface Looking {
  db: Tx;
  kinds: Kinds;
  workspaceId: string;
  now: string;
}

async function toForget(looking: Looking, rows: readonly Delivery[]): Promise<Delivery[]> {
  const groups = new Map<string, Delivery[]>();
  for (const row of rows) {
    // What it updates or bundles decides about it.
    if (row.updates_id !== null || row.kind === BUNDLE || !(await isOver(looking, row))) continue;
    const name = row.bundle_id ?? row.id;
    if (!groups.has(name)) groups.set(name, await groupOf(looking, row));
  }
  const whole = new Map([...groups].filter(([, group]) => group.length > 0));
  const all = [...whole.values()].flat();
  const { db, workspaceId } = looking;
  const threads = new Set(
    await listThreads(
      db,
      workspaceId,
      all.map(({ id }) => id),
    ),
  );
  return [...whole.values()].filter((group) => !group.some(({ id }) => threads.has(id))).flat();
}

/** All rows that go with this one; none where one of them stays. */
async function groupOf({ db, kinds, workspaceId, now }: Looking, row: Delivery): Promise<Delivery[]> {
  const bundle = row.bundle_id === null ? undefined : await findDelivery(db, workspaceId, row.bundle_id);
  const members = bundle
    ? (await listBundle(db, workspaceId, bundle.id)).filter((member) => member.updates_id === null)
    : [row];
  for (const member of members)
    if (member.id !== row.id && !(await isOver({ db, kinds, workspaceId, now }, member))) return [];
  const leading = [...members.map(({ key }) => key), ...members.map(({ key }) => apartKey(key))];
  if (bundle) leading.push(bundle.key);
  const all = await listByKeys(db, workspaceId, [...leading, ...leading.map(updateKey)]);
  const isDone = ({ state }: Delivery) => state === "sent" || state === "dropped" || state === "bundled";
  return all.every(isDone) && (bundle === undefined || bundle.state === "sent" || bundle.state === "dropped")
    ? all
    : [];
}

async function isOver({ db, kinds, workspaceId, now }: Looking, { kind, subject }: Delivery): Promise<boolean> {
  const found = kinds.get(kind);
  return found?.canRead(subject) ? found.isOver({ db, workspaceId, now }, JSON.parse(subject)) : false;
}

/** Of these messages those in whose thread others stand. */
async function listThreads(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("delivery")
    .select("thread_id")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("thread_id", "in", ids)
    .where("thread_id", "is not", null)
    .execute();
  return rows.flatMap(({ thread_id: id }) => id ?? []);
}

async function listByKeys(db: Db | Tx, workspaceId: string, keys: readonly string[]): Promise<Delivery[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", workspaceId)
    .where("key", "in", keys)
    .execute();
}

async function deleteDeliveries(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom("delivery").where("workspace_id", "=", workspaceId).where("id", "in", ids).execute();
}

/** Slack redelivers for minutes, and after an outage for hours. */
const RECEIVED_MEMORY_MS = 2 * DAY;

/** When the oldest is to be forgotten, whichever workspace. */
export const nextForgettingAt = nextAt(
  (db) =>
    acrossWorkspaces(db)
      .selectFrom("received")
      .select(({ fn }) => fn.min("received_at").as("at")),
  (first) => addMs(first, RECEIVED_MEMORY_MS),
);

/** Of every workspace. */
export async function forgetReceived({ db, clock }: Pick<Services, "db" | "clock">): Promise<void> {
  const before = addMs(clock.now(), -RECEIVED_MEMORY_MS);
  await acrossWorkspaces(db).deleteFrom("received").where("received_at", "<", before).execute();
}
