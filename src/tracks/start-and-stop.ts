/** Starting and stopping a track, and the milestone that it leads to. */
import { withdrawApproval } from "../approvals/approvals.ts";
import { workingDaysOf } from "../calendars/availability.ts";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { workingDaysFrom } from "../platform/working-days.ts";
import {
  auditChange,
  lockProgram,
  type Program,
  programToChange,
  refuseWhoCannotAnswer,
} from "../programs/programs.ts";
import { registerFailure } from "../register/failures.ts";
import { itemIn } from "../register/item-rights.ts";
import { type Item, moveItem } from "../register/items.ts";
import { fittedTo, whatTheyCanDo } from "./newcomer.ts";
import { makeReady } from "./ready-steps.ts";
import { showStep } from "./step-messages.ts";
import { groupsOf, type Step, type TrackTemplate, waitsForMilestone } from "./template.ts";
import { saveTemplate } from "./templates.ts";
import { listTracks, stepsOf, type Track, trackFailure, trackInTurn } from "./tracks.ts";
import { insertLibraryRoles, programSeen } from "./working-roles.ts";

export interface TrackStart {
  programId: string;
  template: TrackTemplate;
  /** Who joins or leaves, where the template is about a person. */
  about?: Person | null;
  /** The milestone that it leads to. */
  milestoneId?: string | null;
  /** One role asks another, as whoever may add to the record or holds a role may; it is no template for others. */
  isAsked?: boolean;
  /** Who begins it, where several hold the role. */
  preferredId?: string | null;
}

/**
 * Starts a track: its roles of the library are added where the program lacks them, its first steps are ready at once.
 * Throws PROGRAM_NOT_YOURS, ROLES_NOT_YOURS, NOT_OF_PROGRAM, TRACK_NEEDS_PERSON, TRACK_NEEDS_MILESTONE, PARTICIPANT_….
 */
export async function startTrack(ctx: ActorContext, start: TrackStart): Promise<string> {
  return inTransaction(ctx.db, (tx) => beginTrack({ ...ctx, db: tx }, start));
}

/** Throws as `startTrack`. */
export async function beginTrack(
  ctx: ActorContext<Tx>,
  { programId, template: given, about = null, milestoneId = null, isAsked = false, preferredId = null }: TrackStart,
): Promise<string> {
  const { db: tx } = ctx;
  await lockProgram(tx, { workspaceId: ctx.actor.workspace_id, programId });
  const program = isAsked ? await programToAskIn(ctx, programId) : await programToChange(ctx, tx, ctx.actor, programId);
  if (given.isAboutPerson && about === null) throw trackFailure("TRACK_NEEDS_PERSON");
  if (about !== null) refuseWhoCannotAnswer(about);

  const milestone = await itemIn(tx, { workspace_id: program.workspace_id, program_id: programId }, milestoneId);
  const isOpen = milestone?.type === "milestone" && milestone.state === "open";
  if ((waitsForMilestone(given) || milestoneId !== null) && !isOpen) throw trackFailure("TRACK_NEEDS_MILESTONE");

  const id = await insertTrack(ctx, { program, template: given, about, milestone, isAsked });
  await makeReady(ctx, tx, { workspaceId: program.workspace_id, trackId: id, preferredId });
  return id;
}

async function programToAskIn(ctx: ActorContext<Tx>, programId: string): Promise<Program> {
  const { program, mayAsk } = await programSeen(ctx, programId, { isForParts: true });
  if (!mayAsk) throw registerFailure("NOT_OF_PROGRAM", { program: program.title });
  return program;
}

/** The right has been checked; nothing of it is ready yet. */
export async function insertTrack(
  ctx: ActorContext<Tx>,
  start: Pick<TrackStart, "template" | "about" | "isAsked"> & { program: Program; milestone?: Item | undefined },
): Promise<string> {
  const { program, template: given, about = null, milestone, isAsked = false } = start;
  const { db: tx, clock, actor } = ctx;
  await insertLibraryRoles(ctx, { program, keys: given.roles });
  const id = ctx.ids.next();
  const template = about ? fittedTo(given, await whatTheyCanDo(ctx, program, about)) : given;
  const kept = { key: isAsked || template !== given ? `${given.key}:${id}` : given.key, isOffered: false };
  await rows(tx, "track", program.workspace_id).insert({
    id,
    program_id: program.id,
    template_id: await saveTemplate(ctx, template, kept),
    state: "running",
    about_id: about?.id ?? null,
    milestone_id: milestone?.id ?? null,
    started_by: actor.id,
    started_at: clock.now(),
    ended_at: null,
  });

  const isWorkingDay = await workingDaysOf(tx, actor, localDateOf(clock.now(), actor.zone));
  /** Null: it waits for nothing but other steps, or its day is counted from when they are done. */
  const firstDayOf = (wait: Step["wait"]): LocalDate | null => {
    if (wait && "until" in wait) return wait.until;
    if (!wait || !("before" in wait) || !milestone?.due_on) return null;
    return workingDaysFrom(milestone.due_on, -wait.workingDays, isWorkingDay);
  };

  await rows(tx, "track_step", program.workspace_id).insert(
    ...template.steps.map(({ key, wait }) => ({
      track_id: id,
      key,
      item_id: null,
      ready_at: null,
      accepted_at: null,
      done_at: null,
      rework: 0,
      look_at: null,
      wait_until: firstDayOf(wait),
    })),
  );

  const needs = template.steps.flatMap((step) =>
    groupsOf(step).flatMap((group, place) =>
      [...new Set(group)].map((needed) => ({ track_id: id, step_key: step.key, place, needs_key: needed })),
    ),
  );
  if (needs.length > 0) await rows(tx, "track_need", program.workspace_id).insert(...needs);
  await auditChange(ctx, { program, action: "track.started", after: { trackId: id } });
  return id;
}

/** Its open steps are dropped. Throws TRACK_NOT_FOUND, TRACK_ENDED, PROGRAM_NOT_YOURS. */
export async function stopTrack(ctx: ActorContext, { trackId }: { trackId: string }): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const track = await trackInTurn(tx, ctx.actor.workspace_id, trackId);
    const program = await programToChange(ctx, tx, ctx.actor, track.program_id);
    if (track.state !== "running") throw trackFailure("TRACK_ENDED");
    await endTrack(within, track);
    await auditChange(within, { program, action: "track.stopped", after: { trackId } });
  });
}

/** What is open is dropped, and what waits at a gate needs no approval any more. */
export async function endTrack(ctx: Services & { db: Tx; actor: Person | null }, track: Track): Promise<void> {
  const changes = { state: "stopped", ended_at: ctx.clock.now() } as const;
  await rows(ctx.db, "track", track.workspace_id).update({ id: track.id }, changes);
  for (const { stands, askedOf } of await stepsOf(ctx.db, track.workspace_id, [track])) {
    const item = await itemIn(ctx.db, track, stands.item_id);
    if (item?.state === "open") await moveItem(ctx, { item, to: "dropped" });
    if (!item || askedOf === null) continue;
    await withdrawApproval(ctx.db, { workspaceId: track.workspace_id, kind: "step", id: item.id });
    await showStep(ctx, ctx.db, item);
  }
}

/** Of a milestone that moved: the steps that wait so many days before it. */
export async function followMilestone(
  ctx: Services & { db: Tx },
  { workspaceId, milestoneId, dueOn }: { workspaceId: string; milestoneId: string; dueOn: LocalDate },
): Promise<void> {
  for (const track of await listTracks(ctx.db, workspaceId, { milestone_id: milestoneId, state: "running" })) {
    const starter = { workspace_id: workspaceId, id: track.started_by };
    const isWorkingDay = await workingDaysOf(ctx.db, starter, dueOn);
    for (const { key, wait } of track.definition.steps)
      if (wait && "before" in wait)
        await rows(ctx.db, "track_step", workspaceId).update(
          { track_id: track.id, key, item_id: null },
          { wait_until: workingDaysFrom(dueOn, -wait.workingDays, isWorkingDay) },
        );
    await makeReady(ctx, ctx.db, { workspaceId, trackId: track.id });
  }
}
