/** What is recorded of a meeting, topic by topic, from its beginning until it is closed; after that it is corrected. */
import type { ActorContext } from "../people/actors.ts";
import { storableText, type Tx } from "../platform/database.ts";
import { inTransaction } from "../platform/transaction.ts";
import { meetingToRecord, type OpenedMeeting } from "./access.ts";
import { showAnew } from "./agenda-message.ts";
import { correctRecord } from "./closing.ts";
import { meetingFailure } from "./failures.ts";
import { type Action, actionsIn, type Meeting, type Topic, updateMeeting, updateTopic } from "./meetings.ts";

/** What somebody writes about a topic, as they saw it in `version`. What is left out stays as it is. */
export interface Written {
  topicId: string;
  version: number;
  decided?: string;
  option?: number | null;
  why?: string;
  noted?: string;
  actions?: readonly Action[];
}

/** `meanwhile`: what others have written about since; nothing was saved. */
export type Recorded = { saved: Meeting } | { meanwhile: Topic[] };

/** Of one that is closed a new edition of the record goes to all. Throws as `meetingToRecord`, and TOPIC_GONE. */
export async function writeRecord(
  ctx: ActorContext,
  { meetingId, written }: { meetingId: string; written: readonly Written[] },
): Promise<Recorded> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const opened = await meetingToRecord(within, meetingId);
    const pairs = written.map((words) => ({ words, topic: topicIn(opened, words) }));
    const changed = pairs.filter(({ topic, words }) => isChanged(topic, words));
    const meanwhile = changed.filter(({ topic, words }) => topic.version !== words.version);
    if (meanwhile.length > 0) return { meanwhile: meanwhile.map(({ topic }) => topic) };

    for (const { topic, words } of changed) await writeTopic(within, topic, words);
    if (opened.meeting.state === "closed") return { saved: await correctRecord(within, opened.meeting) };
    const sitting = await updateMeeting(tx, opened.meeting, { state: "sitting" });
    await showAnew(ctx, tx, sitting);
    return { saved: sitting };
  });
}

function topicIn({ topics }: OpenedMeeting, { topicId }: Written): Topic {
  const topic = topics.find(({ id }) => id === topicId);
  if (!topic) throw meetingFailure("TOPIC_GONE");
  return topic;
}

function isChanged(topic: Topic, words: Written): boolean {
  const wanted = { ...topic, ...words };
  const isSame =
    wanted.decided === topic.decided &&
    wanted.option === topic.option &&
    wanted.why === topic.why &&
    wanted.noted === topic.noted;
  return !isSame || (words.actions !== undefined && !areSame(words.actions, actionsIn(topic)));
}

function areSame(some: readonly Action[], others: readonly Action[]): boolean {
  const lines = (actions: readonly Action[]) =>
    actions.map(({ what, ownerId, dueOn }) => `${what} ${ownerId} ${dueOn}`);
  return lines(some).join("\n") === lines(others).join("\n");
}

async function writeTopic(ctx: ActorContext<Tx>, topic: Topic, words: Written): Promise<void> {
  const { decided = topic.decided, option = topic.option, why = topic.why, noted = topic.noted } = words;
  const actions = words.actions?.map((action) => withItem(topic, action));
  await updateTopic(ctx.db, topic, {
    decided: storableText(decided),
    option,
    why: storableText(why),
    noted: storableText(noted),
    ...(actions && { actions: JSON.stringify(actions) }),
    state: "on",
    words_by: ctx.actor.id,
    version: topic.version + 1,
  });
}

/** What is an item already stays that item. */
function withItem(topic: Topic, action: Action): Action {
  const { what, ownerId, dueOn } = action;
  const stored = actionsIn(topic).find((each) => each.what === what && each.ownerId === ownerId);
  return { what: storableText(what), ownerId, dueOn, ...(stored?.itemId !== undefined && { itemId: stored.itemId }) };
}

/** It goes to the next meeting, or is not talked about. Throws as `meetingToRecord`, MEETING_OVER, TOPIC_GONE. */
export async function setTopicAside(
  ctx: ActorContext,
  { meetingId, topicId, as }: { meetingId: string; topicId: string; as: "carried" | "out" },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const opened = await meetingToRecord({ ...ctx, db: tx }, meetingId);
    if (opened.meeting.state === "closed") throw meetingFailure("MEETING_OVER");
    const topic = topicIn(opened, { topicId, version: 0 });
    await updateTopic(tx, topic, { state: as, version: topic.version + 1 });
    await showAnew(ctx, tx, await updateMeeting(tx, opened.meeting, { state: "sitting" }));
  });
}
