import { METHOD_TIERS, POST_RATE, type SlackMethod, TIER_PER_MINUTE } from "./limits.ts";
import { realTimeMs } from "./real-time.ts";
import type { Clock } from "./time.ts";

/** HTTP 429 with this Retry-After. */
export class RateLimited extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("ratelimited");
    this.name = "RateLimited";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Token buckets per method, of the one app in the one workspace, on the sandbox's clock. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws RateLimited when the method was called too often. */
  count(method: SlackMethod): void {
    const tier = METHOD_TIERS[method];
    if (tier === null) return;
    // Reconnecting happens in real time, whatever the sandbox's clock says.
    const nowMs = method === "apps.connections.open" ? realTimeMs() : this.#nowMs();
    take(nowMs, this.#bucket(method, TIER_PER_MINUTE[tier], TIER_PER_MINUTE[tier] / 60));
  }

  /** Throws RateLimited when a message was posted to the channel within the second, or too many to the workspace. */
  countPost(channelId: string): void {
    const perChannel = POST_RATE.perChannelPerSecond;
    const perMinute = POST_RATE.perWorkspacePerMinute;
    take(
      this.#nowMs(),
      this.#bucket(`post to ${channelId}`, perChannel, perChannel),
      this.#bucket("post", perMinute, perMinute / 60),
    );
  }

  #nowMs(): number {
    return Date.parse(this.#clock.now());
  }

  #bucket(key: string, capacity: number, perSecond: number): Bucket {
    const bucket = this.#buckets.get(key) ?? { capacity, perSecond, tokens: capacity, atMs: 0 };
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

interface Bucket {
  capacity: number;
  perSecond: number;
  tokens: number;
  atMs: number;
}

/** A token from each bucket, or from none. */
function take(nowMs: number, ...buckets: Bucket[]): void {
  let waitSeconds = 0;
  for (const bucket of buckets) {
    const refill = (Math.max(nowMs - bucket.atMs, 0) / 1000) * bucket.perSecond;
    bucket.tokens = Math.min(bucket.capacity, bucket.tokens + refill);
    bucket.atMs = nowMs;
    // Adding up fractions leaves a token short by a rounding error.
    if (bucket.tokens < 1 - 1e-9) waitSeconds = Math.max(waitSeconds, (1 - bucket.tokens) / bucket.perSecond);
  }
  if (waitSeconds > 0) throw new RateLimited(Math.ceil(waitSeconds - 1e-9));
  for (const bucket of buckets) bucket.tokens -= 1;
}
