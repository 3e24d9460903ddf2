/** Deletes weeks-old messages that are over by their kind, with updates and bundle members. Examines each once. */

import { sql } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import { prepared } from "../platform/prepared-queries.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { findFact, noteFact } from "../platform/workspace-facts.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { DELIVERY_COLUMNS, type Delivery } from "./deliveries.ts";
import type { Kinds } from "./message-kind.ts";

const AGE_MS = 45 * DAY;
const ROWS_IN_PIECE = 100;
const PIECES_IN_TURN = 10;
/** Fact with the id of the last examined message. */
const LOOKED_THROUGH = "messages-looked-through";

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

/** A few chunks, each in a transaction. */
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
      await deleteMessages(tx, kinds, { workspaceId, now }, looked);
      await noteFact(tx, workspaceId, { key: LOOKED_THROUGH, value: last.id, at: now });
    });
    after = last.id;
    await yieldToEventLoop();
  }
}

const following = prepared((db, params: { workspaceId: string; after: string; limit: number }) =>
  db
    .selectFrom("delivery")
    .select(DELIVERY_COLUMNS)
    .where("workspace_id", "=", params.workspaceId)
    .where("id", ">", params.after)
    .orderBy("id")
    .limit(params.limit),
);

/**
 * Deletes those that are over, with members and updates, and what is over in their threads. A root stays while anything is left
 * there.
 */
async function deleteMessages(
  tx: Tx,
  kinds: Kinds,
  looking: { workspaceId: string; now: Instant },
  looked: readonly Delivery[],
): Promise<void> {
  const ids: string[] = [];
  for (const { id, kind, subject, state, updates_id, bundle_id } of looked) {
    // An update or member goes with its message.
    if (updates_id !== null || bundle_id !== null || (state !== "sent" && state !== "dropped")) continue;
    const kindOfRow = kinds.get(kind);
    if (kindOfRow?.canRead(subject) && (await kindOfRow.isOver({ db: tx, ...looking }, JSON.parse(subject))))
      ids.push(id);
  }
  if (ids.length === 0) return;

  const all = tx.selectFrom("delivery").where("workspace_id", "=", looking.workspaceId);
  const rows = await all
    .select(["id", "bundle_id"])
    .where((eb) => eb.or([eb("id", "in", ids), eb("bundle_id", "in", ids)]))
    .execute();

  const inThreads = all.where(
    "thread_id",
    "in",
    rows.map(({ id }) => id),
  );

  await deleteMessages(tx, kinds, looking, await inThreads.select(DELIVERY_COLUMNS).execute());

  const above = new Set((await inThreads.select("thread_id").execute()).map(({ thread_id: id }) => id));
  const staying = new Set(rows.flatMap(({ id, bundle_id }) => (above.has(id) ? (bundle_id ?? id) : [])));
  const going = rows.filter(({ id, bundle_id }) => !staying.has(bundle_id ?? id)).map(({ id }) => id);
  if (going.length === 0) return;

  const deleting = tx.deleteFrom("delivery").where("workspace_id", "=", looking.workspaceId);
  await deleting.where("updates_id", "in", going).execute();
  await deleting.where("id", "in", going).execute();
}

/** Slack redelivers for minutes, and after an outage for hours. */
const RECEIVED_MEMORY_MS = 2 * DAY;

/** When the oldest row of any workspace expires. */
export const nextForgettingAt = nextAt(
  (db) =>
    acrossWorkspaces(db)
      .selectFrom("received")
      .select(({ fn }) => fn.min("received_at").as("at")),
  (first) => addMs(first, RECEIVED_MEMORY_MS),
);

/** For all workspaces. */
export async function forgetReceived({ db, clock }: Pick<Services, "db" | "clock">): Promise<void> {
  const before = addMs(clock.now(), -RECEIVED_MEMORY_MS);
  await acrossWorkspaces(db).deleteFrom("received").where("received_at", "<", before).execute();
}
