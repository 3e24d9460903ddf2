import type { Instant } from "./time.ts";

/** Those who wait for an instant on a clock that somebody else moves. */
export class Timers {
  readonly #timers = new Set<{ at: Instant; wake: () => void }>();

  /** Resolves when `wake` is called with `at` or later, or when `signal` aborts. */
  wait(at: Instant, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#timers.delete(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = { at, wake };
      this.#timers.add(timer);
      signal.addEventListener("abort", wake);
    });
  }

  wake(now: Instant): void {
    for (const timer of [...this.#timers]) if (timer.at <= now) timer.wake();
  }

  /** The first instant that somebody waits for, or null. */
  next(): Instant | null {
    let next: Instant | null = null;
    for (const { at } of this.#timers) if (next === null || at < next) next = at;
    return next;
  }
}
