import { z } from "zod";
import type { Instant } from "../platform/clock.ts";

/** Slack's published limits with a margin, as token buckets. Source: docs.slack.dev/apis/web-api/rate-limits. */
export interface Bucket {
  /** Calls that may follow each other at once. */
  burst: number;
  perSecond: number;
}

export const CHANNEL_POSTS: Bucket = { burst: 1, perSecond: 1 };
export const WORKSPACE_POSTS: Bucket = { burst: 8, perSecond: 4.8 };
export const UPDATES: Bucket = { burst: 4, perSecond: 0.75 };
export const LOOK_UPS: Bucket = { burst: 4, perSecond: 0.75 };
export const UPLOADS: Bucket = { burst: 10, perSecond: 1.5 };
/**
 * Homes that others changed, sixty in a minute at most: of the hundred that Slack lets a workspace publish, the rest is for
 * those who open and press.
 */
export const HOMES: Bucket = { burst: 20, perSecond: 2 / 3 };
/**
 * Of the posts, what the prompts of large rounds get together: two a second leave Slack room for the forms of those who
 * click at once (about 100 a minute).
 */
export const WAVES: Bucket = { burst: 20, perSecond: 2 };

interface Level {
  tokens: number;
  atMs: number;
}

/** What has been used of each bucket, and until when Slack told us to stop. */
export interface Pace {
  levels: Map<string, Level>;
  blockedUntilMs: Map<string, number>;
  /** When the last call was reserved. */
  lastMs: number;
}

export interface PacedCall {
  method: "chat.postMessage" | "chat.update" | "conversations.history" | "files.getUploadURLExternal" | "views.publish";
  channel: string;
  /** It asks somebody in a large round. */
  isWave?: boolean;
}

export function newPace(): Pace {
  return { levels: new Map(), blockedUntilMs: new Map(), lastMs: 0 };
}

/** Null when the call may be made now, and then it is counted; else the instant from which it may. */
export function reserve(pace: Pace, call: PacedCall, now: Instant): Instant | null {
  const nowMs = followClock(pace, Date.parse(now));
  const buckets = bucketsOf(call);
  const waits = [pace.blockedUntilMs.get(call.method) ?? 0];
  for (const [name, bucket] of buckets) {
    const level = levelAt(pace, name, bucket, nowMs);
    if (level < 1) waits.push(nowMs + Math.ceil(((1 - level) / bucket.perSecond) * 1000));
  }
  const until = Math.max(...waits);
  if (until > nowMs) return new Date(until).toISOString();
  for (const [name, bucket] of buckets) {
    const tokens = levelAt(pace, name, bucket, nowMs) - 1;
    // Anew at the end, so that those not used for longest come first.
    pace.levels.delete(name);
    pace.levels.set(name, { tokens, atMs: nowMs });
  }
  forgetFull(pace, nowMs);
  return null;
}

/** The call that was reserved is not made after all. */
export function refund(pace: Pace, call: PacedCall): void {
  for (const [name] of bucketsOf(call)) {
    const level = pace.levels.get(name);
    if (level) level.tokens += 1;
  }
}

/** Slack answered 429: nothing of this method until then. Other methods go on. */
export function block(pace: Pace, method: PacedCall["method"], until: Instant): void {
  pace.blockedUntilMs.set(method, Math.max(pace.blockedUntilMs.get(method) ?? 0, Date.parse(until)));
}

/** The clocks of several instances differ by so much: what the fastest of them says is the time. */
const CLOCKS_DIFFER_MS = 5000;

/**
 * The time to count with. A clock that is set back takes what was noted with it; else nothing would go out until it had
 * caught up.
 */
function followClock(pace: Pace, nowMs: number): number {
  const backMs = pace.lastMs - nowMs;
  if (backMs > 0 && backMs <= CLOCKS_DIFFER_MS) return pace.lastMs;
  pace.lastMs = nowMs;
  if (backMs <= 0) return nowMs;
  for (const level of pace.levels.values()) level.atMs -= backMs;
  for (const [method, untilMs] of pace.blockedUntilMs) pace.blockedUntilMs.set(method, untilMs - backMs);
  return nowMs;
}

/** By name; a channel's is `post:` and its conversation. */
const BUCKETS: Readonly<Record<string, Bucket>> = {
  post: WORKSPACE_POSTS,
  wave: WAVES,
  update: UPDATES,
  "look-up": LOOK_UPS,
  upload: UPLOADS,
  home: HOMES,
};

function bucketsOf({ method, channel, isWave }: PacedCall): [string, Bucket][] {
  switch (method) {
    case "chat.postMessage":
      return [
        [`post:${channel}`, CHANNEL_POSTS],
        ["post", WORKSPACE_POSTS],
        ...(isWave ? [["wave", WAVES] satisfies [string, Bucket]] : []),
      ];
    case "chat.update":
      return [["update", UPDATES]];
    case "conversations.history":
      return [["look-up", LOOK_UPS]];
    case "files.getUploadURLExternal":
      return [["upload", UPLOADS]];
    case "views.publish":
      return [["home", HOMES]];
  }
}

function levelAt(pace: Pace, name: string, bucket: Bucket, nowMs: number): number {
  const level = pace.levels.get(name);
  if (!level) return bucket.burst;
  return Math.min(bucket.burst, level.tokens + ((nowMs - level.atMs) / 1000) * bucket.perSecond);
}

const pairs = <Value extends z.ZodType>(value: Value) => z.array(z.tuple([z.string(), value]));
const storedSchema = z.object({
  levels: pairs(z.object({ tokens: z.number(), atMs: z.number() })),
  blockedUntilMs: pairs(z.number()),
  lastMs: z.number(),
});

/** As a column holds it: a bucket that is full again is as good as none. */
export function storedPace(pace: Pace): string {
  const levels = [...pace.levels].filter(([name]) => {
    const bucket = BUCKETS[name] ?? CHANNEL_POSTS;
    return levelAt(pace, name, bucket, pace.lastMs) < bucket.burst;
  });
  return JSON.stringify({ ...pace, levels, blockedUntilMs: [...pace.blockedUntilMs] } satisfies z.infer<
    typeof storedSchema
  >);
}

export function readPace(column: string): Pace {
  const { levels, blockedUntilMs, lastMs } = storedSchema.parse(JSON.parse(column));
  return { levels: new Map(levels), blockedUntilMs: new Map(blockedUntilMs), lastMs };
}

const MOST_LEVELS = 1000;
const FULL_AGAIN_MS = 60_000;

/** A channel not posted to for a minute is as good as new: memory stays bounded. */
function forgetFull(pace: Pace, nowMs: number): void {
  if (pace.levels.size <= MOST_LEVELS) return;
  for (const [name, level] of pace.levels) {
    if (nowMs - level.atMs <= FULL_AGAIN_MS) return;
    pace.levels.delete(name);
  }
}
