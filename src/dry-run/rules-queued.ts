/** What the contact policy will ask of asks that wait, and who hears that one waits for another weekly message. Pure. */
import { dayOf, workingDayFrom } from "../calendars/rules-days.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, instantOf, localDateOf } from "../platform/time.ts";
import { lastVotingDay, toldOfQueue } from "../register/asks/rules.ts";
import { recordKeys } from "../register/delivery-keys.ts";
import type { Item } from "../register/use-cases-outlook.ts";
import type { Message } from "./rules-asking.ts";
import type { Escalating } from "./rules-escalation.ts";
import type { Items } from "./rules-record.ts";
import type { createSeating } from "./rules-seating.ts";
import type { World } from "./world.ts";

interface Known {
  world: World;
  items: Pick<Items, "get" | "send" | "isAwaited">;
  escalating: Pick<Escalating, "lastDayToShow">;
  seatsOn: ReturnType<typeof createSeating>["seatsOn"];
  /** Whether the message of this revision is still to be decided by them. */
  askWanted(itemId: string, personId: string, revision: number): (at: Instant) => boolean;
}

type Weighed = Pick<Message, "isUrgent" | "neededBy" | "decision" | "queued">;

export interface Deciding {
  /** A message by which an ask was put to somebody. */
  weighed(itemId: string, personId: string, revision: number): Weighed;
  /** Before the last day on which they can vote; null: there is no vote. */
  voteNeededBy(itemId: string, personId: string): Instant | null;
  /** Whether it still waits for whoever it was put to. */
  isQueued(itemId: string, revision: number): (at: Instant) => boolean;
}

export function createDeciding(known: Known): Deciding {
  return {
    weighed: (itemId, personId, revision) => ({
      isUrgent: (at) => isUrgent(known, itemId, personId, at),
      neededBy: () => neededBy(known, itemId, personId),
      decision: () => decisionOf(known.items.get(itemId)),
      queued: (at) => tellOfQueue(known, itemId, personId, revision, at),
    }),
    voteNeededBy: (itemId, personId) => voteNeededBy(known, itemId, personId),
    isQueued: (itemId, revision) => isQueued(known, itemId, revision),
  };
}

function zoneOf({ world }: Known, personId: string): string {
  return world.people.get(personId)?.zone ?? "UTC";
}

/** Needed today or on the next working day. */
function isUrgent(known: Known, itemId: string, personId: string, at: Instant): boolean {
  const dueOn = known.items.get(itemId)?.due_on ?? null;
  const tomorrow = addLocalDays(localDateOf(at, zoneOf(known, personId)), 1);
  return dueOn !== null && dayOf(dueOn) <= workingDayFrom(dayOf(tomorrow), 1, known.world.working);
}

function neededBy(known: Known, itemId: string, personId: string): Instant | null {
  const last = known.escalating.lastDayToShow(itemId);
  return last === null ? null : instantOf(addLocalDays(last, 1), "00:00", zoneOf(known, personId));
}

function voteNeededBy(known: Known, itemId: string, personId: string): Instant | null {
  const item = known.items.get(itemId);
  const vote = item?.type === "ask" ? item.details.circulation : undefined;
  const zone = zoneOf(known, personId);
  return vote ? instantOf(lastVotingDay(vote, zone), "00:00", zone) : null;
}

function decisionOf(item: Item | undefined): ReturnType<NonNullable<Weighed["decision"]>> {
  const details = item?.type === "ask" ? item.details : undefined;
  return { hasCost: details?.costOfWaiting !== undefined, cannotWaitSince: details?.cannotWait?.at ?? null };
}

function tellOfQueue(known: Known, itemId: string, deciderId: string, revision: number, now: Instant): void {
  const item = known.items.get(itemId);
  if (!item || item.owner_id !== deciderId) return;
  for (const personId of toldOfQueue(item, known.seatsOn(item.program_id, localDateOf(now, "UTC"))))
    known.items.send("ask-queued", item, {
      key: recordKeys.queued(itemId, revision, personId),
      personId,
      isWanted: isQueued(known, itemId, revision),
      now,
    });
}

function isQueued(known: Known, itemId: string, revision: number): (at: Instant) => boolean {
  return (at) => {
    const owner = known.items.get(itemId)?.owner_id ?? "";
    return known.items.isAwaited(itemId, owner) && known.askWanted(itemId, owner, revision)(at);
  };
}
