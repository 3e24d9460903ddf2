import type { ScheduledTask } from "node-cron";
import { type Clock, type Instant, isDriven } from "./clock.ts";
import { outsideRequest } from "./incoming-request.ts";
import type { Log } from "./log.ts";
import { addMs, MINUTE } from "./time.ts";

const SHORTEST_PAUSE_MS = 50;
/** Where the clock is set back, cron waits until it is as late again. */
const LONGEST_PAUSE_MS = MINUTE;

/** Runs the work of the process: once each minute, when something is due, and when somebody asks for it. */
export interface Ticks {
  /** Asks for a tick now. */
  wake(): void;
  /** False while the last tick failed. */
  isWorking(): boolean;
  /** Ends after the tick under way. */
  stop(): Promise<void>;
}

/**
 * `tick` does all that is due and returns when the next thing will be. A tick that fails is told in the log, turns the
 * health red, and is tried again; it never ends the process. Ticks never overlap. Under a clock that somebody else
 * moves, that one says when.
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
    while (!stopping.signal.aborted) {
      wakeUp = new AbortController();
      const next = await oneTick();
      eachMinute ??= await cron(wake);
      // What is due already is held by another instance, or came while the tick ran: look again, after a short pause.
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

/** Loaded once the first tick is over: no start waits for it. */
async function cron(wake: () => void): Promise<ScheduledTask> {
  const { schedule } = await import("node-cron");
  const options = { timezone: "UTC", missedExecutionTolerance: MINUTE, suppressMissedWarning: true };
  return schedule("* * * * *", wake, options);
}
