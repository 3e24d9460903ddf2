/** What is missing of a request: whoever asked for it is asked to add it. */
import type { ActorContext } from "../../people/actors.ts";
import { namesOf } from "../../people/people.ts";
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { act } from "../steps.ts";
import { UNTIL_ADDED } from "../tracks.ts";
import { awayNow, type WhileAway } from "../while-away.ts";
import { whoDoAll } from "../who-does.ts";
import { sendWork } from "./messages.ts";
import { getWorkRequest, type WorkRequest, workFailure } from "./request-queries.ts";
import { keepWaiting } from "./requests.ts";

/**
 * Something is missing: whoever asked is asked to add it, and validation waits. Where they are away, whoever leads reads it too:
 * returns so. Throws as `acceptStep`.
 */
export function askRequester(
  ctx: ActorContext,
  { itemId, missing }: { itemId: string; missing: string },
): Promise<WhileAway | null> {
  return act(ctx, itemId, async (within, { step }) => {
    const id = step.track.workRequest?.id;
    if (id === undefined || step.stage !== "validation") throw workFailure("WORK_GONE");
    const workRequest = await getWorkRequest(within.db, step.track.workspace_id, id);
    await rows(within.db, "work_request", workRequest.workspace_id).update({ id }, { rework: workRequest.rework + 1 });
    await keepWaiting(within, workRequest, { until: UNTIL_ADDED, because: missing });
    return sendToLead(within, workRequest);
  });
}

/** Whoever asked is away: those who lead read it meanwhile, but whoever wrote it. Null: they are there. */
async function sendToLead(ctx: ActorContext<Tx>, workRequest: WorkRequest): Promise<WhileAway | null> {
  const { workspace_id: workspaceId, id: workRequestId, requester_id: requesterId, track } = workRequest;
  const away = await awayNow(ctx, requesterId);
  if (away === null) return null;

  const chain = await whoDoAll(ctx.db, workspaceId, [track.program_id], ctx.clock.now());
  const readers = chain.leading(track, requesterId).filter((id) => id !== ctx.actor.id);
  for (const personId of readers) await sendWork(ctx, ctx.db, { workRequestId, personId, workspaceId, as: "missing" });
  const names = await namesOf(ctx.db, workspaceId, readers);
  return { ...away, readers: [...names.values()] };
}
