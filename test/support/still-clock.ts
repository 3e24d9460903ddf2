import { events } from "../../src/app/all-followers.ts";
import type { Clock, Instant } from "../../src/platform/clock.ts";
import type { Ids } from "../../src/platform/ids.ts";
import { createLog } from "../../src/platform/log.ts";
import type { Services } from "../../src/platform/services.ts";

/** A clock that stands until the test moves it. */
export function stillClock(at: Instant): Clock & { at: Instant } {
  const clock = { at, now: () => clock.at, sleepUntil: async () => undefined };
  return clock;
}

/** Ids that repeat from run to run. */
export function countedIds(prefix: string, digits = 6): Ids {
  let count = 0;
  return {
    next() {
      count += 1;
      return `${prefix}-${String(count).padStart(digits, "0")}`;
    },
  };
}

/** Services whose time and ids the test decides. */
export function servicesAt(db: Services["db"], at: Instant): Services & { clock: { at: Instant } } {
  return { db, clock: stillClock(at), ids: countedIds("id"), log: createLog("silent"), events };
}
