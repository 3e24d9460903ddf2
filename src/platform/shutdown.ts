/** Releases resources when the process ends, last opened first. */
import { withinMs } from "./database-timeouts.ts";

/** A call to Slack or its closing handshake may never end; an unknown outcome is looked up after its lease. */
const PATIENCE_MS = 1000;
const LONGEST_MS = 4000;

type Release = () => Promise<unknown> | unknown;

export class ShutdownSequence {
  readonly #stopping = new AbortController();
  readonly #steps: Release[] = [];

  /** Aborts before the first release. */
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

  /** Releases everything, within four seconds even if something hangs. */
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
