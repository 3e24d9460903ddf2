/**
 * The end of a meeting: what was written becomes decisions and actions of the record, what was not reached is carried, and the
 * record goes to the chair, then to all.
 */
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, readerOf } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf } from "../programs/programs.ts";
import { LONGEST_TITLE } from "../register/codes-and-transitions.ts";
import { findItemInTurn, itemIn } from "../register/item-rights.ts";
import { enter, type Item, moveItem } from "../register/items.ts";
import { settle, takeDecision } from "../register/requests/decide.ts";
import { hasCommitteeFor } from "../register/requests/next-owner.ts";
import { asRequest, choicesOf, isRequest, type RequestItem } from "../register/requests/request.ts";
import { deleteTerm } from "../register/requests/requests-store.ts";
import { deciderOf } from "../register/requests/usual-decider.ts";
import { sendWithin } from "../register/requests/votes.ts";
import { shorten } from "../slack/blocks.ts";
import { meetingToChair, meetingToRecord } from "./access.ts";
import { showAnew } from "./agenda-message.ts";
import { carryOver, isWritten } from "./carrying.ts";
import { meetingFailure } from "./failures.ts";
import {
  actionKey,
  actionsIn,
  type Meeting,
  peopleColumn,
  presentAt,
  type Topic,
  topicsOf,
  updateMeeting,
  updateTopic,
} from "./meetings.ts";
import { scheduleUnanswered } from "./news-message.ts";
import { sendRecord, showRecordToChair } from "./record-message.ts";
import { type Sitters, sittersAt } from "./sitters.ts";
import { topicTitleOf } from "./topic-titles.ts";

/** `present`: null where nobody said. */
export function hasQuorum({ memberIds, standIns, quorum }: Sitters, present: readonly string[] | null): boolean {
  if (quorum === null || present === null) return true;
  const sitting = memberIds.filter((id) => present.includes(id) || present.includes(standIns.get(id) ?? ""));
  return sitting.length >= quorum;
}

/** Pressed again it changes nothing. Throws as `meetingToRecord`. */
export async function closeMeeting(
  ctx: ActorContext,
  { meetingId, presentIds }: { meetingId: string; presentIds: readonly string[] },
): Promise<Meeting> {
  return inTransaction(ctx.db, async (tx) => {
    const { meeting, part } = await meetingToRecord({ ...ctx, db: tx }, meetingId);
    if (meeting.state === "closed") return meeting;
    const counted = await updateMeeting(tx, meeting, { present: peopleColumn(presentIds) });
    return closeWithin(ctx, tx, counted, { byId: ctx.actor.id, isByChair: part === "chair" });
  });
}

/** By somebody, or by itself. What the chair closes goes to all at once. */
export async function closeWithin(
  services: Services,
  tx: Tx,
  meeting: Meeting,
  { byId, isByChair }: { byId: string | null; isByChair: boolean },
): Promise<Meeting> {
  const sitters = await sittersAt(tx, meeting, services.clock.now());
  const topics = await topicsOf(tx, meeting);
  const written = topics.filter((topic) => topic.state === "on" && isWritten(topic));
  for (const topic of written) await enterTopic(services, tx, { meeting, sitters, topic });
  await carryOver(
    services,
    tx,
    meeting,
    topics.filter((topic) => !written.includes(topic)),
  );

  const closed = await updateMeeting(tx, meeting, {
    state: "closed",
    closed_at: services.clock.now(),
    closed_by: byId,
  });
  await showAnew(services, tx, closed);
  if (isByChair || sitters.chairId === null) return publish(services, tx, closed);
  await showRecordToChair(services, tx, closed, sitters.chairId);
  return closed;
}

/** Throws MEETING_GONE, MEETING_NOT_CHAIRED, RECORD_SENT. */
export async function approveRecord(ctx: ActorContext, meetingId: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { meeting } = await meetingToChair({ ...ctx, db: tx }, meetingId);
    if (meeting.state !== "closed" || meeting.recorded_at !== null) throw meetingFailure("RECORD_SENT");
    await publish(ctx, tx, meeting);
  });
}

/** To all who sat and whoever was named, once each edition. */
export async function publish(services: Services, tx: Tx, meeting: Meeting): Promise<Meeting> {
  const published = await updateMeeting(tx, meeting, { recorded_at: services.clock.now() });
  await sendRecord(services, tx, published);
  await scheduleUnanswered(services, tx, published);
  return published;
}

/** What was entered follows what is written now; one that went to all goes again, as the next edition. */
export async function correctRecord(ctx: ActorContext<Tx>, meeting: Meeting): Promise<Meeting> {
  const { db: tx } = ctx;
  const sitters = await sittersAt(tx, meeting, ctx.clock.now());
  for (const topic of await topicsOf(tx, meeting))
    if (isWritten(topic)) await enterTopic(ctx, tx, { meeting, sitters, topic });
  if (meeting.recorded_at === null) {
    if (sitters.chairId !== null) await showRecordToChair(ctx, tx, meeting, sitters.chairId);
    return meeting;
  }
  return publish(ctx, tx, await updateMeeting(tx, meeting, { edition: meeting.edition + 1 }));
}

interface Entering {
  meeting: Meeting;
  sitters: Sitters;
  topic: Topic;
}

/** Its decision, unless one says the same already, and its actions; what is entered is never taken out of the record. */
async function enterTopic(services: Services, tx: Tx, entering: Entering): Promise<void> {
  const { meeting, topic } = entering;
  if (topic.words_by === null) return;
  const writer = await getPerson(tx, meeting.workspace_id, topic.words_by);
  const ctx = { ...services, db: tx, actor: writer };
  const isDecided = topic.decided !== "" || topic.option !== null;
  const decisionId = isDecided ? await enterDecision(ctx, entering) : topic.decision_id;
  const actions = await enterActions(ctx, entering);
  await updateTopic(tx, topic, { decision_id: decisionId, actions: JSON.stringify(actions) });
}

async function enterDecision(ctx: ActorContext<Tx>, entering: Entering): Promise<string | null> {
  const { meeting, sitters, topic } = entering;
  const { db: tx } = ctx;
  const request = await openRequestOf(ctx, topic);
  if (!hasQuorum(sitters, presentAt(meeting))) return putToVote(ctx, entering, request);
  const chairId = sitters.chairId ?? ctx.actor.id;
  const chair = await getPerson(tx, meeting.workspace_id, chairId);
  if (request) return decideRequest({ ...ctx, actor: chair }, topic, request);
  if (topic.decided === "") return topic.decision_id;

  const before = await itemIn(tx, topic, topic.decision_id);
  if (before?.description === topic.decided) return before.id;
  const decision = await enter(ctx, {
    program: await programOf(tx, meeting.workspace_id, topic.program_id),
    type: "decision",
    details: {
      context: await topicTitleOf(tx, readerOf(chair), topic),
      ...(topic.why !== "" && { rationale: topic.why }),
      decidedBy: chairId,
      decidedOn: localDateOf(meeting.starts_at, meeting.zone),
    },
    title: shorten(topic.decided, LONGEST_TITLE),
    description: topic.decided,
    ownerId: chairId,
    sourceKey: `meeting:${topic.id}:decision:${topic.version}`,
  });
  if (before?.state === "active")
    await moveItem(ctx, { item: before, to: "replaced", changes: { replaced_by: decision.id } });
  return decision.id;
}

/** As it is now, its ten minutes of undo over; undefined: the topic is no request, or it is not open any more. */
async function openRequestOf(ctx: ActorContext<Tx>, topic: Topic): Promise<RequestItem | undefined> {
  if (topic.source !== "request" || topic.item_id === null) return undefined;
  const item = await findItemInTurn(ctx.db, topic.workspace_id, topic.item_id);
  if (!item || !isRequest(item)) return undefined;
  const settled = await settle(ctx, ctx.db, item);
  return settled.state === "open" ? settled : undefined;
}

/** By the chair for the committee; a vote on it ends, and is kept. */
async function decideRequest(ctx: ActorContext<Tx>, topic: Topic, item: RequestItem): Promise<string | null> {
  const { db: tx } = ctx;
  const ofItem = { workspace_id: item.workspace_id, item_id: item.id };
  await deleteTerm(tx, { ...ofItem, kind: "vote" });
  const label = topic.option === null ? undefined : choicesOf(item.details, readerOf(ctx.actor))[topic.option]?.label;
  // Words beside an option say why.
  const why = topic.why === "" && label !== undefined ? topic.decided : topic.why;
  const decided = await takeDecision(ctx, {
    item,
    program: await programOf(tx, item.workspace_id, item.program_id),
    option: label !== undefined && item.details.options ? topic.option : null,
    text: label ?? topic.decided,
    decidedAt: ctx.clock.now(),
    ...(why !== "" && { rationale: why }),
  });
  return decided.details.outcome?.decisionId ?? null;
}

/** Without a quorum: a request is voted on as it is, other words become one by whoever wrote them. */
async function putToVote(
  ctx: ActorContext<Tx>,
  { meeting, topic }: Entering,
  open: RequestItem | undefined,
): Promise<string | null> {
  const request = open ?? (await raiseRequest(ctx, meeting, topic));
  if (!request || request.details.waiting?.because === "vote") return null;
  const hasChoices = choicesOf(request.details, readerOf(ctx.actor)).length > 0;
  const isVoted = hasChoices && (await hasCommitteeFor(ctx.db, request, ctx.clock.now()));
  if (isVoted) await sendWithin({ ...ctx, actor: await deciderNow(ctx, request) }, { itemId: request.id });
  return null;
}

async function deciderNow(
  { db, actor }: ActorContext<Tx>,
  { workspace_id: workspaceId, owner_id: id }: Item,
): Promise<Person> {
  return id === null ? actor : getPerson(db, workspaceId, id);
}

async function raiseRequest(ctx: ActorContext<Tx>, meeting: Meeting, topic: Topic): Promise<RequestItem | undefined> {
  if (topic.decided === "") return undefined;
  const program = await programOf(ctx.db, meeting.workspace_id, topic.program_id);
  const byRule = { requesterId: ctx.actor.id, disclosure: "above" as const };
  const ownerId = await deciderOf(ctx, ctx.db, program, byRule);
  if (ownerId === null) return undefined;
  const item = await enter(ctx, {
    program,
    type: "request",
    details: { kind: "decision", isYesOrNo: true, ...(topic.why !== "" && { why: topic.why }) },
    title: shorten(topic.decided, LONGEST_TITLE),
    description: topic.decided,
    ownerId,
    disclosure: "above",
    sourceKey: `meeting:${topic.id}:request`,
  });
  return asRequest(item);
}

/** Whoever was there has accepted theirs; others are asked by the record. */
async function enterActions(ctx: ActorContext<Tx>, { meeting, topic }: Entering) {
  const program = await programOf(ctx.db, meeting.workspace_id, topic.program_id);
  const entered = [];
  for (const [index, action] of actionsIn(topic).entries()) {
    if (action.itemId !== undefined) {
      entered.push(action);
      continue;
    }
    const item = await enter(ctx, {
      program,
      type: "action",
      details: {},
      title: shorten(action.what, LONGEST_TITLE),
      description: action.what,
      ownerId: action.ownerId,
      dueOn: action.dueOn,
      sourceKey: actionKey(topic, index),
    });
    entered.push({ ...action, itemId: item.id });
  }
  return entered;
}
