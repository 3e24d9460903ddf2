/** A measure whose unit changes begins anew: its values are of another kind. */
import type { ActorContext } from "../../people/actors.ts";
import type { Tx } from "../../platform/database.ts";
import { Lookup } from "../../platform/events.ts";
import { findItemInTurn } from "../item-rights.ts";
import { type Edit, type Item, moveItem, raiseItem, record, refuseUnlessMayChangeItem } from "../items.ts";
import { listEveryGoal } from "./every-goal.ts";

/** Whether a measure has values: goals keep them. */
export const hasValues = new Lookup<{ workspaceId: string; measureId: string }, boolean>(
  "whether a measure has values",
);

type Change = { item: Item; edit: Edit };

export async function isOfAnotherUnit(ctx: ActorContext<Tx>, { item, edit }: Change): Promise<boolean> {
  if (item.type !== "measure" || edit.typed?.type !== "measure") return false;
  if ((edit.typed.details.unit ?? "") === (item.details.unit ?? "")) return false;
  return hasValues.of(ctx, ctx.db, { workspaceId: item.workspace_id, measureId: item.id });
}

/** A new one takes the place of the old, also in the objectives that it shows. The right is that of a change. */
export async function beginAnew(ctx: ActorContext<Tx>, { item, edit }: Change): Promise<Item> {
  await refuseUnlessMayChangeItem(ctx, item);
  const {
    typed,
    title = item.title,
    description = item.description,
    ownerId = item.owner_id,
    dueOn = item.due_on,
  } = edit;
  if (typed?.type !== "measure") return item;
  const { firstTarget: _, ...details } = typed.details;
  const begun = await raiseItem(ctx, {
    programId: item.program_id,
    type: "measure",
    details,
    title,
    description,
    ownerId,
    dueOn,
    disclosure: item.disclosure,
    raisedById: item.raised_by,
    sourceKey: `unit:${item.id}:${item.revision}`,
  });
  const why = edit.note === undefined || edit.note === "" ? {} : { note: edit.note };
  await moveItem(ctx, { item, to: "dropped", changes: { replaced_by: begun.id }, ...why });
  const { objectives } = await listEveryGoal(ctx.db, item.workspace_id);
  const naming = objectives.filter(({ state, details }) => state === "open" && details.measureIds?.includes(item.id));
  for (const { id } of naming.toSorted((one, other) => one.program_id.localeCompare(other.program_id)))
    await putInPlace(ctx, { objectiveId: id, before: item.id, after: begun.id });
  return begun;
}

/** As it stands once its own program or portfolio is locked. */
async function putInPlace(
  ctx: ActorContext<Tx>,
  { objectiveId, before, after }: { objectiveId: string; before: string; after: string },
): Promise<void> {
  const objective = await findItemInTurn(ctx.db, ctx.actor.workspace_id, objectiveId);
  if (objective?.type !== "objective" || !objective.details.measureIds?.includes(before)) return;
  const measureIds = objective.details.measureIds.map((id) => (id === before ? after : id));
  await record(ctx, { item: objective, event: "changed", changes: { details: { ...objective.details, measureIds } } });
}
