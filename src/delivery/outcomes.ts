import type { Instant } from "../platform/clock.ts";
import { addMs, HOUR, MINUTE, SECOND } from "../platform/time.ts";
import { TOKEN_REFUSED } from "../slack/installation.ts";

export interface OutboxTimes {
  graceMs: number;
  leaseMs: number;
}

/**
 * Lease: how long a claim holds, longer than the longest call to Slack. What is still "sending" after it has an unknown
 * outcome. Grace: Slack publishes no bound for how late an accepted post can appear; looking up at once and posting again doubled 33
 * messages per 100 kills when measured (reliability §1, P2), after a grace time none.
 */
export const OUTBOX_TIMES: OutboxTimes = { graceMs: 60 * SECOND, leaseMs: 2 * MINUTE };
const MOST_ATTEMPTS = 12;
/** How long Slack looks at a file it does not say: first it is asked after this time, then each time after this. */
const LOOKED_AT_MS = 4 * SECOND;
const LOOK_AGAIN_MS = 15 * SECOND;

/** Where our own message was found in Slack; `unreadable`: Slack does not answer now. */
export type LookUp =
  | { kind: "found"; place: { channelId: string; ts: string } }
  | { kind: "absent" }
  | { kind: "unreadable"; error: string };

/** What a call to Slack came to. */
export type Outcome =
  | { kind: "sent"; channelId: string; ts: string }
  /** Files were taken: the message with them comes once Slack has looked at them, and its answer does not say where. */
  | { kind: "shared" }
  | { kind: "rate-limited"; retryAfterMs: number }
  /** Slack takes no call of ours any more: the installation is broken, not the message. */
  | { kind: "token-refused"; error: string }
  /** It was not done, and may be done later. */
  | { kind: "not-done"; error: string }
  /** It waits for something else, and nothing was tried. */
  | { kind: "later"; at: Instant; error: string }
  /** It may have been done: the answer was lost. */
  | { kind: "unknown"; error: string }
  /** It can never succeed as it is. */
  | { kind: "refused"; error: string };

export type NextStep =
  | { state: "sent"; channelId: string; ts: string }
  | { state: "waiting"; dueAt: Instant; error: string; countsAsAttempt: boolean }
  | { state: "unknown"; dueAt: Instant; error: string }
  | { state: "dropped"; error: string }
  | { state: "parked"; error: string };

/** Slack refuses the update of a message that is gone or frozen: nothing is left to correct. */
const UPDATE_IS_MOOT = ["message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"];

/** What becomes of a delivery after a call. `attempts` counts the failed ones before this. */
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
      // An update sets a state, so doing it twice does no harm; a post must be looked up first.
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

/**
 * What becomes of a delivery after a look-up. Files that are not there yet are looked for until the lease is over, since
 * Slack shares them later than it answers.
 */
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
 * Whether a post may still begin under a lease. Its second half is for the call: an instance that was paused meanwhile
 * (a stopped machine, a long stall) must not send what another one looks up, and sends, when the lease is over.
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
