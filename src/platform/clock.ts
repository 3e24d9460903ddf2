/** An instant in UTC, ISO 8601 with milliseconds and `Z`, always 24 characters, so that text order is time order. */
export type Instant = string;

export interface Clock {
  now(): Instant;
  /**
   * Resolves when `at` is reached or `signal` aborts, whichever comes first, and after as long as it was away at the
   * latest, even if the clock is set back meanwhile; never rejects.
   */
  sleepUntil(at: Instant, signal: AbortSignal): Promise<void>;
}

/** A clock that somebody else moves (the sandbox). It only moves on when every driven process has nothing left to do. */
export interface DrivenClock extends Clock {
  /**
   * `tick` does everything that is due at `now()` and returns the next instant at which something will be due, or null.
   * It is called when that instant is reached. `changed()` asks for a tick before (a person did something).
   */
  drive(tick: () => Promise<Instant | null>): { changed(): void; detach(): void };
}

export function isDriven(clock: Clock): clock is DrivenClock {
  return "drive" in clock;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock: the only reader of time in the product. */
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

/** Real time that passes, whatever any clock says: for measures, never for a decision. Each call gives the seconds so far. */
export function stopwatch(): () => number {
  const from = performance.now();
  return () => (performance.now() - from) / 1000;
}
