import type { Instant } from "./clock.ts";

/** Those who wait for an instant on a clock that somebody else moves. */
export class Sleepers {
  readonly #sleepers = new Set<{ at: Instant; wake: () => void }>();

  /** Resolves when `wake` is called with `at` or later, or when `signal` aborts. */
  wait(at: Instant, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { at, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", wake);
    });
  }

  wake(now: Instant): void {
    for (const sleeper of [...this.#sleepers]) if (sleeper.at <= now) sleeper.wake();
  }

  /** The first instant that somebody waits for, or null. */
  next(): Instant | null {
    let next: Instant | null = null;
    for (const { at } of this.#sleepers) if (next === null || at < next) next = at;
    return next;
  }
}
