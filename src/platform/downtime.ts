/** When Drumbeat last ran, whichever instance, and the last time in which none did. */
import { z } from "zod";
import type { Instant } from "./clock.ts";
import type { Db, Tx } from "./database.ts";
import { jsonColumn } from "./json-column.ts";
import type { Services } from "./services.ts";
import { addMs, MINUTE, msBetween } from "./time.ts";
import { findFact, noteFact } from "./workspace-facts.ts";

/** No instance ticked between the two. */
export interface Downtime {
  from: Instant;
  until: Instant;
}

const readDowntime = jsonColumn<Downtime>(z.object({ from: z.string(), until: z.string() }));

/** Once in so long it is stored that Drumbeat runs: a write at each tick would cost more than it tells. */
const STORED_EVERY_MS = 5 * MINUTE;

/** A shorter time without a tick is a restart, or a busy machine. */
const LATE_AFTER_MS = 10 * MINUTE;

/** Stores when this process ticks. */
export interface TickTimes {
  /** At the beginning of a tick: what passed since the last one of any instance may have been downtime. */
  begun(): Promise<void>;
  /** While a tick goes on, however long. */
  goesOn(): Promise<void>;
}

export function followTickTimes({ db, clock }: Pick<Services, "db" | "clock">, workspaceId: string): TickTimes {
  let storedAt: Instant | null = null;

  const isStored = (now: Instant) => {
    const ageMs = storedAt === null ? STORED_EVERY_MS : msBetween(storedAt, now);
    // A clock that was set back stores anew.
    return ageMs >= 0 && ageMs < STORED_EVERY_MS;
  };

  const store = async (now: Instant, downtimeSince: (last: Instant) => Downtime | null) => {
    const last = await findFact(db, workspaceId, "ticked");
    const downtime = last && downtimeSince(last.notedAt);
    const value = downtime ? JSON.stringify(downtime) : (last?.value ?? "");
    await noteFact(db, workspaceId, { key: "ticked", value, at: now });
    storedAt = now;
  };

  return {
    async begun() {
      const now = clock.now();
      if (isStored(now)) return;
      await store(now, (last) => (addMs(last, LATE_AFTER_MS) < now ? { from: last, until: now } : null));
    },

    async goesOn() {
      const now = clock.now();
      if (isStored(now)) return;
      await store(now, () => null);
    },
  };
}

/** The last time in which no instance ticked for more than ten minutes, or null. */
export async function lastDowntime(db: Db | Tx, workspaceId: string): Promise<Downtime | null> {
  const fact = await findFact(db, workspaceId, "ticked");
  return fact === null || fact.value === "" ? null : readDowntime(fact.value);
}

/** Whether what was due at that instant waited more than ten minutes for Drumbeat to run again. */
export function isLateByDowntime(dueAt: Instant, downtime: Downtime | null): boolean {
  if (downtime === null) return false;
  return downtime.from <= dueAt && addMs(dueAt, LATE_AFTER_MS) < downtime.until;
}
