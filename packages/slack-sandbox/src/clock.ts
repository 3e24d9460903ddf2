import { setImmediate } from "node:timers/promises";
import { realTimeMs } from "./real-time.ts";
import type { Clock, Instant } from "./time.ts";
import { addMs, earliest, msBetween } from "./time.ts";
import { Timers } from "./timers.ts";

/** So many turns without time moving are a process that never has enough. */
const MOST_TURNS = 10_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** After every instant. */
const LAST = "~";

interface Driven {
  turn: () => Promise<Instant | null>;
  /** Asked at each move, due or not. */
  isTold: boolean;
  nextDueAt: Instant | null;
  /** A turn is asked for and has not begun. */
  wanted: boolean;
  /** The turns under way; never rejects. */
  turning: Promise<void> | null;
}

/** The sandbox's time. It stands still until it is advanced, and moves only when every driven process is idle. */
export class SandboxClock implements Clock {
  #now: Instant;
  #running: { from: Instant; realMs: number } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #advancing = false;
  #turns = 0;
  #failure: { error: unknown } | null = null;
  readonly #driven = new Set<Driven>();
  readonly #timers = new Timers();

  constructor(start: Instant) {
    this.#now = addMs(start, 0);
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** The earliest instant at which anything waits for time, or null. */
  get nextDueAt(): Instant | null {
    return this.#nextDueAt();
  }

  now(): Instant {
    if (this.#running) this.#now = addMs(this.#running.from, realTimeMs() - this.#running.realMs);
    return this.#now;
  }

  async sleepUntil(at: Instant, signal: AbortSignal): Promise<void> {
    if (this.now() >= at) return;
    const woken = this.#timers.wait(at, signal);
    this.#schedule();
    await woken;
  }

  /** `isTold`: its turn is also how it hears of the time, at each move. */
  drive(
    turn: () => Promise<Instant | null>,
    { isTold = false }: { isTold?: boolean } = {},
  ): { changed(): void; detach(): void } {
    const driven: Driven = { turn, isTold, nextDueAt: null, wanted: false, turning: null };
    this.#driven.add(driven);
    this.#ask(driven);
    return {
      changed: () => this.#ask(driven),
      detach: () => {
        this.#driven.delete(driven);
      },
    };
  }

  /**
   * Runs turns at the present instant until each process is idle and says that its next work is later. Throws the error
   * of a turn that failed, and when a process is not done after 10,000 turns.
   */
  async settle(): Promise<void> {
    // Each one, whether or not it said that something changed: word of it may still be on its way.
    this.#askAll();
    await this.#untilIdle();
  }

  /** Moves to `target`, stopping at every instant at which something is due. Throws when it lies in the past. */
  async advanceTo(target: Instant): Promise<void> {
    if (this.#running) throw new Error("The clock runs by itself: pause it before you move it.");
    if (this.#advancing) throw new Error("The clock is being moved already: await the first move.");
    if (target < this.#now) throw new Error(`The clock never goes back: it is ${this.#now}, not ${target}.`);
    this.#advancing = true;
    try {
      await this.settle();
      while (this.#now < target) {
        const next = this.#nextDueAt();
        this.#moveTo(next !== null && next < target ? next : target);
        await this.#untilIdle();
      }
    } finally {
      this.#advancing = false;
    }
  }

  /** Goes on from the present instant at real speed. */
  run(): void {
    if (this.#running) return;
    this.#running = { from: this.#now, realMs: realTimeMs() };
    this.#askAll();
  }

  pause(): void {
    if (!this.#running) return;
    this.now();
    this.#running = null;
    clearTimeout(this.#timer);
    this.#askAll();
  }

  async #untilIdle(): Promise<void> {
    for (;;) {
      // Lets what a tick or a timer has started reach the clock.
      await setImmediate();
      const turning = [...this.#driven].flatMap((driven) => driven.turning ?? []);
      if (turning.length === 0) break;
      await Promise.all(turning);
    }
    const failure = this.#failure;
    this.#failure = null;
    if (failure) throw failure.error;
  }

  #nextDueAt(): Instant | null {
    return earliest(this.#timers.next(), ...[...this.#driven].map((driven) => driven.nextDueAt));
  }

  #moveTo(at: Instant): void {
    this.#now = at;
    this.#turns = 0;
    const wakes = (this.#timers.next() ?? LAST) <= at;
    this.#timers.wake(at);
    for (const driven of this.#driven)
      if (wakes || driven.isTold || (driven.nextDueAt ?? LAST) <= at) this.#ask(driven);
  }

  #askAll(): void {
    for (const driven of this.#driven) this.#ask(driven);
  }

  #ask(driven: Driven): void {
    driven.wanted = true;
    driven.turning ??= this.#takeTurns(driven);
  }

  /** One process has one turn at a time; what changes during it leads to another one. */
  async #takeTurns(driven: Driven): Promise<void> {
    try {
      // A process may call `drive` or `changed` while it is still building what its turn needs.
      await Promise.resolve();
      while (driven.wanted && this.#driven.has(driven)) {
        driven.wanted = false;
        this.#turns += 1;
        driven.nextDueAt = await driven.turn();
        if (driven.nextDueAt !== null && driven.nextDueAt <= this.now()) driven.wanted = true;
        if (this.#turns > MOST_TURNS && !this.#running)
          throw new Error(
            `${MOST_TURNS} turns at ${this.#now} and still something due at ${driven.nextDueAt}: a process does not do what it says is due.`,
          );
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      driven.turning = null;
      this.#schedule();
    }
  }

  #failed(error: unknown): void {
    this.#failure ??= { error };
    // Nobody awaits a clock that runs by itself; a turn that fails is a fault of the program.
    if (this.#running)
      queueMicrotask(() => {
        throw error;
      });
  }

  #schedule(): void {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    const next = this.#nextDueAt();
    if (next === null) return;
    const waitMs = Math.min(Math.max(msBetween(this.now(), next), 0), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => {
      const now = this.now();
      this.#turns = 0;
      this.#timers.wake(now);
      for (const driven of this.#driven) if (driven.nextDueAt !== null && driven.nextDueAt <= now) this.#ask(driven);
      this.#schedule();
    }, waitMs);
  }
}
