/**
 * How a capability reaches those above it, which it does not know. What happened is told in the same transaction to whoever
 * follows it, in the order of the capabilities, no queue; what only one above it knows, it looks up there.
 */
import type { Clock } from "./clock.ts";
import type { Db, Tx } from "./database.ts";
import type { Services } from "./services.ts";

type Follow<Fact, Within> = (services: Services, within: Within, fact: Fact) => Promise<void>;

/** What a capability does when something has happened in one below it. */
export type Follower = (events: Events) => void;

/** Who follows what, in one run of the program. */
export interface Events {
  readonly followers: number;
}

/** One kind of event; `Fact`: what is told of each; `Within`: the transaction in which it happens, or the database. */
export class EventKind<Fact, Within extends Db | Tx = Tx> {
  readonly #following = new WeakMap<Events, Follow<Fact, Within>[]>();

  /** For the list of a capability's followers. */
  followedBy(follow: Follow<Fact, Within>): Follower {
    return (events) => {
      this.#following.set(events, [...(this.#following.get(events) ?? []), follow]);
    };
  }

  /** Resolves when everybody who follows it has done what they do; rejects, and with it the transaction, as one of them. */
  async happened(services: Services, within: Within, fact: Fact): Promise<void> {
    for (const follow of this.#following.get(services.events) ?? []) await follow(services, within, fact);
  }
}

type Look<Asked, Answer> = (services: Looking, db: Db | Tx, asked: Asked) => Promise<Answer>;

/** What looking something up needs. */
export interface Looking {
  clock: Pick<Clock, "now">;
  events: Events;
}

/** A question that a capability puts to one above it, which alone knows. */
export class Lookup<Asked, Answer> {
  readonly #name: string;
  readonly #answering = new WeakMap<Events, Look<Asked, Answer>>();

  constructor(name: string) {
    this.#name = name;
  }

  /** For the list of a capability's followers. */
  answeredBy(look: Look<Asked, Answer>): Follower {
    return (events) => {
      this.#answering.set(events, look);
    };
  }

  /** Rejects where no capability answers it. */
  async of(services: Looking, db: Db | Tx, asked: Asked): Promise<Answer> {
    const look = this.#answering.get(services.events);
    if (!look) throw new Error(`No capability says ${this.#name}`);
    return look(services, db, asked);
  }
}

/** What capabilities above put into something of one below, in their order. */
export class Slot<Item> {
  readonly #items = new WeakMap<Events, Item[]>();

  /** For the list of a capability's followers. */
  with(item: Item): Follower {
    return (events) => {
      this.#items.set(events, [...this.itemsIn({ events }), item]);
    };
  }

  itemsIn({ events }: { events: Events }): readonly Item[] {
    return this.#items.get(events) ?? [];
  }
}

export function eventsWith(followers: readonly Follower[]): Events {
  const events = { followers: followers.length };
  for (const follower of followers) follower(events);
  return events;
}
