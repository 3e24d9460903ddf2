/**
 * Messages whose row nobody needs any more are forgotten some weeks after they were put into the outbox, each looked at
 * once: those of kinds that say that it is over with them, with their updates and what stood in one message with them.
 */
import type { Tx } from "../../platform/database.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { noteFact } from "../../platform/workspace-facts.ts";
import { BUNDLE } from "../bundle.ts";
import type { Kinds } from "../kinds.ts";
import { type Delivery, findDelivery } from "../repository.ts";
import { apartKey, listBundle, updateKey } from "../repository-contact.ts";
import { deleteDeliveries, listAfter, listByKeys, listThreads, lookedThrough, nextToLookAt } from "./repository.ts";

const KEPT_MS = 45 * DAY;
const ROWS_IN_PIECE = 100;
const PIECES_IN_TURN = 10;

export const nextForgettingMessagesAt = nextToLookAt((at) => addMs(at, KEPT_MS));

/** Some pieces of it, each a transaction. */
export async function forgetMessages(
  services: Pick<Services, "db" | "clock">,
  kinds: Kinds,
  workspaceId: string,
  { pieces = PIECES_IN_TURN, rows = ROWS_IN_PIECE }: { pieces?: number; rows?: number } = {},
): Promise<void> {
  const { db, clock } = services;
  let after = await lookedThrough(db, workspaceId);
  for (let piece = 0; piece < pieces; piece += 1) {
    const now = clock.now();
    const looked = (await listAfter(db, workspaceId, after, rows)).filter(
      ({ created_at }) => addMs(created_at, KEPT_MS) <= now,
    );
    const last = looked.at(-1);
    if (!last) return;
    await inTransaction(db, async (tx) => {
      await deleteDeliveries(tx, workspaceId, await toForget({ db: tx, kinds, workspaceId, now }, looked));
      await noteFact(tx, workspaceId, { key: "messages-looked-through", value: last.id, at: now });
    });
    after = last.id;
    await letOthersRun();
  }
}

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
    ? (await listBundle(db, workspaceId, bundle.id)).filter((one) => one.updates_id === null)
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
