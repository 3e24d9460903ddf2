/**
 * Tracks open Homes and publishes them: one at a time per person, the latest wins. In memory: after a restart, a Home
 * is followed again from its next opening or press.
 */
import { WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { addMs, DAY, MINUTE, SECOND } from "../platform/time.ts";

/** Beyond this number, the Home opened longest ago is no longer followed. */
const MOST_FOLLOWED = 10_000;
/** A Home not opened or used for this long is not refreshed. */
const OPEN_FOR_MS = DAY;

/** The pace of refreshing Homes, shared by all instances. */
export interface RefreshPace {
  /** Counts a publication and returns null if it may be made now; else returns when it may. */
  reserve(): Promise<Instant | null>;
  /** Blocks publications until then. */
  block(until: Instant): Promise<void>;
}

/** Page and unfolded lists of a Home. */
export interface HomePosition {
  page: number;
  /** Keys of unfolded lists. */
  unfolded: readonly string[];
}

interface Followed {
  place: HomePosition;
  openedAt: Instant;
  /** The publication under way; requests meanwhile cause one more after it. */
  work: Promise<void> | null;
  wanted: "nothing" | "if-changed" | "anyway";
  /** Fingerprint of what was published last. */
  shown: string | null;
}

/** A rendered Home; `place` has an existing page. */
export interface HomeSnapshot {
  place: HomePosition;
  /** Equal for equal views. */
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
  /** People whose Home needs a refresh, in order. */
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

  /** A press in Home: it is open, even if this process did not see the opening. */
  seen(slackUserId: string, place: HomePosition): void {
    if (!this.#followed.has(slackUserId)) this.turnTo(slackUserId, place);
  }

  /** Takes effect with the next publication. */
  turnTo(slackUserId: string, place: HomePosition): void {
    const openedAt = this.#parts.clock.now();
    const home = this.#followed.get(slackUserId) ?? { work: null, wanted: "nothing" as const, shown: null };
    // Keep the last opened last.
    this.#followed.delete(slackUserId);
    this.#followed.set(slackUserId, Object.assign(home, { place, openedAt }));
    const [oldest] = this.#followed.keys();
    if (this.#followed.size > MOST_FOLLOWED && oldest !== undefined) this.#followed.delete(oldest);
  }

  /** Publishes a followed Home. Never rejects. */
  async published(slackUserId: string, client: WebClient): Promise<void> {
    const home = this.#followed.get(slackUserId);
    if (home) await this.#publish(slackUserId, client, home, "anyway");
  }

  isAnyOpen(): boolean {
    const now = this.#parts.clock.now();
    return [...this.#followed.values()].some((home) => isOpen(home, now));
  }

  /** Marks these people's open Homes for `refresh`. */
  outdate(slackUserIds: Iterable<string>): void {
    const now = this.#parts.clock.now();
    for (const slackUserId of slackUserIds) {
      const home = this.#followed.get(slackUserId);
      if (home && isOpen(home, now)) this.#outdated.add(slackUserId);
    }
  }

  /** Publishes outdated Homes in turn, as the pace allows. Returns how many it examined. Never rejects. */
  refresh(client: WebClient): Promise<number> {
    this.#refreshing ??= this.#refreshAll(client).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** When to call `refresh` again; null if nothing is outdated. */
  nextRefreshAt(): Instant | null {
    if (this.#outdated.size === 0) return null;
    const now = this.#parts.clock.now();
    return this.#waitsUntil !== null && this.#waitsUntil > now ? this.#waitsUntil : now;
  }

  /** Resolves when publications under way are over. */
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
      // The person has turned to another place, which is published next.
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
      // Home is only a view: the act itself succeeded, and reopening Home shows it.
      this.#parts.log.error({ err: error }, "the Home could not be published");
    }
  }
}

function isOpen({ openedAt }: Followed, now: Instant): boolean {
  return addMs(openedAt, OPEN_FOR_MS) > now;
}
