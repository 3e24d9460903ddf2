/** What a person does with a milestone: reached, moved with a reason. It is dropped as other items are closed. */
import type { Person } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { LocalDate } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { registerFailure } from "../failures.ts";
import { codeOf } from "../rules.ts";
import { type Item, itemToAct, moveItem, record, refuseUnlessMayChangeItem } from "../use-cases.ts";

export type Milestone = Extract<Item, { type: "milestone" }>;

/** Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function reachMilestone(services: Services, actor: Person, id: string, on: LocalDate): Promise<Item> {
  return inTransaction(services.db, async (tx) =>
    reach(services, tx, actor, await milestoneToAct(services, tx, actor, id), { on }),
  );
}

/** Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function moveMilestone(
  services: Services,
  actor: Person,
  id: string,
  { to, reason }: { to: LocalDate; reason: string },
): Promise<Item> {
  return inTransaction(services.db, async (tx) =>
    moveDate(services, tx, actor, await milestoneToAct(services, tx, actor, id), { to, reason }),
  );
}

async function milestoneToAct(services: Services, tx: Tx, actor: Person, id: string): Promise<Milestone> {
  const item = await itemToAct(services, tx, actor, id);
  await refuseUnlessMayChangeItem(services, tx, actor, item);
  if (item.type !== "milestone") throw registerFailure("ITEM_GONE");
  return item;
}

/** The right has been checked. `checkInId`: the answer by which it happens. */
export async function reach(
  services: Services,
  tx: Tx,
  actor: Person,
  item: Milestone,
  { on, checkInId }: { on: LocalDate; checkInId?: string },
): Promise<Item> {
  const changes = { details: { ...item.details, reachedOn: on } };
  return moveItem(services, tx, actor, item, { to: "reached", changes, checkInId });
}

/** The right has been checked. The first date stays, each later one counts as a move. */
export async function moveDate(
  services: Services,
  tx: Tx,
  actor: Person,
  item: Item,
  { to, reason, checkInId }: { to: LocalDate; reason: string; checkInId?: string },
): Promise<Item> {
  if (item.state !== "open") throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  if (to === item.due_on) return item;
  const moves = item.original_due_on === null ? 0 : 1;
  return record(services, tx, actor, item, {
    event: "moved-date",
    changes: { due_on: to, original_due_on: item.original_due_on ?? to, due_moves: item.due_moves + moves },
    ...(reason !== "" && { note: reason }),
    checkInId,
  });
}
