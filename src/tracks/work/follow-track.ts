/** What follows for a work request from what happens to its track. */
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { seatDay } from "../../programs/seats.ts";
import { stepsAfter } from "../tracks.ts";
import { showWorkRequest } from "./messages.ts";
import { listWorkRequests, type WorkRequest } from "./request-queries.ts";
import { endProposals, NOT_HELD, tellRequesters } from "./requests.ts";
import { timingsOf } from "./timing-in-words.ts";

/** In the transaction in which a step became ready, done or open again. */
export async function followTrack(
  services: Services,
  tx: Tx,
  { workspaceId, trackId, began }: { workspaceId: string; trackId: string; began: readonly string[] },
): Promise<void> {
  const [workRequest] = await listWorkRequests(tx, workspaceId, { track_id: trackId });
  if (!workRequest) return;
  const { track, outcome, id, steps } = workRequest;
  const stock = rows(tx, "work_request", workspaceId);
  if (began.length > 0) await stock.update({ id, outcome: null }, { ...NOT_HELD, merged_into: null });
  if (isValidatedNow(workRequest, began) && (await cannotBeInTime(services, tx, workRequest)))
    await tellRequesters(services, tx, workRequest, "too-late");
  if (track.state === "finished" && outcome === null) {
    // What was written with its last step is its result.
    const match = { item_id: steps.at(-1)?.stands.item_id ?? "", event: "done" } as const;
    const done = (await rows(tx, "item_event", workspaceId).list(match, ["revision"])).at(-1);
    const result = { note: done?.note || null, note_by: done?.actor_id ?? null };
    const ended = { outcome: "finished", ended_at: services.clock.now(), ...result } as const;
    await stock.update({ id, outcome: null }, ended);
    await endProposals(services, tx, workRequest);
    await tellRequesters(services, tx, workRequest, "finished");
  } else if (track.state === "running" && outcome === "finished") {
    await stock.update({ id }, { outcome: null, ended_at: null, ...NOT_HELD });
  }
  await showWorkRequest(services, tx, workRequest);
}

/** What comes right after its validation begins. */
function isValidatedNow({ steps }: WorkRequest, began: readonly string[]): boolean {
  const validation = steps.find(({ stage }) => stage === "validation");
  return validation !== undefined && stepsAfter(validation, steps).some(({ key }) => began.includes(key));
}

async function cannotBeInTime({ clock }: Services, tx: Tx, workRequest: WorkRequest): Promise<boolean> {
  const timings = await timingsOf(tx, [workRequest], seatDay(clock.now()));
  return (timings.get(workRequest.id)?.earliest ?? null) !== null;
}
