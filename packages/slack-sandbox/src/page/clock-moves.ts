import type { SandboxClock } from "../clock.ts";
import { SlackFailure } from "../failures.ts";
import type { Instant } from "../time.ts";
import { addMs, DAY, HOUR } from "../time.ts";
import type { Workspace } from "../workspace.ts";
import type { Arrival, ClockAct, ShownClock } from "./client/wire.ts";

/** How far “to the next thing” looks. */
const LONGEST_WAIT_MS = 31 * DAY;

/** Moves the clock for the people in front of the page: one move at a time, and afterwards it runs if it ran before. */
export class ClockMoves {
  readonly #clock: SandboxClock;
  readonly #workspace: Workspace;
  readonly #onChange: () => void;
  #isMoving = false;
  #resumes = false;

  constructor(facts: { clock: SandboxClock; workspace: Workspace; onChange: () => void }) {
    this.#clock = facts.clock;
    this.#workspace = facts.workspace;
    this.#onChange = facts.onChange;
  }

  shown(): ShownClock {
    const { nextDueAt, isRunning } = this.#clock;
    // To the second: a running clock would otherwise differ at each look.
    const now = `${this.#clock.now().slice(0, 19)}.000Z`;
    return { now, isRunning: isRunning || this.#resumes, isMoving: this.#isMoving, nextDueAt };
  }

  /** Returns what has come meanwhile. Throws SlackFailure while another move is under way, and what the app's turns throw. */
  async act(act: ClockAct): Promise<Arrival[]> {
    if (this.#isMoving) throw new SlackFailure("The clock is being moved already.");
    const before = this.#counts();
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
    return this.#arrivalsSince(before);
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

  /** From one instant at which something is due to the next, until there is a message that was not there. */
  async #toNext(): Promise<void> {
    const before = this.#counts();
    const latest: Instant = addMs(this.#clock.now(), LONGEST_WAIT_MS);
    await this.#clock.settle();
    while (this.#arrivalsSince(before).length === 0) {
      const next = this.#clock.nextDueAt;
      if (next === null || next > latest) return;
      await this.#clock.advanceTo(next);
    }
  }

  /** Messages in each channel. */
  #counts(): Map<string, number> {
    return new Map([...this.#workspace.channels.values()].map(({ id, messages }) => [id, messages.size]));
  }

  #arrivalsSince(before: ReadonlyMap<string, number>): Arrival[] {
    return [...this.#workspace.channels.values()].flatMap(({ id, name, withUser, messages }) => {
      const count = messages.size - (before.get(id) ?? 0);
      const person = withUser === undefined ? undefined : this.#workspace.getPerson(withUser);
      return count > 0 ? [{ handle: person?.handle ?? null, to: person?.name ?? `#${name}`, count }] : [];
    });
  }
}
