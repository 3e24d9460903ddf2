/** What happened, told in the same transaction to whoever follows it: typed, in the order of the capabilities, no queue. */
import type { Tx } from "./database.ts";
import type { Services } from "./services.ts";

type Follow<Fact> = (services: Services, tx: Tx, fact: Fact) => Promise<void>;

/** What a capability does when something has happened in one below it. */
export type Follower = (events: Events) => void;

/** Who follows what, in one run of the program. */
export interface Events {
  readonly followers: number;
}

/** One kind of event; `Fact`: what is told of each. */
export class EventKind<Fact> {
  readonly #following = new WeakMap<Events, Follow<Fact>[]>();

  /** For the list of a capability's followers. */
  followedBy(follow: Follow<Fact>): Follower {
    return (events) => {
      this.#following.set(events, [...(this.#following.get(events) ?? []), follow]);
    };
  }

  /** Resolves when everybody who follows it has done what they do; rejects, and with it the transaction, as one of them. */
  async happened(services: Services, tx: Tx, fact: Fact): Promise<void> {
    for (const follow of this.#following.get(services.events) ?? []) await follow(services, tx, fact);
  }
}

export function eventsWith(followers: readonly Follower[]): Events {
  const events = { followers: followers.length };
  for (const follower of followers) follower(events);
  return events;
}
