import { LogLevel, type RetryOptions, WebClient } from "@slack/web-api";
import type { SlackConfig } from "../platform/config.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Network } from "../platform/network.ts";
import { measuredFetch } from "./measured-fetch.ts";

// Left to itself the client repeats a post whose answer was lost, and a 429 pauses all its calls: measured with
// web-api 8.2.0. The outbox decides when to try again.
const NO_RETRIES: RetryOptions = { retries: 0 };
const OUTBOX_TIMEOUT_MS = 10_000;
/** A trigger lives three seconds: a call that takes longer is of no use. */
const INTERACTIVE_TIMEOUT_MS = 2_500;

/** For what the outbox sends and looks up. */
export function outboxClient(slack: SlackConfig, network: Network, metrics?: Metrics): WebClient {
  return new WebClient(slack.botToken, {
    ...(slack.apiUrl && { slackApiUrl: slack.apiUrl }),
    fetch: fetchOf(network, metrics),
    retryConfig: NO_RETRIES,
    rejectRateLimitedCalls: true,
    timeout: OUTBOX_TIMEOUT_MS,
    // It writes to the console in a form of its own; whoever calls records what came of it.
    logLevel: LogLevel.ERROR,
  });
}

/** Options of the client that listeners use; a call of theirs never waits behind the outbox. */
export function interactiveOptions(slack: SlackConfig, network: Network, metrics?: Metrics) {
  return {
    ...(slack.apiUrl && { slackApiUrl: slack.apiUrl }),
    fetch: fetchOf(network, metrics),
    retryConfig: NO_RETRIES,
    rejectRateLimitedCalls: true,
    timeout: INTERACTIVE_TIMEOUT_MS,
  };
}

function fetchOf({ fetch }: Network, metrics: Metrics | undefined): Network["fetch"] {
  return metrics ? measuredFetch(fetch, metrics) : fetch;
}
