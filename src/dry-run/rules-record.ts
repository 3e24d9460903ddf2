/** What the record will remind people of, by its own rules, and what becomes of what waits about it. Pure. */
import type { Instant } from "../platform/clock.ts";
import { addMs, DAY, later, localDateOf } from "../platform/time.ts";
import { backFromVote, newsOf, putsAnew, toldOfOutcome, waitsFor } from "../register/asks/rules.ts";
import { recordKeys } from "../register/delivery-keys.ts";
import { daysOf } from "../register/escalation/rules-due.ts";
import { type IsWorkingDay, nextReminderAt, reasonToRemind } from "../register/reminders/rules.ts";
import { codeOf, isImported } from "../register/rules.ts";
import type { ItemEventName } from "../register/table.ts";
import type { Item } from "../register/use-cases-outlook.ts";
import { type Appearing, createAppearing } from "./rules-appearances.ts";
import type { About, Message, Moments } from "./rules-asking.ts";
import { createEscalating, type Escalating } from "./rules-escalation.ts";
import type { Occasions } from "./rules-occasions.ts";
import { createDeciding, type Deciding } from "./rules-queued.ts";
import { createSeating } from "./rules-seating.ts";
import { createTidying, type Tidying } from "./rules-tidying.ts";
import type { AskingKind, Unless, WaitingMessage, World } from "./world.ts";

/** As the record does. */
const WANTED_FOR_MS = 7 * DAY;

const UNPREVENTED: readonly string[] = ["ask-outcome", "appearance-told", "appearance-tick", "appearance-reminder"];

type Follow = Pick<Message, "about" | "isWanted" | "isUrgent" | "sent" | "neededBy" | "decision" | "queued">;

export interface Recording {
  /** Has all that runs by itself happen from now on. */
  begin(): void;
  /** A message about the record that waits in the outbox, as it will be weighed then; null for any other. */
  follow(message: WaitingMessage): Follow | null;
}

/** What a step up does to an item and who hears of it. */
export interface Items {
  get(id: string): Item | undefined;
  /** Writes a change, as an event of its history; what follows for reminders and for whoever decides comes by itself. */
  change(item: Item, event: ItemEventName, changes: Partial<Item>, now: Instant): Item;
  send(
    kind: AskingKind,
    item: Pick<Item, "program_id"> & Partial<Item>,
    message: Pick<
      Message,
      "key" | "personId" | "isWanted" | "sent" | "isUrgent" | "neededBy" | "decision" | "queued"
    > & {
      now: Instant;
      isShortLived?: boolean;
      expiresAt?: Instant;
    },
  ): void;
  /** Whether a message that shows it to them has not gone yet. */
  isAwaited(itemId: string, personId: string): boolean;
}

/** How the record stands at the moment that is simulated. */
interface Run {
  world: World;
  moments: Moments;
  occasions: Pick<Occasions, "checkProgram" | "drop">;
  items: Map<string, Item>;
  /** The revision by which each ask was last put to its decider. */
  put: Map<string, number>;
  /** By owner. Only asks get another one by themselves, and those have messages of their own. */
  owned: ReadonlyMap<string, readonly Item[]>;
  /** The keys of all messages so far. */
  sent: Set<string>;
  /** By person, the key of their last reminder: one that was held says nothing that the next does not say. */
  newest: Map<string, string>;
  /** `<item> <person>`: by a message that has not gone yet. */
  awaited: Set<string>;
  seatsOn: ReturnType<typeof createSeating>["seatsOn"];
  escalating: Escalating;
  tidying: Tidying;
  deciding: Deciding;
  appearing: Appearing;
}

/** `occasions`: told of every change, as the watch over the program is. */
export function createRecord(
  world: World,
  moments: Moments,
  occasions: Pick<Occasions, "checkProgram" | "drop">,
): Recording {
  const items = new Map(world.record.items.map((item) => [item.id, item]));
  const put = new Map<string, number>();
  for (const [id, events] of world.record.events) put.set(id, events.findLast(putsAnew)?.revision ?? 0);
  const owned = Map.groupBy(
    world.record.items.filter(({ type }) => type !== "ask"),
    ({ owner_id }) => owner_id ?? "",
  );
  const { seatsOn } = createSeating(world);
  const escalating = createEscalating(world, moments, {
    get: (id) => items.get(id),
    change: (...changed) => change(run, ...changed),
    send: (...message) => send(run, ...message),
    isAwaited: (itemId, personId) => run.awaited.has(`${itemId} ${personId}`),
  });
  const deciding = createDeciding({
    world,
    items: {
      get: (id) => items.get(id),
      send: (...message) => send(run, ...message),
      isAwaited: (itemId, personId) => run.awaited.has(`${itemId} ${personId}`),
    },
    escalating,
    seatsOn,
    askWanted: (...of) => askWanted(run, ...of),
  });
  const tidying = createTidying(world, moments, {
    all: () => items.values(),
    get: (id) => items.get(id),
    set: (item) => items.set(item.id, item),
    change: (...changed) => change(run, ...changed),
    enqueue: ({ now, ...message }) => send(run, "tidying", { program_id: "" }, { ...message, now }),
  });
  const appearing = createAppearing(world, moments, {
    send: (...message) => send(run, ...message),
    worksOn: (personId) => worksOn(run, personId),
  });
  const run: Run = {
    world,
    moments,
    occasions,
    items,
    put,
    owned,
    sent: new Set(),
    newest: new Map(),
    awaited: new Set(),
    seatsOn,
    escalating,
    tidying,
    deciding,
    appearing,
  };
  return { begin: () => begin(run), follow: (message) => follow(run, message) };
}

function begin(run: Run): void {
  for (const item of run.items.values()) {
    if (item.type !== "appearance") remindLater(run, item);
    const closesAt = item.type === "ask" ? item.details.circulation?.closesAt : undefined;
    if (closesAt !== undefined) run.moments.at(closesAt, () => closeVote(run, item.id, later(closesAt, run.world.now)));
  }
  run.escalating.begin();
  run.tidying.begin();
  run.appearing.begin();
}

function follow(run: Run, waiting: WaitingMessage): Follow | null {
  const { key, kind, itemId, revision, personId, programId } = waiting;
  run.sent.add(key);
  if (kind === "item-reminder") {
    if (key > (run.newest.get(personId) ?? "")) run.newest.set(personId, key);
    const isWanted = (at: Instant) => run.newest.get(personId) === key && hasToRemind(run, personId, at);
    return { about: aboutOf({ program_id: "" }), isWanted };
  }
  if (kind === "tidying") return { about: aboutOf({ program_id: "" }), ...run.tidying.follow(waiting.page) };
  if (kind === "escalations-waiting" && programId !== null)
    return { about: aboutOf({ program_id: programId }), isWanted: () => run.escalating.areHeldBack(programId) };
  const item = itemId === null ? undefined : run.items.get(itemId);
  if (!item) return null;
  const about = UNPREVENTED.includes(kind) ? withoutUnless(aboutOf(item)) : aboutOf(item);
  if (kind === "ask" && revision !== null)
    return {
      about,
      isWanted: askWanted(run, item.id, personId, revision),
      ...run.deciding.weighed(item.id, personId, revision),
      sent: shows(run, item.id, personId),
    };
  if (kind === "ask-queued" && revision !== null) return { about, isWanted: run.deciding.isQueued(item.id, revision) };
  if ((kind === "escalation" || kind === "escalation-rise") && revision !== null)
    return {
      about,
      isWanted: () => run.escalating.hasMovedBy(item.id, revision),
      ...(kind === "escalation" && { sent: shows(run, item.id, personId) }),
    };
  if (kind === "escalation-reminder") {
    return { about, isWanted: (at) => run.escalating.isToRemind(item, personId, at) };
  }
  if (kind === "appearance" || kind === "appearance-reminder") return { about, ...run.appearing.follow(kind, item) };
  if (kind === "ask-late") return { about, isWanted: () => run.escalating.isLate(item.id, null) };
  if (kind === "escalation-overdue") return { about, isWanted: () => run.escalating.isOverdue(item.id) };
  if (kind === "ask-vote")
    return {
      about,
      isWanted: () => isInVote(run, item.id),
      neededBy: () => run.deciding.voteNeededBy(item.id, personId),
    };
  return { about, isWanted: () => true };
}

function zoneOf(run: Run, personId: string): string {
  return run.world.people.get(personId)?.zone ?? "UTC";
}

function worksOn(run: Run, personId: string): IsWorkingDay {
  const facts = run.world.people.get(personId)?.facts;
  if (!facts) return () => true;
  const days = daysOf(facts, () => false);
  return (date) => days.isWorkingDay(date) && !days.isAway(date);
}

function remindLater(run: Run, item: Item): void {
  const { remind_at: at } = item;
  if (at === null) return;
  const now = at < run.world.now ? run.world.now : at;
  const happen = () => {
    // It may have been counted anew since.
    const current = run.items.get(item.id);
    if (current?.remind_at === at) remind(run, current, now);
  };
  // In a tick what goes up does so before anybody is reminded.
  run.moments.at(now, () => run.moments.at(now, happen));
}

function remind(run: Run, item: Item, now: Instant): void {
  const { owner_id: personId } = item;
  if (personId === null) return;
  const on = localDateOf(now, zoneOf(run, personId));
  const key = recordKeys.itemReminder(personId, on);
  const isWanted = (at: Instant) => run.newest.get(personId) === key && hasToRemind(run, personId, at);
  run.newest.set(personId, key);
  // One message for all of somebody's items: it is none of a program's.
  const all = { program_id: "" };
  send(run, "item-reminder", all, {
    key,
    personId,
    isWanted,
    now,
    isShortLived: true,
  });
  const next = { ...item, remind_at: nextReminderAt(item, on, worksOn(run, personId), zoneOf(run, personId)) };
  run.items.set(item.id, next);
  remindLater(run, next);
}

function hasToRemind(run: Run, personId: string, at: Instant): boolean {
  const zone = zoneOf(run, personId);
  const today = localDateOf(at, zone);
  const isWorkingDay = worksOn(run, personId);
  return (run.owned.get(personId) ?? []).some(({ id }) => {
    const item = run.items.get(id);
    if (!item) return false;
    return reasonToRemind({ ...item, touchedOn: localDateOf(item.updated_at, zone) }, today, isWorkingDay) !== null;
  });
}

function change(run: Run, item: Item, event: ItemEventName, changes: Partial<Item>, now: Instant): Item {
  const touched: Item = Object.assign({ ...item, lapses_at: null }, changes, {
    revision: item.revision + 1,
    updated_at: now,
  });
  const owner = touched.owner_id;
  const zone = zoneOf(run, owner ?? touched.raised_by);
  const remindAt = owner === null ? null : nextReminderAt(touched, localDateOf(now, zone), worksOn(run, owner), zone);
  const changed = { ...touched, remind_at: remindAt };
  run.items.set(item.id, changed);
  run.occasions.checkProgram(item.program_id, now);
  if (remindAt !== item.remind_at) remindLater(run, changed);
  if (item.type !== "ask" || changed.type !== "ask") return changed;
  if (putsAnew({ event })) run.put.set(item.id, changed.revision);
  const news = newsOf(item, changed, isImported(changed));
  for (const personId of [...(news.ask && owner !== null ? [owner] : []), ...news.beside]) {
    const key = recordKeys.ask(item.id, changed.revision);
    send(run, "ask", changed, {
      key,
      personId,
      isWanted: askWanted(run, item.id, personId, changed.revision),
      now,
      ...run.deciding.weighed(item.id, personId, changed.revision),
    });
  }
  return changed;
}

function isInVote(run: Run, itemId: string): boolean {
  const item = run.items.get(itemId);
  return item?.type === "ask" && item.details.circulation !== undefined;
}

/** As it comes out with the votes that there are. */
function closeVote(run: Run, itemId: string, now: Instant): void {
  const item = run.items.get(itemId);
  const result = run.world.record.votes.get(itemId);
  if (item?.type !== "ask" || !item.details.circulation || item.owner_id === null || !result) return;
  const { circulation, ...details } = item.details;
  if (result.kind !== "decided") {
    const back = change(
      run,
      item,
      "vote-closed",
      { details: backFromVote(item.details, circulation, result, item.owner_id) },
      now,
    );
    run.escalating.follow(back, "vote-closed", now);
    return;
  }
  const seats = run.seatsOn(item.program_id, localDateOf(now, "UTC"));
  const told = toldOfOutcome(item, {
    seats,
    everyHolder: run.escalating.everyHolder(itemId),
    decidedBy: item.owner_id,
  });
  run.occasions.drop(item.program_id, codeOf(item));
  const decided = change(run, item, "decided", { state: "decided", details }, now);
  run.escalating.follow(decided, "decided", now);
  for (const personId of told)
    send(run, "ask-outcome", decided, {
      key: `ask-outcome:${itemId}:${personId}`,
      personId,
      isWanted: () => true,
      now,
    });
}

function askWanted(run: Run, itemId: string, personId: string, revision: number) {
  return (at: Instant) => {
    const item = run.items.get(itemId);
    if (item?.type !== "ask" || item.state === "draft") return false;
    if (item.owner_id !== personId && !item.details.alsoDecide?.includes(personId)) return false;
    const isNewest = (run.put.get(itemId) ?? 0) <= revision;
    return isNewest && waitsFor(item, localDateOf(at, zoneOf(run, personId))) === "decider";
  };
}

function send(
  run: Run,
  kind: AskingKind,
  item: Parameters<Items["send"]>[1],
  message: Parameters<Items["send"]>[2],
): void {
  const { key, personId, isWanted, now, isShortLived, expiresAt = null, sent, ...weighed } = message;
  if (run.sent.has(key)) return;
  run.sent.add(key);
  run.moments.enqueue({
    key,
    kind,
    facts: run.world.kinds[kind],
    personId,
    dueAt: now,
    firstDueAt: null,
    expiresAt: isShortLived ? addMs(now, WANTED_FOR_MS) : expiresAt,
    // What a vote comes to, or an appearance, is not for those who hear of it to prevent.
    about: UNPREVENTED.includes(kind) ? withoutUnless(aboutOf(item)) : aboutOf(item),
    isWanted,
    ...(sent && { sent }),
    ...weighed,
    ...((kind === "ask" || kind === "escalation") && item.id !== undefined && { sent: shows(run, item.id, personId) }),
  });
}

/** Its term runs from when it is sent. */
function shows(run: Run, itemId: string, personId: string): (at: Instant) => void {
  const key = `${itemId} ${personId}`;
  run.awaited.add(key);
  return (at) => {
    run.awaited.delete(key);
    run.escalating.shown(itemId, personId, at);
  };
}

function withoutUnless({ unless: _, ...about }: About): About {
  return about;
}

function aboutOf(item: Parameters<Items["send"]>[1]): About {
  const { program_id: programId, short_key, type, number } = item;
  const unless: Unless = type === undefined ? "dealt-with" : type === "ask" ? "decided" : "answered";
  return {
    programId: programId === "" ? null : programId,
    cadenceId: null,
    cadence: null,
    round: null,
    period: null,
    unless,
    ...(short_key !== undefined &&
      type !== undefined &&
      number !== undefined && { item: codeOf({ short_key, type, number }) }),
  };
}
