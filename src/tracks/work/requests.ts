/** What becomes of a work request before and beside its steps: asked for, completed, declined, withdrawn, merged, split. */
import type { ActorContext } from "../../people/actors.ts";
import type { Person } from "../../people/people.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { cutText } from "../../platform/texts/display.ts";
import { inTransaction, waitInTurn } from "../../platform/transaction.ts";
import { refuseWhoCannotAnswer } from "../../programs/programs.ts";
import { makeReady } from "../ready.ts";
import { endTrack, insertTrack } from "../start.ts";
import { act, takeBack } from "../steps.ts";
import { finishIfDone } from "../tracks.ts";
import { sendWork, showRequest } from "./messages.ts";
import { leadOf, type RequestSeen, requestById, requestFor, stepAt, type WorkRequest, workFailure } from "./reading.ts";
import { type Answers, listOffered, neededBy, type RequestType, titleField, titleOf, unanswered } from "./types.ts";

export const LONGEST_TITLE = 150;

/**
 * By anybody of the workspace who can answer, also without a seat. `answers`: by the keys of its fields. Returns the id.
 * Throws PARTICIPANT_…, WORK_NOT_TAKEN, WORK_INCOMPLETE.
 */
export async function askForWork(
  ctx: ActorContext,
  asked: { programId: string; key: string; answers: Answers; permalink?: string | null },
): Promise<string> {
  refuseWhoCannotAnswer(ctx.actor);
  return inTransaction(ctx.db, async (tx) => {
    const offered = await listOffered(tx, ctx.actor.workspace_id, { programId: asked.programId });
    const type = offered.find(({ template }) => template.key === asked.key);
    if (!type) throw workFailure("WORK_NOT_TAKEN");
    return insertRequest({ ...ctx, db: tx }, { ...asked, type, requesterId: ctx.actor.id });
  });
}

interface NewRequest {
  type: RequestType;
  answers: Answers;
  requesterId: string;
  permalink?: string | null;
  /** What it is split from, which was validated. */
  splitFrom?: WorkRequest;
}

async function insertRequest(
  ctx: ActorContext<Tx>,
  { type, requesterId, permalink = null, splitFrom, ...asked }: NewRequest,
): Promise<string> {
  const { db: tx, ids, clock } = ctx;
  const { program, template } = type;
  const { workspace_id: workspaceId } = program;
  const lead = await leadOf(ctx, program, type.openedBy);
  const trackId = await insertTrack({ ...ctx, actor: lead }, { program, template });
  const stock = rows(tx, "work_request", workspaceId);
  await waitInTurn(tx, `work requests of ${program.id}`);
  const last = (await stock.list({ program_id: program.id }, ["number"])).at(-1);
  const [id, now] = [ids.next(), clock.now()];
  await stock.insert({
    ...{ id, track_id: trackId, program_id: program.id, number: (last?.number ?? 0) + 1 },
    ...{ asked_by: splitFrom?.asked_by ?? ctx.actor.id, requester_id: requesterId, permalink, rework: 0 },
    ...{ asked_at: now, split_from: splitFrom?.id ?? null, ...entered(template, asked.answers) },
  });
  const validation = template.steps.find(({ stage }) => stage === "validation");
  if (splitFrom && validation && stepAt(splitFrom, "validation")?.stands.done_at)
    await rows(tx, "track_step", workspaceId).update({ track_id: trackId, key: validation.key }, { done_at: now });
  await makeReady(ctx, tx, { workspaceId, trackId });
  await sendWork(ctx, tx, { requestId: id, personId: requesterId, workspaceId, as: "asked" });
  return id;
}

/** Throws WORK_INCOMPLETE. */
function entered({ intake }: RequestType["template"], given: Answers) {
  const fields = intake?.fields ?? [];
  if (unanswered(fields, given).length > 0) throw workFailure("WORK_INCOMPLETE");
  const kept = fields.flatMap(({ key }) => (given[key] ? [[key, storableText(given[key].trim())] as const] : []));
  const answers = Object.fromEntries(kept);
  const title = cutText(titleOf(fields, answers), LONGEST_TITLE);
  return { title, answers: JSON.stringify(answers), needed_by: neededBy(fields, answers) };
}

/** Something is missing: whoever asked is asked to add it, and validation waits. Throws as `acceptStep`. */
export async function askRequester(
  ctx: ActorContext,
  { itemId, missing }: { itemId: string; missing: string },
): Promise<void> {
  await act(ctx, itemId, async (within, { step }) => {
    const id = step.track.request?.id;
    if (id === undefined || step.stage !== "validation") throw workFailure("WORK_GONE");
    const request = await requestById(within.db, step.track.workspace_id, id);
    const changes = { missing: storableText(missing), missing_by: ctx.actor.id, rework: request.rework + 1 };
    await rows(within.db, "work_request", request.workspace_id).update({ id }, changes);
    await pause(ctx, within.db, request);
    await tellRequesters(ctx, within.db, { ...request, ...changes }, "missing");
  });
}

/** What was missing is there: validation goes on. By its requester. Throws WORK_GONE, WORK_NOT_YOURS, WORK_MOVED_ON, WORK_INCOMPLETE. */
export async function completeIntake(ctx: ActorContext, { id, answers }: { id: string; answers: Answers }) {
  await onRequest(ctx, id, async (within, { request, isRequester }) => {
    if (!isRequester) throw workFailure("WORK_NOT_YOURS");
    if (request.missing === null) throw workFailure("WORK_MOVED_ON", { code: request.code });
    const changes = { ...entered(request.track.definition, answers), missing: null, missing_by: null };
    const authored = { ...changes, asked_by: ctx.actor.id };
    await rows(within.db, "work_request", request.workspace_id).update({ id }, authored);
    await resume(ctx, within.db, request);
  });
}

/** Its requester reads why, at once. By its validator or whoever leads. Throws WORK_GONE, WORK_NOT_YOURS, WORK_MOVED_ON. */
export async function declineWork(ctx: ActorContext, { id, reason }: { id: string; reason: string }): Promise<void> {
  await onRequest(ctx, id, async (within, { request, isLead, isValidator }) => {
    if (!isLead && !isValidator) throw workFailure("WORK_NOT_YOURS");
    await end(within, request, { outcome: "declined", outcome_note: storableText(reason) });
  });
}

/** By its requester or whoever leads, also at a gate: nobody has to approve it then. Throws as `declineWork`. */
export async function withdrawWork(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await onRequest(ctx, id, async (within, { request, isRequester, isLead }) => {
    if (!isLead && !isRequester) throw workFailure("WORK_NOT_YOURS");
    await end(within, request, { outcome: "withdrawn" });
  });
}

/** The same is asked for already: whoever asked follows that one. Throws as `declineWork`. */
export async function mergeWork(ctx: ActorContext, { id, intoId }: { id: string; intoId: string }): Promise<void> {
  await onRequest(ctx, id, async (within, { request, isLead, isValidator }) => {
    if (!isLead && !isValidator) throw workFailure("WORK_NOT_YOURS");
    const into = await requestById(within.db, request.workspace_id, intoId);
    if (into.id === id || into.program_id !== request.program_id || into.outcome !== null)
      throw workFailure("WORK_MOVED_ON", { code: into.code });
    const stock = rows(within.db, "work_request", request.workspace_id);
    // Whoever follows it by an earlier merge follows that one too.
    await stock.update({ merged_into: id }, { merged_into: intoId });
    await end(within, request, { outcome: "merged", merged_into: intoId });
  });
}

/** A second request with the same answers under another title; what was validated is. Throws as `declineWork`. */
export async function splitWork(ctx: ActorContext, { id, title }: { id: string; title: string }): Promise<string> {
  return onRequest(ctx, id, async (within, { request, isLead }) => {
    if (!isLead) throw workFailure("WORK_NOT_YOURS");
    const { program_id: programId, workspace_id: workspaceId, track } = request;
    const offered = await listOffered(within.db, workspaceId, { programId });
    const type = offered.find(({ template }) => template.key === track.definition.key);
    if (!type) throw workFailure("WORK_NOT_TAKEN");
    const fields = type.template.intake?.fields ?? [];
    const answers = { ...request.answers, [titleField(fields)?.key ?? ""]: title };
    return insertRequest(within, { type, answers, requesterId: request.requester_id, splitFrom: request });
  });
}

/** On one that is under way. Throws WORK_GONE, WORK_MOVED_ON. */
export function onRequest<Result>(
  ctx: ActorContext,
  id: string,
  work: (within: ActorContext<Tx>, seen: RequestSeen) => Promise<Result>,
): Promise<Result> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const seen = await requestFor(within, id);
    if (seen.request.outcome !== null) throw workFailure("WORK_MOVED_ON", { code: seen.request.code });
    return work(within, seen);
  });
}

export const NOT_HELD = { held_until: null, held_because: null, held_by: null } as const;

type Outcome = Partial<Pick<WorkRequest, "outcome" | "outcome_note" | "merged_into">>;

async function end(ctx: ActorContext<Tx>, request: WorkRequest, outcome: Outcome): Promise<void> {
  const { workspace_id: workspaceId, id, track } = request;
  const ended = { ...outcome, ended_by: ctx.actor.id, ended_at: ctx.clock.now(), rank: null };
  const over = { ...ended, ...NOT_HELD, missing: null, missing_by: null };
  const isFirst = await rows(ctx.db, "work_request", workspaceId).update({ id, outcome: null }, over);
  if (!isFirst) throw workFailure("WORK_MOVED_ON", { code: request.code });
  await endTrack(ctx, track);
  if (outcome.outcome !== "withdrawn" || request.requester_id !== ctx.actor.id)
    await tellRequesters(ctx, ctx.db, request, outcome.outcome ?? "withdrawn");
  else await showRequest(ctx, ctx.db, request);
}

/** Whoever asked, and those whose requests were merged into it. */
export async function tellRequesters(
  services: Services,
  tx: Tx,
  { id, workspace_id: workspaceId, requester_id: requesterId }: WorkRequest,
  as: "missing" | "held" | NonNullable<WorkRequest["outcome"]>,
): Promise<void> {
  const merged = as === "missing" ? [] : await rows(tx, "work_request", workspaceId).list({ merged_into: id });
  await sendWork(services, tx, { requestId: id, personId: requesterId, workspaceId, as });
  for (const { id: requestId, requester_id: personId } of merged)
    await sendWork(services, tx, { requestId, personId, workspaceId, as });
  await showRequest(services, tx, { id, workspace_id: workspaceId });
}

/** What is open waits again, and nothing begins. */
async function pause(services: Services, tx: Tx, { steps, track }: WorkRequest): Promise<void> {
  await rows(tx, "track", track.workspace_id).update({ id: track.id, state: "running" }, { state: "held" });
  for (const step of steps) if (step.state === "open") await takeBack(services, tx, step);
}

/** What waited begins anew, with its whole term. */
async function resume(services: Services, tx: Tx, request: WorkRequest): Promise<void> {
  const { workspace_id: workspaceId, track_id: trackId } = request;
  await rows(tx, "track", workspaceId).update({ id: trackId, state: "held" }, { state: "running" });
  await makeReady(services, tx, { workspaceId, trackId });
  await finishIfDone(services, tx, { workspaceId, trackId });
  await showRequest(services, tx, request);
}

/** Whose requester has left Slack: whoever leads its program is the requester from now on, and reads so once. */
export async function giveOnRequests(
  services: Services,
  tx: Tx,
  { workspaceId, people }: { workspaceId: string; people: readonly Person[] },
): Promise<void> {
  const stock = rows(tx, "work_request", workspaceId);
  const left = people.flatMap(({ id, is_deactivated: hasLeft }) => (hasLeft === 1 ? [id] : []));
  for (const request of await stock.list({ requester_id: left, outcome: null })) {
    const { id, program_id: programId, requester_id: leaver } = request;
    const lead = await leadOf({ ...services, db: tx }, { workspace_id: workspaceId, id: programId }, leaver);
    if (lead.id === leaver || lead.is_deactivated === 1) continue;
    await stock.update({ id }, { requester_id: lead.id });
    await sendWork(services, tx, { requestId: id, personId: lead.id, workspaceId, as: "adopted" });
  }
}
