/** What becomes of a work request before and beside its steps: asked for, completed, declined, withdrawn, merged, split. */
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import { lockRows } from "../../platform/locks.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { cutText } from "../../platform/texts/display.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction, waitInTurn } from "../../platform/transaction.ts";
import { lockProgram, refuseWhoCannotAnswer, standingsOf } from "../../programs/programs.ts";
import { itemIn } from "../../register/item-rights.ts";
import { writeToOwner } from "../look-after.ts";
import { makeReady } from "../ready-steps.ts";
import { endTrack, insertTrack } from "../start-and-stop.ts";
import { showStep } from "../step-messages.ts";
import { takeBack } from "../steps.ts";
import { PROPOSED, UNTIL_ADDED } from "../tracks.ts";
import { whoDoes } from "../who-does.ts";
import { sendWork, showWorkRequest } from "./messages.ts";
import {
  getWorkRequest,
  listWorkRequests,
  type WorkRequest,
  workFailure,
  workMovedOn,
  workRequestFor,
} from "./request-queries.ts";
import {
  type Answers,
  listOffered,
  neededByField,
  refusePastDay,
  titleField,
  unanswered,
  type WorkRequestType,
} from "./request-types.ts";

export const LONGEST_TITLE = 150;

/** Of one person in one program; whoever leads it has no limit. */
const MOST_TO_VALIDATE = 10;

/**
 * By anybody of the workspace who can answer, also without a seat. `answers`: by the keys of its fields. Returns the id.
 * Throws PARTICIPANT_…, WORK_NOT_TAKEN, WORK_ENOUGH, WORK_INCOMPLETE, STEP_DATE_PAST.
 */
export async function askForWork(
  ctx: ActorContext,
  asked: { programId: string; key: string; answers: Answers; permalink?: string | null },
): Promise<string> {
  refuseWhoCannotAnswer(ctx.actor);
  return inTransaction(ctx.db, async (tx) => {
    await lockProgram(tx, { workspaceId: ctx.actor.workspace_id, programId: asked.programId });
    const offered = await listOffered(tx, ctx.actor.workspace_id, { programId: asked.programId });
    const type = offered.find(({ template }) => template.key === asked.key);
    if (!type) throw workFailure("WORK_NOT_TAKEN");
    refusePastDay(type.template.intake?.fields ?? [], asked, localDateOf(ctx.clock.now(), ctx.actor.zone));
    const within = { ...ctx, db: tx };
    await refuseBeyondMost(within, type.program);
    return insertWorkRequest(within, { ...asked, type, requesterId: ctx.actor.id });
  });
}

/** Throws WORK_ENOUGH. Two at once wait for each other. */
async function refuseBeyondMost(ctx: ActorContext<Tx>, program: WorkRequestType["program"]): Promise<void> {
  const { db: tx, actor } = ctx;
  if (may(await standingsOf(tx, actor, program.id, ctx), "change-program")) return;
  await waitInTurn(tx, requestsIn(program));
  const theirs = { program_id: program.id, requester_id: actor.id, outcome: null };
  const underWay = await listWorkRequests(tx, actor.workspace_id, theirs);
  const waiting = underWay.filter(({ reached }) => reached?.stage === "validation");
  if (waiting.length >= MOST_TO_VALIDATE)
    throw workFailure("WORK_ENOUGH", { program: program.title, count: MOST_TO_VALIDATE });
}

function requestsIn({ id }: WorkRequestType["program"]): string {
  return `work requests of ${id}`;
}

const writersSchema = z.record(z.string(), z.string());

type NewWorkRequest = { type: WorkRequestType; answers: Answers; requesterId: string; permalink?: string | null };

async function insertWorkRequest(
  ctx: ActorContext<Tx>,
  { type, requesterId, permalink = null, ...asked }: NewWorkRequest,
  splitFrom?: WorkRequest,
): Promise<string> {
  const { db: tx, ids, clock } = ctx;
  const { program, template } = type;
  const { workspace_id: workspaceId } = program;
  const opener = await getPerson(tx, workspaceId, type.openedBy);
  const trackId = await insertTrack({ ...ctx, actor: opener }, { program, template });
  const stock = rows(tx, "work_request", workspaceId);
  await waitInTurn(tx, requestsIn(program));
  const last = (await stock.list({ program_id: program.id }, ["number"])).at(-1);
  const id = ids.next();
  const now = clock.now();
  const number = (last?.number ?? 0) + 1;
  await stock.insert({
    id,
    track_id: trackId,
    program_id: program.id,
    number,
    rank: number,
    rework: 0,
    asked_by: splitFrom?.asked_by ?? ctx.actor.id,
    requester_id: requesterId,
    permalink,
    asked_at: now,
    ...entered(template, asked.answers, { by: ctx.actor.id, before: splitFrom }),
  });
  const validation = template.steps.find(({ stage }) => stage === "validation");
  if (splitFrom && validation && splitFrom.reached?.stage !== "validation")
    await rows(tx, "track_step", workspaceId).update({ track_id: trackId, key: validation.key }, { done_at: now });
  await makeReady(ctx, tx, { workspaceId, trackId });
  await sendWork(ctx, tx, { workRequestId: id, personId: requesterId, workspaceId, as: "asked" });
  return id;
}

interface Entering {
  by: string;
  before?: Pick<WorkRequest, "answers" | "proposed" | "writers"> | undefined;
  /** What is asked to be changed of it: it stands beside what holds. */
  proposed?: Answers;
}

/** Whoever enters an answer wrote it, but for those that stand there from before. Throws WORK_INCOMPLETE. */
export function entered(
  { intake }: WorkRequestType["template"],
  given: Answers,
  { by, before, proposed = {} }: Entering,
) {
  const fields = intake?.fields ?? [];
  if (unanswered(fields, given).length > 0) throw workFailure("WORK_INCOMPLETE");
  const kept = fields.flatMap(({ key }) => (given[key] ? [[key, storableText(given[key].trim())] as const] : []));
  const answers: Answers = Object.fromEntries(kept);
  const titleKey = titleField(fields)?.key ?? "";
  const title = cutText(answers[titleKey] ?? "", LONGEST_TITLE);
  const date = neededByField(fields)?.key ?? "";
  const written = writersSchema.parse(JSON.parse(before?.writers ?? "{}"));
  const writerOf = (key: string) => {
    if (before?.answers[key] === answers[key]) return written[`answers.${key}`] ?? by;
    return (before?.proposed[key] === answers[key] ? written[`answers.${PROPOSED}${key}`] : undefined) ?? by;
  };
  const asked = Object.entries(proposed).map(([key, text]) => [`${PROPOSED}${key}`, storableText(text)] as const);
  const ofAnswers = Object.keys(answers).map((key) => [`answers.${key}`, writerOf(key)]);
  const ofAsked = asked.map(([key]) => [`answers.${key}`, by]);
  const writers = { title: writerOf(titleKey), ...Object.fromEntries([...ofAnswers, ...ofAsked]) };
  return {
    title,
    answers: JSON.stringify({ ...answers, ...Object.fromEntries(asked) }),
    writers: JSON.stringify(writers),
    needed_by: answers[date] ?? null,
  };
}

/**
 * What was missing is there: validation goes on. By its requester. Throws WORK_GONE, WORK_NOT_YOURS, WORK_MOVED_ON,
 * WORK_INCOMPLETE, STEP_DATE_PAST.
 */
export async function completeIntake(ctx: ActorContext, { id, answers }: { id: string; answers: Answers }) {
  await onWorkRequest(ctx, id, ["isRequester"], async (within, workRequest) => {
    if (!workRequest.isIncomplete) throw await workMovedOn(within.db, workRequest);
    const { fields, answers: before } = workRequest;
    refusePastDay(fields, { answers, before }, localDateOf(ctx.clock.now(), ctx.actor.zone));
    const written = entered(workRequest.track.definition, answers, { by: ctx.actor.id, before: workRequest });
    const changes = { ...written, asked_by: ctx.actor.id };
    await rows(within.db, "work_request", workRequest.workspace_id).update({ id }, changes);
    await endHold(ctx, within.db, workRequest);
  });
}

/** Its requester reads why, at once. By its validator or whoever leads. Throws WORK_GONE, WORK_NOT_YOURS, WORK_MOVED_ON. */
export async function declineWork(ctx: ActorContext, { id, reason }: { id: string; reason: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead", "isValidator"], async (within, workRequest) => {
    await end(within, workRequest, { outcome: "declined", note: storableText(reason) });
    await tellRequesters(within, within.db, workRequest, "declined");
  });
}

/** By its requester or whoever leads, also at a gate: nobody has to approve it then. Throws as `declineWork`. */
export async function withdrawWork(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead", "isRequester"], async (within, workRequest) => {
    await end(within, workRequest, { outcome: "withdrawn" });
    await tellRequesters(within, within.db, workRequest, "withdrawn", ctx.actor.id);
  });
}

/**
 * The same is asked for already: whoever asked says yes before theirs is joined to that one, and is not asked where they did this
 * or asked for that one too. Throws as `declineWork`.
 */
export async function proposeToJoin(ctx: ActorContext, { id, intoId }: { id: string; intoId: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isLead", "isValidator"], async (within, workRequest) => {
    const { db: tx, actor } = within;
    const { workspace_id: workspaceId, requester_id: requesterId } = workRequest;
    const into = await requestToJoin(tx, workRequest, intoId);
    if ([actor.id, into.requester_id].includes(requesterId)) return join(within, workRequest, into);

    if (workRequest.merged_into === intoId) return;
    await rows(tx, "work_request", workspaceId).update({ id }, { merged_into: intoId });
    await sendWork(ctx, tx, { workRequestId: id, personId: requesterId, workspaceId, as: "same" });
    await showSteps(within, workRequest);
  });
}

/** Its requester says that it is the same: they follow the other from now on. Throws WORK_GONE, WORK_NOT_YOURS, WORK_MOVED_ON. */
export async function joinWork(ctx: ActorContext, { id }: { id: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isRequester"], async (within, workRequest) => {
    await join(within, workRequest, await requestToJoin(within.db, workRequest, workRequest.merged_into));
  });
}

/** Its requester says why it is another: whoever has its step reads the words at once. Throws as `joinWork`. */
export async function refuseToJoin(ctx: ActorContext, { id, words }: { id: string; words: string }): Promise<void> {
  await onWorkRequest(ctx, id, ["isRequester"], async (within, workRequest) => {
    const { workspace_id: workspaceId, merged_into: intoId } = workRequest;
    const [step] = workRequest.current;
    const item = step && (await itemIn(within.db, workRequest.track, step.stands.item_id));
    if (intoId === null || !step || !item) throw await workMovedOn(within.db, workRequest);

    await rows(within.db, "work_request", workspaceId).update({ id }, { merged_into: null });
    await writeToOwner(within, { item, step }, { about: "not-same", words });
    await showSteps(within, workRequest);
    await showWorkRequest(ctx, within.db, workRequest);
  });
}

/** Under way in the same program, and another. Throws WORK_MOVED_ON. */
async function requestToJoin(tx: Tx, workRequest: WorkRequest, intoId: string | null): Promise<WorkRequest> {
  if (intoId === null) throw await workMovedOn(tx, workRequest);
  const into = await getWorkRequest(tx, workRequest.workspace_id, intoId);
  if (into.id === workRequest.id || into.program_id !== workRequest.program_id || into.outcome !== null)
    throw await workMovedOn(tx, into);
  return into;
}

async function join(ctx: ActorContext<Tx>, workRequest: WorkRequest, { id: intoId }: WorkRequest): Promise<void> {
  const { id } = workRequest;
  const stock = rows(ctx.db, "work_request", workRequest.workspace_id);
  // Whoever follows it since theirs was joined to it follows the other one too.
  const moved = await stock.list({ merged_into: id, outcome: "merged" });
  await stock.update({ merged_into: id, outcome: "merged" }, { merged_into: intoId });
  await end(ctx, workRequest, { outcome: "merged", merged_into: intoId });
  for (const { requester_id: personId, workspace_id: workspaceId } of [workRequest, ...moved])
    await sendWork(ctx, ctx.db, { workRequestId: intoId, personId, workspaceId, as: "merged" });
}

async function showSteps(ctx: ActorContext<Tx>, { current, track }: WorkRequest): Promise<void> {
  for (const { stands } of current) {
    const item = await itemIn(ctx.db, track, stands.item_id);
    if (item) await showStep(ctx, ctx.db, item);
  }
}

/** Nobody is asked any more whether theirs is the same as this one. */
export async function endProposals(
  services: Services,
  tx: Tx,
  { id, workspace_id: workspaceId }: Pick<WorkRequest, "id" | "workspace_id">,
): Promise<void> {
  const stock = rows(tx, "work_request", workspaceId);
  const asked = await stock.list({ merged_into: id, outcome: null });
  await stock.update({ merged_into: id, outcome: null }, { merged_into: null });
  for (const workRequest of asked) await showWorkRequest(services, tx, workRequest);
}

/** A second request with the same answers under another title; what was validated is. Throws as `declineWork`. */
export async function splitWork(ctx: ActorContext, { id, title }: { id: string; title: string }): Promise<string> {
  return onWorkRequest(ctx, id, ["isLead"], async (within, workRequest) => {
    const { program_id: programId, workspace_id: workspaceId, track } = workRequest;
    const offered = await listOffered(within.db, workspaceId, { programId });
    const type = offered.find(({ template }) => template.key === track.definition.key);
    if (!type) throw workFailure("WORK_NOT_TAKEN");
    const fields = type.template.intake?.fields ?? [];
    const answers = { ...workRequest.answers, [titleField(fields)?.key ?? ""]: title };
    return insertWorkRequest(within, { type, answers, requesterId: workRequest.requester_id }, workRequest);
  });
}

/** On one that is under way, by whoever is one of these. Throws WORK_GONE, WORK_MOVED_ON, WORK_NOT_YOURS. */
export function onWorkRequest<Result>(
  ctx: ActorContext,
  id: string,
  by: readonly ("isRequester" | "isLead" | "isValidator" | "hasStep")[],
  work: (within: ActorContext<Tx>, workRequest: WorkRequest) => Promise<Result>,
): Promise<Result> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { program_id: programId, workspace_id: workspaceId } = await getWorkRequest(tx, ctx.actor.workspace_id, id);
    await lockProgram(tx, { workspaceId, programId });
    const seen = await workRequestFor(within, id);
    if (seen.workRequest.outcome !== null) throw await workMovedOn(tx, seen.workRequest);
    if (!by.some((is) => seen[is])) throw workFailure("WORK_NOT_YOURS");
    return work(within, seen.workRequest);
  });
}

export const NOT_HELD = { held_until: null, note: null, note_by: null } as const;

type Outcome = Partial<Pick<WorkRequest, "outcome" | "note" | "merged_into">>;

async function end(ctx: ActorContext<Tx>, workRequest: WorkRequest, outcome: Outcome): Promise<void> {
  const { workspace_id: workspaceId, id, track } = workRequest;
  const ended = { ...NOT_HELD, merged_into: null, ...outcome, note_by: ctx.actor.id, ended_at: ctx.clock.now() };
  const isFirst = await rows(ctx.db, "work_request", workspaceId).update({ id, outcome: null }, ended);
  if (!isFirst) throw await workMovedOn(ctx.db, workRequest);
  await endTrack(ctx, track);
  await endProposals(ctx, ctx.db, workRequest);
  await showWorkRequest(ctx, ctx.db, workRequest);
}

/** Whoever asked, and those whose requests were merged into it, but whoever did it. */
export async function tellRequesters(
  services: Services,
  tx: Tx,
  { id, workspace_id: workspaceId, requester_id: requesterId }: WorkRequest,
  as: "missing" | "held" | "too-late" | NonNullable<WorkRequest["outcome"]>,
  by = "",
): Promise<void> {
  const merged =
    as === "missing" ? [] : await rows(tx, "work_request", workspaceId).list({ merged_into: id, outcome: "merged" });
  const readers = new Set([requesterId, ...merged.map(({ requester_id: followerId }) => followerId)]);
  for (const personId of readers.difference(new Set([by])))
    await sendWork(services, tx, { workRequestId: id, personId, workspaceId, as });
  await showWorkRequest(services, tx, { id, workspace_id: workspaceId });
}

/** What is open waits again, and nothing begins before that day. Throws WORK_DATE_PAST, WORK_MOVED_ON. */
export async function keepWaiting(
  ctx: ActorContext<Tx>,
  workRequest: WorkRequest,
  { until, because }: { until: LocalDate; because: string },
): Promise<void> {
  const { workspace_id: workspaceId, id } = workRequest;
  if (until <= localDateOf(ctx.clock.now(), ctx.actor.zone)) throw workFailure("WORK_DATE_PAST");
  if (workRequest.held_until !== null) throw await workMovedOn(ctx.db, workRequest);
  const held = { held_until: until, note: storableText(because), note_by: ctx.actor.id, merged_into: null };
  await rows(ctx.db, "work_request", workspaceId).update({ id }, held);
  for (const step of workRequest.steps) {
    if (step.state === "open") await takeBack(ctx, ctx.db, step);
    if (step.stands.done_at !== null || (step.stands.wait_until ?? "") >= until) continue;
    const waiting = { track_id: workRequest.track_id, key: step.key, item_id: null };
    await rows(ctx.db, "track_step", workspaceId).update(waiting, { wait_until: until });
  }
  await tellRequesters(ctx, ctx.db, workRequest, until === UNTIL_ADDED ? "missing" : "held");
}

/** What waited for the day of the hold begins anew, with its whole term. */
export async function endHold(services: Services, tx: Tx, workRequest: WorkRequest): Promise<void> {
  const { workspace_id: workspaceId, track_id: trackId, held_until: until } = workRequest;
  const waiting = { track_id: trackId, item_id: null, wait_until: until };
  await rows(tx, "track_step", workspaceId).update(waiting, { wait_until: null });
  await rows(tx, "work_request", workspaceId).update({ id: workRequest.id }, NOT_HELD);
  await makeReady(services, tx, { workspaceId, trackId });
  await showWorkRequest(services, tx, workRequest);
}

/** Whose requester has left Slack: whoever leads its program is the requester from now on, and reads so once. */
export async function giveOnWorkRequests(
  services: Services,
  tx: Tx,
  { workspaceId, people }: { workspaceId: string; people: readonly Person[] },
): Promise<void> {
  const left = people.flatMap(({ id, is_deactivated: hasLeft }) => (hasLeft === 1 ? [id] : []));
  const match = { requester_id: left, outcome: null };
  const ids = (await listWorkRequests(tx, workspaceId, match)).map(({ program_id: programId }) => programId);
  await lockRows(tx, "program", { workspaceId, ids });
  const theirs = await listWorkRequests(tx, workspaceId, match);
  for (const { id, track, requester_id: leaver } of theirs) {
    const lead = await whoDoes(tx, track, { role: "lead" }, services.clock.now());
    if (lead.id === leaver || lead.is_deactivated === 1) continue;
    await rows(tx, "work_request", workspaceId).update({ id }, { requester_id: lead.id });
    await sendWork(services, tx, { workRequestId: id, personId: lead.id, workspaceId, as: "adopted" });
  }
}
