/** A running track is changed by whoever leads its program, on the version that they saw; each change shows its effect first. */
import { withdrawApproval } from "../approvals/approvals.ts";
import type { ActorContext } from "../people/actors.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { rows } from "../platform/rows.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { auditChange, programToChange } from "../programs/programs.ts";
import { refuseWhereClosed } from "../register/failures.ts";
import { itemIn } from "../register/item-rights.ts";
import { moveItem } from "../register/items.ts";
import { changedPlan, differences, type PlanChange, type PlanDifference } from "./plan-changes.ts";
import { makeReady } from "./ready-steps.ts";
import { showStep } from "./step-messages.ts";
import { groupsOf, MOST_STEPS, type TrackTemplate } from "./template.ts";
import { saveTemplate } from "./templates.ts";
import {
  finishIfDone,
  getTrack,
  readDefinition,
  scheduleOfTrack,
  stepsOf,
  type Track,
  type TrackStep,
  trackFailure,
  trackInTurn,
  trackMoved,
} from "./tracks.ts";

const failure = errorTable({
  PLAN_CHANGED: {
    en: () => "Somebody has changed this plan meanwhile. Press again to see what changed; your words stay.",
    fr: () =>
      "Ce plan vient d’être modifié par ailleurs. Appuyez de nouveau pour voir ce qui a changé\u00a0; votre texte reste.",
  },
  PLAN_STEP_BEGUN: {
    en: ({ en }) =>
      `“${en}” has begun and keeps its role. Give it to someone else, or move its date, on the step itself.`,
    fr: ({ fr }) =>
      `«\u00a0${fr}\u00a0» a commencé et garde son rôle. Confiez-la à quelqu’un d’autre, ou déplacez sa date, sur l’étape elle-même.`,
  },
  PLAN_STEP_DONE: {
    en: ({ en }) => `“${en}” is done. Choose a step that is not.`,
    fr: ({ fr }) => `«\u00a0${fr}\u00a0» est terminée. Choisissez une étape qui ne l’est pas.`,
  },
  PLAN_STEP_GONE: {
    en: () => "This step is no longer in the plan. Choose another.",
    fr: () => "Cette étape n’est plus dans le plan. Choisissez-en une autre.",
  },
  PLAN_STEP_STAYS: {
    en: ({ en }) => `“${en}” stays: every work request goes through it.`,
    fr: ({ fr }) => `«\u00a0${fr}\u00a0» reste\u00a0: toute demande de travaux passe par elle.`,
  },
  PLAN_LAST_STEP: {
    en: () => "A track has at least one step. Stop the track instead.",
    fr: () => "Un plan de travail a au moins une étape. Arrêtez plutôt le plan.",
  },
  PLAN_FULL: {
    en: ({ most }) => `A track has at most ${most} steps. Leave one out first.`,
    fr: ({ most }) => `Un plan de travail a ${most} étapes au plus. Retirez-en une d’abord.`,
  },
  PLAN_OWN_GATE: {
    en: ({ en }) => `“${en}” is approved by that role, so another role does it. Choose another.`,
    fr: ({ fr }) => `«\u00a0${fr}\u00a0» est approuvée par ce rôle\u00a0: un autre la réalise. Choisissez-en un autre.`,
  },
});

export interface Plan {
  track: Track;
  steps: TrackStep[];
}

/** For whoever may change it. Throws TRACK_NOT_FOUND, TRACK_ENDED, PROGRAM_NOT_YOURS, PROGRAM_CLOSED. */
export async function planToChange(ctx: ActorContext<Db | Tx>, trackId: string): Promise<Plan> {
  const { db, actor } = ctx;
  const track = await getTrack(db, actor.workspace_id, trackId);
  refuseWhereClosed(await programToChange(ctx, db, actor, track.program_id));
  if (track.state !== "running") throw trackFailure("TRACK_ENDED");
  return { track, steps: await stepsOf(db, actor.workspace_id, [track]) };
}

export interface PlanEffect {
  endBefore: LocalDate;
  end: LocalDate;
  /** What it leads to, where it now ends after that. */
  passed: { title: string; on: LocalDate } | null;
}

/** What a change would do to the end, nothing of it is kept. Throws as `changePlan`. */
export async function effectOf(
  ctx: ActorContext<Db>,
  { trackId, change }: { trackId: string; change: PlanChange },
): Promise<PlanEffect> {
  const { db, actor, clock } = ctx;
  const { track, steps } = await planToChange(ctx, trackId);
  refuseChange(steps, change);
  const today = localDateOf(clock.now(), actor.zone);
  const endOf = async (planned: readonly TrackStep[]) =>
    (await scheduleOfTrack(db, track, planned, { today, zone: actor.zone })).end;
  const end = await endOf(planned(track, steps, change));

  const milestone = await itemIn(db, track, track.milestone_id);
  const goal = track.workRequest
    ? { title: "", on: track.workRequest.neededBy }
    : { title: milestone?.title ?? "", on: milestone?.due_on ?? null };
  const passed = goal.on !== null && end > goal.on ? { title: goal.title, on: goal.on } : null;
  return { endBefore: await endOf(steps), end, passed };
}

/** The steps as they would be. */
function planned(track: Track, steps: readonly TrackStep[], change: PlanChange): TrackStep[] {
  const { steps: changed } = changedPlan(track.definition, change, begunOf(steps));
  const byKey = new Map(steps.map((step) => [step.key, step]));
  return changed.map((step): TrackStep => {
    const now = byKey.get(step.key);
    return now ? { ...now, ...step } : { ...step, ...notBegun(track, step.key) };
  });
}

function notBegun(track: Track, key: string): Omit<TrackStep, keyof TrackTemplate["steps"][number]> {
  const stands = { workspace_id: track.workspace_id, track_id: track.id, key, ...NEW_STEP };
  return {
    track,
    stands,
    ownerId: null,
    dueOn: null,
    state: null,
    askedOf: null,
    approveBy: null,
    approverNamedBy: null,
  };
}

const NEW_STEP = {
  item_id: null,
  wait_until: null,
  ready_at: null,
  accepted_at: null,
  done_at: null,
  rework: 0,
  look_at: null,
} as const;

export function isBegun({ stands }: Pick<TrackStep, "stands">): boolean {
  return stands.item_id !== null || stands.done_at !== null;
}

function begunOf(steps: readonly TrackStep[]): Set<string> {
  return new Set(steps.filter(isBegun).map(({ key }) => key));
}

function refuseChange(steps: readonly TrackStep[], change: PlanChange): void {
  const key = change.kind === "add" ? change.after : change.key;
  const step = steps.find((each) => each.key === key);
  if (!step) throw failure("PLAN_STEP_GONE");
  switch (change.kind) {
    case "add":
      if (steps.length >= MOST_STEPS) throw failure("PLAN_FULL", { most: MOST_STEPS });
      return;
    case "change":
      if (isBegun(step)) throw failure("PLAN_STEP_BEGUN", step.title);
      if (step.gate && step.accountable === change.role) throw failure("PLAN_OWN_GATE", step.title);
      return;
    case "leave-out":
      if (step.stands.done_at !== null) throw failure("PLAN_STEP_DONE", step.title);
      if (step.stage) throw failure("PLAN_STEP_STAYS", step.title);
      if (steps.length === 1) throw failure("PLAN_LAST_STEP");
  }
}

/**
 * `seen`: the version that its form showed. Throws as `planToChange`, and PLAN_CHANGED, PLAN_STEP_GONE, PLAN_STEP_BEGUN,
 * PLAN_STEP_DONE, PLAN_STEP_STAYS, PLAN_LAST_STEP, PLAN_FULL, PLAN_OWN_GATE.
 */
export async function changePlan(
  ctx: ActorContext,
  { trackId, seen, change }: { trackId: string; seen: string; change: PlanChange },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { workspace_id: workspaceId } = await trackInTurn(tx, ctx.actor.workspace_id, trackId);
    const { track, steps } = await planToChange(within, trackId);
    if (track.template_id !== seen) throw failure("PLAN_CHANGED");
    refuseChange(steps, change);

    const plan = changedPlan(track.definition, change, begunOf(steps));
    const templateId = await keepPlan(within, track, plan);
    await rows(tx, "track", workspaceId).update({ id: trackId }, { template_id: templateId });
    await writeSteps(tx, { track, plan, steps });
    if (change.kind === "leave-out") await endStep(within, steps, change.key);

    await makeReady(ctx, tx, { workspaceId, trackId });
    await finishIfDone(ctx, tx, { workspaceId, trackId });
    await trackMoved.happened(ctx, tx, { workspaceId, trackId, began: [] });
    const program = await programToChange(ctx, tx, ctx.actor, track.program_id);
    await auditChange(within, { program, action: "track.changed", after: { trackId } });
  });
}

/** As a version of this track alone; its first is the plan as it was before, by whoever saved that. */
async function keepPlan(ctx: ActorContext<Tx>, track: Track, plan: TrackTemplate): Promise<string> {
  const stock = rows(ctx.db, "track_template", track.workspace_id);
  const key = `${track.definition.key}:${track.id}`;
  const before = await stock.find({ id: track.template_id });
  if (before && before.key !== key) {
    const { workspace_id: _, ...first } = before;
    await stock.insert({ ...first, id: ctx.ids.next(), key, version: 1, is_offered: 0 });
  }
  return saveTemplate(ctx, plan, { key, isOffered: false });
}

/** Steps that are new, and what each waits for; a step that was left out is over. */
async function writeSteps(tx: Tx, { track, plan, steps }: Plan & { plan: TrackTemplate }): Promise<void> {
  const { workspace_id: workspaceId, id: trackId } = track;
  const present = new Set(steps.map(({ key }) => key));
  const added = plan.steps.filter(({ key }) => !present.has(key));
  if (added.length > 0)
    await rows(tx, "track_step", workspaceId).insert(
      ...added.map(({ key }) => ({ track_id: trackId, key, ...NEW_STEP })),
    );

  const needs = plan.steps.flatMap((step) =>
    groupsOf(step).flatMap((group, place) =>
      [...new Set(group)].map((needed) => ({ track_id: trackId, step_key: step.key, place, needs_key: needed })),
    ),
  );
  await rows(tx, "track_need", workspaceId).remove({ track_id: trackId });
  if (needs.length > 0) await rows(tx, "track_need", workspaceId).insert(...needs);
}

/** Its row stays, so that what is left of its messages finds it; nothing waits for it any more. */
async function endStep(ctx: ActorContext<Tx>, steps: readonly TrackStep[], key: string): Promise<void> {
  const step = steps.find((each) => each.key === key);
  if (!step) return;
  const { workspace_id: workspaceId, id: trackId } = step.track;
  await rows(ctx.db, "track_step", workspaceId).update({ track_id: trackId, key }, { done_at: ctx.clock.now() });
  const item = await itemIn(ctx.db, step.track, step.stands.item_id);
  if (!item) return;
  if (step.askedOf !== null) await withdrawApproval(ctx.db, { workspaceId, kind: "step", id: item.id });
  if (item.state === "open") await moveItem(ctx, { item, to: "dropped" });
  await showStep(ctx, ctx.db, item);
}

/** Who saved the version that runs now, and in what it differs from the one that was seen. */
export async function changesSince(
  db: Db,
  track: Track,
  seen: string,
): Promise<{ byId: string; changes: PlanDifference[] } | null> {
  if (track.template_id === seen) return null;
  const stock = rows(db, "track_template", track.workspace_id);
  const before = await stock.find({ id: seen });
  const now = await stock.find({ id: track.template_id });
  if (!before || !now) return null;
  return { byId: now.saved_by, changes: differences(readDefinition(before.definition), track.definition) };
}
