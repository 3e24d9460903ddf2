/** What is due by time for requests: reminders, escalations, the end of votes and of the time to undo. Run by the tick. */
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import type { ActorContext } from "../../people/actors.ts";
import { type Person, peopleByIds } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf, mondayOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { workingDayFrom } from "../../platform/working-days.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { requestFailure } from "../failures.ts";
import { concernedAmong, findItemInTurn } from "../item-rights.ts";
import { itemToAct, record, refuseUnlessMayChangeItem } from "../items.ts";
import { movedOn } from "../last-act.ts";
import { answerDayOf } from "../lateness.ts";
import { type Item, type ItemEvent, listItems } from "../repository.ts";
import { giveTo } from "./acts.ts";
import { daysOfPerson, escalationDay, isAwayThroughout, type OwnerDays } from "./answer-by.ts";
import { settle } from "./decide.ts";
import { isOwnerAsked } from "./delivered-to-owner.ts";
import { assignmentIn, escalatesFrom, ownerAfter } from "./history.ts";
import { levelOf } from "./ladder.ts";
import {
  type Blocker,
  escalationFacts,
  handOverOf,
  isKeptBelow,
  isOpenBlocker,
  nextForBlocker,
  nextOwner,
  standInFor,
  withStandIn,
} from "./next-owner.ts";
import { remind, repeatRequest, sendNote, updateMessages } from "./notifications.ts";
import { isRequest, isToDecide, type RequestItem } from "./request.ts";
import { deleteTerm, listTermsOver, saveTerm } from "./requests-store.ts";
import { closeVote } from "./votes.ts";

const AT_ONCE = 500;

/** Everything about requests and blockers that is due by time, each in a transaction of its own. */
export async function handleDueRequests(services: Services): Promise<void> {
  for (const term of await listTermsOver(services.db, services.clock.now(), AT_ONCE))
    await inTransaction(services.db, async (tx) => {
      const item = await findItemInTurn(tx, term.workspace_id, term.item_id);
      // Another process may have been here before.
      if (!(await deleteTerm(tx, term)) || !item) return;
      const program = await programOf(tx, item.workspace_id, item.program_id);
      if (program.state !== "active") return;
      if (!isRequest(item)) await lookAtBlocker(services, tx, item);
      else if (term.kind === "undo") await settle(services, tx, item);
      else if (term.kind === "vote") await closeVote(services, tx, item);
      else await lookAtRequest(services, tx, item);
    });
}

async function lookAtRequest(services: Services, tx: Tx, item: RequestItem): Promise<void> {
  const because = item.details.waiting?.because;
  // A vote and a decision that can be undone have separate terms.
  if (!isToDecide(item) || because === "vote" || because === "undo") return;
  const now = services.clock.now();
  const answerDay = answerDayOf(item);
  if (item.owner_id === null || item.answer_by === null || answerDay === null) return;

  const facts = await escalationFacts(tx, item, now);
  const days = await daysOfPerson(tx, item.workspace_id, item.owner_id, now);
  const { today, zone, isWorkingDay } = days;
  const isAway = today < item.answer_by && isAwayThroughout({ today, until: item.answer_by }, days);
  const passing = { personId: item.owner_id, days };
  if (isAway && (await passToStandIn(services, tx, item, facts, passing))) return;
  if (!(await isOwnerAsked(tx, item))) return lookAgain(tx, item, days, now);

  const next = await nextOwner(tx, item, facts, now);
  const at = (day: LocalDate) => instantOf(day, USUAL_MORNING, zone);
  const upAt = at(escalationDay(answerDay, isWorkingDay));
  if (next && now >= upAt) {
    const giving = { to: next.personId, because: "no-answer" as const, until: answerDay };
    await giveTo({ ...services, db: tx, actor: null }, { item, ...giving });
    return;
  }

  // The reminder of the last day comes with the morning message.
  if (answerDay === today) {
    // Postponed until today: its buttons are shown again.
    if (because === "postponed") await updateMessages(services, tx, item);
    const isNew = facts.events.some(
      (event) =>
        (ownerAfter(event) === item.owner_id || ["answered-back", "vote-closed"].includes(event.event)) &&
        localDateOf(event.at, zone) === today,
    );
    await remind(services, tx, item, { on: answerDay, isNew, delegatorId: escalatesFrom(facts.events, item.owner_id) });
  }

  // On Mondays, unless it was touched that day: to whoever owes a reply, and at the top once it is late.
  const isLeft = because === "question" || (next === null && answerDay < today);
  const isMonday = mondayOf(today) === today && now >= at(today) && localDateOf(item.updated_at, zone) !== today;
  if (isLeft && isMonday) await repeatRequest(services, tx, item, today);
  await lookAgain(tx, item, days, now);
}

/** What waits is looked at as each day of its owner begins, before any message of that day, and in the morning. */
async function lookAgain(tx: Tx, item: Item, { today, zone }: OwnerDays, now: Instant): Promise<void> {
  const times = [today, addLocalDays(today, 1)].flatMap((day) =>
    ["00:00", USUAL_MORNING].map((time) => instantOf(day, time, zone)),
  );
  const next = times.find((at) => at > now);
  if (next) await saveTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "due", ends_at: next });
}

/** Its owner is away: to whoever acts for them, of a request else up. False: nobody does. */
async function passToStandIn(
  services: Services,
  tx: Tx,
  item: Item,
  facts: Awaited<ReturnType<typeof escalationFacts>>,
  { personId, days }: { personId: string; days: OwnerDays },
): Promise<boolean> {
  const ctx = { ...services, db: tx, actor: null };
  // On a day off before they are away: whoever acts on the next working day.
  const today = workingDayFrom(days.today, 1, days.isWorkingDay);
  const to = await standInFor(tx, item, facts, { personId, today });
  if (to !== null) {
    await giveTo(ctx, { item, event: "delegated", to, because: "away" });
    return true;
  }
  const next = isRequest(item) ? await nextOwner(tx, item, facts, services.clock.now()) : null;
  if (!next) return false;
  await giveTo(ctx, { item, to: next.personId, because: "away" });
  return true;
}

/** After its program is reopened: schedules its requests and blockers again. */
export async function resumeRequests(services: Services, tx: Tx, program: Program): Promise<void> {
  const { workspace_id: workspaceId, id } = program;
  const types = ["request", "issue"] as const;
  const items = await listItems(tx, workspaceId, { programIds: [id], types, states: ["open"] });
  for (const item of items) {
    const term = { workspace_id: workspaceId, item_id: item.id };
    await saveTerm(tx, { ...term, kind: "due", ends_at: services.clock.now() });
    if (isRequest(item)) {
      const { waiting } = item.details;
      if (waiting?.because === "vote") await saveTerm(tx, { ...term, kind: "vote", ends_at: waiting.until });
      await updateMessages(services, tx, item);
    }
    await yieldToEventLoop();
  }
}

export async function lookAtBlocker(services: Services, tx: Tx, item: Item): Promise<void> {
  if (!isOpenBlocker(item) || item.owner_id === null) return;
  const now = services.clock.now();
  const facts = await escalationFacts(tx, item, now);
  const { workspace_id: workspaceId, owner_id: personId } = item;
  const back = await backTo(tx, facts.events, personId, now);
  if (back !== null) {
    const given = await giveTo(
      { ...services, db: tx, actor: null },
      { item, event: "delegated", to: back, because: "led" },
    );
    return lookAtBlocker(services, tx, given);
  }
  const days = await daysOfPerson(tx, workspaceId, personId, now);
  // Past its date, to whoever leads that day.
  const isLate = item.due_on !== null && item.due_on < days.today;
  const isLeadAway = isLate && levelOf(facts.seats, personId) !== null && days.isAway(days.today);
  if (isLeadAway && (await passToStandIn(services, tx, item, facts, { personId, days }))) return;
  if (!(await isOwnerAsked(tx, item))) return lookAgain(tx, item, days, now);
  const handOver = await handOverOf(tx, item, facts, now);
  if (handOver && now >= handOver.at) {
    const until = days.today > handOver.on ? days.today : handOver.until;
    const giving = { to: handOver.personId, because: "no-answer" as const, until };
    const given = await giveTo({ ...services, db: tx, actor: null }, { item, ...giving });
    return lookAtBlocker(services, tx, given);
  }
  await lookAgain(tx, item, days, now);
}

/** Whose it was before they were away, on the first morning on which they work again; null: nobody's, or they are still away. */
async function backTo(tx: Tx, events: readonly ItemEvent[], ownerId: string, now: Instant): Promise<string | null> {
  const came = events.findLast((event) => ownerAfter(event) === ownerId);
  const given = came ? assignmentIn(came) : null;
  if (!came || given?.because !== "away" || came.event !== "delegated") return null;
  const { today, zone, isAway, isWorkingDay } = await daysOfPerson(tx, came.workspace_id, given.from, now);
  if (!isWorkingDay(today) || isAway(today) || now < instantOf(today, USUAL_MORNING, zone)) return null;
  return given.from;
}

/** For its forms. Throws ITEM_GONE, ITEM_NOT_YOURS, ITEM_MOVED_ON, PROGRAM_CLOSED. */
async function toAct(ctx: ActorContext<Tx>, { itemId }: { itemId: string }): Promise<Blocker> {
  const item = await itemToAct(ctx, { id: itemId });
  await refuseUnlessMayChangeItem(ctx, item);
  if (!isOpenBlocker(item)) throw await movedOn(ctx, item);
  return item;
}

/** Throws as `toAct`, and NOBODY_ABOVE. */
export async function blockerToEscalate(ctx: ActorContext, { itemId }: { itemId: string }) {
  return inTransaction(ctx.db, (tx) => toEscalate({ ...ctx, db: tx }, { itemId }));
}

async function toEscalate(ctx: ActorContext<Tx>, { itemId }: { itemId: string }) {
  const item = await toAct(ctx, { itemId });
  const to = await nextForBlocker(ctx.db, item, ctx.clock.now());
  if (to) return { item, to };
  if (isKeptBelow(item)) throw requestFailure("KEPT_BELOW", { code: codeOf(item) });
  const { title } = await programOf(ctx.db, item.workspace_id, item.program_id);
  throw requestFailure("NOBODY_ABOVE", { code: codeOf(item), program: title });
}

/** Escalates it to the next owner, with a note, and returns them. Throws as `blockerToEscalate`. */
export async function escalate(ctx: ActorContext, { itemId, note }: { itemId: string; note: string }): Promise<Person> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { item, to } = await toEscalate(within, { itemId });
    await giveTo(within, { item, to: to.id, because: "by-hand", note });
    return to;
  });
}

/** Recipients of a reply: the previous owner and whoever raised it, and who acts for them meanwhile. Throws as `toAct`. */
export async function blockerToReplyTo(ctx: ActorContext, { itemId }: { itemId: string }) {
  return inTransaction(ctx.db, (tx) => toReplyTo({ ...ctx, db: tx }, { itemId }));
}

async function toReplyTo(ctx: ActorContext<Tx>, { itemId }: { itemId: string }) {
  const item = await toAct(ctx, { itemId });
  const now = ctx.clock.now();
  const facts = await escalationFacts(ctx.db, item, now);
  const from = facts.events.flatMap((event) => assignmentIn(event)?.from ?? []).at(-1) ?? item.raised_by;
  const ids = new Set<string>();
  for (const personId of [from, item.raised_by])
    for (const id of await withStandIn(ctx.db, item, facts, { personId, now })) ids.add(id);
  ids.delete(ctx.actor.id);
  const concerned = await concernedAmong(ctx, ctx.db, item, [...ids]);
  return { item, to: await peopleByIds(ctx.db, item.workspace_id, concerned) };
}

/** Sends the note at once, and says to whom; the blocker stays with its owner. Throws as `toAct`. */
export async function replyAboutBlocker(
  ctx: ActorContext,
  { itemId, note }: { itemId: string; note: string },
): Promise<Person[]> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { item, to } = await toReplyTo(within, { itemId });
    const replied = await record(within, { item, event: "confirmed", changes: {}, note });
    const ids = to.map(({ id }) => id);
    await sendNote(ctx, tx, replied, ids, { isNow: true });
    return to;
  });
}
