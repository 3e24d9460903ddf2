/** Owners are reminded of their items: one message a day for all of them. */

import { z } from "zod";
import { workingDaysOf } from "../../calendars/availability.ts";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { type Line, type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, namesOf, type Person } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { lockRows } from "../../platform/locks.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { IsWorkingDay } from "../../platform/working-days.ts";
import { programsAsking } from "../../programs/events.ts";
import { isRunning, programOf } from "../../programs/programs.ts";
import { isTakenBack, readableNote, redacted } from "../codes-and-transitions.ts";
import { recordKeys } from "../ids.ts";
import { TYPES } from "../item-types.ts";
import { itemsTracked } from "../items-in-check-in.ts";
import {
  findItem,
  type Item,
  type ItemEvent,
  listItemEvents,
  listItemsOfRunning,
  listItemsToDo,
  listItemsToRemind,
  nextReminder,
  setReminder,
  type WithProgram,
} from "../repository.ts";
import { hasWeekly } from "../requests/answer-by.ts";
import { ownerAfter } from "../requests/history.ts";
import { namedHandOver, namedHandOvers, standInsForOwner } from "../requests/next-owner.ts";
import { itemsShownIn, saveItemsShown } from "../requests/requests-store.ts";
import { leavesOn } from "../silent-items.ts";
import type { ItemEventName } from "../table.ts";
import { registerTexts } from "../texts.ts";
import { announcedBefore } from "./announced-before.ts";
import { isBlocker, reasonToRemind, reminderAfter } from "./days.ts";
import {
  givenMessage,
  isLeft,
  linesOfReminded,
  type Reminded,
  remindedNouns,
  remindersMessage,
} from "./owner-messages.ts";

const AT_ONCE = 500;

/** Enqueues the reminders that are due and sets the next one of each item. */
export async function remindOwners(services: Services): Promise<void> {
  const { db, clock } = services;
  const now = clock.now();
  const due = await listItemsToRemind(db, now, AT_ONCE);
  const byOwner = Map.groupBy(due, ({ workspace_id, owner_id }) => `${workspace_id} ${owner_id}`);
  for (const items of byOwner.values())
    await inTransaction(db, async (tx) => {
      const programIds = items.map(({ program_id: programId }) => programId);
      await lockRows(tx, "program", { workspaceId: items[0]?.workspace_id ?? "", ids: programIds });
      for (const { workspace_id, id } of items) {
        // As it is now: another process may have been here before.
        const item = await findItem(tx, workspace_id, id);
        if (!item || item.remind_at === null || item.remind_at > now) continue;
        if (item.owner_id !== null) await remind(services, tx, item, item.owner_id, now);
        await setReminder(tx, item, await reminderAfter(tx, item, now));
      }
    });
}

/** When `remindOwners` has something to do. */
export const nextReminderAt = nextReminder;

async function remind(services: Services, tx: Tx, item: Item, ownerId: string, now: Instant): Promise<void> {
  // Contacts are for a week, not for a day: sponsorship tells of them.
  if (item.type === "stakeholder") return;
  const { workspace_id: workspaceId } = item;
  const owner = await getPerson(tx, workspaceId, ownerId);
  const on = localDateOf(now, owner.zone);
  const standIns = await standInsForOwner(tx, owner, [item], now);
  for (const personId of [ownerId, ...standIns.values()])
    await enqueue(tx, services, itemReminderKind, {
      workspaceId,
      key: recordKeys.itemReminder(ownerId, on, personId),
      subject: { ownerId, personId, on },
      to: { personId },
      notBefore: now,
    });
}

const reminderSubject = z.strictObject({ ownerId: z.string(), personId: z.string(), on: z.string() });
type ReminderSubject = z.infer<typeof reminderSubject>;

/** All of a person's items that need a look, in one message a day at most. */
export const itemReminderKind: MessageKind<ReminderSubject> = {
  kind: "item-reminder",
  subject: reminderSubject,
  about: ({ ownerId }) => ({ itemsOf: ownerId, person: ownerId }),
  priority: 50,
  contact: "reminder",
  lane: "morning",
  many: {
    words: remindedNouns,
    count: countReminded,
  },
  // A held reminder contains nothing that the next one lacks.
  async stillWanted(send, subject) {
    const { ownerId, personId, on } = subject;
    const key = recordKeys.itemReminder(ownerId, on, personId);
    const all = await listDeliveriesFrom(send.db, send.workspaceId, { keysFrom: recordKeys.itemReminders(ownerId) });
    const theirs = all.filter(
      ({ person_id: id, state }) => id === personId && state !== "dropped" && state !== "parked",
    );
    if (theirs.some((other) => other.key > key)) return false;
    const isTaken = (await itemsShownIn(send.db, send.workspaceId, key)).length > 0;
    return !isTaken && (await remindedOf(send, subject)).length > 0;
  },
  async message(send, subject) {
    const reminded = await remindedOf(send, subject);
    return remindersMessage(readerToday(send), reminded, { isSent: send.sentAt !== undefined });
  },
  lines: remindedLines,
  why: async ({ reader }) => [textsFor(registerTexts, reader).reminder.why],
  isOver: async () => true,
  since: {},
  /** It goes on to show what it listed, and nothing else. */
  async sent(tx, subject, { workspaceId, at, isUpdate, stamps: { events } }) {
    if (isUpdate) return;
    const { ownerId, personId, on } = subject;
    const itemIds = (await remindedOf({ db: tx, workspaceId, now: at, events }, subject)).map(({ item }) => item.id);
    await saveItemsShown(tx, { workspaceId, key: recordKeys.itemReminder(ownerId, on, personId), at }, { itemIds });
  },
};

async function countReminded(send: SendContext, subjects: readonly ReminderSubject[]) {
  const reminded: Reminded[] = [];
  for (const subject of subjects) reminded.push(...(await remindedOf(send, subject)));
  return { all: reminded.length, left: reminded.filter(isLeft).length };
}

async function remindedLines(send: SendContext, subjects: readonly ReminderSubject[]): Promise<Line[]> {
  const reader = readerToday(send);
  const lines: Line[] = [];
  for (const subject of subjects) lines.push(...linesOfReminded(reader, await remindedOf(send, subject)));
  return lines;
}

const givenSubject = z.strictObject({
  itemId: z.string(),
  byId: z.string(),
  ownerId: z.string(),
  /** The former owner, when the message is for them. */
  formerId: z.string().optional(),
});

/** To the new owner and the former owner of an item that somebody reassigned. */
export const itemGivenKind: MessageKind<z.infer<typeof givenSubject>> = {
  kind: "item-given",
  subject: givenSubject,
  about: ({ itemId, byId, ownerId }) => ({ item: itemId, person: [byId, ownerId] }),
  priority: 45,
  contact: "notice",
  lane: "weekly",
  many: {
    words: countedNouns({
      en: ["item with a new owner", "items with new owners"],
      fr: ["élément qui change de mains", "éléments qui changent de mains"],
    }),
  },
  async stillWanted({ db, workspaceId }, { itemId, ownerId }) {
    const item = await findItem(db, workspaceId, itemId);
    if (item?.owner_id !== ownerId || isTakenBack(item)) return false;
    return isRunning(db, workspaceId, item.program_id);
  },
  neededBy: async (send, subject) => dayOf(send, (await givenOf(send, subject)).item),
  message: async (send, subject) => givenMessage(readerToday(send), await givenOf(send, subject)),
  line: async (send, subject) => givenMessage(readerToday(send), await givenOf(send, subject)).blocks,
  why: async ({ reader }) => [textsFor(registerTexts, reader).reminder.whyGiven],
  since: {},
};

function dayOf({ reader }: SendContext, { due_on: on }: Pick<Item, "due_on">): Instant | null {
  return on === null ? null : instantOf(on, "00:00", reader.zone);
}

/** Notifies the new and the former owner, unless they made the change. Deciders get a separate message. */
export async function notifyOwner(
  ctx: ActorContext<Tx>,
  { item, formerId = null, at = ctx.clock.now() }: { item: Item; formerId?: string | null; at?: Instant },
): Promise<void> {
  const { actor } = ctx;
  const { owner_id: ownerId } = item;
  if (ownerId === null || item.type === "decision" || TYPES[item.type].hasOwnMessages) return;
  const notify = (personId: string, former: { formerId?: string }) =>
    enqueue(ctx.db, ctx, itemGivenKind, {
      workspaceId: item.workspace_id,
      key: `${recordKeys.itemGiven(item)}${item.revision}${former.formerId === undefined ? "" : ":former"}`,
      subject: { itemId: item.id, byId: actor.id, ownerId, ...former },
      to: { personId },
      notBefore: at,
    });
  if (ownerId !== actor.id) await notify(ownerId, {});
  if (formerId !== null && formerId !== actor.id && formerId !== ownerId) await notify(formerId, { formerId });
}

async function givenOf(
  { db, workspaceId, now }: SendContext,
  { itemId, byId, ownerId, formerId }: z.infer<typeof givenSubject>,
) {
  const item = await findItem(db, workspaceId, itemId);
  if (!item) throw new Error(`No item ${itemId}`);
  const { title } = await programOf(db, workspaceId, item.program_id);
  const by = (await getPerson(db, workspaceId, byId)).name;
  // Whoever had it reads to whom it went.
  const former = formerId === undefined ? null : (await getPerson(db, workspaceId, ownerId)).name;
  const events = former === null ? await listItemEvents(db, workspaceId, [itemId]) : [];
  const note = readableNote(item, events.findLast((event) => ownerAfter(event) === ownerId)?.note ?? null);
  const next = await namedHandOver(db, item, now);
  return { item: redacted(item), program: title, by, former, note, next };
}

const MOST_READ = 200;
/** Two working days are not more than this, over a long feast. */
const REVIEWS_AHEAD_DAYS = 14;
/** A reminder announces it so many days before. */
const LEAVING_SOON_DAYS = 30;

const dueBefore = z.object({ due_on: z.string().nullable() });

type Looking = Pick<SendContext, "workspaceId" | "now" | "events" | "sentAt"> & { db: Db | Tx };

/** The message of a day: whose items it is about, and who reads it. */
interface DayOfReminders {
  owner: Person;
  readerId: string;
  /** Its reader is the owner, not whoever acts for them. */
  isOwner: boolean;
  on: LocalDate;
  /** The items that it listed when it was sent; null: it was not. */
  shown: string[] | null;
  /** When it was sent, else now. */
  at: Instant;
  /** The owner's. */
  today: LocalDate;
  isWorkingDay: IsWorkingDay;
}

/** The first due first; for a sent message, the items it listed, with what was done since. */
export async function remindedOf(looking: Looking, subject: ReminderSubject): Promise<Reminded[]> {
  const { db, workspaceId, now } = looking;
  const day = await dayOfReminders(looking, subject);
  const items = await itemsToLookAt(looking, day);
  const history = await historyOfChanged(looking, items, day.at);
  const due = items.flatMap((item) => dueItem(item, history.get(item.id) ?? [], day) ?? []);
  const left = await withoutShownElsewhere(looking, day, due);
  const reminded = await ofWhomTheyActFor(looking, day, left);

  const shownItems = reminded.map(({ item }) => item);
  const handOvers = await namedHandOvers(db, workspaceId, shownItems, now);
  const others = shownItems.map((item) => (item.owner_id === day.owner.id ? null : item.owner_id));
  const names = await namesOf(db, workspaceId, others);
  return reminded.map(({ item, program, because, done, leavesOn }) => ({
    item: redacted(item),
    program,
    because,
    next: handOvers.get(item.id) ?? null,
    owner: day.isOwner ? null : day.owner.name,
    done,
    with: names.get(item.owner_id ?? "") ?? null,
    leavesOn,
  }));
}

async function dayOfReminders(
  { db, workspaceId, now, sentAt }: Looking,
  { ownerId, personId, on }: ReminderSubject,
): Promise<DayOfReminders> {
  const owner = await getPerson(db, workspaceId, ownerId);
  const at = sentAt ?? now;
  const today = localDateOf(at, owner.zone);
  const isOwner = ownerId === personId;
  const key = recordKeys.itemReminder(ownerId, on, personId);
  return {
    owner,
    readerId: personId,
    isOwner,
    on,
    shown: sentAt === undefined ? null : await itemsShownIn(db, workspaceId, key),
    at,
    today,
    isWorkingDay: await workingDaysOf(db, owner, today, { isAwayToo: isOwner }),
  };
}

async function itemsToLookAt(
  { db, workspaceId }: Looking,
  { shown, owner, today }: DayOfReminders,
): Promise<WithProgram[]> {
  if (shown) return listItemsOfRunning(db, workspaceId, shown);
  const reviewedBy = addLocalDays(today, REVIEWS_AHEAD_DAYS);
  return listItemsToDo(db, workspaceId, owner.id, { reviewedBy, limit: MOST_READ });
}

/** By item, of those that somebody has changed since. */
async function historyOfChanged(
  { db, workspaceId }: Looking,
  items: readonly Item[],
  since: Instant,
): Promise<Map<string, ItemEvent[]>> {
  const changed = items.flatMap((item) => (item.updated_at > since ? [item.id] : []));
  return Map.groupBy(await listItemEvents(db, workspaceId, changed), (event) => event.item_id);
}

interface DueItem {
  item: Item;
  program: string;
  because: Reminded["because"];
  /** Its date when the message was sent. */
  dueOn: LocalDate | null;
  /** What somebody did with it since. */
  done: ItemEventName | null;
  leavesOn: LocalDate | null;
}

/** As it was at the time of the message; null: there is nothing to say of it. */
function dueItem(
  { program, ...item }: WithProgram,
  history: readonly ItemEvent[],
  day: DayOfReminders,
): DueItem | null {
  const { owner, at, on, today, isWorkingDay } = day;
  const since = history.filter((event) => event.at > at);
  const moved = since.find(({ event }) => event === "moved-date")?.before;
  const dueOn = moved ? dueBefore.parse(JSON.parse(moved)).due_on : item.due_on;
  const lastWord = since.length === 0 ? item.updated_at : history.findLast((event) => event.at <= at)?.at;
  const touchedOn = localDateOf(lastWord ?? item.raised_at, owner.zone);
  const was = {
    ...item,
    state: item.type === "decision" ? ("active" as const) : ("open" as const),
    owner_id: owner.id,
    due_on: dueOn,
    touchedOn,
  };
  const because = reasonToRemind(was, { on, today }, isWorkingDay);
  if (because === null) return null;

  const leaves = because === "overdue" ? leavesOn(item, touchedOn) : null;
  const isSoon = leaves !== null && leaves <= addLocalDays(today, LEAVING_SOON_DAYS);
  return { item, program, because, dueOn, done: since.at(-1)?.event ?? null, leavesOn: isSoon ? leaves : null };
}

/** What its owner does not read in another place that comes before them. */
async function withoutShownElsewhere(
  { db, workspaceId, events }: Looking,
  day: DayOfReminders,
  due: readonly DueItem[],
): Promise<readonly DueItem[]> {
  const { owner, isOwner, shown, at, today } = day;
  if (!isOwner || shown || due.length === 0) return due;

  // What the form of a check-in that lies before them asks first.
  const programIds = [...new Set(due.map(({ item }) => item.program_id))];
  const services = { clock: { now: () => at }, events };
  const asking = await programsAsking.of(services, db, { person: owner, programIds, lists: "items" });
  const tracked = asking.size === 0 ? [] : await itemsTracked(db, owner, [...asking]);
  const inForm = new Set(tracked.map(({ id }) => id));

  // Who has one message a week reads there, as on Home, what has come due or blocks.
  const isWeekly = await hasWeekly(db, workspaceId, owner.id, at);
  const isInWeekly = ({ item, dueOn }: DueItem) => isWeekly && ((dueOn ?? today) <= today || isBlocker(item));

  const announced = await announcedBefore(db, workspaceId, { ...day, ownerId: owner.id });
  const isAnnounced = ({ item, because }: DueItem) => because === "due" && announced.has(item.id);

  return due.filter((each) => !inForm.has(each.item.id) && !isInWeekly(each) && !isAnnounced(each));
}

/** All of a message to its owner, and of one that was sent; else those for which its reader acts. */
async function ofWhomTheyActFor(
  { db }: Looking,
  { owner, readerId, isOwner, shown, at }: DayOfReminders,
  due: readonly DueItem[],
): Promise<readonly DueItem[]> {
  if (isOwner || shown) return due;
  const items = due.map(({ item }) => item);
  const standIns = await standInsForOwner(db, owner, items, at);
  return due.filter(({ item }) => standIns.get(item.id) === readerId);
}
