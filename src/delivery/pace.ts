/** The pace of calls to Slack, shared by all instances on a database. */
import { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import { type Db, isPostgres } from "../platform/database.ts";
import { hasChanged, prepared } from "../platform/prepared-queries.ts";
import type { Services } from "../platform/services.ts";
import type { RefreshPace } from "../slack/open-homes.ts";
import type { Delivery } from "./deliveries.ts";
import { WAVE_PRIORITY } from "./message-kind.ts";

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
/** Refreshed Homes, at most sixty a minute: the rest of Slack's hundred is for people who open and press. */
export const HOMES: Bucket = { burst: 20, perSecond: 2 / 3 };
/** Prompts of large rounds, by default: room is left for the forms of those who click at once (about 100 a minute). */
export const WAVES: Bucket = { burst: 20, perSecond: 2 };
const WAVE = "wave";

interface Level {
  tokens: number;
  atMs: number;
}

/** Levels of the buckets, and blocks after a 429. */
export interface Pace {
  levels: Map<string, Level>;
  blockedUntilMs: Map<string, number>;
  /** When the last call was reserved. */
  lastMs: number;
}

export interface PacedCall {
  method: "chat.postMessage" | "chat.update" | "conversations.history" | "files.getUploadURLExternal" | "views.publish";
  channel: string;
  /** A prompt of a large round. */
  isWave?: boolean;
}

export function newPace(): Pace {
  return { levels: new Map(), blockedUntilMs: new Map(), lastMs: 0 };
}

/** Counts the call and returns null if it may be made now; else returns when it may. */
export function reserve(pace: Pace, call: PacedCall, now: Instant, waves = WAVES): Instant | null {
  const nowMs = followClock(pace, Date.parse(now));
  const buckets = bucketsOf(call, waves);
  const waits = [pace.blockedUntilMs.get(call.method) ?? 0];
  for (const [name, bucket] of buckets) {
    const level = levelAt(pace, name, bucket, nowMs);
    if (level < 1) waits.push(nowMs + Math.ceil(((1 - level) / bucket.perSecond) * 1000));
  }
  const until = Math.max(...waits);
  if (until > nowMs) return new Date(until).toISOString();
  for (const [name, bucket] of buckets) {
    const tokens = levelAt(pace, name, bucket, nowMs) - 1;
    // Reinsert at the end, so that the least recently used come first.
    pace.levels.delete(name);
    pace.levels.set(name, { tokens, atMs: nowMs });
  }
  forgetFull(pace, nowMs);
  return null;
}

/** Undoes a reservation. */
export function refund(pace: Pace, call: PacedCall): void {
  for (const [name] of bucketsOf(call, WAVES)) {
    const level = pace.levels.get(name);
    if (level) level.tokens += 1;
  }
}

/** After a 429: blocks this method, not others. */
export function block(pace: Pace, method: PacedCall["method"], until: Instant): void {
  pace.blockedUntilMs.set(method, Math.max(pace.blockedUntilMs.get(method) ?? 0, Date.parse(until)));
}

/** Tolerated difference between instances' clocks; the fastest one counts. */
const CLOCKS_DIFFER_MS = 5000;

/**
 * The time to count with. If the clock was set back, stored times move with it: else nothing would be sent until it
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

/** Buckets by method; other names are channels, and waves. */
const BUCKETS: Readonly<Record<string, Bucket>> = {
  "chat.postMessage": WORKSPACE_POSTS,
  "chat.update": UPDATES,
  "conversations.history": LOOK_UPS,
  "files.getUploadURLExternal": UPLOADS,
  "views.publish": HOMES,
} satisfies Readonly<Record<PacedCall["method"], Bucket>>;

function bucketsOf({ method, channel, isWave }: PacedCall, waves: Bucket): [string, Bucket][] {
  const buckets: [string, Bucket][] = [[method, BUCKETS[method] ?? CHANNEL_POSTS]];
  if (method === "chat.postMessage") buckets.unshift([`channel ${channel}`, CHANNEL_POSTS]);
  if (isWave) buckets.push([WAVE, waves]);
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

/** JSON for the column, without full buckets. */
export function storedPace(pace: Pace): string {
  const levels = [...pace.levels].filter(([name]) => {
    const bucket = BUCKETS[name] ?? CHANNEL_POSTS;
    return name === WAVE || levelAt(pace, name, bucket, pace.lastMs) < bucket.burst;
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

/** Drops channels without a post for a minute, to bound memory. */
function forgetFull(pace: Pace, nowMs: number): void {
  if (pace.levels.size <= MOST_LEVELS) return;
  for (const [name, level] of pace.levels) {
    if (nowMs - level.atMs <= FULL_AGAIN_MS) return;
    pace.levels.delete(name);
  }
}

export interface SlackPace {
  /** For each call: counts it and gives null if it may be made now, else when it may. */
  reserve(calls: readonly PacedCall[]): Promise<(Instant | null)[]>;
  /** Undoes reservations. */
  refund(calls: readonly PacedCall[]): Promise<void>;
  /** Blocks a method after a 429. */
  block(method: PacedCall["method"], until: Instant): Promise<void>;
}

/** On PostgreSQL, a row per method with optimistic locking. SQLite has one instance, which keeps it in memory. */
export function createPace(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
  { promptsPerSecond = WAVES.perSecond }: { promptsPerSecond?: number } = {},
): SlackPace {
  const own = newPace();
  const waves = { ...WAVES, perSecond: promptsPerSecond };
  const withPace = isPostgres(db)
    ? withSharedPace
    : async <Result>(_: string, change: (pace: Pace) => Result) => change(own);

  async function withSharedPace<Result>(method: string, change: (pace: Pace) => Result): Promise<Result> {
    for (;;) {
      const { pace, version } = await getPace(db, workspaceId, method);
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
        for (const call of theirs) until.set(call, reserve(pace, call, clock.now(), waves));
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

export function createHomePace(services: Pick<Services, "db" | "clock">, workspaceId: string): RefreshPace {
  const pace = createPace(services, workspaceId);
  const call = { method: "views.publish", channel: "" } as const;
  return {
    reserve: async () => (await pace.reserve([call]))[0] ?? null,
    block: (until) => pace.block(call.method, until),
  };
}

/** The call that sends or updates a message. */
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

/** The use of a method by all instances. */
export interface SlackPaceTable {
  workspace_id: string;
  method: string;
  state: string;
  /** Version for optimistic locking. */
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
  /** 0: not stored yet. */
  version: number;
}

export async function getPace(db: Db, workspaceId: string, method: string): Promise<StoredPace> {
  const [row] = (await paceOf(db, { workspaceId, method })).rows;
  return row ? { pace: readPace(row.state), version: row.version } : { pace: newPace(), version: 0 };
}

/** Returns false, without a change, if another instance was quicker. */
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
