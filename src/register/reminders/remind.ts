/** Owners are reminded of their items: one message a day for all of them. */
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import { personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { recordKeys } from "../ids.ts";
import { findItem, type Item, listItemsToRemind, nextReminder, setReminder } from "../repository.ts";
import { reminderAfter } from "./days.ts";
import { itemReminderKind } from "./messages.ts";

const AT_ONCE = 500;
/** Held for longer, such as by an absence, it comes with the next one. */
const WANTED_FOR_MS = 7 * DAY;

/** Puts the reminders that are due into the outbox, and says when each item is due next. */
export async function remindOwners(services: Services): Promise<void> {
  const { db, clock } = services;
  const now = clock.now();
  const due = await listItemsToRemind(db, now, AT_ONCE);
  const byOwner = Map.groupBy(due, ({ workspace_id, owner_id }) => `${workspace_id} ${owner_id}`);
  for (const items of byOwner.values())
    await inTransaction(db, async (tx) => {
      for (const { workspace_id, id } of items) {
        // As it is now: another process may have been here before.
        const item = await findItem(tx, workspace_id, id);
        if (!item || item.remind_at === null || item.remind_at > now) continue;
        if (item.owner_id !== null) await remind(services, tx, item, item.owner_id, now);
        await setReminder(tx, item, await reminderAfter(tx, item, now));
      }
    });
}

const REMINDERS_SHOWN = 5;

/** The last reminders of whoever had it say what is so now. */
export async function correctReminders(
  services: Services,
  tx: Tx,
  { before }: { before: Pick<Item, "workspace_id" | "owner_id"> | null },
): Promise<void> {
  if (!before || before.owner_id === null) return;
  const sent = { workspaceId: before.workspace_id, keysFrom: recordKeys.itemReminders(before.owner_id) };
  await enqueueUpdate(tx, services, { ...sent, newest: REMINDERS_SHOWN, isWave: true });
  // The one that they look at comes first.
  await enqueueUpdate(tx, services, { ...sent, newest: 1 });
}

/** When `remindOwners` has something to do. */
export const nextReminderAt = nextReminder;

async function remind(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, type }: Pick<Item, "workspace_id" | "type">,
  personId: string,
  now: Instant,
): Promise<void> {
  const { zone } = await personById(tx, workspaceId, personId);
  const on = localDateOf(now, zone);
  // Contacts are for a week, not for a day: sponsorship tells of them.
  if (type === "stakeholder") return;
  await enqueue(tx, services, itemReminderKind, {
    workspaceId,
    key: recordKeys.itemReminder(personId, on),
    subject: { personId, on },
    to: { personId },
    notBefore: now,
    expiresAt: addMs(now, WANTED_FOR_MS),
  });
}
