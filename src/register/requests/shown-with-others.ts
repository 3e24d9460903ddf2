/** Requests and blockers that messages of other capabilities show. */

import { type Delivery, findDeliveryByKey, listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import { changeWaiting, withdraw } from "../../delivery/outbox.ts";
import { getPerson } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { recordKeys } from "../ids.ts";
import { countFromNow } from "./delivered-to-owner.ts";
import { keysOfMessages, MOST_MESSAGES, SHOWN_WITH } from "./notifications.ts";
import { listMessages, saveItemsShown } from "./requests-store.ts";

/** Whether a message of this day of theirs has its buttons already. */
export async function hasButtonsToday(
  db: Db | Tx,
  { workspaceId, itemId, personId }: { workspaceId: string; itemId: string; personId: string },
  now: Instant,
): Promise<boolean> {
  const { zone } = await getPerson(db, workspaceId, personId);
  const sent: Delivery[] = [];
  for (const keysFrom of keysOfMessages(itemId))
    sent.push(...(await listDeliveriesFrom(db, workspaceId, { keysFrom })));
  for (const key of await listMessages(db, { workspaceId, itemId, limit: MOST_MESSAGES })) {
    const other = await findDeliveryByKey(db, workspaceId, key);
    if (other) sent.push(other);
  }
  const today = localDateOf(now, zone);
  return sent.some(
    ({ person_id: id, sent_at: at }) => id === personId && at !== null && localDateOf(at, zone) === today,
  );
}

interface ShowingMessage {
  stamps: Pick<Services, "clock" | "ids" | "events">;
  workspaceId: string;
  key: string;
  personId: string;
  at: Instant;
  /** It was sent before: an update notifies nobody. */
  isUpdate: boolean;
}

/**
 * Records that a message of another capability shows these requests and blockers, so that it is updated when one changes. Its
 * reader gets no separate request or reminder of those in `withButtons`, and no note of any. Idempotent.
 */
export async function noteRequestsShown(
  tx: Tx,
  { workspaceId, key, personId, at, isUpdate, stamps }: ShowingMessage,
  { itemIds, withButtons }: { itemIds: readonly string[]; withButtons: readonly string[] },
): Promise<void> {
  await saveItemsShown(tx, { workspaceId, key, at }, { itemIds, withButtons });
  if (isUpdate) return;

  for (const itemId of withButtons)
    await countFromNow(stamps, tx, { workspaceId, itemId, personId, at, keysFrom: key });

  const notes = [...new Set(itemIds)].map(recordKeys.notesOf);
  for (const keysFrom of [...withButtons.flatMap(keysOfMessages), ...notes])
    await withdraw(tx, workspaceId, { keysFrom, personId }, SHOWN_WITH);

  const named = itemIds.filter((itemId) => !withButtons.includes(itemId));
  if (named.length > 0) await lookAgainNextDay(tx, { workspaceId, personId, at }, named);
}

/** What a message names without buttons comes by itself from the next day on, if the message that it waits for is too late. */
async function lookAgainNextDay(
  tx: Tx,
  { workspaceId, personId, at }: { workspaceId: string; personId: string; at: Instant },
  itemIds: readonly string[],
): Promise<void> {
  const { zone } = await getPerson(tx, workspaceId, personId);
  const dueAt = instantOf(addLocalDays(localDateOf(at, zone), 1), USUAL_MORNING, zone);
  for (const itemId of new Set(itemIds))
    for (const delivery of await listDeliveriesFrom(tx, workspaceId, { keysFrom: recordKeys.requestsOf(itemId) }))
      if (delivery.person_id === personId && delivery.due_at > dueAt)
        await changeWaiting(tx, delivery, { due_at: dueAt });
}
