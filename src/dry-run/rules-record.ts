/** What the record will remind people of, by its own rules, and what becomes of what waits about it. Pure. */
import { dayOf, workingDayFrom } from "../calendars/rules-days.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, addMs, DAY, later, localDateOf } from "../platform/time.ts";
import { backFromVote, newsOf, putsAnew, toldOfOutcome, waitsFor } from "../register/asks/rules.ts";
import { recordKeys } from "../register/delivery-keys.ts";
import { daysOf } from "../register/escalation/rules-due.ts";
import { type IsWorkingDay, nextReminderAt, reasonToRemind } from "../register/reminders/rules.ts";
import { codeOf, isLive } from "../register/rules.ts";
import type { ItemEventName } from "../register/table.ts";
import type { Item } from "../register/use-cases-outlook.ts";
import type { About, Message, Moments } from "./rules-asking.ts";
import type { Occasions } from "./rules-occasions.ts";
import { createRising } from "./rules-rising.ts";
import { createSeating } from "./rules-seating.ts";
import type { AskingKind, Unless, WaitingMessage, World } from "./world.ts";

/** As the record does. */
const WANTED_FOR_MS = 7 * DAY;
const IMPORTED = "import:";

type Follow = Pick<Message, "about" | "isWanted" | "isUrgent">;

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
    message: Pick<Message, "key" | "personId" | "isWanted"> & { now: Instant; isShortLived?: boolean },
  ): void;
}

/** `occasions`: told of every change, as the watch over the program is. */
export function createRecord(world: World, moments: Moments, occasions: Pick<Occasions, "lookAt" | "drop">): Recording {
  const items = new Map(world.record.items.map((item) => [item.id, item]));
  /** The revision by which each ask was last put to its decider. */
  const put = new Map<string, number>();
  for (const [id, events] of world.record.events) put.set(id, events.findLast(putsAnew)?.revision ?? 0);
  // Only asks get another owner by themselves, and those have messages of their own.
  const owned = Map.groupBy(
    world.record.items.filter(({ type }) => type !== "ask"),
    ({ owner_id }) => owner_id ?? "",
  );
  const sent = new Set<string>();
  const { seatsOn } = createSeating(world);
  const rising = createRising(world, moments, { get: (id) => items.get(id), change, send });

  function zoneOf(personId: string): string {
    return world.people.get(personId)?.zone ?? "UTC";
  }

  function worksOn(personId: string): IsWorkingDay {
    const facts = world.people.get(personId)?.facts;
    if (!facts) return () => true;
    const days = daysOf(facts, () => false);
    return (date) => days.isWorkingDay(date) && !days.isAway(date);
  }

  function remindLater(item: Item): void {
    const { remind_at: at } = item;
    if (at === null) return;
    const now = at < world.now ? world.now : at;
    moments.at(now, () => {
      // It may have been counted anew since.
      const current = items.get(item.id);
      if (current?.remind_at === at) remind(current, now);
    });
  }

  function remind(item: Item, now: Instant): void {
    const { owner_id: personId } = item;
    if (personId === null) return;
    const on = localDateOf(now, zoneOf(personId));
    const isWanted = (at: Instant) => hasToRemind(personId, at);
    // One message for all of somebody's items: it is none of a program's.
    const all = { program_id: "" };
    send("item-reminder", all, {
      key: recordKeys.itemReminder(personId, on),
      personId,
      isWanted,
      now,
      isShortLived: true,
    });
    const next = { ...item, remind_at: nextReminderAt(item, on, worksOn(personId), zoneOf(personId)) };
    items.set(item.id, next);
    remindLater(next);
  }

  function hasToRemind(personId: string, at: Instant): boolean {
    const zone = zoneOf(personId);
    const today = localDateOf(at, zone);
    const isWorkingDay = worksOn(personId);
    return (owned.get(personId) ?? []).some(({ id }) => {
      const item = items.get(id);
      if (!item) return false;
      return reasonToRemind({ ...item, touchedOn: localDateOf(item.updated_at, zone) }, today, isWorkingDay) !== null;
    });
  }

  function change(item: Item, event: ItemEventName, changes: Partial<Item>, now: Instant): Item {
    const touched: Item = Object.assign({ ...item }, changes, { revision: item.revision + 1, updated_at: now });
    const owner = touched.owner_id;
    const zone = zoneOf(owner ?? touched.raised_by);
    const remindAt = owner === null ? null : nextReminderAt(touched, localDateOf(now, zone), worksOn(owner), zone);
    const changed = { ...touched, remind_at: remindAt };
    items.set(item.id, changed);
    occasions.lookAt(item.program_id, now);
    if (remindAt !== item.remind_at) remindLater(changed);
    if (item.type !== "ask" || changed.type !== "ask") return changed;
    if (putsAnew({ event })) put.set(item.id, changed.revision);
    if (newsOf(item, changed, changed.source_key.startsWith(IMPORTED)).ask && owner !== null) {
      const key = recordKeys.ask(item.id, changed.revision);
      send("ask", changed, { key, personId: owner, isWanted: askWanted(item.id, owner, changed.revision), now });
    }
    return changed;
  }

  function isInVote(itemId: string): boolean {
    const item = items.get(itemId);
    return item?.type === "ask" && item.details.circulation !== undefined;
  }

  /** As it comes out with the votes that there are. */
  function closeVote(itemId: string, now: Instant): void {
    const item = items.get(itemId);
    const result = world.record.votes.get(itemId);
    if (item?.type !== "ask" || !item.details.circulation || item.owner_id === null || !result) return;
    const { circulation, ...details } = item.details;
    if (result.kind !== "decided") {
      const back = change(
        item,
        "vote-closed",
        { details: backFromVote(item.details, circulation, result, item.owner_id) },
        now,
      );
      rising.follow(back, "vote-closed", now);
      return;
    }
    const seats = seatsOn(item.program_id, localDateOf(now, "UTC"));
    const told = toldOfOutcome(item, { seats, heldBy: rising.heldBy(itemId), decidedBy: item.owner_id });
    occasions.drop(item.program_id, codeOf(item));
    const decided = change(item, "decided", { state: "decided", details }, now);
    rising.follow(decided, "decided", now);
    for (const personId of told)
      send("ask-outcome", decided, { key: `ask-outcome:${itemId}:${personId}`, personId, isWanted: () => true, now });
  }

  function askWanted(itemId: string, personId: string, revision: number) {
    return (at: Instant) => {
      const item = items.get(itemId);
      if (item?.type !== "ask" || item.state === "draft" || item.owner_id !== personId) return false;
      const isNewest = (put.get(itemId) ?? 0) <= revision;
      return isNewest && waitsFor(item, localDateOf(at, zoneOf(personId))) === "decider";
    };
  }

  /** Needed today or on the next working day. */
  function askUrgent(itemId: string, personId: string) {
    return (at: Instant) => {
      const dueOn = items.get(itemId)?.due_on ?? null;
      const tomorrow = addLocalDays(localDateOf(at, zoneOf(personId)), 1);
      return dueOn !== null && dayOf(dueOn) <= workingDayFrom(dayOf(tomorrow), 1, world.working);
    };
  }

  function send(kind: AskingKind, item: Parameters<Items["send"]>[1], message: Parameters<Items["send"]>[2]): void {
    const { key, personId, isWanted, now, isShortLived } = message;
    if (sent.has(key)) return;
    sent.add(key);
    moments.enqueue({
      key,
      kind,
      facts: world.kinds[kind],
      personId,
      dueAt: now,
      firstDueAt: null,
      expiresAt: isShortLived ? addMs(now, WANTED_FOR_MS) : null,
      // What a vote comes to is not for those who hear of it to prevent.
      about: kind === "ask-outcome" ? withoutUnless(aboutOf(item)) : aboutOf(item),
      isWanted,
      ...(kind === "ask" && item.id !== undefined && { isUrgent: askUrgent(item.id, personId) }),
    });
  }

  return {
    begin() {
      for (const item of items.values()) {
        remindLater(item);
        const closesAt = item.type === "ask" ? item.details.circulation?.closesAt : undefined;
        if (closesAt !== undefined) moments.at(closesAt, () => closeVote(item.id, later(closesAt, world.now)));
      }
      rising.begin();
    },
    follow({ key, kind, itemId, revision, personId, programId }) {
      sent.add(key);
      if (kind === "item-reminder") {
        const isWanted = (at: Instant) => hasToRemind(personId, at);
        return { about: aboutOf({ program_id: "" }), isWanted };
      }
      if (kind === "escalations-waiting" && programId !== null)
        return { about: aboutOf({ program_id: programId }), isWanted: () => rising.areHeldBack(programId) };
      const item = itemId === null ? undefined : items.get(itemId);
      if (!item) return null;
      const about = aboutOf(item);
      if (kind === "ask" && revision !== null)
        return { about, isWanted: askWanted(item.id, personId, revision), isUrgent: askUrgent(item.id, personId) };
      if ((kind === "escalation" || kind === "escalation-rise") && revision !== null)
        return { about, isWanted: () => rising.hasMovedBy(item.id, revision) };
      if (kind === "escalation-reminder") {
        const isWanted = () => rising.isWith(item.id, personId) && isLive(items.get(item.id) ?? item);
        return { about, isWanted };
      }
      if (kind === "ask-vote") return { about, isWanted: () => isInVote(item.id) };
      return { about, isWanted: () => true };
    },
  };
}

function withoutUnless({ unless: _, ...about }: About): About {
  return about;
}

function aboutOf(item: Parameters<Items["send"]>[1]): About {
  const { program_id: programId, type, number } = item;
  const unless: Unless = type === undefined ? "dealt-with" : type === "ask" ? "decided" : "answered";
  return {
    programId: programId === "" ? null : programId,
    cadenceId: null,
    cadence: null,
    round: null,
    period: null,
    unless,
    ...(type !== undefined && number !== undefined && { item: codeOf({ type, number }) }),
  };
}
