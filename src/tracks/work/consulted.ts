/** Who is consulted on a step, and what they object. */
import type { ActorContext } from "../../people/actors.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { stepsAfter, stepsBefore, trackFailure } from "../tracks.ts";
import { listHolders, whoDoAll } from "../who-does.ts";
import { sendWork } from "./messages.ts";
import { requestById, type WorkRequest, workFailure } from "./reading.ts";

/** Of steps that come after those which began, and of a first one: once for each step, who can object until it begins. */
export async function sendConsulted(
  services: Services,
  tx: Tx,
  { request, began }: { request: WorkRequest; began: readonly string[] },
): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, id: requestId, steps, track } = request;
  const coming = steps.flatMap((step) => {
    if (!began.includes(step.key)) return [];
    const own = stepsBefore(step, steps).length === 0 ? [step] : [];
    return [...own, ...stepsAfter(step, steps)].map(({ key, consulted }) => ({ key, consulted, until: step.dueOn }));
  });
  if (coming.every(({ consulted }) => consulted.length === 0)) return;
  const doers = await whoDoAll(tx, workspaceId, [programId], services.clock.now());
  const held = new Set((await listHolders(tx, workspaceId, [programId])).map(({ key }) => key));
  for (const { key, consulted, until } of coming) {
    const roles = consulted.filter((role) => held.has(role) || !track.definition.roles.includes(role));
    for (const personId of new Set(roles.flatMap((role) => doers(track, role)))) {
      const once = `consulted:${key}:${personId}`;
      await sendWork(services, tx, { workspaceId, requestId, personId, as: "consulted", what: key, until, once });
    }
  }
}

/** Whoever has the step and whoever answers for it read it at once. Throws WORK_GONE, STEP_OVER. */
export async function objectTo(
  ctx: ActorContext,
  { requestId, what, words }: { requestId: string; what: string; words: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { workspace_id: workspaceId, id: byId } = ctx.actor;
    const { track, steps, outcome } = await requestById(tx, workspaceId, requestId);
    const step = steps.find(({ key }) => key === what);
    const doers = await whoDoAll(tx, workspaceId, [track.program_id], ctx.clock.now());
    if (!step?.consulted.some((role) => doers(track, role).includes(byId))) throw workFailure("WORK_GONE");
    if (outcome !== null || step.stands.done_at !== null) throw trackFailure("STEP_OVER");
    const objection = { workspaceId, requestId, as: "objection" as const, what, byId, words: storableText(words) };
    for (const personId of new Set([step.ownerId ?? doers(track, step.role)[0], doers(track, step.accountable)[0]]))
      await sendWork(ctx, tx, { ...objection, personId });
  });
}
