/** The connection to Slack: whether it is up, and how it is opened again after it was lost for good. */
import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { addMs, msBetween, SECOND } from "../platform/time.ts";

/** The SDK connects anew within seconds: only what lasts longer is news. */
const MAY_BE_LOST_MS = 30_000;
const RECONNECT_EVERY_MS = 5000;

export class SlackConnection {
  readonly #clock: Clock;
  readonly #log: Log;
  #lostAt: Instant | null = null;
  #reconnections = 0;

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock;
    this.#log = log;
  }

  /** What the SDK tells. */
  changed(isUp: boolean): void {
    const since = this.#lostAt;
    const now = this.#clock.now();
    this.#lostAt = isUp ? null : (since ?? now);
    if (isUp && since !== null)
      this.#log.info({ lostSeconds: msBetween(since, now) / SECOND }, "connected to Slack again");
    if (!isUp && since === null) this.#log.info("the connection to Slack was closed");
  }

  get isUp(): boolean {
    return this.#lostAt === null;
  }

  /** Up, or lost so shortly ago that it comes back by itself. */
  get isWell(): boolean {
    return this.#lostAt === null || this.#clock.now() < addMs(this.#lostAt, MAY_BE_LOST_MS);
  }

  /** Tries until it succeeds, somebody else tries, or all stops. */
  async reconnect(open: () => Promise<unknown>, stopping: AbortSignal): Promise<void> {
    // The one before waits for a start that the SDK has given up.
    this.#reconnections += 1;
    const mine = this.#reconnections;
    const isOver = () => stopping.aborted || mine !== this.#reconnections;
    while (!isOver() && !this.isUp) {
      await this.#clock.sleepUntil(addMs(this.#clock.now(), RECONNECT_EVERY_MS), stopping);
      if (isOver()) return;
      try {
        await open();
        return;
      } catch (error) {
        this.#log.warn({ err: error }, "Slack cannot be reached, trying again");
      }
    }
  }
}
