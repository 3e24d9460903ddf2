import type { Clock } from "./clock.ts";
import type { Db } from "./database.ts";
import type { Events } from "./events.ts";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";

/** What use cases are given: no globals, no singletons. */
export interface Services {
  db: Db;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Who follows what happens in a capability, of those above it. */
  events: Events;
  /** Where erasures are noted beside a PostgreSQL database, as the operator says. */
  erasuresFile?: string;
}
