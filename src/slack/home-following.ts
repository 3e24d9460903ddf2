/**
 * Whose Home is open, and the publishing of it: one at a time for a person, the latest picture wins. All of it is in
 * memory: after a restart Home is followed from the next opening or press on, and an opening always shows what is.
 */
import { WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { addMs, DAY, MINUTE, SECOND } from "../platform/time.ts";

/** A Home that was opened longest ago is no longer followed; opening it again is enough. */
const MOST_FOLLOWED = 10_000;
/** Who has not looked since is not shown what others do. */
const OPEN_FOR_MS = DAY;

/** How fast Homes are refreshed, by all instances together. */
export interface RefreshPace {
  /** Null when one may be published now, and then it is counted; else the instant from which it may. */
  reserve(): Promise<Instant | null>;
  /** Slack takes none until then. */
  block(until: Instant): Promise<void>;
}

/** What of a Home is in sight. */
export interface HomePosition {
  page: number;
  /** The keys of the lists that are shown whole. */
  unfolded: readonly string[];
}

interface Followed {
  place: HomePosition;
  openedAt: Instant;
  /** Publishing now; whatever is asked meanwhile comes once after it. */
  work: Promise<void> | null;
  wanted: "nothing" | "if-changed" | "anyway";
  /** What it showed last, to be compared. */
  shown: string | null;
}

/** A picture of somebody's Home; `place` is with a page that there is. */
export interface HomeSnapshot {
  place: HomePosition;
  /** Equal where two pictures are. */
  fingerprint: string;
  publish(): Promise<unknown>;
}

interface HomeParts {
  clock: Pick<Clock, "now">;
  log: Log;
  picture(slackUserId: string, client: WebClient, place: HomePosition): Promise<HomeSnapshot>;
  pace: RefreshPace;
}

export class HomeFollowing {
  readonly #parts: HomeParts;
  readonly #followed = new Map<string, Followed>();
  /** Those whose Home others changed, in the order in which they are published. */
  readonly #outdated = new Set<string>();
  #waitsUntil: Instant | null = null;
  #refreshing: Promise<number> | null = null;

  constructor(parts: HomeParts) {
    this.#parts = parts;
  }

  async opened(slackUserId: string, client: WebClient): Promise<void> {
    this.turnTo(slackUserId, { page: 0, unfolded: [] });
    await this.published(slackUserId, client);
  }

  /** Somebody acted on their Home as it stands there: it is open, whether or not this process was told so. */
  seen(slackUserId: string, place: HomePosition): void {
    if (!this.#followed.has(slackUserId)) this.turnTo(slackUserId, place);
  }

  /** Takes effect when it is published next. */
  turnTo(slackUserId: string, place: HomePosition): void {
    const openedAt = this.#parts.clock.now();
    const home = this.#followed.get(slackUserId) ?? { work: null, wanted: "nothing" as const, shown: null };
    // The one that was opened last stands last.
    this.#followed.delete(slackUserId);
    this.#followed.set(slackUserId, Object.assign(home, { place, openedAt }));
    const [oldest] = this.#followed.keys();
    if (this.#followed.size > MOST_FOLLOWED && oldest !== undefined) this.#followed.delete(oldest);
  }

  /** Publishes the Home of somebody who has opened it, as it is now. Never rejects. */
  async published(slackUserId: string, client: WebClient): Promise<void> {
    const home = this.#followed.get(slackUserId);
    if (home) await this.#publish(slackUserId, client, home, "anyway");
  }

  isAnyOpen(): boolean {
    const now = this.#parts.clock.now();
    return [...this.#followed.values()].some((home) => isOpen(home, now));
  }

  /** The Homes of these people changed by what others did, or by time: `refresh` publishes those that are open. */
  outdate(slackUserIds: Iterable<string>): void {
    const now = this.#parts.clock.now();
    for (const slackUserId of slackUserIds) {
      const home = this.#followed.get(slackUserId);
      if (home && isOpen(home, now)) this.#outdated.add(slackUserId);
    }
  }

  /**
   * Publishes what is outdated, one after the other, as far as the pace allows. Returns how many it looked at. Never
   * rejects.
   */
  refresh(client: WebClient): Promise<number> {
    this.#refreshing ??= this.#refreshAll(client).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** When `refresh` has something to do again; null: nothing is outdated. */
  nextRefreshAt(): Instant | null {
    if (this.#outdated.size === 0) return null;
    const now = this.#parts.clock.now();
    return this.#waitsUntil !== null && this.#waitsUntil > now ? this.#waitsUntil : now;
  }

  /** Begins nothing more; resolves when what is under way is over. */
  async stop(): Promise<void> {
    this.#outdated.clear();
    await this.#refreshing;
  }

  async #refreshAll(client: WebClient): Promise<number> {
    let looked = 0;
    for (const slackUserId of this.#outdated) {
      const home = this.#followed.get(slackUserId);
      this.#waitsUntil = home ? await this.#reserve() : null;
      if (this.#waitsUntil !== null) break;
      this.#outdated.delete(slackUserId);
      if (!home) continue;
      looked += 1;
      await this.#publish(slackUserId, client, home, "if-changed");
    }
    return looked;
  }

  async #reserve(): Promise<Instant | null> {
    try {
      return await this.#parts.pace.reserve();
    } catch (error) {
      this.#parts.log.error({ err: error }, "the pace of Homes could not be read");
      return addMs(this.#parts.clock.now(), MINUTE);
    }
  }

  #publish(
    slackUserId: string,
    client: WebClient,
    home: Followed,
    mode: Exclude<Followed["wanted"], "nothing">,
  ): Promise<void> {
    if (home.wanted !== "anyway") home.wanted = mode;
    home.work ??= (async () => {
      while (home.wanted !== "nothing") {
        const isWantedAnyway = home.wanted === "anyway";
        home.wanted = "nothing";
        await this.#publishOnce(slackUserId, client, home, isWantedAnyway);
      }
      home.work = null;
    })();
    return home.work;
  }

  async #publishOnce(slackUserId: string, client: WebClient, home: Followed, isWantedAnyway: boolean): Promise<void> {
    try {
      const wanted = home.place;
      const picture = await this.#parts.picture(slackUserId, client, wanted);
      // Whoever turned to another place meanwhile has it published next.
      if (home.place !== wanted) return;
      home.place = picture.place;
      if (!isWantedAnyway && picture.fingerprint === home.shown) return;
      home.shown = null;
      await picture.publish();
      home.shown = picture.fingerprint;
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) {
        this.#outdated.add(slackUserId);
        const until = addMs(this.#parts.clock.now(), Math.max(error.retryAfter, 1) * SECOND);
        await this.#parts.pace
          .block(until)
          .catch((cause: unknown) => this.#parts.log.error({ err: cause }, "the pace was not kept"));
        return;
      }
      // Home is only a view of what is kept elsewhere: what was done stands, and opening it again shows it.
      this.#parts.log.error({ err: error }, "the Home could not be published");
    }
  }
}

function isOpen({ openedAt }: Followed, now: Instant): boolean {
  return addMs(openedAt, OPEN_FOR_MS) > now;
}
