/** What is let go when the process ends: the last begun first. */
import { withinMs } from "./patience.ts";

/** A call to Slack, or its closing handshake, may never end: what is then still under way is looked up after its lease. */
const PATIENCE_MS = 1000;
const LONGEST_MS = 4000;

type Release = () => Promise<unknown> | unknown;

export class Ending {
  readonly #stopping = new AbortController();
  readonly #steps: Release[] = [];

  /** Aborts before anything is let go. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** `ms`: how long it may take. */
  add(release: Release, { ms = PATIENCE_MS } = {}): void {
    this.#steps.push(() => withinMs(ms, Promise.resolve(release())));
  }

  /** After everything else. */
  addLast(release: Release): void {
    this.#steps.unshift(release);
  }

  /** Lets go of everything; within four seconds, whatever hangs. */
  async now(): Promise<void> {
    this.#stopping.abort();
    await withinMs(
      LONGEST_MS,
      (async () => {
        for (const release of this.#steps.reverse()) await release();
      })(),
    );
  }
}
