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

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock: the only reader of system time. */
export function systemClock(): Clock {
  const now = (): Instant => new Date().toISOString();
  return {
    now,
    async sleepUntil(at, signal) {
      const longestMs = performance.now() + Math.max(Date.parse(at) - Date.now(), 0);
      while (!signal.aborted && now() < at) {
        const leftMs = longestMs - performance.now();
        if (leftMs <= 0) return;
        const waitMs = Math.min(Date.parse(at) - Date.now(), leftMs, LONGEST_TIMER_MS);
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
    },
  };
}

/** Seconds of real time so far, for metrics, never for decisions. */
export function stopwatch(): () => number {
  const from = performance.now();
  return () => (performance.now() - from) / 1000;
}
