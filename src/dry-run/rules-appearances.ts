/** Which appearances are put to whoever is asked, and after which those who lead say what came of it: the record's own rules. Pure. */
import type { Instant } from "../platform/clock.ts";
import { instantOf, type LocalDate, localDateOf } from "../platform/time.ts";
import { keepersAmong } from "../programs/rules-program.ts";
import {
  isAttended,
  isOver,
  isSentTo,
  nextLookAt,
  readBefore,
  restsUntil,
  soonest,
  spanOf,
} from "../register/appearances/rules.ts";
import { recordKeys } from "../register/delivery-keys.ts";
import type { IsWorkingDay } from "../register/reminders/rules.ts";
import type { Item } from "../register/use-cases-outlook.ts";
import type { Message, Moments } from "./rules-asking.ts";
import type { Items } from "./rules-record.ts";
import { createSeating } from "./rules-seating.ts";
import type { World } from "./world.ts";

export interface Appearing {
  begin(): void;
  /** What waits in the outbox to put one to somebody, or to remind them of it, as it will be weighed then. */
  follow(kind: string, item: Item): Pick<Message, "isWanted" | "neededBy" | "sent">;
}

type Planned = Extract<Item, { type: "appearance" }> & { owner_id: string; due_on: LocalDate };

function isPlanned(item: Item): item is Planned {
  return item.type === "appearance" && isAttended(item);
}

/** Whose turn it is at the moment that is simulated. */
function createTurns(
  world: World,
  planned: readonly Planned[],
  { zoneOf, worksOn }: { zoneOf(personId: string): string; worksOn(personId: string): IsWorkingDay },
) {
  const asked = new Map(world.record.appearances.asked);
  const put = new Set(world.record.appearances.put);

  const restOf = (personId: string, at: Instant) => restsUntil(asked.get(personId) ?? [], zoneOf(personId), at);

  function isNext(item: Planned, at: Instant): boolean {
    const { owner_id: personId } = item;
    const isFree = (one: Planned) => !isSentTo(one, personId) && !isOver(one, zoneOf(personId), at);
    const others = planned.filter(
      (one) => one.state === "open" && one.owner_id === personId && !put.has(one.id) && isFree(one),
    );
    return soonest([item, ...others.filter(({ id }) => id !== item.id)])?.id === item.id;
  }

  function mayBePut(item: Planned, at: Instant): boolean {
    const { owner_id: personId } = item;
    return isSentTo(item, personId) || (restOf(personId, at) === null && isNext(item, at));
  }

  return {
    restOf,
    mayBePut,
    isPut: ({ id }: Planned) => put.has(id),
    /** How the message is weighed that puts it to them. */
    asking: (item: Planned): ReturnType<Appearing["follow"]> => {
      const { id, owner_id: personId } = item;
      return {
        isWanted: (at) => !isOver(item, zoneOf(personId), at) && mayBePut(item, at),
        neededBy: (now) => readBefore(item, { isWorkingDay: worksOn(personId), zone: zoneOf(personId), now }),
        sent(at) {
          put.add(id);
          asked.set(personId, [...(asked.get(personId) ?? []), at]);
        },
      };
    },
  };
}

export function createAppearing(
  world: World,
  moments: Moments,
  { send, worksOn }: Pick<Items, "send"> & { worksOn(personId: string): IsWorkingDay },
): Appearing {
  const { seatsOn } = createSeating(world);
  // Nobody answers: what is open stays so, with whoever it is.
  const planned = world.record.items.filter(isPlanned);
  const zoneOf = (personId: string) => world.people.get(personId)?.zone ?? "UTC";
  const turns = createTurns(world, planned, { zoneOf, worksOn });
  const waiting = new Set(world.record.appearances.waiting);
  const isTooLate = (item: Planned, now: Instant) =>
    !isSentTo(item, item.owner_id) && (turns.restOf(item.owner_id, now) ?? "") > item.due_on;
  const told = new Set(planned.filter((item) => isTooLate(item, world.now)).map(({ id }) => id));

  function look(item: Planned, now: Instant): void {
    const { id, owner_id: personId, due_on: on } = item;
    const zone = zoneOf(personId);
    if (isOver(item, zone, now)) {
      tellLeads("appearance-tick", item, { now, keyTo: (leadId) => recordKeys.appearanceTick(id, on, leadId) });
      return;
    }
    if (item.state === "open" && !turns.isPut(item) && !waiting.has(id)) {
      if (isTooLate(item, now) && !told.has(id)) {
        const keyTo = (leadId: string) => recordKeys.appearanceTold(id, `rests:${on}`, leadId);
        tellLeads("appearance-told", item, { now, keyTo });
      }
      if (turns.mayBePut(item, now)) {
        waiting.add(id);
        const span = spanOf(item, zone);
        const key = recordKeys.appearance(personId, id, 0);
        send("appearance", item, { key, personId, now, ...(span && { expiresAt: span.until }), ...turns.asking(item) });
      }
    }
    lookLater(item, nextLookAt(item, zone, now));
  }

  function lookLater(item: Planned, at: Instant | null): void {
    if (at === null) return;
    const now = at < world.now ? world.now : at;
    moments.at(now, () => look(item, now));
  }

  function tellLeads(
    kind: "appearance-told" | "appearance-tick",
    item: Planned,
    { now, keyTo }: { now: Instant; keyTo(leadId: string): string },
  ): void {
    const seats = seatsOn(item.program_id, localDateOf(now, "UTC"));
    for (const leadId of keepersAmong(seats, (id) => world.people.get(id)?.is_deactivated === 1))
      send(kind, item, { key: keyTo(leadId), personId: leadId, isWanted: () => true, now });
  }

  return {
    begin() {
      for (const item of planned) lookLater(item, item.remind_at);
    },
    follow(kind, item) {
      if (!isPlanned(item)) return { isWanted: () => true };
      if (kind === "appearance") return turns.asking(item);
      return { isWanted: () => true, neededBy: () => instantOf(item.due_on, "00:00", zoneOf(item.owner_id)) };
    },
  };
}
