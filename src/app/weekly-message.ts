/** The weekly message of sponsors and committees: what Home lists as needing them, as it is when it is sent. */
import { z } from "zod";
import { contactFactsOf } from "../calendars/availability.ts";
import { promptChanged } from "../check-ins/events.ts";
import { deliveryKeys } from "../check-ins/rounds/prompts.ts";
import { digestWeeks } from "../delivery/events.ts";
import { type ListedLine, listPages, manyLine, pagesOfPart, shownLines, singleLine } from "../delivery/folded-lines.ts";
import { MANY, morningOf, nextOfLane } from "../delivery/lanes.ts";
import { type MessageKind, readerToday, registered, type SendContext } from "../delivery/message-kind.ts";
import { enqueueToAll, enqueueUpdate, withdraw } from "../delivery/outbox.ts";
import { deliveryTexts } from "../delivery/texts.ts";
import { numbersPutOff } from "../goals/asking.ts";
import { valuesEntered } from "../goals/values.ts";
import { getPerson, type Person, peopleByIds } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Follower } from "../platform/events.ts";
import { createdAtMs } from "../platform/ids.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { capitalised, languageOf, longDate, plural, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf, mondayOf, WEEKDAYS } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { laneFactsOf } from "../programs/lane-facts.ts";
import { runningPlaces } from "../programs/programs.ts";
import { isAbove } from "../programs/seats.ts";
import { type Visitor, visitorOf } from "../programs/visitor-of-home.ts";
import { recordKeys } from "../register/ids.ts";
import { itemsSince } from "../register/items-at-hand.ts";
import { linesOfReminded, remindedNouns } from "../register/reminders/owner-messages.ts";
import { remindedOf } from "../register/reminders/reminders.ts";
import { itemsShownIn, saveItemsShown } from "../register/requests/requests-store.ts";
import { noteRequestsShown } from "../register/requests/shown-with-others.ts";
import { context, section } from "../slack/blocks.ts";
import type { Group } from "../slack/home.ts";
import type { SizeBeside } from "../slack/message-size.ts";
import { stepKeysOf } from "../tracks/step-messages.ts";
import { defineCapability } from "./capability.ts";
import { idsIn, listedTasksNow, needsYou, type TaskList } from "./home-tab.ts";

const texts = {
  en: {
    settled: "Nothing here needs you now",
    settledSince: (count: number) => `${count} settled since`,
    why: "You sponsor programs or sit on their committees: once a week, what needs you.",
  },
  fr: {
    settled: "Plus rien ne vous attend ici",
    settledSince: (count: number) => `${count} ${plural("fr", count, "réglé", "réglés")} depuis`,
    why: "Vous êtes sponsor ou membre d’un comité\u00a0: une fois par semaine, ce qui vous attend.",
  },
};

/** `on`: the day of the week on which it comes, or after which it does. */
const subject = z.strictObject({ personId: z.string(), on: z.string() });
type Subject = z.infer<typeof subject>;

const keysOf = ({ personId }: { personId: string }) => `weekly:${personId}:`;
const keyOf = (about: Subject) => `${keysOf(about)}${about.on}`;

/** Why a message is dropped: this one shows what it is about. */
const SHOWN_WITH = "in_a_weekly_message";

type Reading = Pick<SendContext, "workspaceId" | "now" | "events" | "sentAt"> & { db: Db | Tx };

const weeklyKind: MessageKind<Subject> = {
  kind: "weekly",
  subject,
  about: ({ personId }) => ({ itemsOf: personId }),
  priority: 15,
  contact: "reminder",
  lane: "weekly",
  async stillWanted(send, about) {
    const at = await timeOf(send, about);
    // Held until then: something may wait by that time.
    if (at === null || at > send.now) return at !== null;
    return groupsIn(await tasksOf(send, about)).length > 0;
  },
  async message(send, about) {
    const { sentAt, now } = send;
    const reader = readerToday(send);
    const say = texts[languageOf(reader.locale)];
    const { open } = await openIn(send, about);
    const count = groupsIn(open).length;
    const on = localDateOf(sentAt ?? now, reader.zone);
    const title = `${capitalised(longDate(reader, on))} · ${count === 0 ? say.settled : needsYou(reader, count)}`;
    const above = section(`*${title}*`);
    const below = context(textsFor(deliveryTexts, reader).ofWeek);
    const frame = { blocks: ROOM.blocks, units: ROOM.units + JSON.stringify([above, below]).length };
    const { blocks } = shownLines(reader, await linesOf(send, about), { beside: frame });
    return { text: title, blocks: [above, ...blocks, below] };
  },
  listed: async (send, about, part) => pagesOfPart(await linesOf(send, about), part),
  why: async ({ reader }) => [texts[languageOf(reader.locale)].why],
  isOver: async () => true,
  since: {},
  /** What it shows does not come by itself, and it follows what becomes of it. */
  async sent(tx, about, { workspaceId, at, isUpdate, stamps }) {
    if (isUpdate) return;
    const { personId } = about;
    const sending = { db: tx, workspaceId, now: at, events: stamps.events };
    const { zone } = await getPerson(tx, workspaceId, personId);
    const on = localDateOf(at, zone);
    const reminded = await remindedOf(sending, { ownerId: personId, personId, on });
    const remindedIds = reminded.map(({ item }) => item.id);
    const key = recordKeys.itemReminder(personId, on, personId);
    await saveItemsShown(tx, { workspaceId, key, at }, { itemIds: remindedIds });
    await withdraw(tx, workspaceId, { keysFrom: recordKeys.itemReminders(personId), personId }, SHOWN_WITH);
    const ids = groupsIn(await tasksOf(sending, about)).flatMap(idsIn);
    const itemIds = await itemsAmong(tx, workspaceId, ids);
    const shown = { workspaceId, key: keyOf(about), personId, at, isUpdate, stamps };
    await noteRequestsShown(tx, shown, { itemIds: [...itemIds, ...remindedIds], withButtons: itemIds });
    const prompts = await rows(tx, "prompt", workspaceId).list({ id: ids });
    for (const keysFrom of [...itemIds.map(stepKeysOf), ...prompts.map(deliveryKeys.reminder)])
      await withdraw(tx, workspaceId, { keysFrom, personId }, SHOWN_WITH);
  },
};

/** For a notice and a menu. */
const ROOM: SizeBeside = { blocks: 6, units: 1500 };

/** What needs them, their own items, then what has been settled since: many of a list are one line. */
async function linesOf(send: SendContext, about: Subject): Promise<ListedLine[]> {
  const { sentAt, now } = send;
  const { personId } = about;
  const reader = readerToday(send);
  const { settledSince } = texts[languageOf(reader.locale)];
  const { open, over } = await openIn(send, about);
  const on = localDateOf(sentAt ?? now, reader.zone);
  const reminded = await remindedOf(send, { ownerId: personId, personId, on });
  const isTheirs = (count: number) => remindedNouns(reader, count);
  const lists: TaskList[] = [
    ...open,
    { key: "reminded", groups: linesOfReminded(reader, reminded), together: isTheirs },
    { key: "settled", groups: await itemsSince(send, personId, over), together: settledSince },
  ];
  return lists.flatMap(({ key, groups, together }) => {
    if (key === null || groups.length < MANY || !together) return groups.map(singleLine);
    const blocks = manyLine(reader, { words: together(groups.length), part: key });
    return [{ blocks, things: groups.length, part: key, pages: async () => listPages(groups, async (some) => some) }];
  });
}

function groupsIn(lists: readonly TaskList[]): Group[] {
  return lists.flatMap(({ groups }) => groups);
}

/** What Home lists, but a check-in of which they have a message of its own that day. */
async function tasksOf(
  { db, now, events, workspaceId, sentAt = now }: Reading,
  { personId }: Subject,
): Promise<TaskList[]> {
  const services = { db, events, clock: { now: () => now } };
  const person = await getPerson(db, workspaceId, personId);
  const visitor = { ...(await visitorOf(services, person)), isMessage: true };
  const lists = await listedTasksNow({ services }, visitor);
  const prompts = await rows(db, "prompt", workspaceId).list({ id: groupsIn(lists).flatMap(idsIn) });
  const day = localDateOf(sentAt, person.zone);
  const own = prompts.filter(({ sent_at: at }) => at === null || localDateOf(at, person.zone) >= day);
  return among(lists, (group) => !own.some(({ id }) => idsIn(group).includes(id)));
}

/** Of what Home lists what it shows: all, or once it is sent what it showed; and the items that have left Home since. */
async function openIn(send: SendContext, about: Subject): Promise<{ open: TaskList[]; over: string[] }> {
  const { db, workspaceId, sentAt } = send;
  const lists = await tasksOf(send, about);
  if (sentAt === undefined) return { open: lists, over: [] };
  const shown = await itemsShownIn(db, workspaceId, keyOf(about), { withButtons: true });
  const items = await itemsAmong(db, workspaceId, groupsIn(lists).flatMap(idsIn));
  const open = among(lists, (group) => {
    const ids = idsIn(group);
    // Numbers that are due are listed without ids.
    if (ids.length === 0) return true;
    if (ids.some((id) => items.includes(id))) return ids.some((id) => shown.includes(id));
    return ids.some((id) => createdAtMs(id) <= Date.parse(sentAt));
  });
  return { open, over: shown.filter((id) => !groupsIn(open).some((group) => idsIn(group).includes(id))) };
}

function among(lists: readonly TaskList[], isIn: (group: Group) => boolean): TaskList[] {
  return lists.map((list) => ({ ...list, groups: list.groups.filter(isIn) }));
}

async function itemsAmong(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  return (await rows(db, "item", workspaceId).list({ id: [...new Set(ids)] })).map(({ id }) => id);
}

const WEEK = 7;

/** When the message of this day goes: on it, else on the next working day. Null: not, or on another day of the week now. */
async function timeOf({ db, workspaceId, now, events }: Reading, { personId, on }: Subject): Promise<Instant | null> {
  const lanes = (await laneFactsOf(db, workspaceId, [personId], now)).get(personId);
  if (!lanes?.weeklyOn || lanes.isAsItHappens || dayIn(on, lanes.weeklyOn) !== on) return null;
  const span = { from: addLocalDays(on, -WEEK), until: addLocalDays(on, 2 * WEEK) };
  const facts = await contactFactsOf(db, workspaceId, personId, span);
  const weeks = await digestWeeks.of({ clock: { now: () => now }, events }, db, { workspaceId, personIds: [personId] });
  const days = { ...facts, lanes: { weeklyOn: lanes.weeklyOn, digestWeeks: weeks.get(personId) ?? [] } };
  return nextOfLane(days, "weekly", instantOf(on, "00:00", facts.zone), morningOf(facts));
}

function dayIn(date: LocalDate, weekday: (typeof WEEKDAYS)[number]): LocalDate {
  return addLocalDays(mondayOf(date), WEEKDAYS.indexOf(weekday));
}

/** Enqueues those of today and tomorrow. */
export async function planWeekly(services: Services, workspaceId: string): Promise<void> {
  const { db, clock } = services;
  const now = clock.now();
  await inTransaction(db, async (tx) => {
    const due = [];
    for (const message of await messagesDue(tx, workspaceId, now)) {
      const at = await timeOf({ db: tx, workspaceId, now, events: services.events }, message.subject);
      // In a week with a digest there is none.
      if (at !== null && at < message.expiresAt) due.push(message);
    }
    await enqueueToAll(tx, services, weeklyKind, due);
  });
}

async function messagesDue(db: Db | Tx, workspaceId: string, now: Instant) {
  const seats = (await runningPlaces(db, workspaceId)).flatMap((running) => running.seats);
  const ids = [...new Set(seats.filter(({ role }) => isAbove(role)).map((seat) => seat.person_id))];
  const lanes = await laneFactsOf(db, workspaceId, ids, now);
  return (await peopleByIds(db, workspaceId, ids)).flatMap(({ id: personId, zone }) => {
    const { weeklyOn = null, isAsItHappens = true } = lanes.get(personId) ?? {};
    if (weeklyOn === null || isAsItHappens) return [];
    const today = localDateOf(now, zone);
    const days = [today, addLocalDays(today, 1)].filter((date) => dayIn(date, weeklyOn) === date);
    return days.map((on) => ({
      workspaceId,
      key: keyOf({ personId, on }),
      subject: { personId, on },
      to: { personId },
      notBefore: instantOf(on, "00:00", zone),
      expiresAt: instantOf(addLocalDays(on, WEEK), "00:00", zone),
    }));
  });
}

/** A check-in leaves the message as it leaves Home, and comes back as it does; so do numbers that are due. */
export const weeklyFollowers: Follower[] = [
  promptChanged.followedBy(async (services, tx, { workspaceId, personId }) => {
    await refresh(services, tx, { workspaceId, personIds: [personId] });
  }),
  valuesEntered.followedBy(async (services, tx, { workspaceId, measures }) => {
    await refresh(services, tx, { workspaceId, personIds: measures.flatMap(({ owner_id: id }) => id ?? []) });
  }),
  numbersPutOff.followedBy(refresh),
];

async function refresh(
  stamps: Pick<Services, "clock" | "ids" | "events">,
  tx: Tx,
  { workspaceId, personIds }: { workspaceId: string; personIds: readonly string[] },
): Promise<void> {
  for (const personId of new Set(personIds))
    await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: keysOf({ personId }), newest: 1 });
}

export const weeklyMessage = defineCapability<Person, Visitor>({
  name: "weekly-message",
  messages: [registered(weeklyKind)],
  steps({ services, workspaceId }) {
    let nextAt: Instant | null = null;
    return [
      {
        phase: "plan",
        next: { ofProcess: (now) => nextAt ?? now },
        async run() {
          nextAt = instantOf(addLocalDays(localDateOf(services.clock.now(), "UTC"), 1), "00:00", "UTC");
          await planWeekly(services, workspaceId);
        },
      },
    ];
  },
});
