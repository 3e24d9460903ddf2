/** The list in which a program’s lead puts what is asked for; what begins, waits for capacity, or is on hold. */
import type { ActorContext } from "../../people/actors.ts";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { seatDay } from "../../programs/seats.ts";
import { type ItemChange, moveItem, raiseItem } from "../../register/items.ts";
import { itemIn } from "../tracks.ts";
import { listRequests, type RequestSeen, stepAt, type WorkRequest, workFailure } from "./reading.ts";
import { onRequest, pause, resume, tellRequesters } from "./requests.ts";

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

/** The first day on which a hold is over. */
export const nextHoldEnd = nextAt(
  (db) =>
    acrossWorkspaces(db)
      .selectFrom("work_request")
      .select(({ fn }) => fn.min("held_until").as("at"))
      .where("held_until", "is not", null),
  (day) => instantOf(day, "00:00", "UTC"),
);

/** What was on hold until today goes on by itself. */
export async function endHolds(services: Services, workspaceId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const over = await tx
      .selectFrom("work_request")
      .select("id")
      .where("workspace_id", "=", workspaceId)
      .where("held_until", "<=", seatDay(services.clock.now()))
      .execute();
    const ids = over.map(({ id }) => id);
    for (const request of await listRequests(tx, workspaceId, { id: ids })) await endHold(services, tx, request);
  });
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
  const held = { held_until: until, held_because: storableText(because), held_by: ctx.actor.id };
  await rows(ctx.db, "work_request", request.workspace_id).update({ id: request.id }, held);
  await pause(ctx, ctx.db, request);
  await tellRequesters(ctx, ctx.db, request, "held");
}

async function endHold(services: Services, tx: Tx, request: WorkRequest): Promise<void> {
  const over = { held_until: null, held_because: null, held_by: null };
  await rows(tx, "work_request", request.workspace_id).update({ id: request.id }, over);
  await resume(services, tx, request);
}
