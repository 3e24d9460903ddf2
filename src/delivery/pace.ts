/** How fast Slack may be called: by all instances that share a database together. */
import type { Instant } from "../platform/clock.ts";
import { isPostgres } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import type { RefreshPace } from "../slack/home-following.ts";
import { WAVE_PRIORITY } from "./kinds.ts";
import type { Delivery } from "./repository.ts";
import { findPace, keepPace } from "./repository-pace.ts";
import { block, newPace, type Pace, type PacedCall, refund, reserve } from "./rules-pacing.ts";

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
      if (usedOf(pace) === before || (await keepPace(db, workspaceId, method, { pace, version }))) return result;
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
