import type { Instant } from "../platform/clock.ts";
import { addMs, HOUR, MINUTE, SECOND } from "../platform/time.ts";
import { TOKEN_REFUSED } from "../slack/installation.ts";

export interface OutboxTimes {
  graceMs: number;
  leaseMs: number;
  promptsPerSecond?: number;
}

/**
 * Lease: how long a claim lasts, longer than any call to Slack; after it, the outcome of a `sending` row is unknown.
 * Grace: Slack documents no bound for when an accepted post appears. Immediate look-ups duplicated 33 messages per 100
 * kills (reliability §1, P2), with a grace time none.
 */
export const OUTBOX_TIMES: OutboxTimes = { graceMs: 60 * SECOND, leaseMs: 2 * MINUTE };
const MOST_ATTEMPTS = 12;
/** Interval of look-ups while Slack processes a shared file, which takes an undocumented time. */
const LOOKED_AT_MS = 4 * SECOND;
const LOOK_AGAIN_MS = 15 * SECOND;

/** Result of looking up our message; `unreadable`: Slack did not answer. */
export type LookUp =
  | { kind: "found"; place: { channelId: string; ts: string } }
  | { kind: "absent" }
  | { kind: "unreadable"; error: string };

/** Outcome of a call to Slack. */
export type Outcome =
  | { kind: "sent"; channelId: string; ts: string }
  /** Files were accepted; their message appears once Slack has processed them. */
  | { kind: "shared" }
  | { kind: "rate-limited"; retryAfterMs: number }
  /** The installation is broken, not the message. */
  | { kind: "token-refused"; error: string }
  /** Not done; may be retried. */
  | { kind: "not-done"; error: string }
  /** Not tried yet. */
  | { kind: "later"; at: Instant; error: string }
  /** The answer was lost. */
  | { kind: "unknown"; error: string }
  /** Can never succeed. */
  | { kind: "refused"; error: string };

export type NextStep =
  | { state: "sent"; channelId: string; ts: string }
  | { state: "waiting"; dueAt: Instant; error: string; countsAsAttempt: boolean }
  | { state: "unknown"; dueAt: Instant; error: string }
  | { state: "dropped"; error: string }
  | { state: "parked"; error: string };

/** The message is gone or frozen: the update is moot. */
const UPDATE_IS_MOOT = ["message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"];

/** The next state after a call. `attempts`: failed ones before it. */
export function afterCall(
  outcome: Outcome,
  facts: { attempts: number; isUpdate: boolean; now: Instant; graceMs?: number },
): NextStep {
  const { attempts, isUpdate, now, graceMs = OUTBOX_TIMES.graceMs } = facts;
  switch (outcome.kind) {
    case "sent":
      return { state: "sent", channelId: outcome.channelId, ts: outcome.ts };
    case "shared":
      return { state: "unknown", dueAt: addMs(now, LOOKED_AT_MS), error: "not_seen_yet" };
    case "rate-limited":
      return {
        state: "waiting",
        dueAt: addMs(now, outcome.retryAfterMs),
        error: "ratelimited",
        countsAsAttempt: false,
      };
    case "token-refused":
      return { state: "waiting", dueAt: addMs(now, MINUTE), error: outcome.error, countsAsAttempt: false };
    case "later":
      return { state: "waiting", dueAt: outcome.at, error: outcome.error, countsAsAttempt: false };
    case "unknown":
      // Updates are idempotent; a post must be looked up first.
      return isUpdate
        ? retry(outcome.error, attempts, now)
        : { state: "unknown", dueAt: addMs(now, graceMs), error: outcome.error };
    case "not-done":
      return retry(outcome.error, attempts, now);
    case "refused":
      return isUpdate && UPDATE_IS_MOOT.includes(outcome.error)
        ? { state: "dropped", error: outcome.error }
        : { state: "parked", error: outcome.error };
  }
}

/** The next state after a look-up. Files are looked for until the lease ends, as Slack shares them after it answers. */
export function afterLookUp(
  found: LookUp,
  facts: { hasFiles: boolean; leaseUntil: Instant | null; now: Instant; graceMs: number },
): NextStep {
  const { hasFiles, leaseUntil, now, graceMs } = facts;
  switch (found.kind) {
    case "found":
      return { state: "sent", ...found.place };
    case "unreadable":
      return { state: "unknown", dueAt: addMs(now, graceMs), error: found.error };
    case "absent":
      return hasFiles && leaseUntil !== null && now < leaseUntil
        ? { state: "unknown", dueAt: addMs(now, LOOK_AGAIN_MS), error: "not_seen_yet" }
        : { state: "waiting", dueAt: now, error: "not_found_after_lost_answer", countsAsAttempt: true };
  }
}

/**
 * Whether a call may begin under a lease: only in its first half, so that a paused instance does not send what another
 * one looks up and sends after the lease.
 */
export function mayBeginCall(leaseUntil: Instant, leaseMs: number, now: Instant): boolean {
  return now <= addMs(leaseUntil, -leaseMs / 2);
}

function retry(error: string, attempts: number, now: Instant): NextStep {
  return attempts + 1 >= MOST_ATTEMPTS
    ? { state: "parked", error }
    : { state: "waiting", dueAt: addMs(now, backOffMs(attempts)), error, countsAsAttempt: true };
}

/** 2 s, 4 s, 8 s … at most an hour: twelve attempts span about four hours. */
export function backOffMs(attempts: number): number {
  return Math.min(2 ** (attempts + 1) * SECOND, HOUR);
}

const REFUSED_FOR_NOW = ["internal_error", "fatal_error", "service_unavailable", "request_timeout"];

/** Sorts Slack's `ok: false` errors. Source: docs.slack.dev/reference/methods/chat.postMessage, errors. */
export function outcomeOfError(error: string): Outcome {
  if (error === "ratelimited" || error === "rate_limited") return { kind: "rate-limited", retryAfterMs: 30 * SECOND };
  if (REFUSED_FOR_NOW.includes(error)) return { kind: "unknown", error };
  if (TOKEN_REFUSED.includes(error)) return { kind: "token-refused", error };
  return { kind: "refused", error };
}
