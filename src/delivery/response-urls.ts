import type { Instant } from "../platform/clock.ts";
import { addMs, MINUTE } from "../platform/time.ts";
import type { MessagePlace } from "./slack-gateway.ts";

const LIFE_MS = 30 * MINUTE;
const USES = 5;
const MOST = 5000;

/**
 * The `response_url`s of recent presses: replacing a message through one does not count as an update (fifty a minute).
 * In memory only, never stored or logged; after a restart `chat.update` does the work. Source:
 * docs.slack.dev/interactivity/handling-user-interaction: 30 minutes, five uses.
 */
export class ResponseUrls {
  readonly #urls = new Map<string, { url: string; until: Instant; usesLeft: number }>();

  remember(place: MessagePlace, url: string, now: Instant): void {
    this.#urls.delete(keyOf(place));
    const [oldest] = this.#urls.size >= MOST ? this.#urls.keys() : [];
    if (oldest !== undefined) this.#urls.delete(oldest);
    this.#urls.set(keyOf(place), { url, until: addMs(now, LIFE_MS), usesLeft: USES });
  }

  has(place: MessagePlace, now: Instant): boolean {
    return (this.#urls.get(keyOf(place))?.until ?? now) > now;
  }

  /** Takes the URL for one use, or null. */
  take(place: MessagePlace, now: Instant): string | null {
    const entry = this.#urls.get(keyOf(place));
    if (!entry) return null;
    entry.usesLeft -= 1;
    if (entry.until <= now || entry.usesLeft <= 0) this.#urls.delete(keyOf(place));
    return entry.until > now ? entry.url : null;
  }
}

function keyOf(place: MessagePlace): string {
  return `${place.channelId}:${place.ts}`;
}
