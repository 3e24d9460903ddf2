/** The request from Slack being handled, for log lines, metrics and the outbox. */
import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Slack's payload types (docs.slack.dev/interactivity/handling-user-interaction#payloads), one for all events, and
 * `unverified` for requests over HTTP refused before any listener.
 */
export const REQUEST_KINDS = [
  "command",
  "block_actions",
  "view_submission",
  "view_closed",
  "shortcut",
  "message_action",
  "event",
  "other",
  "unverified",
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/**
 * `repeated`: a redelivery, nothing done. `refused`: the person got a reason. `failed`: unexpected. `unanswered`: never
 * acknowledged.
 */
export const REQUEST_OUTCOMES = ["ok", "repeated", "refused", "failed", "unanswered"] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

export interface IncomingRequest {
  /** Slack's own id of the event or of the interaction, which is the same when it sends it again. */
  readonly id: string;
  outcome: RequestOutcome;
}

const handled = new AsyncLocalStorage<IncomingRequest | null>();

export function withRequest<Result>(request: IncomingRequest, work: () => Promise<Result>): Promise<Result> {
  return handled.run(request, work);
}

/** Runs work outside any request, e.g. a tick. */
export function outsideRequest<Result>(work: () => Result): Result {
  return handled.run(null, work);
}

/** The id of the request for which this runs, or null. */
export function requestId(): string | null {
  return handled.getStore()?.id ?? null;
}

export function noteOutcome(outcome: RequestOutcome): void {
  const request = handled.getStore();
  if (request) request.outcome = outcome;
}
