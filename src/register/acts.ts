/** What a person does with an item of the register: one function each, one transaction each. Requests are decided elsewhere. */
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { LocalDate } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf } from "../programs/programs.ts";
import { endOf, isGoal, mayBeTicked } from "./codes-and-transitions.ts";
import { refuseWider } from "./duplicates.ts";
import { registerFailure } from "./failures.ts";
import { beginAnew, isOfAnotherUnit } from "./goals/measure-units.ts";
import { refuseUnsoundGoal } from "./goals/sound-goals.ts";
import { typedOf } from "./item-types.ts";
import {
  type Edit,
  editItem,
  type Item,
  itemToAct,
  moveDate,
  moveItem,
  type NewItem,
  raiseItem,
  record,
  recordConfirmed,
  refuseUnlessMayChangeItem,
} from "./items.ts";
import { movedOn } from "./last-act.ts";
import { reach } from "./milestones.ts";
import { notifyOwner } from "./reminders/reminders.ts";
import { findItem } from "./repository.ts";
import { refuseSecondMove } from "./requests/next-owner.ts";
import { sendNote } from "./requests/notifications.ts";
import { isRequest, withoutWaits } from "./requests/request.ts";
import { refuseUnlessOpen } from "./requests/who-decides.ts";
import { reassignEnded } from "./role-ends.ts";

/** Adds an item and notifies its owner, unless they add it themselves. Idempotent by source. */
export async function addItem(ctx: ActorContext, input: NewItem & { programId: string }): Promise<Item> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const item = await raiseItem(within, input);
    await notifyOwner(within, { item });
    return item;
  });
}

/** Changes an item as it was read in `revision`. Throws ITEM_GONE, ITEM_NOT_YOURS, DECISION_STANDS, ITEM_MOVED_ON. */
export async function changeItem(
  ctx: ActorContext,
  { id, revision, edit }: { id: string; revision: number; edit: Edit },
): Promise<Item> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const item = await itemToAct(within, { id });
    if (item.revision !== revision) throw await movedOn(within, item);
    const isAnother = await isOfAnotherUnit(within, { item, edit });
    const changed = await (isAnother ? beginAnew(within, { item, edit }) : editItem(within, { item, edit }));
    if (changed.owner_id !== item.owner_id) await notifyOwner(within, { item: changed, formerId: item.owner_id });
    return changed;
  });
}

/** Gives it another owner, with a note. Throws as `changeItem`. */
export async function handOver(
  ctx: ActorContext,
  { id, owner, note }: { id: string; owner: Person; note: string },
): Promise<Item> {
  return change(ctx, id, async (within, item) => {
    if (item.owner_id === owner.id) return item;
    const changed = await record(within, {
      item,
      event: "delegated",
      changes: { owner_id: owner.id },
      ...(note !== "" && { note }),
    });
    await notifyOwner(within, { item: changed, formerId: item.owner_id });
    return changed;
  });
}

/** How a measure or an objective ends, beside being dropped. */
export type GoalEnd = "reached" | "not-reached";

/** A request is withdrawn, a milestone dropped; whoever raised it reads the note next morning. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function closeItem(
  ctx: ActorContext,
  { id, note, as = "done" }: { id: string; note: string; as?: "done" | "dropped" | GoalEnd },
): Promise<Item> {
  return change(ctx, id, async (within, item) => {
    // A decision that can still be undone counts as decided.
    if (isRequest(item)) await refuseUnlessOpen(within.db, ctx.actor, item);
    if (as === "done" && !mayBeTicked(item)) throw await movedOn(within, item);
    const isGoalEnd = as === "reached" || as === "not-reached";
    if (isGoalEnd && !isGoal(item)) throw registerFailure("ITEM_GONE");
    const to = isGoalEnd ? as : endOf(item, as);
    const changed = await moveItem(within, { item, to, ...(note !== "" && { note }) });
    if (note !== "" && item.raised_by !== ctx.actor.id) await sendNote(ctx, within.db, changed, [item.raised_by]);
    return changed;
  });
}

/** Reopens it for its owner, as if new. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function reopenItem(ctx: ActorContext, { id }: { id: string }): Promise<Item> {
  return change(ctx, id, async (within, item) => {
    if (item.type === "objective")
      await refuseUnsoundGoal(within, { programId: item.program_id, item, typed: typedOf(item), dueOn: item.due_on });
    // Nothing that it waited for holds it back.
    const waits = item.type === "request" ? { details: withoutWaits(item.details) } : {};
    const changes = { replaced_by: null, ...waits, ...(item.type === "milestone" && { details: {} }) };
    const reopened = await moveItem(within, { item, to: "open", changes });
    // Whoever had it may have lost their role since.
    await reassignEnded(ctx, within.db, await programOf(within.db, item.workspace_id, item.program_id));
    return (await findItem(within.db, item.workspace_id, id)) ?? reopened;
  });
}

/** Confirms that an item is still open; the next reminder asks again. */
export async function confirmItem(ctx: ActorContext, { id }: { id: string }): Promise<Item> {
  return change(ctx, id, (within, item) => recordConfirmed(within, { item }));
}

/**
 * Replaces a decision by a new one; the old one stays unedited. Throws ITEM_GONE,
 * ITEM_NOT_YOURS, NOT_OF_PROGRAM, ITEM_MOVED_ON.
 */
export async function replaceDecision(
  ctx: ActorContext,
  { id, revision, ...input }: { id: string; revision: number } & NewItem,
): Promise<Item> {
  return change(ctx, id, async (within, item) => {
    if (item.revision !== revision) throw await movedOn(within, item);
    const decision = await raiseItem(within, { programId: item.program_id, disclosure: item.disclosure, ...input });
    await moveItem(within, { item, to: "replaced", changes: { replaced_by: decision.id } });
    await notifyOwner(within, { item: decision });
    return decision;
  });
}

/**
 * Closes `id` as a duplicate of `sameAsId` and points it there; its text goes into the history of the remaining item.
 * Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_WIDER, ITEM_MOVED_ON.
 */
export async function mergeItems(
  ctx: ActorContext,
  { id, sameAsId }: { id: string; sameAsId: string },
): Promise<{ closed: Item; remaining: Item }> {
  return change(ctx, id, async (within, item) => {
    const other = await findItem(within.db, item.workspace_id, sameAsId);
    if (other?.program_id !== item.program_id) throw registerFailure("ITEM_GONE");
    const remaining = await itemToAct(within, { id: sameAsId });
    if (item.id === remaining.id || item.type !== remaining.type) throw registerFailure("ITEM_GONE");
    if (remaining.closed_at !== null) throw await movedOn(within, remaining);
    await refuseWider(within, item, remaining);
    const closed = await moveItem(within, { item, to: endOf(item, "dropped"), changes: { replaced_by: remaining.id } });
    await recordConfirmed(within, {
      item: remaining,
      note: item.description || item.title,
      ...(item.check_in_id !== null && { checkInId: item.check_in_id }),
    });
    return { closed, remaining };
  });
}

/** Another date, with a reason. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON, BLOCKER_MOVED. */
export async function moveItemTo(
  ctx: ActorContext,
  { id, ...move }: { id: string; to: LocalDate; reason: string },
): Promise<Item> {
  return change(ctx, id, async (within, item) => {
    await refuseSecondMove(within, item);
    return moveDate(within, { item, ...move });
  });
}

/** Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function reachMilestone(ctx: ActorContext, { id, on }: { id: string; on: LocalDate }): Promise<Item> {
  return change(ctx, id, async (within, item) => {
    if (item.type !== "milestone") throw registerFailure("ITEM_GONE");
    return reach(within, { item, on });
  });
}

/** Of an item that whoever acts may change. Throws ITEM_GONE, ITEM_NOT_YOURS. */
function change<Result>(
  ctx: ActorContext,
  id: string,
  act: (within: ActorContext<Tx>, item: Item) => Promise<Result>,
): Promise<Result> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const item = await itemToAct(within, { id });
    await refuseUnlessMayChangeItem(within, item);
    return act(within, item);
  });
}
