/** What comes in from Slack, known through all that is done for it: in log lines, in measures, in the outbox. */
import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Slack's types of payload (docs.slack.dev/interactivity/handling-user-interaction#payloads), all events as one, and
 * `unverified`: what came over HTTP and was refused before anybody read it, for its signature, its time or its form.
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
 * `repeated`: Slack sent it again, and nothing was done twice. `refused`: whoever asked was told why not. `failed`:
 * something went wrong that nobody expected. `unanswered`: nobody has acknowledged it.
 */
export const REQUEST_OUTCOMES = ["ok", "repeated", "refused", "failed", "unanswered"] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

export interface IncomingRequest {
  /** Slack's own id of the event or of the interaction, which is the same when it sends it again. */
  readonly id: string;
  outcome: RequestOutcome;
}

const handled = new AsyncLocalStorage<IncomingRequest | null>();

export function whileHandling<Result>(request: IncomingRequest, work: () => Promise<Result>): Promise<Result> {
  return handled.run(request, work);
}

/** Work that is nobody's request, whoever set it going: a tick does what is due for all. */
export function forNoRequest<Result>(work: () => Result): Result {
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
