/** Writing items: risks, assumptions, issues, dependencies, decisions, actions and requests; one function per act. */
import { workingDaysOf } from "../calendars/availability.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { EventKind } from "../platform/events.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { workingDaysFrom } from "../platform/working-days.ts";
import { lockProgram, type Program, programOf, standingsOf } from "../programs/programs.ts";
import { titleFor } from "../programs/visitor-of-home.ts";
import { codeOf, isLive, isReviewed, mayBecome } from "./codes-and-transitions.ts";
import { refuseWhereClosed, registerFailure } from "./failures.ts";
import { refuseUnsoundGoal, withFirstTarget } from "./goals/sound-goals.ts";
import { findItemInTurn, mayReadItem, standingsOn } from "./item-rights.ts";
import { type ItemType, TYPES, type TypedDetails, typedOf } from "./item-types.ts";
import { movedOn } from "./last-act.ts";
import { namingOf, namingOfNew } from "./naming.ts";
import { reminderAfter } from "./reminders/days.ts";
import {
  findItem,
  findItemBySource,
  type Item,
  insertItem,
  insertItemEvent,
  nextNumber,
  setReminder,
  updateItem,
} from "./repository.ts";
import { answerDayAfter, answerDayFor } from "./requests/answer-by.ts";
import type { Assignment, ByImport, VoteClosed } from "./requests/history.ts";
import { refuseAsDecider, refuseSecondMove } from "./requests/next-owner.ts";
import { withoutWaits } from "./requests/request.ts";
import { usualDecider, withCurrency } from "./requests/usual-decider.ts";
import type { Disclosure, ItemEventName } from "./table.ts";
import type { ItemState } from "./types/item-type.ts";

export type { Item, ItemEvent } from "./repository.ts";

export interface ItemChange {
  /** Null for a new one. */
  before: Item | null;
  after: Item;
  event: ItemEventName;
  actorId: string | null;
  /** Nobody is notified again: the message they have is updated. */
  isQuiet?: boolean;
  /** By an import or its undoing: who is concerned is notified once it can be undone no more. */
  isByImport?: boolean;
}

/** Announced in the transaction of the change. */
export const itemChanged = new EventKind<ItemChange>();

/** A week begins on this Monday. */
export const weekBegins = new EventKind<{ workspaceId: string; monday: LocalDate }>();

export type NewItem = TypedDetails & {
  title: string;
  description?: string;
  ownerId?: string | null;
  dueOn?: LocalDate | null;
  /** Unique per source. */
  sourceKey: string;
  disclosure?: Disclosure;
  permalink?: string;
  checkIn?: { roundId: string; id: string; revision: number; writerId?: string };
  /** Whose item it is; default: whoever enters it. */
  raisedById?: string;
  import?: ByImport;
};

/**
 * Adds an item; it is open at once. Idempotent by source.
 * Throws NOT_OF_PROGRAM, PROGRAM_CLOSED.
 */
export async function raiseItem(
  ctx: ActorContext<Tx>,
  { programId, ...input }: NewItem & { programId: string },
): Promise<Item> {
  const { db: tx, actor } = ctx;
  const isAsked = input.checkIn !== undefined;
  // An answer shares the lock already.
  if (!isAsked) await lockProgram(tx, { workspaceId: actor.workspace_id, programId });
  const program = await programOf(tx, actor.workspace_id, programId);
  const standings = await standingsOf(tx, actor, programId, ctx);
  if (!isAsked && !may(standings, "add-to-record"))
    throw registerFailure("NOT_OF_PROGRAM", { program: await titleFor(ctx, tx, actor, program) });
  if (!isAsked) refuseWhereClosed(program);
  if (input.type === "request" && input.ownerId) {
    const decider = await getPerson(tx, actor.workspace_id, input.ownerId);
    refuseAsDecider(decider, { requesterId: input.raisedById ?? actor.id, deciderId: null });
  }
  await refuseUnsoundGoal(ctx, { programId, item: null, typed: typedOf(input), dueOn: input.dueOn ?? null });
  return enter(ctx, { program, ...input });
}

/** The right to add has been checked. Idempotent by source. */
export async function enter(
  ctx: ActorContext<Tx>,
  { program, ...input }: { program: Program } & NewItem,
): Promise<Item> {
  const { db: tx, clock, ids, actor } = ctx;
  const now = clock.now();
  // A first answer has no items yet.
  const mayExist = input.checkIn?.revision !== 1;
  const existing = mayExist ? await findItemBySource(tx, actor.workspace_id, input.sourceKey) : undefined;
  if (existing) return existing;

  const raiserId = input.raisedById ?? actor.id;
  const isRequest = input.type === "request";
  const disclosure = input.disclosure ?? "program";
  const typed = withCurrency(program, typedOf(input));
  const byRule = { requesterId: raiserId, disclosure, ...(typed.type === "request" && { asked: typed.details }) };
  const ownerId = input.ownerId ?? (isRequest ? await usualDecider(ctx, tx, program, byRule) : raiserId);
  const dueOn = input.dueOn ?? (await usuallyDueOn(tx, actor, input.type, now));
  const answered = { workspace_id: actor.workspace_id, due_on: dueOn };
  const raised: Item = {
    workspace_id: actor.workspace_id,
    id: ids.next(),
    program_id: program.id,
    short_key: program.short_key,
    number: await nextNumber(tx, { workspace_id: actor.workspace_id, program_id: program.id, type: input.type }),
    title: storableText(input.title),
    description: storableText(input.description ?? ""),
    state: TYPES[input.type].begins,
    owner_id: ownerId,
    raised_by: raiserId,
    raised_at: now,
    due_on: dueOn,
    original_due_on: dueOn,
    due_moves: 0,
    answer_by: isRequest ? await answerDayFor(tx, answered, { ownerId, isNext: false, now }) : null,
    ...typed,
    disclosure,
    source_key: input.sourceKey,
    round_id: input.checkIn?.roundId ?? null,
    check_in_id: input.checkIn?.id ?? null,
    check_in_revision: input.checkIn?.revision ?? null,
    permalink: input.permalink ?? null,
    replaced_by: null,
    revision: 1,
    closed_at: null,
    updated_at: now,
    remind_at: null,
  };
  const item = { ...raised, remind_at: await reminderAfter(tx, raised, now) };
  const named = await namingOfNew(ctx, raised, input.ownerId ?? null);

  await insertItem(tx, item);
  await insertItemEvent(tx, {
    workspace_id: item.workspace_id,
    item_id: item.id,
    revision: 1,
    at: now,
    actor_id: actor.id,
    event: "raised",
    before: null,
    after: JSON.stringify({
      state: item.state,
      title: item.title,
      ownerId,
      dueOn,
      ...(input.checkIn?.writerId !== raiserId && { writerId: input.checkIn?.writerId }),
      ...named,
      ...(input.import && { import: input.import }),
    }),
    note: null,
    check_in_id: item.check_in_id,
  });
  const isByImport = input.import !== undefined;
  await itemChanged.happened(ctx, tx, { before: null, after: item, event: "raised", actorId: actor.id, isByImport });
  return item;
}

const WORKING_DAYS_TO_DO = 5;
const DAYS_TO_REVIEW = 30;

/** Confirms an open item. Past its review date it gets a new one. */
export async function recordConfirmed(
  ctx: ActorContext<Tx>,
  { item, ...by }: { item: Item } & Pick<Change, "note" | "checkInId">,
): Promise<Item> {
  const now = ctx.clock.now();
  const isOver = isReviewed(item) && isLive(item) && item.due_on && item.due_on < localDateOf(now, ctx.actor.zone);
  const changes = isOver ? { due_on: await usuallyDueOn(ctx.db, ctx.actor, item.type, now) } : {};
  return record(ctx, { item, event: "confirmed", changes, ...by });
}

/** Default due date; null for types whose date is always chosen. */
async function usuallyDueOn(tx: Tx, person: Person, type: ItemType, now: Instant): Promise<LocalDate | null> {
  const today = localDateOf(now, person.zone);
  if (type === "decision" || type === "stakeholder" || type === "objective") return null;
  if (type !== "risk" && type !== "assumption") return usualDay(tx, person, today);
  return workingDaysFrom(addLocalDays(today, DAYS_TO_REVIEW - 1), 1, await workingDaysOf(tx, person, today));
}

/** By when something is done or answered. */
export async function usualDay(db: Db | Tx, person: Person, today: LocalDate): Promise<LocalDate> {
  return workingDaysFrom(today, WORKING_DAYS_TO_DO, await workingDaysOf(db, person, today));
}

export interface Change {
  event: ItemEventName;
  changes: Parameters<typeof updateItem>[2];
  note?: string | undefined;
  /** The answer by which it happened. */
  checkInId?: string | undefined;
  /** Nobody is notified again: the message they have is updated. */
  isQuiet?: boolean;
  /** Stored in the history beside the changed fields. */
  facts?: { assignment: Assignment } | { vote: VoteClosed } | { import: ByImport };
}

/**
 * Writes a change with its row of history. `actor` null: by a rule. Throws ITEM_MOVED_ON after a concurrent change.
 */
export async function record(
  ctx: ActorContext<Tx, Person | null>,
  { item, event, changes: given, note, checkInId, facts, isQuiet = false }: { item: Item } & Change,
): Promise<Item> {
  const { db: tx } = ctx;
  const now = ctx.clock.now();
  const changes = { ...given, ...(await answerDayAfter(tx, item, { event, changes: given }, now)) };
  if (!(await updateItem(tx, item, { ...changes, updated_at: now }))) throw await movedOn(ctx, item);
  const fields = Object.keys(changes);
  const extra = { ...facts, ...(await namingOf(ctx, tx, item, changes.owner_id)) };
  const fieldsBefore = new Map<string, unknown>(Object.entries(item));
  await insertItemEvent(tx, {
    workspace_id: item.workspace_id,
    item_id: item.id,
    revision: item.revision + 1,
    at: now,
    actor_id: ctx.actor?.id ?? null,
    event,
    before:
      fields.length > 0
        ? JSON.stringify(Object.fromEntries(fields.map((field) => [field, fieldsBefore.get(field)])))
        : null,
    after: fields.length > 0 || facts ? JSON.stringify({ ...changes, ...extra }) : null,
    note: note === undefined ? null : storableText(note),
    check_in_id: checkInId ?? null,
  });
  const changed = await findItem(tx, item.workspace_id, item.id);
  if (!changed) throw registerFailure("ITEM_GONE");
  const remindAt = await reminderAfter(tx, changed, now);
  if (remindAt !== changed.remind_at) await setReminder(tx, changed, remindAt);
  const recorded = { ...changed, remind_at: remindAt };
  await itemChanged.happened(ctx, tx, {
    before: item,
    after: recorded,
    event,
    actorId: ctx.actor?.id ?? null,
    isQuiet,
    isByImport: facts !== undefined && "import" in facts,
  });
  return recorded;
}

/** Moves an item to another state. Throws ITEM_MOVED_ON where its state does not allow it, DECISION_STANDS. */
export async function moveItem(
  ctx: ActorContext<Tx, Person | null>,
  { item, to, changes, note, checkInId, facts }: { item: Item; to: Exclude<ItemState, "active"> } & Partial<Change>,
): Promise<Item> {
  if (!mayBecome(item.type, item.state, to)) throw await movedOn(ctx, item);
  return record(ctx, {
    item,
    event: to === "open" ? "reopened" : to,
    changes: { ...changes, state: to, closed_at: to === "open" ? null : ctx.clock.now() },
    note,
    checkInId,
    ...(facts && { facts }),
  });
}

export type Edit = {
  /** Why, where it says that: of a target that moves. */
  note?: string;
  title?: string;
  description?: string;
  ownerId?: string | null;
  dueOn?: LocalDate | null;
  typed?: TypedDetails;
  import?: ByImport;
};

/**
 * Changes an item. The first date stays, each later one counts as a move.
 * Throws ITEM_NOT_YOURS, DECISION_STANDS, ITEM_MOVED_ON.
 */
export async function editItem(ctx: ActorContext<Tx>, { item, edit }: { item: Item; edit: Edit }): Promise<Item> {
  await refuseUnlessMayChangeItem(ctx, item);
  if (item.type === "decision") throw registerFailure("DECISION_STANDS", { code: codeOf(item) });
  // A decision that can still be undone belongs to its decider.
  const isDecided = item.type === "request" && (item.state === "decided" || item.details.waiting?.because === "undo");
  if (isDecided) throw await movedOn(ctx, item);
  // An open item keeps a date.
  const dueOn = edit.dueOn ?? item.due_on;
  // An open item has an owner.
  const ownerId = edit.ownerId ?? item.owner_id;
  const given = edit.typed ?? typedOf(item);
  const isGivenOn = ownerId !== item.owner_id;
  const asked = withCurrency(await programOf(ctx.db, item.workspace_id, item.program_id), given);
  const isAskedAnew = asked.type === "request" && isGivenOn;
  const typed = isAskedAnew ? { ...asked, details: withoutWaits(asked.details) } : withFirstTarget(item, asked);
  await refuseUnsoundGoal(ctx, { programId: item.program_id, item, typed, dueOn });
  const hasMoved = dueOn !== item.due_on && item.original_due_on !== null;
  if (hasMoved) await refuseSecondMove(ctx, item);

  const changes = {
    ...changedWords(item, edit),
    ...(isGivenOn && { owner_id: ownerId }),
    ...changedDate(item, dueOn, hasMoved),
    ...(JSON.stringify(typed.details) !== JSON.stringify(item.details) && { details: typed.details }),
  };
  if (Object.keys(changes).length === 0) return item;

  const dateEvent = hasMoved ? "moved-date" : "changed";
  const note = edit.note === undefined || edit.note === "" ? {} : { note: edit.note };
  const facts = edit.import ? { facts: { import: edit.import } } : {};
  return record(ctx, { item, event: isGivenOn ? "delegated" : dateEvent, changes, ...note, ...facts });
}

function changedDate(item: Item, dueOn: LocalDate | null, hasMoved: boolean) {
  if (dueOn === item.due_on) return {};
  return {
    due_on: dueOn,
    original_due_on: item.original_due_on ?? dueOn,
    due_moves: item.due_moves + (hasMoved ? 1 : 0),
  };
}

function changedWords(item: Item, { title, description }: Edit): Partial<Pick<Item, "title" | "description">> {
  return {
    ...(title !== undefined && title !== item.title && { title: storableText(title) }),
    ...(description !== undefined && description !== item.description && { description: storableText(description) }),
  };
}

/** The right has been checked. The first date stays, each later one counts as a move. `checkInId`: the answer by which it happens. */
export async function moveDate(
  ctx: ActorContext<Tx>,
  { item, to, reason, checkInId }: { item: Item; to: LocalDate; reason: string; checkInId?: string },
): Promise<Item> {
  if (item.state !== "open") throw await movedOn(ctx, item);
  if (to === item.due_on) return item;
  await refuseUnsoundGoal(ctx, { programId: item.program_id, item, typed: typedOf(item), dueOn: to });
  const moves = item.original_due_on === null ? 0 : 1;
  return record(ctx, {
    item,
    event: "moved-date",
    changes: { due_on: to, original_due_on: item.original_due_on ?? to, due_moves: item.due_moves + moves },
    ...(reason !== "" && { note: reason }),
    checkInId,
  });
}

/** As it is now, and stays until the transaction ends but for what this act does. Throws ITEM_GONE, PROGRAM_CLOSED. */
export async function itemToAct(ctx: ActorContext<Tx>, { id }: { id: string }): Promise<Item> {
  const item = await findItemInTurn(ctx.db, ctx.actor.workspace_id, id);
  if (!item || !(await mayReadItem(ctx, item))) throw registerFailure("ITEM_GONE");
  refuseWhereClosed(await programOf(ctx.db, item.workspace_id, item.program_id));
  return item;
}

/** Throws ITEM_NOT_YOURS, which names who can. */
export async function refuseUnlessMayChangeItem(ctx: ActorContext, item: Item): Promise<void> {
  if (may(await standingsOn(ctx, ctx.db, ctx.actor, item), "change-record")) return;
  const answering = await peopleByIds(ctx.db, item.workspace_id, [item.owner_id ?? item.raised_by]);
  throw registerFailure("ITEM_NOT_YOURS", { code: codeOf(item), who: answering.map(({ name }) => name) });
}
