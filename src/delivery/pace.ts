/** How fast Slack may be called: by all instances that share a database together. */
import { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import { type Db, isPostgres } from "../platform/database.ts";
import { hasChanged, prepared } from "../platform/prepared.ts";
import type { Services } from "../platform/services.ts";
import type { RefreshPace } from "../slack/home-following.ts";
import type { Delivery } from "./deliveries.ts";
import { WAVE_PRIORITY } from "./kinds.ts";

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

/** By name, that of a method the method; all others are of channels. */
const BUCKETS: Readonly<Record<string, Bucket>> = {
  "chat.postMessage": WORKSPACE_POSTS,
  "chat.update": UPDATES,
  "conversations.history": LOOK_UPS,
  "files.getUploadURLExternal": UPLOADS,
  "views.publish": HOMES,
  wave: WAVES,
} satisfies Readonly<Record<PacedCall["method"] | "wave", Bucket>>;

function bucketsOf({ method, channel, isWave }: PacedCall): [string, Bucket][] {
  const buckets: [string, Bucket][] = [[method, BUCKETS[method] ?? CHANNEL_POSTS]];
  if (method === "chat.postMessage") buckets.unshift([`channel ${channel}`, CHANNEL_POSTS]);
  if (isWave) buckets.push(["wave", WAVES]);
  return buckets;
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

export interface SlackPace {
  /** For each call null when it may be made now, and then it is counted; else the instant from which it may. */
  reserve(calls: readonly PacedCall[]): Promise<(Instant | null)[]>;
  /** The calls that were reserved are not made after all. */
  refund(calls: readonly PacedCall[]): Promise<void>;
  /** Slack answered 429: nothing of this method until then. */
  block(method: PacedCall["method"], until: Instant): Promise<void>;
}

/**
 * On PostgreSQL the pace is a row for each method, which no instance ever holds: whoever finds that another one changed
 * it meanwhile looks again. On SQLite there is one instance, which keeps it in memory.
 */
export function createPace({ db, clock }: Pick<Services, "db" | "clock">, workspaceId: string): SlackPace {
  const own = newPace();
  const withPace = isPostgres(db)
    ? withSharedPace
    : async <Result>(_: string, change: (pace: Pace) => Result) => change(own);

  async function withSharedPace<Result>(method: string, change: (pace: Pace) => Result): Promise<Result> {
    for (;;) {
      const { pace, version } = await findPace(db, workspaceId, method);
      const before = usedOf(pace);
      const result = change(pace);
      if (usedOf(pace) === before || (await savePace(db, workspaceId, method, { pace, version }))) return result;
    }
  }

  const eachMethod = async (
    calls: readonly PacedCall[],
    change: (pace: Pace, theirs: readonly PacedCall[]) => void,
  ): Promise<void> => {
    for (const [method, theirs] of Map.groupBy(calls, (call) => call.method))
      await withPace(method, (pace) => change(pace, theirs));
  };

  return {
    async reserve(calls) {
      const until = new Map<PacedCall, Instant | null>();
      await eachMethod(calls, (pace, theirs) => {
        for (const call of theirs) until.set(call, reserve(pace, call, clock.now()));
      });
      return calls.map((call) => until.get(call) ?? null);
    },
    refund: (calls) =>
      eachMethod(calls, (pace, theirs) => {
        for (const call of theirs) refund(pace, call);
      }),
    block: (method, until) => withPace(method, (pace) => block(pace, method, until)),
  };
}

/** Of Homes that are refreshed. */
export function createHomePace(services: Pick<Services, "db" | "clock">, workspaceId: string): RefreshPace {
  const pace = createPace(services, workspaceId);
  const call = { method: "views.publish", channel: "" } as const;
  return {
    reserve: async () => (await pace.reserve([call]))[0] ?? null,
    block: (until) => pace.block(call.method, until),
  };
}

/** What sending a message, or changing it, uses of the limits. */
export function callOf(delivery: Pick<Delivery, "updates_id" | "conversation" | "priority">): PacedCall {
  return {
    method: delivery.updates_id === null ? "chat.postMessage" : "chat.update",
    channel: delivery.conversation,
    isWave: delivery.priority === WAVE_PRIORITY,
  };
}

function usedOf({ levels, blockedUntilMs }: Pace): string {
  return JSON.stringify([[...levels], [...blockedUntilMs]]);
}

/** What all instances together have used of Slack's limits for a method. */
export interface SlackPaceTable {
  workspace_id: string;
  method: string;
  /** JSON of the pace. */
  state: string;
  /** Counts the changes: whoever was slower with theirs looks again. */
  version: number;
}

declare module "../platform/database.ts" {
  interface Tables {
    slack_pace: SlackPaceTable;
  }
}

const paceOf = prepared((db, params: { workspaceId: string; method: string }) =>
  db
    .selectFrom("slack_pace")
    .select(["state", "version"])
    .where("workspace_id", "=", params.workspaceId)
    .where("method", "=", params.method),
);

const inserting = prepared((db, row: SlackPaceTable) =>
  db
    .insertInto("slack_pace")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "method"]).doNothing()),
);

const replacing = prepared(
  (
    db,
    {
      ofVersion,
      workspaceId,
      method,
      ...changes
    }: { ofVersion: number; workspaceId: string } & Omit<SlackPaceTable, "workspace_id">,
  ) =>
    db
      .updateTable("slack_pace")
      .set(changes)
      .where("workspace_id", "=", workspaceId)
      .where("method", "=", method)
      .where("version", "=", ofVersion),
);

export interface StoredPace {
  pace: Pace;
  /** 0: nothing has been kept yet. */
  version: number;
}

export async function findPace(db: Db, workspaceId: string, method: string): Promise<StoredPace> {
  const [row] = (await paceOf(db, { workspaceId, method })).rows;
  return row ? { pace: readPace(row.state), version: row.version } : { pace: newPace(), version: 0 };
}

/** False, and nothing is kept, when another instance was quicker. */
export async function savePace(
  db: Db,
  workspaceId: string,
  method: string,
  { pace, version }: StoredPace,
): Promise<boolean> {
  const row = { method, state: storedPace(pace), version: version + 1 };
  if (version === 0) return hasChanged(await inserting(db, { workspace_id: workspaceId, ...row }));
  return hasChanged(await replacing(db, { workspaceId, ofVersion: version, ...row }));
}
