import type { Instant } from "../../platform/clock.ts";
import { addMs, DAY, HOUR } from "../../platform/time.ts";
import type { SandboxClock } from "../clock.ts";
import { SlackFailure } from "../failures.ts";
import type { ClockAct, ShownClock } from "./client/wire.ts";

/** How far “to the next thing” looks. */
const LONGEST_WAIT_MS = 31 * DAY;

/** Moves the clock for the people in front of the page: one move at a time, and afterwards it runs if it ran before. */
export class ClockMoves {
  readonly #clock: SandboxClock;
  readonly #sentSoFar: () => number;
  readonly #onChange: () => void;
  #isMoving = false;
  #resumes = false;

  /** `sentSoFar` counts what the app has sent, by which the next thing that people notice is known. */
  constructor(facts: { clock: SandboxClock; sentSoFar: () => number; onChange: () => void }) {
    this.#clock = facts.clock;
    this.#sentSoFar = facts.sentSoFar;
    this.#onChange = facts.onChange;
  }

  shown(): ShownClock {
    const { nextDueAt, isRunning } = this.#clock;
    // To the second: a running clock would otherwise differ at each look.
    const now = `${this.#clock.now().slice(0, 19)}.000Z`;
    return { now, isRunning: isRunning || this.#resumes, isMoving: this.#isMoving, nextDueAt };
  }

  /** Throws SlackFailure while another move is under way, and what the app's turns throw. */
  async act(act: ClockAct): Promise<void> {
    if (this.#isMoving) throw new SlackFailure("The clock is being moved already.");
    switch (act.do) {
      case "play":
        this.#clock.run();
        break;
      case "pause":
        this.#clock.pause();
        break;
      case "forward": {
        const target = addMs(this.#clock.now(), act.hours * HOUR);
        await this.#whilePaused(() => this.#clock.advanceTo(target));
        break;
      }
      case "to-next":
        await this.#whilePaused(() => this.#toNext());
        break;
    }
    this.#onChange();
  }

  async #whilePaused(move: () => Promise<void>): Promise<void> {
    this.#resumes = this.#clock.isRunning;
    this.#clock.pause();
    this.#isMoving = true;
    this.#onChange();
    try {
      await move();
    } finally {
      this.#isMoving = false;
      if (this.#resumes) this.#clock.run();
      this.#resumes = false;
    }
  }

  /** From one instant at which something is due to the next, until the app has sent something. */
  async #toNext(): Promise<void> {
    const sent = this.#sentSoFar();
    const latest: Instant = addMs(this.#clock.now(), LONGEST_WAIT_MS);
    await this.#clock.settle();
    while (this.#sentSoFar() === sent) {
      const next = this.#clock.nextDueAt;
      if (next === null || next > latest) return;
      await this.#clock.advanceTo(next);
    }
  }
}
