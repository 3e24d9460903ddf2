/** Who is notified of a request, and the update of messages that show it. */
import { listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { enqueue, enqueueUpdate, makeHeldDueNowByKey, wasDropped } from "../../delivery/outbox.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, type LocalDate } from "../../platform/time.ts";
import { isLive } from "../codes-and-transitions.ts";
import { recordKeys } from "../ids.ts";
import { concernedAmong } from "../item-rights.ts";
import type { ItemChange } from "../items.ts";
import { type Item, listItemEvents } from "../repository.ts";
import { hasWeekly } from "./answer-by.ts";
import { blockerKind } from "./blocker-messages.ts";
import type { Viewer } from "./cards.ts";
import { UNDO_MS } from "./decide.ts";
import { comesAtOnce, delegatorOf, escalatesFrom } from "./history.ts";
import { decidersOf, levelOf, peopleAt } from "./ladder.ts";
import { reminderKind, requestKind } from "./messages.ts";
import { committeeOf, escalationFacts, isOpenBlocker, withStandIn } from "./next-owner.ts";
import { noteKind } from "./note-message.ts";
import { isRequest, isToDecide, type RequestItem } from "./request.ts";
import { deleteTerm, listMessages, saveTerm } from "./requests-store.ts";

/** In the transaction of every change of an item. */
export async function followItem(services: Services, tx: Tx, change: ItemChange): Promise<void> {
  const { after } = change;
  if (change.isByImport) {
    await followImport(services, tx, change);
    return;
  }
  if (change.before && isLive(change.before) && !isLive(after)) await showEnd(services, tx, after);
  if (isRequest(after)) await followRequest(services, tx, { ...change, after });
  else if (after.type === "issue") await followBlocker(services, tx, change);
  else if (change.before) await updateMessages(services, tx, after);
}

/** Whoever has to act is notified, and time runs, once the import can be undone no more. */
async function followImport(services: Services, tx: Tx, { before, after, event }: ItemChange): Promise<void> {
  const at = addMs(services.clock.now(), UNDO_MS);
  if (before) await updateMessages(services, tx, after);
  if (before && isLive(before) && !isLive(after)) await showEnd(services, tx, after);
  if (!isRequest(after)) {
    if (after.type === "issue") await lookFrom(tx, after, isOpenBlocker(after) ? at : null);
    return;
  }
  await lookFrom(tx, after, isToDecide(after) ? at : null);
  const isTheirs = isToDecide(after) && (event === "raised" || before?.owner_id !== after.owner_id);
  for (const to of isTheirs ? await decidersNow(services, tx, after) : [])
    await sendRequest(services, tx, after, { to, at });
}

type RequestChange = ItemChange & { after: RequestItem };

async function followRequest(services: Services, tx: Tx, change: RequestChange): Promise<void> {
  const { before, after, event } = change;
  if (event === "given") return showGiven(services, tx, after);
  if (before) await updateMessages(services, tx, after);
  await lookAtOnce(services, tx, after, isToDecide(after));
  if (before && (before.due_on !== after.due_on || before.answer_by !== after.answer_by)) {
    const keysFrom = recordKeys.requestsOf(after.id);
    await makeHeldDueNowByKey(tx, services, { workspaceId: after.workspace_id, keysFrom });
  }

  await putToDeciders(services, tx, change);
  await putToOthers(services, tx, change);
  const waiting = await thoseWaiting(services, tx, change);
  const recipients = await noteRecipients(services, tx, change, waiting);
  const { now = [], later = [] } = Object.groupBy(recipients, (id) => (waiting.includes(id) ? "now" : "later"));
  await sendNote(services, tx, after, now, { isNow: true });
  await sendNote(services, tx, after, later);
}

/** Who waits for what was done, and has it within their hours as soon as it counts: whoever asked, and whoever gave it to another. */
async function thoseWaiting(services: Services, tx: Tx, change: RequestChange): Promise<string[]> {
  const { after, event, actorId } = change;
  if (event === "delegated" && actorId !== null) return speakersFor(services, tx, after);
  if (event !== "decided") return [];
  const events = await listItemEvents(tx, after.workspace_id, [after.id]);
  const delegatorId = delegatorOf(events, after.owner_id);
  const speakers = await speakersFor(services, tx, after);
  return [...new Set([after.raised_by, ...speakers, ...(delegatorId === null ? [] : [delegatorId])])];
}

/** Where it is theirs anew, and was not put to them before. */
async function putToDeciders(services: Services, tx: Tx, change: RequestChange): Promise<void> {
  const { before, after, event, actorId, isQuiet = false } = change;
  const because = after.details.waiting?.because;
  if (!isToDecide(after) || because === "vote" || because === "undo") return;

  const isGiven = before === null || before.owner_id !== after.owner_id || !isToDecide(before);
  const isReturned = event === "answered-back" || event === "vote-closed";
  if (isQuiet || !(isGiven || isReturned)) {
    if (event === "undone") await resendIfDropped(services, tx, after);
    return;
  }

  // A reassignment or a reply is sent at once, with its note.
  const isNow = comesAtOnce(event, { byId: actorId, fromId: before?.owner_id ?? null });
  for (const to of await decidersNow(services, tx, after))
    if (isNow || !(await hasAlready(services, tx, before, to))) await sendRequest(services, tx, after, { to, isNow });
}

/** A question to whoever speaks for its requester, a vote to the committee. */
async function putToOthers(services: Services, tx: Tx, { after, event }: RequestChange): Promise<void> {
  if (event === "asked-back")
    for (const to of await speakersFor(services, tx, after))
      await sendRequest(services, tx, after, { to, as: "requester", isNow: true });
  if (event === "circulated")
    for (const to of await committeeOf(tx, after, services.clock.now()))
      await sendRequest(services, tx, after, { to, as: "voter" });
}

async function decidersNow(services: Services, tx: Tx, item: RequestItem): Promise<string[]> {
  const { seats, events } = await escalationFacts(tx, item, services.clock.now());
  return decidersOf(seats, item, delegatorOf(events, item.owner_id));
}

/** Whether it was put to them before this and has reached them, by itself or in another message. */
async function hasAlready(services: Services, tx: Tx, before: Item | null, personId: string): Promise<boolean> {
  if (!before || !isRequest(before) || !isToDecide(before)) return false;
  if (!(await decidersNow(services, tx, before)).includes(personId)) return false;
  const sent = await listDeliveriesFrom(tx, before.workspace_id, { keysFrom: recordKeys.requestsOf(before.id) });
  return sent.some((each) => each.person_id === personId && (each.state === "sent" || each.last_error === SHOWN_WITH));
}

/** Whoever asked, or where they have nothing to do with it any more, whoever leads; and who acts for them while they are away. */
export async function speakersFor(
  services: Pick<Services, "clock" | "events">,
  db: Db | Tx,
  item: RequestItem,
): Promise<string[]> {
  const now = services.clock.now();
  const known = await escalationFacts(db, item, now);
  const [concerned] = await concernedAmong(services, db, item, [item.raised_by]);
  const [personId = item.raised_by] = concerned ? [concerned] : peopleAt(known.seats, "lead", item);
  return withStandIn(db, item, known, { personId, now });
}

/** Who gets a note of the event, those who wait for it among them, without whoever knows of it: the actor and the owner, or whoever decided. */
async function noteRecipients(
  services: Services,
  tx: Tx,
  change: ItemChange,
  waiting: readonly string[] = [],
): Promise<string[]> {
  const { before, after, event, actorId } = change;
  const { raised_by: requesterId, owner_id: ownerId } = after;
  const informed = [actorId, ownerId];

  switch (event) {
    case "raised":
      return without(informed, await skippedBy(services, tx, after));
    case "escalated":
      return without(informed, [requesterId, ...(await ownersBefore(tx, change))]);
    case "handed-on":
      return isRequest(after) ? without(informed, [requesterId]) : [];
    case "delegated":
      if (!before?.owner_id || before.owner_id === ownerId) return [];
      return without(informed, [requesterId, ...waiting]);
    case "deferred":
    case "circulated":
    case "vote-closed":
      return without(informed, [requesterId]);
    case "decided": {
      const { seats } = await escalationFacts(tx, after, services.clock.now());
      const decidedBy = isRequest(after) ? (after.details.outcome?.decidedBy ?? null) : null;
      return without([decidedBy], [requesterId, ...waiting, ...peopleAt(seats, "lead", after)]);
    }
    default:
      return [];
  }
}

/** Those of `ids` who are not informed already, each once. */
function without(informed: readonly (string | null)[], ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => !informed.includes(id));
}

/** Whoever leads, where somebody of the team asked above them. */
async function skippedBy(services: Services, tx: Tx, item: Item): Promise<string[]> {
  const { seats } = await escalationFacts(tx, item, services.clock.now());
  if (item.owner_id === null || levelOf(seats, item.raised_by) !== null) return [];
  return levelOf(seats, item.owner_id) === "lead" ? [] : peopleAt(seats, "lead", item).slice(0, 1);
}

/** Whoever had it, and for whom they had it. */
async function ownersBefore(tx: Tx, { before, after }: ItemChange): Promise<string[]> {
  const events = await listItemEvents(tx, after.workspace_id, [after.id]);
  const hadIt = before?.owner_id ?? null;
  return hadIt === null ? [] : [hadIt, escalatesFrom(events, hadIt)];
}

/** Sends a one-line note of the last event. */
export async function sendNote(
  services: Services,
  tx: Tx,
  item: Item,
  personIds: readonly string[],
  { isNow = false } = {},
): Promise<void> {
  const isOutcome = item.state === "decided";
  for (const personId of await concernedAmong(services, tx, item, personIds))
    await enqueue(tx, services, noteKind, {
      workspaceId: item.workspace_id,
      key: recordKeys.note(item.id, item.revision, personId),
      subject: {
        itemId: item.id,
        personId,
        revision: item.revision,
        ...(isOutcome && { isOutcome }),
        ...(isNow && { isNow }),
      },
      to: { personId },
      notBefore: services.clock.now(),
    });
}

/** In the notes of its outcome; whoever decided it learns nothing of it. */
async function showGiven(services: Services, tx: Tx, { workspace_id: workspaceId, id }: RequestItem): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: recordKeys.notesOf(id), newest: MOST_MESSAGES });
}

interface SendOptions {
  to: string;
  as?: Viewer["as"];
  isNow?: boolean;
  on?: LocalDate;
  /** Default: now. */
  at?: Instant;
}

async function sendRequest(
  services: Services,
  tx: Tx,
  item: RequestItem,
  { to: personId, as = "decider", isNow = false, on, at = services.clock.now() }: SendOptions,
): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, revision } = item;
  await enqueue(tx, services, requestKind, {
    workspaceId,
    key: recordKeys.request(itemId, revision, personId, on),
    subject: { itemId, personId, revision, as, ...(isNow && { isNow }) },
    to: { personId },
    notBefore: at,
  });
}

/** After an undo or a reopening: sends it again if its last message was dropped unsent meanwhile. */
export async function resendIfDropped(services: Services, tx: Tx, item: RequestItem): Promise<void> {
  const { workspace_id: workspaceId, id } = item;
  if ((await listMessages(tx, { workspaceId, itemId: id, limit: 1 })).length > 0) return;
  if (await wasDropped(tx, { workspaceId, keysFrom: recordKeys.requestsOf(id) }))
    for (const to of await decidersNow(services, tx, item)) await sendRequest(services, tx, item, { to });
}

/** On the last day to answer, also to whoever delegated it; whoever got the request itself on that day is not reminded. */
export async function remind(
  services: Services,
  tx: Tx,
  item: RequestItem,
  { on, isNew, delegatorId }: { on: LocalDate; isNew: boolean; delegatorId: string },
): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, owner_id: ownerId } = item;
  if (ownerId === null) return;
  const deciders = await decidersNow(services, tx, item);
  const others = [item.raised_by, delegatorId].filter((id) => !deciders.includes(id));
  const ids = [...(isNew ? [] : deciders), ...others];
  for (const personId of await concernedAmong(services, tx, item, ids))
    await enqueue(tx, services, reminderKind, {
      workspaceId,
      key: recordKeys.requestReminder(itemId, on, personId),
      subject: { itemId, ownerId, personId, on },
      to: { personId },
      notBefore: services.clock.now(),
    });
}

async function followBlocker(services: Services, tx: Tx, change: ItemChange): Promise<void> {
  const { before, after, event, actorId } = change;
  await lookAtOnce(services, tx, after, isOpenBlocker(after));
  if (before) await updateMessages(services, tx, after);
  const { workspace_id: workspaceId, id: itemId, revision, owner_id: personId } = after;
  if (personId === null) return;

  if (event === "moved-date") {
    // A date that was set above whoever raised it.
    const { seats } = await escalationFacts(tx, after, services.clock.now());
    const others = [after.raised_by, ...peopleAt(seats, "lead", after).slice(0, 1)];
    if (levelOf(seats, personId) !== null) await sendNote(services, tx, after, without([actorId], others));
  }

  const isPassed = event === "delegated" && actorId === null;
  if (event !== "escalated" && !isPassed) return;
  await enqueue(tx, services, blockerKind, {
    workspaceId,
    key: recordKeys.blocker(itemId, revision),
    subject: { itemId, revision, personId, ...(actorId !== null && { isByHand: true }) },
    to: { personId },
    notBefore: services.clock.now(),
  });
  await sendNote(services, tx, after, await noteRecipients(services, tx, change));
}

/** Once more on this day to its deciders, or whoever owes the reply to their question: those without a weekly message. */
export async function repeatRequest(services: Services, tx: Tx, item: RequestItem, on: LocalDate): Promise<void> {
  const isAsked = item.details.waiting?.because === "question";
  const people = isAsked ? await speakersFor(services, tx, item) : await decidersNow(services, tx, item);
  for (const to of people)
    if (!(await hasWeekly(tx, item.workspace_id, to, services.clock.now())))
      await sendRequest(services, tx, item, { to, as: isAsked ? "requester" : "decider", on });
}

async function lookAtOnce(services: Services, tx: Tx, item: Item, isFollowed: boolean): Promise<void> {
  await lookFrom(tx, item, isFollowed ? services.clock.now() : null);
}

/** Null: not any more. */
async function lookFrom(tx: Tx, { workspace_id, id }: Item, at: Instant | null): Promise<void> {
  const term = { workspace_id, item_id: id, kind: "due" as const };
  if (at === null) await deleteTerm(tx, term);
  else await saveTerm(tx, { ...term, ends_at: at });
}

/** Updates the messages about its assignment: it is over. */
export async function showEnd(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id, owner_id: ownerId }: Item,
): Promise<void> {
  const keys = [recordKeys.itemGiven({ id }), recordKeys.notesOf(id)];
  if (ownerId !== null) keys.push(recordKeys.reassigned("new", ownerId));
  for (const keysFrom of keys) await enqueueUpdate(tx, services, { workspaceId, keysFrom, newest: MOST_MESSAGES });
}

/** Of each kind the newest are updated; older ones are rarely opened. */
export const MOST_MESSAGES = 20;
/** Why a message is dropped: another one shows its request. */
export const SHOWN_WITH = "in_a_digest";

/** How the keys of its own messages begin, beside those of notes. */
export function keysOfMessages(itemId: string): string[] {
  return [recordKeys.requestsOf(itemId), recordKeys.requestRemindersOf(itemId), recordKeys.blockersOf(itemId)];
}

/** Updates every message that shows a request or a blocker. */
export async function updateMessages(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id }: Item,
): Promise<void> {
  for (const keysFrom of keysOfMessages(id))
    await enqueueUpdate(tx, services, { workspaceId, keysFrom, newest: MOST_MESSAGES });
  for (const key of await listMessages(tx, { workspaceId, itemId: id, limit: MOST_MESSAGES }))
    await enqueueUpdate(tx, services, { workspaceId, key });
}
