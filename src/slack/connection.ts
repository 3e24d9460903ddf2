/** The state of the connection to Slack, and its reopening once the SDK has given up. */
import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { addMs, msBetween, SECOND } from "../platform/time.ts";

/** The SDK reconnects within seconds; only longer losses matter. */
const MAY_BE_LOST_MS = 30_000;
const RECONNECT_EVERY_MS = 5000;

export class SlackConnection {
  readonly #clock: Clock;
  readonly #log: Log;
  /** Until it is up for the first time, it counts as lost since the start. */
  #lostAt: Instant | null;
  #wasUp = false;
  #reconnections = 0;

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock;
    this.#log = log;
    this.#lostAt = clock.now();
  }

  changed(isUp: boolean): void {
    const since = this.#lostAt;
    const now = this.#clock.now();
    this.#lostAt = isUp ? null : (since ?? now);
    if (isUp && since !== null && this.#wasUp)
      this.#log.info({ lostSeconds: msBetween(since, now) / SECOND }, "connected to Slack again");
    this.#wasUp ||= isUp;
    if (!isUp && since === null) this.#log.info("the connection to Slack was closed");
  }

  get isUp(): boolean {
    return this.#lostAt === null;
  }

  /** Up, or lost only briefly. */
  get isWell(): boolean {
    return this.#lostAt === null || this.#clock.now() < addMs(this.#lostAt, MAY_BE_LOST_MS);
  }

  /** Tries until it succeeds, another call takes over, or `stopping` aborts. */
  async reconnect(open: () => Promise<unknown>, stopping: AbortSignal): Promise<void> {
    // Replaces an earlier call, which waits for a start that the SDK has given up.
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
