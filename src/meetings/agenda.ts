/** The agenda: drafted from facts, ordered by whoever prepares it, approved by the chair, sent to all who sit. */
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { readerOf } from "../people/people.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf } from "../programs/programs.ts";
import { shorten } from "../slack/blocks.ts";
import {
  meetingToAct,
  meetingToChair,
  meetingToPrepare,
  type OpenedMeeting,
  openMeeting,
  refuseUnlessAhead,
  sits,
} from "./access.ts";
import { draftReady, sendToChair, sendToSitters, showAnew } from "./agenda-message.ts";
import { digestDaysAround } from "./digest-days.ts";
import { meetingFailure } from "./failures.ts";
import {
  actionsIn,
  allTopicsOf,
  insertTopic,
  type Meeting,
  meetingsOf,
  peopleColumn,
  preparedIn,
  type Topic,
  topicsOf,
  UNRECORDED,
  updateMeeting,
  updateTopic,
  workingDaysIn,
} from "./meetings.ts";
import { MOST_TOPICS, type Proposed, proposedTopics } from "./proposed-topics.ts";
import { dayOfMeeting, earliestSending, lastDayToAdd } from "./rules.ts";
import { type Sitters, sittersAt } from "./sitters.ts";
import { TOPIC_SOURCES, type TopicChange, type TopicSource } from "./table.ts";
import { topicTitleOf } from "./topic-titles.ts";

/** What the body is to decide comes first, then what stands on its agenda already, which keeps its room, then what it is to know. */
export async function draftAgenda(services: Services, tx: Tx, meeting: Meeting): Promise<void> {
  const proposed = await proposalsFor(services, tx, meeting);
  const stored = await topicsOf(tx, meeting);
  const room = proposed.slice(0, Math.max(0, MOST_TOPICS - stored.length));
  const isToDecide = ({ source }: Pick<Proposed, "source">) => TO_DECIDE.includes(source);

  const sitters = await sittersAt(tx, meeting, services.clock.now());
  const places = [...room.filter(isToDecide), ...stored, ...room.filter((topic) => !isToDecide(topic))];
  for (const [index, topic] of places.entries()) {
    const position = index + 1;
    if ("id" in topic) await updateTopic(tx, topic, { position });
    else {
      const guests = peopleColumn(authorsToInvite(topic, sitters));
      await insertTopic(tx, { ...blankTopic(services, meeting), ...columnsOf(topic), guests, position });
    }
  }
  const drafted = await updateMeeting(tx, meeting, { drafted_at: services.clock.now() });
  await draftReady(services, tx, drafted);
}

const TO_DECIDE: readonly TopicSource[] = ["follow-up", "quarter", "request", "prepared"];

/** What the facts propose and does not stand on the agenda, nor was taken out of it. */
async function proposalsFor(services: LookupContext, tx: Db | Tx, meeting: Meeting): Promise<Proposed[]> {
  const { workspace_id: workspaceId, program_id: programId, kind } = meeting;
  const program = await programOf(tx, workspaceId, programId);
  const { memberIds } = await sittersAt(tx, meeting, services.clock.now());
  const isFollowed = (await lastDecided(tx, meeting)) !== null;
  const proposed = await proposedTopics(services, tx, {
    program,
    kind,
    memberIds,
    day: dayOfMeeting(meeting),
    isFollowed,
  });
  const lines = proposed.flatMap(({ source, itemId }) => (source === "prepared" && itemId !== null ? itemId : []));
  const stored = [...(await allTopicsOf(tx, workspaceId, [meeting.id])), ...(await preparedIn(tx, workspaceId, lines))];
  const isStored = (topic: Proposed) =>
    stored.some(
      (each) => each.source === topic.source && each.item_id === topic.itemId && each.program_id === topic.programId,
    );
  return proposed.filter((topic) => !isStored(topic));
}

/** The meeting before it, with its topics, where anything was decided or is to be done; null: nothing was. */
async function lastDecided(tx: Db | Tx, meeting: Meeting): Promise<{ last: Meeting; topics: Topic[] } | null> {
  const { workspace_id: workspaceId, program_id: programId, kind, starts_at: startsAt } = meeting;
  const all = await meetingsOf(tx, workspaceId, { programIds: [programId], kind });
  const last = all.filter(({ state, starts_at: at }) => state === "closed" && at < startsAt).at(-1);
  if (!last) return null;
  const topics = await topicsOf(tx, last);
  const isFollowed = topics.some((topic) => topic.decision_id !== null || actionsIn(topic).length > 0);
  return isFollowed ? { last, topics } : null;
}

/** Whoever prepared a line comes for it, unless they sit anyway. */
function authorsToInvite({ words }: Proposed, { memberIds, preparerIds }: Sitters): string[] {
  return words === undefined || [...memberIds, ...preparerIds].includes(words.by) ? [] : [words.by];
}

function columnsOf({ source, programId, itemId, minutes, words }: Proposed) {
  const written = words && { title: storableText(words.text), added_by: words.by };
  return { source, program_id: programId, item_id: itemId, minutes, ...written };
}

function blankTopic({ ids }: Pick<Services, "ids">, meeting: Meeting): Omit<Topic, "position"> {
  return {
    workspace_id: meeting.workspace_id,
    id: ids.next(),
    meeting_id: meeting.id,
    program_id: meeting.program_id,
    minutes: USUAL_MINUTES,
    source: "added",
    item_id: null,
    title: "",
    added_by: null,
    guests: peopleColumn([]),
    state: "on",
    ...UNRECORDED,
  };
}

export const USUAL_MINUTES = 10;
export const FEWEST_MINUTES = 5;
export const MOST_MINUTES = 120;

/** What somebody wants to talk about: in words, or what the facts proposed. */
export type NewTopic = { minutes: number; guestIds: readonly string[] } & (
  | { title: string }
  | { proposed: Pick<Proposed, "source" | "programId" | "itemId"> }
);

/**
 * Whoever prepares it adds until it begins, members until the day before.
 * Throws MEETING_GONE, MEETING_OVER, MEETING_BEGUN, TOPIC_TOO_LATE, TOPICS_FULL, TOPIC_GONE.
 */
export async function addTopic(
  ctx: ActorContext,
  { meetingId, ...added }: { meetingId: string } & NewTopic,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { meeting, part, topics, sitters } = await meetingToAct(within, meetingId);
    if (!sits(part)) throw meetingFailure("MEETING_GONE");
    refuseUnlessAhead(meeting);
    const today = localDateOf(ctx.clock.now(), meeting.zone);
    if (part === "member" && today > lastDayToAdd(meeting)) throw meetingFailure("TOPIC_TOO_LATE");
    if (topics.length >= MOST_TOPICS) throw meetingFailure("TOPICS_FULL", { most: MOST_TOPICS });

    const topic = { ...blankTopic(ctx, meeting), minutes: added.minutes, guests: peopleColumn(added.guestIds) };
    const position = Math.max(0, ...topics.map((each) => each.position)) + 1;
    if ("title" in added) {
      const words = { title: storableText(added.title), added_by: ctx.actor.id };
      await insertTopic(tx, { ...topic, ...words, position });
    } else {
      const proposed = await stillProposed(within, meeting, added.proposed);
      const { minutes: _, ...columns } = columnsOf(proposed);
      const guests = peopleColumn([...new Set([...added.guestIds, ...authorsToInvite(proposed, sitters)])]);
      await insertTopic(tx, { ...topic, added_by: ctx.actor.id, ...columns, guests, position });
    }
    await showAnew(ctx, tx, meeting);
    if (meeting.sent_at !== null) await sendToSitters(ctx, tx, meeting);
  });
}

/** What may be added beside words of one's own, for the form. Throws MEETING_GONE. */
export async function offersFor(
  ctx: ActorContext,
  meetingId: string,
): Promise<{ opened: OpenedMeeting; offers: { key: string; label: string }[] }> {
  const opened = await openMeeting(ctx, meetingId);
  if (!sits(opened.part)) throw meetingFailure("MEETING_GONE");
  const { meeting, program } = opened;
  const offers: { key: string; label: string }[] = [];
  for (const proposed of await proposalsFor(ctx, ctx.db, meeting)) {
    const { workspace_id: workspaceId } = meeting;
    const about = { workspace_id: workspaceId, title: "", ...columnsOf(proposed) };
    const title = await topicTitleOf(ctx.db, readerOf(ctx.actor), about);
    const place =
      proposed.programId === program.id ? program : await programOf(ctx.db, workspaceId, proposed.programId);
    offers.push({ key: keyOf(proposed), label: `${shorten(place.title, LONGEST_NAME)} · ${title}` });
  }
  return { opened, offers };
}

const LONGEST_NAME = 30;

function keyOf({ source, programId, itemId }: Proposed): string {
  return [source, programId, itemId ?? ""].join(" ");
}

/** As the form has it. */
export function proposedIn(key: string): Pick<Proposed, "source" | "programId" | "itemId"> {
  const [source, programId = "", itemId = ""] = key.split(" ");
  return { source: z.enum(TOPIC_SOURCES).parse(source), programId, itemId: itemId === "" ? null : itemId };
}

async function stillProposed(
  ctx: ActorContext<Tx>,
  meeting: Meeting,
  wanted: Pick<Proposed, "source" | "programId" | "itemId">,
): Promise<Proposed> {
  const found = (await proposalsFor(ctx, ctx.db, meeting)).find(
    (each) => each.source === wanted.source && each.programId === wanted.programId && each.itemId === wanted.itemId,
  );
  if (!found) throw meetingFailure("TOPIC_GONE");
  return found;
}

const MINUTES_STEP = 5;

/** Throws MEETING_GONE, MEETING_NOT_PREPARED_BY_YOU, MEETING_OVER, MEETING_BEGUN, TOPIC_GONE. */
export async function changeTopic(
  ctx: ActorContext,
  { meetingId, topicId, change }: { meetingId: string; topicId: string; change: TopicChange },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { meeting, topics } = await meetingToPrepare({ ...ctx, db: tx }, meetingId);
    refuseUnlessAhead(meeting);
    const at = topics.findIndex(({ id }) => id === topicId);
    const topic = topics[at];
    if (!topic) throw meetingFailure("TOPIC_GONE");
    if (change === "earlier" || change === "later") {
      await moveTopic(tx, topics, at, change === "earlier" ? -1 : 1);
    } else if (change === "out") {
      await updateTopic(tx, topic, { state: "out" });
    } else {
      const minutes = topic.minutes + (change === "longer" ? MINUTES_STEP : -MINUTES_STEP);
      await updateTopic(tx, topic, { minutes: Math.min(MOST_MINUTES, Math.max(FEWEST_MINUTES, minutes)) });
    }
    await showAnew(ctx, tx, meeting);
  });
}

async function moveTopic(tx: Tx, topics: readonly Topic[], at: number, by: 1 | -1): Promise<void> {
  const order = [...topics];
  const [moved] = order.splice(at, 1);
  if (!moved) return;
  order.splice(Math.max(0, at + by), 0, moved);
  for (const [index, topic] of order.entries()) await updateTopic(tx, topic, { position: index + 1 });
}

/** Pressed again it changes nothing. Throws MEETING_GONE, MEETING_NOT_PREPARED_BY_YOU, MEETING_OVER, MEETING_BEGUN. */
export async function giveToChair(ctx: ActorContext, meetingId: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { meeting } = await meetingToPrepare({ ...ctx, db: tx }, meetingId);
    refuseUnlessAhead(meeting);
    if (meeting.to_chair_at !== null) return;
    const given = await updateMeeting(tx, meeting, { to_chair_at: ctx.clock.now() });
    await sendToChair(ctx, tx, given);
    await showAnew(ctx, tx, given);
  });
}

/** It goes at once, or with the quarterly digest. Throws MEETING_GONE, MEETING_NOT_CHAIRED, MEETING_OVER, MEETING_BEGUN. */
export async function approveAgenda(ctx: ActorContext, meetingId: string): Promise<Meeting> {
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    const { meeting } = await meetingToChair({ ...ctx, db: tx }, meetingId);
    refuseUnlessAhead(meeting);
    if (meeting.approved_at !== null) return meeting;
    const approved = await updateMeeting(tx, meeting, { approved_at: now });
    const isWorking = await workingDaysIn(tx, meeting.workspace_id);
    const digestDays = await digestDaysAround(tx, meeting.workspace_id, dayOfMeeting(meeting));
    const earliest = earliestSending(meeting, isWorking, digestDays);
    if (earliest !== null && earliest > now) {
      await showAnew(ctx, tx, approved);
      return approved;
    }
    return sendAgenda(ctx, tx, approved);
  });
}

/** To all who sit, and to guests, once; what was sent before is shown as it is now. */
export async function sendAgenda(services: Services, tx: Tx, meeting: Meeting): Promise<Meeting> {
  if (meeting.sent_at !== null) return meeting;
  const sent = await updateMeeting(tx, meeting, { state: "agenda-sent", sent_at: services.clock.now() });
  await sendToSitters(services, tx, sent);
  await showAnew(services, tx, sent);
  return sent;
}
