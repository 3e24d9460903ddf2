/** The list in which a program’s lead puts what is asked for; what begins, waits for capacity, or is on hold. */
import type { ActorContext } from "../../people/actors.ts";
import { rows } from "../../platform/rows.ts";
import type { LocalDate } from "../../platform/time.ts";
import { itemIn } from "../../register/item-rights.ts";
import type { Details } from "../../register/item-types.ts";
import { moveItem, raiseItem } from "../../register/items.ts";
import { answeredBy, type HowAnswered } from "../../register/requests/how-answered.ts";
import type { RequestOption } from "../../register/types/decisions-and-requests.ts";
import { listUnderWay, withSteps, workMovedOn } from "./request-queries.ts";
import { endHold, keepWaiting, onWorkRequest } from "./requests.ts";

/** Throws WORK_GONE, WORK_NOT_YOURS, WORK_MOVED_ON. */
export async function orderWork(ctx: ActorContext, { id, to }: { id: string; to: "up" | "top" }) {
  await onWorkRequest(ctx, id, ["isLead"], async ({ db: tx }, workRequest) => {
    const { workspace_id: workspaceId, program } = workRequest;
    const listed = (await withSteps(tx, workspaceId, await listUnderWay(tx, program))).filter(
      ({ isToOrder }) => isToOrder,
    );
    const from = listed.findIndex((each) => each.id === id);
    if (from < 0) throw await workMovedOn(tx, workRequest);
    const place = to === "top" ? 0 : Math.max(0, from - 1);
    const ordered = listed.toSpliced(from, 1).toSpliced(place, 0, workRequest);
    for (const [index, { rank }] of listed.entries())
      if (ordered[index]?.rank !== rank)
        await rows(tx, "work_request", workspaceId).update({ id: ordered[index]?.id ?? "" }, { rank });
  });
}

/** Its turn has come: the step after prioritisation begins. Throws as `orderWork`. */
export async function startWork(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead"], async (within, workRequest) => {
    const { item_id: itemId = null } = workRequest.isToOrder ? (workRequest.current[0]?.stands ?? {}) : {};
    const item = await itemIn(within.db, workRequest.track, itemId);
    if (item?.state !== "open") throw await workMovedOn(within.db, workRequest);
    await moveItem(within, { item, to: "done" });
  });
}

/** Its open steps wait until that day, or until somebody resumes it. Throws as `orderWork`, and WORK_DATE_PAST. */
export async function holdWork(
  ctx: ActorContext,
  { id, ...hold }: { id: string; until: LocalDate; because: string },
): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead"], (within, workRequest) => keepWaiting(within, workRequest, hold));
}

/** Throws as `orderWork`. */
export async function resumeWork(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead"], async (within, workRequest) => {
    if (workRequest.held_until === null) throw await workMovedOn(within.db, workRequest);
    await endHold(ctx, within.db, workRequest);
  });
}

export interface CapacityAsked {
  what: string;
  neededBy: LocalDate;
  how: HowAnswered;
  options: readonly RequestOption[];
}

/** More people or money are needed: an ordinary request to the sponsor, until whose date the work waits. Throws as `holdWork`, and NOBODY_DECIDES. */
export async function askForCapacity(
  ctx: ActorContext,
  { id, what, neededBy, how, options }: { id: string } & CapacityAsked,
): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead"], async (within, workRequest) => {
    await keepWaiting(within, workRequest, { until: neededBy, because: what });
    await raiseItem(within, {
      type: "request",
      details: answeredBy<Details["request"]>({ kind: "resource" }, how, options),
      title: what,
      description: `${workRequest.code} ${workRequest.title}`,
      programId: workRequest.program_id,
      dueOn: neededBy,
      sourceKey: `work-capacity:${id}:${ctx.ids.next()}`,
    });
  });
}
