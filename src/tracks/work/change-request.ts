/** What a requester changes of a request: at once until it is validated; later once whoever has the step has confirmed it. */
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { itemIn } from "../../register/item-rights.ts";
import { lateStepKind } from "../late-messages.ts";
import { lateKeysOf, showStep } from "../step-messages.ts";
import { dueOf } from "../tracks.ts";
import { awayNow } from "../while-away.ts";
import { whoDoAll } from "../who-does.ts";
import { sendWork, showWorkRequest } from "./messages.ts";
import { type WorkRequest, workFailure, workMovedOn } from "./request-queries.ts";
import { type Answers, unanswered } from "./request-types.ts";
import { entered, onWorkRequest } from "./requests.ts";

/**
 * `answers`: by the keys of its fields. Returns whether they count now, or wait for somebody. Throws WORK_GONE, WORK_NOT_YOURS,
 * WORK_MOVED_ON, WORK_INCOMPLETE.
 */
export async function changeWork(
  ctx: ActorContext,
  { id, answers }: { id: string; answers: Answers },
): Promise<"changed" | "asked"> {
  return onWorkRequest(ctx, id, ["isRequester"], async (within, workRequest) => {
    if (unanswered(workRequest.fields, answers).length > 0) throw workFailure("WORK_INCOMPLETE");
    const isOwnStep = workRequest.current.some(({ ownerId }) => ownerId === ctx.actor.id);
    const isAtOnce = isOwnStep || workRequest.reached?.stage === "validation";
    if (isAtOnce)
      await write(within, workRequest, entered(workRequest.track.definition, answers, by(ctx, workRequest)));
    else if (await propose(within, workRequest, answers)) await sendProposal(within, workRequest);
    return isAtOnce ? "changed" : "asked";
  });
}

function by({ actor }: ActorContext, before: WorkRequest) {
  return { by: actor.id, before };
}

/** What differs; what is as it was is no longer asked for. Returns whether anything is. */
async function propose(ctx: ActorContext<Tx>, workRequest: WorkRequest, given: Answers): Promise<boolean> {
  const { answers, fields } = workRequest;
  const differing = fields.flatMap(({ key }) => {
    const typed = given[key]?.trim() ?? "";
    return typed === (answers[key] ?? "") ? [] : [[key, typed] as const];
  });
  const proposed = Object.fromEntries(differing);
  await write(ctx, workRequest, entered(workRequest.track.definition, answers, { ...by(ctx, workRequest), proposed }));
  return differing.length > 0;
}

/** Whoever has a step of it now, or has to approve one, reads at once what is asked for; where they are away, those who lead too. */
async function sendProposal(ctx: ActorContext<Tx>, workRequest: WorkRequest): Promise<void> {
  const { track, current, workspace_id: workspaceId } = workRequest;
  const chain = await whoDoAll(ctx.db, workspaceId, [track.program_id], ctx.clock.now());
  for (const step of current) {
    const { personId: ofId } = dueOf(step);
    const itemId = step.stands.item_id;
    if (ofId === null || itemId === null) continue;

    const leading = (await awayNow(ctx, ofId)) === null ? [] : chain.leading(track, ofId);
    for (const personId of new Set([ofId, ...leading]).difference(new Set([ctx.actor.id])))
      await enqueue(ctx.db, ctx, lateStepKind, {
        workspaceId,
        key: `${lateKeysOf(itemId)}change:${personId}`,
        mayRepeat: true,
        subject: { programId: track.program_id, itemId, personId, about: "change", ofId, on: null },
        to: { personId },
        notBefore: ctx.clock.now(),
      });
  }
}

/** Its requester reads what became of the change, but where they said so themselves. */
async function sendAnswer(ctx: ActorContext<Tx>, before: WorkRequest, as: "changed" | "unchanged"): Promise<void> {
  const { id, workspace_id: workspaceId, requester_id: personId, proposed } = before;
  if (personId === ctx.actor.id) return;
  const answer = { workRequestId: id, personId, as, byId: ctx.actor.id, keys: Object.keys(proposed) };
  await sendWork(ctx, ctx.db, { ...answer, workspaceId });
}

/** As it was asked for. By whoever has the step now, or leads. Throws as `changeWork`. */
export async function confirmChange(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead", "hasStep"], async (within, workRequest) => {
    const { answers, proposed } = workRequest;
    if (Object.keys(proposed).length === 0) throw await workMovedOn(within.db, workRequest);
    const changed = { ...answers, ...proposed };
    // What they wrote stays theirs.
    const written = entered(workRequest.track.definition, changed, {
      by: workRequest.requester_id,
      before: workRequest,
    });
    await write(within, workRequest, written);
    await sendAnswer(within, workRequest, "changed");
  });
}

/** It stays as it is. Throws as `confirmChange`. */
export async function leaveUnchanged(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead", "hasStep", "isRequester"], async (within, workRequest) => {
    if (Object.keys(workRequest.proposed).length === 0) throw await workMovedOn(within.db, workRequest);
    const { answers, requester_id: requesterId } = workRequest;
    const written = entered(workRequest.track.definition, answers, { by: requesterId, before: workRequest });
    await write(within, workRequest, written);
    await sendAnswer(within, workRequest, "unchanged");
  });
}

async function write(
  ctx: ActorContext<Tx>,
  workRequest: WorkRequest,
  changes: ReturnType<typeof entered>,
): Promise<void> {
  const { workspace_id: workspaceId, id, track, current } = workRequest;
  await rows(ctx.db, "work_request", workspaceId).update({ id }, changes);
  for (const { stands } of current) {
    const item = await itemIn(ctx.db, track, stands.item_id);
    if (item) await showStep(ctx, ctx.db, item);
  }
  await showWorkRequest(ctx, ctx.db, workRequest);
}
