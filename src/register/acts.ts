/** What a person does with an item of the record: one function each, one transaction each. Asks are decided elsewhere. */
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import type { LocalDate } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf } from "../programs/programs.ts";
import { registerFailure } from "./failures.ts";
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
import { reach } from "./milestones.ts";
import { tellOwner } from "./reminders/reminders.ts";
import { findItem } from "./repository.ts";
import { refuseUnlessOpen } from "./requests/acts.ts";
import { refuseSecondMove } from "./requests/next-owner.ts";
import { isRequest, withoutWaits } from "./requests/request.ts";
import { tellNote } from "./requests/telling.ts";
import { reassignEnded } from "./role-ends.ts";
import { codeOf, endOf } from "./rules.ts";

/** Adds an item; its owner is told, where it is somebody else. The same source twice gives the first one. */
export async function addItem(services: Services, actor: Person, programId: string, input: NewItem): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await raiseItem(services, tx, actor, programId, input);
    await tellOwner(services, tx, actor, item);
    return item;
  });
}

/** Changes an item as it was read in `revision`. Throws ITEM_GONE, ITEM_NOT_YOURS, DECISION_STANDS, ITEM_MOVED_ON. */
export async function changeItem(
  services: Services,
  actor: Person,
  { id, revision }: { id: string; revision: number },
  edit: Edit,
): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    if (item.revision !== revision) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    const changed = await editItem(services, tx, actor, item, edit);
    if (changed.owner_id !== item.owner_id) await tellOwner(services, tx, actor, changed, item.owner_id);
    return changed;
  });
}

/** Gives it another owner, with a word why. Throws as `changeItem`. */
export async function handOver(
  services: Services,
  actor: Person,
  id: string,
  { owner, note }: { owner: Person; note: string },
): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    if (item.owner_id === owner.id) return item;
    const changed = await record(services, tx, actor, item, {
      event: "delegated",
      changes: { owner_id: owner.id },
      ...(note !== "" && { note }),
    });
    await tellOwner(services, tx, actor, changed, item.owner_id);
    return changed;
  });
}

/** An ask is withdrawn, a milestone dropped; whoever raised it reads the note next morning. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function closeItem(
  services: Services,
  actor: Person,
  id: string,
  note: string,
  as: "done" | "dropped" = "done",
): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    // What its decider can still undo is decided.
    if (isRequest(item)) await refuseUnlessOpen(tx, actor, item);
    const changed = await moveItem(services, tx, actor, item, { to: endOf(item, as), ...(note !== "" && { note }) });
    if (note !== "" && item.raised_by !== actor.id) await tellNote(services, tx, changed, [item.raised_by]);
    return changed;
  });
}

/** Whoever has it gets it as a new one. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function reopenItem(services: Services, actor: Person, id: string): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    const changes = { replaced_by: null, ...detailsAnew(item) };
    const reopened = await moveItem(services, tx, actor, item, { to: "open", changes });
    // Whoever had it may have lost their role since.
    await reassignEnded(services, tx, await programOf(tx, item.workspace_id, item.program_id));
    return (await findItem(tx, item.workspace_id, id)) ?? reopened;
  });
}

/** Of what was over: nothing that it waited for holds it back. */
function detailsAnew(item: Item) {
  if (item.type === "ask") return { details: withoutWaits(item.details) };
  return item.type === "milestone" ? { details: {} } : {};
}

/** Says that an item still stands: it is asked about again next time. */
export async function confirmItem(services: Services, actor: Person, id: string): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    return recordConfirmed(services, tx, actor, item);
  });
}

/**
 * A decision that takes the place of another, which keeps its words. Throws ITEM_GONE,
 * ITEM_NOT_YOURS, NOT_OF_PROGRAM, ITEM_MOVED_ON.
 */
export async function replaceDecision(
  services: Services,
  actor: Person,
  { id, revision }: { id: string; revision: number },
  input: NewItem,
): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    if (item.revision !== revision) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    const decision = await raiseItem(services, tx, actor, item.program_id, input);
    await moveItem(services, tx, actor, item, { to: "replaced", changes: { replaced_by: decision.id } });
    await tellOwner(services, tx, actor, decision);
    return decision;
  });
}

/**
 * `id` says what `keptId` says already: it is closed and points to it, and the other one keeps its words in the history.
 * Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON.
 */
export async function mergeItems(
  services: Services,
  actor: Person,
  { id, keptId }: { id: string; keptId: string },
): Promise<{ gone: Item; kept: Item }> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    const kept = await itemToAct(services, tx, actor, keptId);
    if (item.id === kept.id || item.type !== kept.type || item.program_id !== kept.program_id)
      throw registerFailure("ITEM_GONE");
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    const gone = await moveItem(services, tx, actor, item, {
      to: endOf(item, "dropped"),
      changes: { replaced_by: kept.id },
    });
    await recordConfirmed(services, tx, actor, kept, {
      note: item.description || item.title,
      ...(item.check_in_id !== null && { checkInId: item.check_in_id }),
    });
    return { gone, kept };
  });
}

/** Another date, with a reason. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON, BLOCKER_MOVED. */
export async function moveItemTo(
  services: Services,
  actor: Person,
  id: string,
  move: { to: LocalDate; reason: string },
): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    await refuseSecondMove(services, tx, actor, item);
    return moveDate(services, tx, actor, item, move);
  });
}

/** Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON. */
export async function reachMilestone(services: Services, actor: Person, id: string, on: LocalDate): Promise<Item> {
  return inTransaction(services.db, async (tx) => {
    const item = await itemToAct(services, tx, actor, id);
    await refuseUnlessMayChangeItem(services, tx, actor, item);
    if (item.type !== "milestone") throw registerFailure("ITEM_GONE");
    return reach({ ...services, db: tx, actor }, { item, on });
  });
}
