import { setImmediate } from "node:timers/promises";
import type { ScheduledTask } from "node-cron";
import { type Clock, type Instant, isDriven } from "./clock.ts";
import type { Log } from "./log.ts";
import { outsideRequest } from "./request-context.ts";
import { addMs, MINUTE } from "./time.ts";

const SHORTEST_PAUSE_MS = 50;
/** If the clock is set back, cron waits until it catches up. */
const LONGEST_PAUSE_MS = MINUTE;

/** Runs ticks every minute, when work is due, and on request. */
export interface Ticks {
  /** Asks for a tick now. */
  wake(): void;
  /** False while the last tick failed. */
  isWorking(): boolean;
  /** Waits for the tick under way. */
  stop(): Promise<void>;
}

/**
 * `tick` does due work and returns when more is due. A failed tick is logged, turns health red and is retried; it never
 * ends the process. Ticks never overlap. A driven clock decides when they run.
 */
export function startTicks(clock: Clock, log: Log, tick: () => Promise<Instant | null>): Ticks {
  let working = true;
  let last: Promise<Instant | null> = Promise.resolve(null);

  const oneTick = (): Promise<Instant | null> => {
    last = last.then(async () => {
      try {
        const next = await outsideRequest(tick);
        working = true;
        return next;
      } catch (error) {
        working = false;
        log.error({ err: error }, "a turn failed");
        return null;
      }
    });
    return last;
  };

  if (isDriven(clock)) {
    const drive = clock.drive(oneTick);
    return {
      wake: () => drive.changed(),
      isWorking: () => working,
      async stop() {
        drive.detach();
        await last;
      },
    };
  }

  const stopping = new AbortController();
  let wakeUp = new AbortController();
  const wake = () => wakeUp.abort();
  let eachMinute: ScheduledTask | undefined;
  const loop = (async () => {
    // Whoever waits for the start is told of it first.
    await setImmediate();
    while (!stopping.signal.aborted) {
      wakeUp = new AbortController();
      const next = await oneTick();
      eachMinute ??= await cron(wake);
      // Work due already is held by another instance or came meanwhile: look again after a short pause.
      const soonest = addMs(clock.now(), SHORTEST_PAUSE_MS);
      const latest = addMs(clock.now(), LONGEST_PAUSE_MS);
      const wanted = next === null || next > latest ? latest : next;
      await clock.sleepUntil(wanted < soonest ? soonest : wanted, AbortSignal.any([wakeUp.signal, stopping.signal]));
    }
  })();
  return {
    wake,
    isWorking: () => working,
    async stop() {
      stopping.abort();
      await loop;
      await eachMinute?.destroy();
    },
  };
}

/** Loaded after the first tick, to keep the start short. */
async function cron(wake: () => void): Promise<ScheduledTask> {
  const { schedule } = await import("node-cron");
  const options = { timezone: "UTC", missedExecutionTolerance: MINUTE, suppressMissedWarning: true };
  return schedule("* * * * *", wake, options);
}
