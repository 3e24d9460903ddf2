/** What a port refuses before anybody has proved who they are: counted by its reason, never a line of the log for each. */
import type { Log } from "./log.ts";
import { MINUTE } from "./time.ts";

/**
 * `timestamp`, `signature`: not of Slack. `size`, `pieces`: too long, or cut too small. `slow`: its time was over.
 * `crowded`: the oldest, which made room for another. `pipelined`: too many before an answer. `malformed`: no HTTP, or no object.
 * `body`: where none is taken. `broken-off`: by its sender.
 */
export const REFUSAL_REASONS = [
  "timestamp",
  "signature",
  "size",
  "pieces",
  "slow",
  "crowded",
  "pipelined",
  "malformed",
  "body",
  "broken-off",
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export type CountRefusal = (reason: RefusalReason) => void;

const SUMMARY_EVERY_MS = MINUTE;

/** Logs the first refusal at once, so that a wrong secret is seen, and then at most one line a minute. */
export function summariseRefusals(log: Pick<Log, "warn">): CountRefusal {
  const counts = new Map<RefusalReason, number>();
  let isPausing = false;
  const summarise = () => {
    isPausing = counts.size > 0;
    if (!isPausing) return;
    log.warn({ refused: Object.fromEntries(counts) }, "requests over HTTP are refused unread");
    counts.clear();
    setTimeout(summarise, SUMMARY_EVERY_MS).unref();
  };
  return (reason) => {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    if (!isPausing) summarise();
  };
}
