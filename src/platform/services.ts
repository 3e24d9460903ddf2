import type { Clock } from "./clock.ts";
import type { Db } from "./database.ts";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";

/** All registrations of one run of the program. */
export interface Events {
  readonly followers: number;
}

/** Dependencies of use cases: no globals, no singletons. */
export interface Services {
  db: Db;
  clock: Clock;
  ids: Ids;
  log: Log;
  events: Events;
  /** File that records erasures, for PostgreSQL. */
  erasuresFile?: string;
}
