import type { SandboxClock } from "slack-sandbox";
import type { DrivenClock, Instant } from "../../src/platform/clock.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";

/** What a machine with a bad clock believes, while the world, and Slack, go by the right one. */
export class WrongClock implements DrivenClock {
  /** How many turns were taken. */
  turns = 0;
  readonly #right: SandboxClock;
  readonly #driven = new Set<{ changed(): void }>();
  #offMs: (minute: number) => number = () => 0;

  constructor(right: SandboxClock) {
    this.#right = right;
  }

  /** So much later than it is, by the minute; less than 0 is earlier. */
  setOff(offMs: number | ((minute: number) => number)): void {
    this.#offMs = typeof offMs === "number" ? () => offMs : offMs;
    // The minute's heartbeat of a real process notices a clock that was set.
    for (const driven of this.#driven) driven.changed();
  }

  now(): Instant {
    return addMs(this.#right.now(), this.#off());
  }

  sleepUntil(at: Instant, signal: AbortSignal): Promise<void> {
    return this.#right.sleepUntil(addMs(at, -this.#off()), signal);
  }

  drive(turn: () => Promise<Instant | null>): { changed(): void; detach(): void } {
    const driven = this.#right.drive(async () => {
      this.turns += 1;
      const next = await turn();
      return next && addMs(next, -this.#off());
    });
    this.#driven.add(driven);
    return driven;
  }

  #off(): number {
    return this.#offMs(Math.floor(Date.parse(this.#right.now()) / MINUTE));
  }
}
