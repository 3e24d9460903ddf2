/** What those who answer for a step do with one that is late, and whoever has it: another date, another person, words. */
import { moveApproval } from "../approvals/approvals.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf, refuseWhoCannotAnswer, standingsOf } from "../programs/programs.ts";
import { titled } from "../register/codes-and-transitions.ts";
import { refuseWhereClosed, registerFailure } from "../register/failures.ts";
import { findItemInTurn } from "../register/item-rights.ts";
import { blankDetails } from "../register/item-types.ts";
import { type Item, moveDate, raiseItem, record } from "../register/items.ts";
import { lastActOn } from "../register/last-act.ts";
import { askToApprove, holdsPlace } from "./gates.ts";
import { type About, lateStepKind } from "./late-messages.ts";
import { lateKeysOf, sendStep, showStep } from "./step-messages.ts";
import { dueOf, isAtGate, lookSoon, stepOfItem, type TrackStep, trackFailure } from "./tracks.ts";
import { type WhoDoes, whoDoAll } from "./who-does.ts";

/** A step that is open, or waits for approval. */
interface LookedAfter {
  item: Item;
  step: TrackStep;
  chain: WhoDoes;
  /** Who does or approves it; null: nobody. */
  personId: string | null;
}

/** Another last day, of the step or of its approval. Throws as `lookAfter`, and STEP_DATE_PAST. */
export async function moveStep(
  ctx: ActorContext,
  { itemId, to, reason }: { itemId: string; to: LocalDate; reason: string },
): Promise<void> {
  await lookAfter(ctx, itemId, { isNaming: false }, async (within, { item, step }) => {
    if (to < localDateOf(ctx.clock.now(), ctx.actor.zone)) throw trackFailure("STEP_DATE_PAST");
    if (item.state === "open") {
      await moveDate(within, { item, to, reason });
      return;
    }
    await moveApproval(within.db, { workspaceId: item.workspace_id, kind: "step", id: item.id }, to);
    await lookSoon(within.db, step, ctx.clock.now());
    await showStep(ctx, within.db, item);
  });
}

/**
 * It is somebody else's from now on, to do or to approve, who may name another in turn. Throws as `lookAfter`,
 * STEP_DONE_BY_THEM, PARTICIPANT_….
 */
export async function giveStep(
  ctx: ActorContext,
  { itemId, owner, note }: { itemId: string; owner: Person; note: string },
): Promise<void> {
  refuseWhoCannotAnswer(owner);
  await lookAfter(ctx, itemId, { isNaming: true }, async (within, { item, step, personId }) => {
    if (owner.id === personId) {
      // Until now they only held its place.
      if (item.state === "open" && (await holdsPlace(within.db, item, owner.id))) await sendStep(ctx, within.db, item);
      return;
    }
    if (item.state === "open") {
      const given = { event: "delegated", changes: { owner_id: owner.id }, ...(note !== "" && { note }) } as const;
      await record(within, { item, ...given });
      return;
    }
    if (owner.id === item.owner_id) throw trackFailure("STEP_DONE_BY_THEM", { name: owner.name });
    await askToApprove(ctx, within.db, { item, step }, { askedOf: owner.id, namedBy: ctx.actor.id });
    await showStep(ctx, within.db, item);
  });
}

/** Whoever has it reads the words at once; of anybody else they are a request. Throws as `lookAfter`, `raiseItem`. */
export async function askAboutStep(
  ctx: ActorContext,
  { itemId, person, words }: { itemId: string; person: Person; words: string },
): Promise<void> {
  refuseWhoCannotAnswer(person);
  await lookAfter(ctx, itemId, { isNaming: false }, async (within, { item, step, personId }) => {
    if (person.id === personId) {
      await write(within, { item, step }, { about: "asked", to: [person.id], words });
      return;
    }
    await raiseItem(within, {
      programId: item.program_id,
      ...blankDetails("request"),
      ...titled(words),
      ownerId: person.id,
      sourceKey: `step-ask:${item.id}:${ctx.ids.next()}`,
    });
  });
}

/** Whoever answers for it, or leads, reads the words at once; it stays. Throws as `lookAfter`, and STEP_NOBODY_ELSE. */
export async function sayStuck(ctx: ActorContext, { itemId, words }: { itemId: string; words: string }): Promise<void> {
  await lookAfter(ctx, itemId, { isNaming: false }, async (within, { item, step, chain, personId }) => {
    if (personId !== ctx.actor.id) throw await notTheirs(within, personId);
    const to = chain.answering(step, ctx.actor.id);
    if (to.length === 0) throw trackFailure("STEP_NOBODY_ELSE");
    await write(within, { item, step }, { about: "stuck", to, words });
  });
}

/** Whoever does or approves it reads the words at once. Returns the step as it is then. */
export async function writeToOwner(
  ctx: ActorContext<Tx>,
  written: Pick<LookedAfter, "item" | "step">,
  { about, words }: { about: "asked" | "not-same"; words: string },
): Promise<Item> {
  const { personId } = dueOf(written.step);
  return write(ctx, written, { about, to: personId === null ? [] : [personId], words });
}

/** The words stand in the history of the step, and go to each of them. */
async function write(
  ctx: ActorContext<Tx>,
  { item, step }: Pick<LookedAfter, "item" | "step">,
  { about, to, words }: { about: About; to: readonly string[]; words: string },
): Promise<Item> {
  const { workspace_id: workspaceId, program_id: programId, id: itemId } = item;
  const written = await record(ctx, { item, event: "confirmed", changes: {}, note: words });
  const { revision } = written;
  for (const personId of to)
    await enqueue(ctx.db, ctx, lateStepKind, {
      workspaceId,
      key: `${lateKeysOf(itemId)}${about}:${revision}:${personId}`,
      subject: { programId, itemId, personId, about, ofId: dueOf(step).personId, on: null, revision },
      to: { personId },
      notBefore: ctx.clock.now(),
    });
  return written;
}

/**
 * For whoever does or approves a step, stands in for whoever does it, answers for it or leads; `isNaming`: sponsors too, who name somebody where nobody is there.
 * Throws ITEM_GONE, STEP_OVER, STEP_NOT_YOURS, PROGRAM_CLOSED.
 */
function lookAfter(
  ctx: ActorContext,
  itemId: string,
  { isNaming }: { isNaming: boolean },
  work: (within: ActorContext<Tx>, looked: LookedAfter) => Promise<void>,
): Promise<void> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    await work(within, await lookedAfter(within, itemId, { isNaming }));
  });
}

/** As it stands, for the form of such an act. Throws as `lookAfter`. */
export async function stepToLookAfter(ctx: ActorContext, itemId: string): Promise<LookedAfter> {
  return lookedAfter(ctx, itemId, { isNaming: true });
}

async function lookedAfter(
  ctx: ActorContext<Db | Tx>,
  itemId: string,
  { isNaming }: { isNaming: boolean },
): Promise<LookedAfter> {
  const { db, actor } = ctx;
  const { workspace_id: workspaceId, id: actorId } = actor;
  const item = await findItemInTurn(db, workspaceId, itemId);
  if (!item) throw registerFailure("ITEM_GONE");
  const standings = await standingsOf(db, actor, item.program_id, ctx);
  const found = await stepOfItem(db, workspaceId, item.id);
  if (!found)
    throw standings.length > 0 || item.owner_id === actorId ? trackFailure("STEP_OVER") : registerFailure("ITEM_GONE");

  const { step } = found;
  const chain = await whoDoAll(db, workspaceId, [item.program_id], ctx.clock.now());
  const { personId } = dueOf(step);
  const standing = step.state === "open" ? chain.standingIn(step, null) : [];
  const isTheirs = [personId, ...chain.answering(step, personId), ...standing].includes(actorId);
  const mayChange = may(standings, "change-program") || (isNaming && standings.includes("sponsor"));
  const isConcerned = isTheirs || standings.length > 0 || item.owner_id === actorId;
  if (!isConcerned) throw registerFailure("ITEM_GONE");

  refuseWhereClosed(await programOf(db, workspaceId, item.program_id));
  if (item.state !== "open" && !isAtGate(step)) throw trackFailure("STEP_OVER", await lastActOn(ctx, item));
  if (!isTheirs && !mayChange) throw await notTheirs(ctx, personId);
  return { item, step, chain, personId };
}

async function notTheirs({ db, actor }: ActorContext<Db | Tx>, personId: string | null) {
  const name = personId === null ? "" : (await getPerson(db, actor.workspace_id, personId)).name;
  return trackFailure("STEP_NOT_YOURS", { name });
}
