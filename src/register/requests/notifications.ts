/** Who is notified of a request, and the update of messages that show it. */
import { listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { enqueue, enqueueUpdate, makeHeldDueNowByKey, wasDropped, withdraw } from "../../delivery/outbox.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { LocalDate } from "../../platform/time.ts";
import { concernedAmong } from "../grounds.ts";
import { recordKeys } from "../ids.ts";
import type { ItemChange } from "../items.ts";
import { type Item, listItemEvents } from "../repository.ts";
import { isImported, isLive } from "../rules.ts";
import { hasWeekly } from "./answer-by.ts";
import { blockerKind } from "./blocker-messages.ts";
import type { Viewer } from "./cards.ts";
import { comesAtOnce, delegatorOf, escalatesFrom } from "./history.ts";
import { decidersOf, levelOf, peopleAt } from "./ladder.ts";
import { reminderKind, requestKind } from "./messages.ts";
import { committeeOf, escalationFacts, isOpenBlocker, withStandIn } from "./next-owner.ts";
import { noteKind } from "./notes.ts";
import { countFromNow } from "./reached.ts";
import { isRequest, isToDecide, type RequestItem } from "./request.ts";
import { deleteTerm, listMessages, saveItemsShown, saveTerm } from "./terms.ts";

/** In the transaction of every change of an item. */
export async function followItem(services: Services, tx: Tx, change: ItemChange): Promise<void> {
  const { after } = change;
  // Imported items notify nobody until somebody changes them.
  if (isImported(after) && after.revision === 1) return;
  if (change.before && isLive(change.before) && !isLive(after)) await showEnd(services, tx, after);
  if (isRequest(after)) await followRequest(services, tx, { ...change, after });
  else if (after.type === "issue" || after.type === "step") await followBlocker(services, tx, change);
  else if (change.before) await updateMessages(services, tx, after);
}

async function followRequest(
  services: Services,
  tx: Tx,
  { before, after, event, actorId, isQuiet = false }: ItemChange & { after: RequestItem },
): Promise<void> {
  if (before) await updateMessages(services, tx, after);
  await lookAtOnce(services, tx, after, isToDecide(after));
  const { workspace_id: workspaceId, id: itemId } = after;
  if (before && (before.due_on !== after.due_on || before.answer_by !== after.answer_by))
    await makeHeldDueNowByKey(tx, services, { workspaceId, keysFrom: recordKeys.requestsOf(itemId) });
  const because = after.details.waiting?.because;
  const isGiven = before === null || before.owner_id !== after.owner_id || !isToDecide(before);
  const isReturned = event === "answered-back" || event === "vote-closed";
  if (isToDecide(after) && because !== "vote" && because !== "undo") {
    // A reassignment or a reply is sent at once, with its note.
    const isNow = comesAtOnce(event, { byId: actorId, fromId: before?.owner_id ?? null });
    if ((isGiven || isReturned) && !isQuiet) {
      for (const to of await decidersNow(services, tx, after))
        if (isNow || !(await hasAlready(services, tx, before, to)))
          await sendRequest(services, tx, after, { to, isNow });
    } else if (event === "undone") await resendIfDropped(services, tx, after);
  }
  if (event === "asked-back")
    for (const to of await speakersFor(services, tx, after))
      await sendRequest(services, tx, after, { to, as: "requester", isNow: true });
  if (event === "circulated")
    for (const to of await committeeOf(tx, after, services.clock.now()))
      await sendRequest(services, tx, after, { to, as: "voter" });
  await sendNote(services, tx, after, await noteRecipients(services, tx, { before, after, event, actorId }));
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
async function speakersFor(services: Services, tx: Tx, item: RequestItem): Promise<string[]> {
  const now = services.clock.now();
  const known = await escalationFacts(tx, item, now);
  const [concerned] = await concernedAmong(services, tx, item, [item.raised_by]);
  const [personId = item.raised_by] = concerned ? [concerned] : peopleAt(known.seats, "lead", item);
  return withStandIn(tx, item, known, { personId, now });
}

/** Who gets a note of the event, without the actor and the owner. */
async function noteRecipients(
  services: Services,
  tx: Tx,
  { before, after, event, actorId }: ItemChange,
): Promise<string[]> {
  const { raised_by: requesterId, owner_id: ownerId } = after;
  const others = (ids: readonly (string | null | undefined)[], except = [actorId, ownerId]) => [
    ...new Set(ids.flatMap((id) => (id && !except.includes(id) ? [id] : []))),
  ];
  switch (event) {
    case "raised": {
      // Whoever leads reads what skips them.
      const { seats } = await escalationFacts(tx, after, services.clock.now());
      const isSkipped = ownerId !== null && levelOf(seats, requesterId) === null && levelOf(seats, ownerId) !== "lead";
      return isSkipped ? others(peopleAt(seats, "lead", after).slice(0, 1)) : [];
    }
    case "escalated": {
      const events = await listItemEvents(tx, after.workspace_id, [after.id]);
      const hadIt = before?.owner_id ?? null;
      return others([requesterId, hadIt, hadIt && escalatesFrom(events, hadIt)]);
    }
    case "handed-on":
      return isRequest(after) ? others([requesterId]) : [];
    case "delegated":
      return before?.owner_id && before.owner_id !== ownerId ? others([requesterId]) : [];
    case "deferred":
    case "circulated":
    case "vote-closed":
      return others([requesterId]);
    case "decided": {
      const { seats } = await escalationFacts(tx, after, services.clock.now());
      const decidedBy = isRequest(after) ? after.details.outcome?.decidedBy : undefined;
      return others([requesterId, ...peopleAt(seats, "lead", after)], [decidedBy ?? null]);
    }
    default:
      return [];
  }
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

interface SendOptions {
  to: string;
  as?: Viewer["as"];
  isNow?: boolean;
  on?: LocalDate;
}

async function sendRequest(
  services: Services,
  tx: Tx,
  item: RequestItem,
  { to: personId, as = "decider", isNow = false, on }: SendOptions,
): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, revision } = item;
  await enqueue(tx, services, requestKind, {
    workspaceId,
    key: recordKeys.request(itemId, revision, personId, on),
    subject: { itemId, personId, revision, as, ...(isNow && { isNow }) },
    to: { personId },
    notBefore: services.clock.now(),
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
  const { before, after } = change;
  await lookAtOnce(services, tx, after, isOpenBlocker(after));
  if (before) await updateMessages(services, tx, after);
  const { raised_by: raiserId } = after;
  if (change.event === "moved-date" && after.owner_id !== null) {
    // A date that was set above whoever raised it.
    const { seats } = await escalationFacts(tx, after, services.clock.now());
    const others = [raiserId, ...peopleAt(seats, "lead", after).slice(0, 1)].filter((id) => id !== change.actorId);
    if (levelOf(seats, after.owner_id) !== null) await sendNote(services, tx, after, [...new Set(others)]);
  }
  const isPassed = change.event === "delegated" && change.actorId === null;
  const { workspace_id: workspaceId, id: itemId, revision, owner_id: personId } = after;
  if ((change.event !== "escalated" && !isPassed) || personId === null) return;
  await enqueue(tx, services, blockerKind, {
    workspaceId,
    key: recordKeys.blocker(itemId, revision),
    subject: { itemId, revision, personId, ...(change.actorId !== null && { isByHand: true }) },
    to: { personId },
    notBefore: services.clock.now(),
  });
  await sendNote(services, tx, after, await noteRecipients(services, tx, change));
}

/** Once more on this day to its deciders, or whoever owes the reply to their question: those without a weekly message. */
export async function sendAgain(services: Services, tx: Tx, item: RequestItem, on: LocalDate): Promise<void> {
  const isAsked = item.details.waiting?.because === "question";
  const people = isAsked ? await speakersFor(services, tx, item) : await decidersNow(services, tx, item);
  for (const to of people)
    if (!(await hasWeekly(tx, item.workspace_id, to, services.clock.now())))
      await sendRequest(services, tx, item, { to, as: isAsked ? "requester" : "decider", on });
}

async function lookAtOnce(services: Services, tx: Tx, { workspace_id, id }: Item, isFollowed: boolean): Promise<void> {
  const term = { workspace_id, item_id: id, kind: "due" as const };
  if (isFollowed) await saveTerm(tx, { ...term, ends_at: services.clock.now() });
  else await deleteTerm(tx, term);
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
const MOST_MESSAGES = 20;
/** Why a message is dropped: another one shows its request. */
const SHOWN_WITH = "in_a_digest";

/** Updates every message that shows a request or a blocker. */
export async function updateMessages(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id }: Item,
): Promise<void> {
  for (const keysFrom of [recordKeys.requestsOf(id), recordKeys.requestRemindersOf(id), recordKeys.blockersOf(id)])
    await enqueueUpdate(tx, services, { workspaceId, keysFrom, newest: MOST_MESSAGES });
  for (const key of await listMessages(tx, { workspaceId, itemId: id, limit: MOST_MESSAGES }))
    await enqueueUpdate(tx, services, { workspaceId, key });
}

interface ShowingMessage {
  stamps: Pick<Services, "clock" | "ids" | "events">;
  workspaceId: string;
  key: string;
  personId: string;
  at: Instant;
  /** It was sent before: an update notifies nobody. */
  isUpdate: boolean;
}

/**
 * Records that a message of another capability shows these requests and blockers, so that it is updated when one changes. Its
 * reader gets no separate request or reminder of those in `withButtons`, and no note of any. Idempotent.
 */
export async function noteRequestsShown(
  tx: Tx,
  { workspaceId, key, personId, at, isUpdate, stamps }: ShowingMessage,
  { itemIds, withButtons }: { itemIds: readonly string[]; withButtons: readonly string[] },
): Promise<void> {
  await saveItemsShown(tx, { workspaceId, key, at }, { itemIds, withButtons });
  if (isUpdate) return;
  for (const itemId of withButtons)
    await countFromNow(stamps, tx, { workspaceId, itemId, personId, at, keysFrom: key });
  const put = withButtons.flatMap((id) => [
    recordKeys.requestsOf(id),
    recordKeys.requestRemindersOf(id),
    recordKeys.blockersOf(id),
  ]);
  for (const keysFrom of [...put, ...[...new Set(itemIds)].map(recordKeys.notesOf)])
    await withdraw(tx, workspaceId, { keysFrom, personId }, SHOWN_WITH);
}
