/** The list in which a program’s lead puts what is asked for; what begins, waits for capacity, or is on hold. */
import type { ActorContext } from "../../people/actors.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { type ItemChange, moveItem, raiseItem } from "../../register/items.ts";
import { makeReady } from "../ready.ts";
import { takeBack } from "../steps.ts";
import { itemIn } from "../tracks.ts";
import { showRequest } from "./messages.ts";
import { listRequests, type RequestSeen, stepAt, type WorkRequest, workFailure } from "./reading.ts";
import { NOT_HELD, onRequest, tellRequesters } from "./requests.ts";

/** Throws WORK_GONE, WORK_NOT_YOURS, WORK_MOVED_ON. */
export async function orderWork(ctx: ActorContext, { id, to }: { id: string; to: "up" | "down" | "top" }) {
  await asLead(ctx, id, async ({ db: tx }, { request }) => {
    const { workspace_id: workspaceId, program_id: programId } = request;
    const stock = rows(tx, "work_request", workspaceId);
    const ranked = (await stock.list({ program_id: programId, outcome: null }, ["rank", "id"])).filter(
      ({ rank }) => rank !== null,
    );
    const from = ranked.findIndex((each) => each.id === id);
    if (from < 0) throw workFailure("WORK_MOVED_ON", { code: request.code });
    const place = Math.max(0, { up: from - 1, down: from + 1, top: 0 }[to]);
    const others = ranked.toSpliced(from, 1);
    const ordered = [...others.slice(0, place), ranked[from], ...others.slice(place)];
    for (const [index, each] of ordered.entries())
      if (each && each.rank !== index + 1) await stock.update({ id: each.id }, { rank: index + 1 });
  });
}

/** Its turn has come: the step after prioritisation begins. Throws as `orderWork`. */
export async function startWork(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await asLead(ctx, id, async (within, { request }) => {
    const itemId = stepAt(request, "prioritisation")?.stands.item_id;
    const item = itemId ? await itemIn(within.db, request.track, itemId) : undefined;
    if (item?.state !== "open") throw workFailure("WORK_MOVED_ON", { code: request.code });
    await moveItem(within, { item, to: "done" });
  });
}

/** Its open steps wait until that day, or until somebody resumes it. Throws as `orderWork`, and WORK_DATE_PAST. */
export async function holdWork(
  ctx: ActorContext,
  { id, ...hold }: { id: string; until: LocalDate; because: string },
): Promise<void> {
  await asLead(ctx, id, (within, { request }) => keepWaiting(within, request, hold));
}

/** Throws as `orderWork`. */
export async function resumeWork(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await asLead(ctx, id, async (within, { request }) => {
    if (request.held_until === null) throw workFailure("WORK_MOVED_ON", { code: request.code });
    await endHold(ctx, within.db, request);
  });
}

const capacityKey = (id: string) => `work-capacity:${id}:`;

/**
 * More people or money are needed: an ordinary request to the sponsor. The work waits until it is decided, at most until
 * `neededBy`. Throws as `holdWork`, and NOBODY_DECIDES.
 */
export async function askForCapacity(
  ctx: ActorContext,
  { id, what, neededBy }: { id: string; what: string; neededBy: LocalDate },
): Promise<void> {
  await asLead(ctx, id, async (within, { request }) => {
    await keepWaiting(within, request, { until: neededBy, because: what });
    await raiseItem(within, {
      ...{ type: "ask", details: { kind: "resource" }, title: what, description: `${request.code} ${request.title}` },
      ...{ programId: request.program_id, dueOn: neededBy, sourceKey: `${capacityKey(id)}${ctx.ids.next()}` },
    });
  });
}

/** In the transaction of every change of an item: work that waited for capacity goes on once that is decided. */
export async function followCapacity(services: Services, tx: Tx, { before, after }: ItemChange): Promise<void> {
  const [, id] = /^work-capacity:([^:]+):/.exec(after.source_key) ?? [];
  if (id === undefined || before?.state !== "open" || after.state === "open") return;
  const [request] = await listRequests(tx, after.workspace_id, { id, outcome: null });
  if (request?.held_until) await endHold(services, tx, request);
}

function asLead<Result>(
  ctx: ActorContext,
  id: string,
  work: (within: ActorContext<Tx>, seen: RequestSeen) => Promise<Result>,
): Promise<Result> {
  return onRequest(ctx, id, (within, seen) => {
    if (!seen.isLead) throw workFailure("WORK_NOT_YOURS");
    return work(within, seen);
  });
}

async function keepWaiting(
  ctx: ActorContext<Tx>,
  request: WorkRequest,
  { until, because }: { until: LocalDate; because: string },
): Promise<void> {
  if (until <= localDateOf(ctx.clock.now(), ctx.actor.zone)) throw workFailure("WORK_DATE_PAST");
  if (request.missing !== null) throw workFailure("WORK_MOVED_ON", { code: request.code });
  const { workspace_id: workspaceId, id, track } = request;
  const held = { held_until: until, held_because: storableText(because), held_by: ctx.actor.id };
  await rows(ctx.db, "work_request", workspaceId).update({ id }, held);
  for (const step of request.steps) {
    const { key, stands, state } = step;
    if (state === "open") await takeBack(ctx, ctx.db, step);
    if (stands.done_at !== null || (stands.wait_until ?? "") >= until) continue;
    const waiting = { track_id: track.id, key, item_id: null };
    await rows(ctx.db, "track_step", workspaceId).update(waiting, { wait_until: until });
  }
  await tellRequesters(ctx, ctx.db, request, "held");
}

/** What waits for the day of the hold begins now. */
async function endHold(services: Services, tx: Tx, request: WorkRequest): Promise<void> {
  const { workspace_id: workspaceId, track_id: trackId, held_until: until } = request;
  const waiting = { track_id: trackId, item_id: null, wait_until: until };
  await rows(tx, "track_step", workspaceId).update(waiting, { wait_until: null });
  await rows(tx, "work_request", workspaceId).update({ id: request.id }, NOT_HELD);
  await makeReady(services, tx, { workspaceId, trackId });
  await showRequest(services, tx, request);
}
