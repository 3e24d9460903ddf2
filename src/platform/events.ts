/**
 * How a capability reaches higher ones, which it must not import: events, followed in the same transaction and in the
 * order of capabilities; lookups; slots.
 */
import type { Clock } from "./clock.ts";
import type { Db, Tx } from "./database.ts";
import type { Events, Services } from "./services.ts";

type Follow<Fact, Within> = (services: Services, within: Within, fact: Fact) => Promise<void>;

/** Registers a reaction to events, an answer to a lookup, or an item of a slot. */
export type Follower = (events: Events) => void;

/** A kind of event. `Fact`: its data. `Within`: its transaction, or the database. */
export class EventKind<Fact, Within extends Db | Tx = Tx> {
  readonly #following = new WeakMap<Events, Follow<Fact, Within>[]>();

  followedBy(follow: Follow<Fact, Within>): Follower {
    return (events) => {
      this.#following.set(events, [...(this.#following.get(events) ?? []), follow]);
    };
  }

  /** Runs all followers; rejects if one does, and so rolls back the transaction. */
  async happened(services: Services, within: Within, fact: Fact): Promise<void> {
    for (const follow of this.#following.get(services.events) ?? []) await follow(services, within, fact);
  }
}

type Look<Asked, Answer> = (services: LookupContext, db: Db | Tx, asked: Asked) => Promise<Answer>;

export interface LookupContext {
  clock: Pick<Clock, "now">;
  events: Events;
}

/** A query that a higher capability answers. */
export class Lookup<Asked, Answer> {
  readonly #name: string;
  readonly #answering = new WeakMap<Events, Look<Asked, Answer>>();

  constructor(name: string) {
    this.#name = name;
  }

  answeredBy(look: Look<Asked, Answer>): Follower {
    return (events) => {
      this.#answering.set(events, look);
    };
  }

  /** Rejects if no capability answers it. */
  async of(services: LookupContext, db: Db | Tx, asked: Asked): Promise<Answer> {
    const look = this.#answering.get(services.events);
    if (!look) throw new Error(`No capability says ${this.#name}`);
    return look(services, db, asked);
  }
}

/** A list to which higher capabilities add items, in their order. */
export class Slot<Item> {
  readonly #items = new WeakMap<Events, Item[]>();

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
