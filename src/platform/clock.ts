import { uptime } from "node:os";

/** An instant in UTC, ISO 8601 with milliseconds and `Z`, always 24 characters, so that text order is time order. */
export type Instant = string;

export interface Clock {
  now(): Instant;
  /** Resolves at `at` (after the time left now, if the clock is set back) or when `signal` aborts; never rejects. */
  sleepUntil(at: Instant, signal: AbortSignal): Promise<void>;
}

/** A clock moved by the sandbox, once every driven process is idle. */
export interface DrivenClock extends Clock {
  /**
   * `tick` does all due work and returns when more is due, or null; it is called then. `changed()` asks for an earlier
   * tick.
   */
  drive(tick: () => Promise<Instant | null>): { changed(): void; detach(): void };
}

export function isDriven(clock: Clock): clock is DrivenClock {
  return "drive" in clock;
}

/** What a machine knows of the time, in milliseconds. */
export interface Machine {
  /** Of its clock, which somebody may set. */
  wallMs(): number;
  /** Since the process began; stands still while the machine sleeps. */
  runningMs(): number;
  /** Since the machine began, to some ten milliseconds; goes on while it sleeps. */
  upMs(): number;
}

/** The only reader of system time. */
export const thisMachine: Machine = {
  wallMs: () => Date.now(),
  runningMs: () => performance.now(),
  upMs: () => uptime() * 1000,
};

/** The machine's clock. */
export function systemClock(): Clock {
  const now = (): Instant => new Date(thisMachine.wallMs()).toISOString();
  return { now, sleepUntil: sleepingBy(now) };
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `sleepUntil` of a clock that goes by itself. */
export function sleepingBy(now: () => Instant): Clock["sleepUntil"] {
  const msUntil = (at: Instant) => Date.parse(at) - Date.parse(now());
  return async (at, signal) => {
    const longestMs = thisMachine.runningMs() + Math.max(msUntil(at), 0);
    while (!signal.aborted && now() < at) {
      const leftMs = longestMs - thisMachine.runningMs();
      if (leftMs <= 0) return;
      const waitMs = Math.min(msUntil(at), leftMs, LONGEST_TIMER_MS);
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, Math.max(waitMs, 1));
        signal.addEventListener("abort", done);
      });
    }
  };
}

/** Seconds of real time so far, for metrics, never for decisions. */
export function stopwatch(): () => number {
  const from = thisMachine.runningMs();
  return () => (thisMachine.runningMs() - from) / 1000;
}
