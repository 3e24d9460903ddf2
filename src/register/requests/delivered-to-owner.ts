/** Whether Slack has taken what asks the owner of an item: until then nothing counts against them, and no time runs. */
import { isLastTaken, listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { enqueueUpdate } from "../../delivery/outbox.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import type { LocalDate } from "../../platform/time.ts";
import { recordKeys } from "../ids.ts";
import { findItem, type Item, listItemEvents, setAnswerBy } from "../repository.ts";
import { answerDayFor, waitsUntil } from "./answer-by.ts";
import { ownerAfter } from "./history.ts";
import { isRequest, isToDecide } from "./request.ts";

type OfItem = Pick<Item, "workspace_id" | "id">;

/** Whether Slack has taken the last message that asks its owner; true where none of its own does. */
export async function isOwnerAsked(
  db: Db | Tx,
  { workspace_id: workspaceId, id, owner_id: ownerId }: OfItem & Pick<Item, "owner_id">,
): Promise<boolean> {
  return ownerId === null || isLastTaken(db, workspaceId, { keysFrom: askingKeys(id), personId: ownerId });
}

/** The last day of a step, by when Slack has taken what asks its owner; null: it has not. No change of the item. */
export async function setStepDueOn(tx: Tx, { workspace_id, id }: OfItem, day: LocalDate | null): Promise<void> {
  await rows(tx, "item", workspace_id).update({ id }, { due_on: day });
}

/** When Slack took the first message that asks somebody to act on it since then; null: it has taken none. */
export async function firstAskedAt(db: Db | Tx, { workspace_id, id }: OfItem, since: Instant): Promise<Instant | null> {
  const times: Instant[] = [];
  for (const keysFrom of askingKeys(id))
    for (const row of await listDeliveriesFrom(db, workspace_id, { keysFrom }))
      if (row.created_at >= since && row.updates_id === null && row.sent_at !== null) times.push(row.sent_at);
  return times.sort()[0] ?? null;
}

function askingKeys(id: string): string[] {
  return [recordKeys.requestsOf(id), recordKeys.blockersOf(id), recordKeys.stepsOf(id), recordKeys.itemGiven({ id })];
}

/** Of these people, those whose vote is asked by a message that Slack has not taken. */
export async function votersNotAsked(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: OfItem,
  personIds: readonly string[],
): Promise<string[]> {
  const left: string[] = [];
  for (const personId of personIds) {
    const keysFrom = [recordKeys.requestsOf(id)];
    if (!(await isLastTaken(db, workspaceId, { keysFrom, personId }))) left.push(personId);
  }
  return left;
}

/**
 * In the transaction in which its owner has been asked at last by the message with this key: if that is later than their days to
 * answer allow, they have them from now on, and the message says so.
 */
export async function countFromNow(
  stamps: Pick<Services, "clock" | "ids" | "events">,
  tx: Tx,
  { workspaceId, itemId, personId, at, keysFrom }: AskedNow,
): Promise<void> {
  const item = await findItem(tx, workspaceId, itemId);
  if (!item || !isRequest(item) || !isToDecide(item) || item.owner_id !== personId || item.answer_by === null) return;
  const history = await listItemEvents(tx, workspaceId, [itemId]);
  const given = history.findLast((event) => ownerAfter(event) === personId) ?? history[0];
  if (!given || (await wasAskedBefore(tx, item, { personId, since: given.at, at }))) return;
  const inTime = await waitsUntil(stamps, tx, item, { personId, now: given.at });
  if (inTime === null || at < inTime) return;
  const isNext = given.event === "escalated" || given.event === "vote-closed";
  const day = await answerDayFor(tx, item, { ownerId: personId, isNext, now: at });
  if (day === null || day <= item.answer_by) return;
  await setAnswerBy(tx, item, day);
  await enqueueUpdate(tx, stamps, { workspaceId, keysFrom, newest: 1 });
}

interface AskedNow {
  workspaceId: string;
  itemId: string;
  personId: string;
  at: Instant;
  /** How the key of the message begins. */
  keysFrom: string;
}

/** Whether another message asked them before this one, by itself or with what else needs them. */
async function wasAskedBefore(
  tx: Tx,
  { workspace_id: workspaceId, id }: OfItem,
  { personId, since, at }: { personId: string; since: Instant; at: Instant },
): Promise<boolean> {
  const all = await listDeliveriesFrom(tx, workspaceId, { keysFrom: recordKeys.requestsOf(id) });
  const theirs = all.filter((row) => row.person_id === personId && row.updates_id === null && row.created_at >= since);
  return theirs.some((row) => row.state === "dropped" || (row.sent_at !== null && row.sent_at < at));
}
