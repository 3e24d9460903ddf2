/** What follows for a work request from what happens to its track. */
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { showRequest } from "./messages.ts";
import { listRequests, stepAt, type WorkRequest } from "./reading.ts";
import { NOT_HELD, tellRequesters } from "./requests.ts";

/** In the transaction in which a step became ready, done or open again. */
export async function followTrack(
  services: Services,
  tx: Tx,
  { workspaceId, trackId, began }: { workspaceId: string; trackId: string; began: readonly string[] },
): Promise<void> {
  const [request] = await listRequests(tx, workspaceId, { track_id: trackId });
  if (!request) return;
  const { track, outcome, id, steps } = request;
  const stock = rows(tx, "work_request", workspaceId);
  const goesOn = began.length > 0 ? NOT_HELD : {};
  await stock.update({ id }, { rank: await rankNow(tx, request), ...goesOn });
  if (track.state === "finished" && outcome === null) {
    // What was written with its last step is its result.
    const match = { item_id: steps.at(-1)?.stands.item_id ?? "", event: "done" } as const;
    const done = (await rows(tx, "item_event", workspaceId).list(match, ["revision"])).at(-1);
    const result = { outcome_note: done?.note || null, ended_by: done?.actor_id ?? null };
    const ended = { outcome: "finished", ended_at: services.clock.now(), ...result } as const;
    await stock.update({ id, outcome: null }, ended);
    await tellRequesters(services, tx, request, "finished");
  } else if (track.state === "running" && outcome === "finished") {
    await stock.update({ id }, { outcome: null, ended_at: null, outcome_note: null, ended_by: null });
  }
  await showRequest(services, tx, request);
}

/** At the end of the list once it is to be put in order, in none once its turn has come. */
async function rankNow(tx: Tx, { steps, rank, ...request }: WorkRequest): Promise<number | null> {
  const isWaiting = request.held_until !== null || request.missing !== null;
  const step = stepAt({ steps }, "prioritisation");
  const isToOrder = step?.stands.done_at === null && (step.stands.item_id !== null || isWaiting);
  if (!isToOrder || request.outcome !== null) return null;
  if (rank !== null || step.stands.item_id === null) return rank;
  const others = await rows(tx, "work_request", request.workspace_id).list({
    ...{ program_id: request.program_id, outcome: null },
  });
  return Math.max(0, ...others.map((other) => other.rank ?? 0)) + 1;
}
