/** What people do with the step that is theirs, and what follows from it for the others of its track. */
import { approve, lastApproval, refuse } from "../approvals/approvals.ts";
import { workingDaysOf } from "../calendars/availability.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { workingDaysFrom } from "../platform/working-days.ts";
import { roleFactsFor } from "../programs/authority.ts";
import { programOf, programToChange } from "../programs/programs.ts";
import { seatDay } from "../programs/seats.ts";
import { findItemInTurn, itemFor, itemIn } from "../register/item-rights.ts";
import { type Item, type ItemChange, itemToAct, moveItem, record } from "../register/items.ts";
import { lastActOn } from "../register/last-act.ts";
import { sendNote } from "../register/requests/notifications.ts";
import { askAtGate, holdsPlace, mayApprove, sendNobodyThere } from "./gates.ts";
import { sendInformed } from "./informed.ts";
import { writeToOwner } from "./look-after.ts";
import { makeReady } from "./ready-steps.ts";
import { followMilestone } from "./start-and-stop.ts";
import { sendStep, showStep } from "./step-messages.ts";
import { dueFrom } from "./step-term.ts";
import { isReady } from "./template.ts";
import {
  finishIfDone,
  lookSoon,
  stepOfItem,
  stepsAfter,
  stepsBefore,
  stepsOf,
  type TrackStep,
  trackFailure,
  trackMoved,
} from "./tracks.ts";
import { sendWhileAway, type WhileAway } from "./while-away.ts";
import { whoDoAll, whoTakes, whoTakesNow } from "./who-does.ts";
import { showOrder } from "./work/requests-to-order-message.ts";
import { endRolesOf } from "./working-roles.ts";

/** Whose it is has what they need. Throws ITEM_GONE, STEP_OVER, STEP_NOT_YOURS. */
export async function acceptStep(ctx: ActorContext, { itemId }: { itemId: string }): Promise<void> {
  await act(ctx, itemId, async (within, { item, step }) => {
    if (step.stands.accepted_at !== null) return;
    await rows(within.db, "track_step", item.workspace_id).update(
      { track_id: step.track.id, key: step.key },
      { accepted_at: ctx.clock.now() },
    );
    await record(within, { item, event: "confirmed", changes: {} });
  });
}

/**
 * `note`: what the next one needs in hand, or a link. `checked`: how many of its checks are ticked. `nextId`: of those who hold
 * the role of what begins then, who gets it. Throws as `acceptStep`, and STEP_UNCHECKED.
 */
export async function completeStep(
  ctx: ActorContext,
  { itemId, checked, note, nextId = null }: { itemId: string; checked: number; note: string; nextId?: string | null },
): Promise<void> {
  await act(ctx, itemId, async (within, { item, step }) => {
    if (checked < step.checks.length) throw trackFailure("STEP_UNCHECKED");
    await moveItem(within, { item, to: "done", ...(note !== "" && { note }) });
    if (nextId !== null) await giveNext(within, step, nextId);
  });
}

/** What has just begun after this step goes to that person, where they hold its role: they alone read so. */
async function giveNext(ctx: ActorContext<Tx>, step: TrackStep, nextId: string): Promise<void> {
  const { db: tx } = ctx;
  const { workspace_id: workspaceId, program_id: programId } = step.track;
  const now = ctx.clock.now();
  const all = await stepsOf(tx, workspaceId, [step.track]);
  const chain = await whoDoAll(tx, workspaceId, [programId], now);
  for (const next of stepsAfter(step, all)) {
    const isTheirs = chain.holding(next.track, next.role).includes(nextId);
    const hasBegun = next.state === "open" && next.stands.ready_at === now && next.ownerId !== nextId;
    const item = isTheirs && hasBegun ? await itemIn(tx, next.track, next.stands.item_id) : undefined;
    if (!item) continue;
    const dueOn = await dueFrom(tx, await getPerson(tx, workspaceId, nextId), next, now);
    const changes = { owner_id: nextId, due_on: dueOn };
    const given = await record(ctx, { item, event: "delegated", changes, isQuiet: true });
    await sendStep(ctx, tx, given, { isToOrder: next.stage === "prioritisation" });
  }
}

/**
 * What is missing goes at once to whoever did the step before: that is open again, and this one waits for it; what others have
 * stays with them. `to`: the key of the step before; where that is open again already, they read these words too. Returns where
 * they are away. Throws as `acceptStep`.
 */
export function handBack(
  ctx: ActorContext,
  { itemId, to, missing }: { itemId: string; to: string; missing: string },
): Promise<WhileAway | null> {
  return act(ctx, itemId, async (within, { item, step, all }) => {
    const earlier = stepsBefore(step, all).find(({ key }) => key === to);
    const itemBefore = await itemIn(within.db, item, earlier?.stands.item_id ?? null);
    if (!earlier || !itemBefore) throw trackFailure("STEP_OVER");

    await takeBack(ctx, within.db, step);
    const before = { item: itemBefore, step: earlier };
    const isOpen = itemBefore.state === "open";
    const written = isOpen
      ? await writeToOwner(within, before, { about: "asked", words: missing })
      : await reopen(within, { ...before, note: missing });
    const { id: trackId, workspace_id: workspaceId } = step.track;
    await trackMoved.happened(ctx, within.db, { workspaceId, trackId, began: [] });
    return sendWhileAway(within, { item: written, step: earlier });
  });
}

/**
 * With its whole term again, so that nobody is late with what has just come back; whoever did it reads the words at once, or,
 * where they have left Slack since, whoever does it now.
 */
async function reopen(
  ctx: ActorContext<Tx>,
  { item, step, note }: Pick<Acting, "item" | "step"> & { note: string },
): Promise<Item> {
  const doer = await getPerson(ctx.db, item.workspace_id, item.owner_id ?? "");
  const owner = doer.is_deactivated === 1 ? await whoTakesNow(ctx.db, step, ctx.clock.now()) : doer;
  const dueOn = await dueFrom(ctx.db, owner, step, ctx.clock.now());
  const changes = { due_on: dueOn, state: "open", closed_at: null } as const;
  const opened = await record(ctx, { item, event: "reopened", changes, note, isQuiet: true });
  const given = owner.id === doer.id ? opened : await giveOn(ctx, opened, { from: doer, to: owner, note });
  await sendStep(ctx, ctx.db, given, { isAtOnce: true });
  return given;
}

/** Whoever has it now reads the words with it. */
function giveOn(
  ctx: ActorContext<Tx>,
  item: Item,
  { from, to, note }: { from: Person; to: Person; note: string },
): Promise<Item> {
  const assignment = { from: from.id, to: to.id, because: "role" } as const;
  const change = { event: "handed-on", changes: { owner_id: to.id }, facts: { assignment }, note } as const;
  return record(ctx, { item, ...change, isQuiet: true });
}

/** What was asked of their role they cannot give: the track ends, and whoever asked reads why. Throws as `acceptStep`. */
export async function declineStep(
  ctx: ActorContext,
  { itemId, reason }: { itemId: string; reason: string },
): Promise<void> {
  await act(ctx, itemId, async (within, { item, step }) => {
    await rows(within.db, "track", item.workspace_id).update(
      { id: step.track.id, state: "running" },
      { state: "stopped", ended_at: ctx.clock.now() },
    );
    const declined = await moveItem(within, { item, to: "dropped", note: reason });
    await sendNote(ctx, within.db, declined, [item.raised_by]);
  });
}

export interface Acting {
  item: Item;
  step: TrackStep;
  all: TrackStep[];
}

/** For whoever may read it. Throws STEP_OVER, ITEM_GONE. */
export async function stepToRead(ctx: ActorContext, itemId: string): Promise<Omit<Acting, "item">> {
  await itemFor(ctx, { id: itemId });
  const found = await stepOfItem(ctx.db, ctx.actor.workspace_id, itemId);
  if (!found) throw trackFailure("STEP_OVER");
  return found;
}

/** On an open step of the actor. Throws ITEM_GONE, STEP_OVER, STEP_NOT_YOURS. */
export function act<Result = void>(
  ctx: ActorContext,
  itemId: string,
  work: (within: ActorContext<Tx>, acting: Acting) => Promise<Result>,
): Promise<Result> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const item = await itemToAct(within, { id: itemId });
    const found = await stepOfItem(tx, item.workspace_id, itemId);
    if (!found || item.state !== "open") throw trackFailure("STEP_OVER", await lastActOn(within, item));
    if (item.owner_id !== ctx.actor.id)
      throw trackFailure("STEP_NOT_YOURS", {
        name: (await getPerson(tx, item.workspace_id, item.owner_id ?? "")).name,
      });
    return work(within, { item, ...found });
  });
}

/** In the transaction of every change of an item. */
export async function followItem(services: Services, tx: Tx, change: ItemChange): Promise<void> {
  const { before: was, after: item } = change;
  if (!was) return;

  const { workspace_id: workspaceId } = item;
  if (item.type === "milestone" && item.due_on !== null && item.due_on !== was.due_on)
    await followMilestone({ ...services, db: tx }, { workspaceId, milestoneId: item.id, dueOn: item.due_on });
  if (item.type === "step") await followStep(services, tx, { ...change, before: was });
}

async function followStep(
  services: Services,
  tx: Tx,
  { before: was, after: item, event, actorId, isQuiet = false }: ItemChange & { before: Item },
): Promise<void> {
  const { workspace_id: workspaceId } = item;
  const found = await stepOfItem(tx, workspaceId, item.id);
  if (!found) return;

  const { step, all } = found;
  if (item.state === "open" && was.state !== "open") await reopened(services, tx, { item, step, all }, { isQuiet });
  else if (item.state !== "open" && was.state === "open") await ended(services, tx, { item, step, all });
  // Whoever leaves has handed over: what else of their roles they had goes on as well.
  if (item.state === "done" && step.brings === "items" && step.track.about_id !== null)
    await endRolesOf(services, tx, await programOf(tx, workspaceId, item.program_id), new Set([step.track.about_id]));

  const isGiven = item.owner_id !== was.owner_id;
  const isByLadder = isGiven && event === "handed-on" && actorId === null;
  const { isGivenOn, naming } = isByLadder ? await giveByChain(services, tx, item, step) : STAYS;
  if (isGivenOn) return;
  const isToOrder = step.stage === "prioritisation" && event === "handed-on";
  if (isGiven && !isQuiet) await sendToBoth(services, tx, { before: was, after: item, actorId }, { naming, isToOrder });
  else if (event === "reopened" && !isQuiet) await sendStep(services, tx, item, { isToOrder });

  // Whoever has it reads the date that somebody else set.
  if (event === "moved-date" && item.owner_id !== null && item.owner_id !== actorId)
    await sendNote(services, tx, item, [item.owner_id]);

  await showStep(services, tx, item);
  await lookSoon(tx, step, services.clock.now());
  if (step.stage === "prioritisation") await showOrder(services, tx, item);
  if (item.state !== "open") await finishIfDone(services, tx, { workspaceId, trackId: step.track.id });
  await trackMoved.happened(services, tx, { workspaceId, trackId: step.track.id, began: [] });
}

/** To whoever has it now and whoever had it: not to those who read of it as they are to name somebody. */
async function sendToBoth(
  services: Services,
  tx: Tx,
  { before, after: item, actorId }: { before: Item; after: Item; actorId: string | null },
  { naming, isToOrder }: Pick<GivenByChain, "naming"> & { isToOrder: boolean },
): Promise<void> {
  if (!naming?.has(item.owner_id ?? "")) await sendStep(services, tx, item, { isToOrder });
  const { owner_id: formerId } = before;
  if (isToOrder || formerId === null || formerId === actorId) return;
  if (!(await holdsPlace(tx, item, formerId))) await sendStep(services, tx, item, { formerId });
}

interface GivenByChain {
  isGivenOn: boolean;
  /** Who names somebody, as nobody is there; null: somebody is. */
  naming: ReadonlySet<string> | null;
}

const STAYS: GivenByChain = { isGivenOn: false, naming: null };

/** Whoever had it is gone: to whoever does it now, where that is somebody else than the ladder of the register has. */
async function giveByChain(services: Services, tx: Tx, item: Item, step: TrackStep): Promise<GivenByChain> {
  const { owner_id: from } = item;
  const chain = await whoDoAll(tx, item.workspace_id, [item.program_id], services.clock.now());
  const { ids, isThere } = await whoTakes(tx, chain, step);
  const [to] = ids;
  const isStandIn = from !== null && ids.includes(from);
  // Those to be put in order are one line, whoever stands in.
  if (item.state !== "open" || from === null || (isStandIn && step.stage === "prioritisation")) return STAYS;
  if (!isThere) {
    const naming = await sendNobodyThere(services, tx, { item, step }, { chain, ofId: from });
    return { isGivenOn: false, naming };
  }
  if (isStandIn) return STAYS;
  const assignment = { from, to, because: "role" } as const;
  const change = { event: "handed-on", changes: { owner_id: to }, facts: { assignment } } as const;
  await record({ ...services, db: tx, actor: null }, { item, ...change });
  return { isGivenOn: true, naming: null };
}

/** A gate is approved first. */
async function ended(services: Services, tx: Tx, acting: Acting): Promise<void> {
  const { gate, track } = acting.step;
  if (!gate || track.state !== "running") return passed(services, tx, acting);
  const chain = await whoDoAll(tx, track.workspace_id, [track.program_id], services.clock.now());
  await askAtGate(services, tx, acting, chain);
}

/** Done or dropped, and approved where it is a gate: what comes after it may begin. */
async function passed(services: Services, tx: Tx, { step, all }: Omit<Acting, "item">): Promise<void> {
  const { id: trackId, workspace_id: workspaceId, started_by: starterId } = step.track;
  const now = services.clock.now();
  const today = seatDay(now);
  const stock = rows(tx, "track_step", workspaceId);
  await stock.update({ track_id: trackId, key: step.key }, { done_at: now });
  if (step.track.state === "running") await sendInformed(services, tx, { step, all });
  for (const { key, wait } of all) {
    if (!wait || !("afterStep" in wait) || wait.afterStep !== step.key) continue;
    const starter = { workspace_id: workspaceId, id: starterId };
    const isWorkingDay = await workingDaysOf(tx, starter, today, { isAwayToo: false });
    const until = workingDaysFrom(today, wait.workingDays, isWorkingDay);
    await stock.update({ track_id: trackId, key, item_id: null }, { wait_until: until });
  }
  await makeReady(services, tx, { workspaceId, trackId });
}

/** What comes after it is taken back, as far as it is not done; `isQuiet`: it stays, as something is missing for one of it alone. */
async function reopened(
  services: Services,
  tx: Tx,
  { item, step, all }: Acting,
  { isQuiet }: { isQuiet: boolean },
): Promise<void> {
  const { workspace_id: workspaceId } = item;
  const stock = rows(tx, "track_step", workspaceId);
  const match = { track_id: step.track.id, key: step.key };
  const anew = { ready_at: services.clock.now(), accepted_at: null, done_at: null, rework: step.stands.rework + 1 };
  await stock.update(match, anew);
  await rows(tx, "track", workspaceId).update(
    { id: step.track.id, state: "finished" },
    { state: "running", ended_at: null },
  );
  if (isQuiet) return;

  const done = new Set(all.flatMap(({ key, stands }) => (stands.done_at !== null && key !== step.key ? [key] : [])));
  for (const later of stepsAfter(step, all)) {
    const { item_id: itemId, done_at: doneAt } = later.stands;
    if (itemId === null || doneAt !== null || isReady(later, done)) continue;
    await takeBack(services, tx, later);
  }
}

/** A step waits again: its item is dropped, a new one comes when it is ready. */
export async function takeBack(services: Services, tx: Tx, { track, key, stands, stage }: TrackStep): Promise<void> {
  const match = { track_id: track.id, key, item_id: stands.item_id };
  const back = { item_id: null, ready_at: null, accepted_at: null };
  await rows(tx, "track_step", track.workspace_id).update(match, back);
  const item = await itemIn(tx, track, stands.item_id);
  if (item?.state === "open") await moveItem({ ...services, db: tx, actor: null }, { item, to: "dropped" });
  if (item) await showStep(services, tx, item);
  if (item && stage === "prioritisation") await showOrder(services, tx, item);
}

/**
 * `reason`: why not; null: approved, so that what comes after it may begin. Returns where whoever did it is away and reads why not
 * later. Throws STEP_OVER, PROGRAM_NOT_YOURS, APPROVAL_….
 */
export async function answerGate(
  ctx: ActorContext,
  { itemId, reason }: { itemId: string; reason: string | null },
): Promise<WhileAway | null> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { workspace_id: workspaceId } = ctx.actor;
    await findItemInTurn(tx, workspaceId, itemId);
    const found = await stepOfItem(tx, workspaceId, itemId);
    const item = found && (await itemIn(tx, found.step.track, itemId));
    const asked = await lastApproval(tx, { workspaceId, kind: "step", id: itemId });
    if (!item || !asked || item.state === "open") throw trackFailure("STEP_OVER");

    // Whoever was asked may have lost the role for which they were.
    const chain = await whoDoAll(tx, workspaceId, [item.program_id], ctx.clock.now());
    const { approverNamedBy } = found.step;
    const naming = approverNamedBy === null ? [] : [approverNamedBy];
    const facts = await roleFactsFor(tx, ctx.actor, item.program_id, ctx, naming);
    if (!mayApprove(chain, found.step, ctx.actor.id, facts)) await programToChange(ctx, tx, ctx.actor, item.program_id);

    let sentBack: Item | null = null;
    const answering = { approvalId: asked.id, authors: new Set(item.owner_id === null ? [] : [item.owner_id]) };
    if (reason === null) {
      await approve(within, answering);
      await passed(ctx, tx, found);
      await finishIfDone(ctx, tx, { workspaceId, trackId: found.step.track.id });
    } else {
      await refuse(within, { ...answering, reason });
      sentBack = await reopen(within, { item, step: found.step, note: reason });
    }

    await showStep(ctx, tx, item);
    await trackMoved.happened(ctx, tx, { workspaceId, trackId: found.step.track.id, began: [] });
    return sentBack && sendWhileAway(within, { item: sentBack, step: found.step });
  });
}
