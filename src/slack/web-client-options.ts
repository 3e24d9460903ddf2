import { LogLevel, type RetryOptions, WebClient } from "@slack/web-api";
import type { SlackConfig } from "../platform/config.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Network } from "../platform/network.ts";
import { measuredFetch } from "./measured-fetch.ts";

// By default the client repeats a post whose answer was lost, and a 429 pauses all its calls (measured with web-api
// 8.2.0). The outbox decides about retries.
const NO_RETRIES: RetryOptions = { retries: 0 };
const OUTBOX_TIMEOUT_MS = 10_000;
/** A trigger lives three seconds, so longer calls are useless. */
const INTERACTIVE_TIMEOUT_MS = 2_500;

/** The client of the outbox. */
export function outboxClient(slack: SlackConfig, network: Network, metrics?: Metrics): WebClient {
  return new WebClient(slack.botToken, {
    ...(slack.apiUrl && { slackApiUrl: slack.apiUrl }),
    fetch: fetchOf(network, metrics),
    retryConfig: NO_RETRIES,
    rejectRateLimitedCalls: true,
    timeout: OUTBOX_TIMEOUT_MS,
    // It logs to the console; callers record outcomes.
    logLevel: LogLevel.ERROR,
  });
}

/** Options of the listeners' client, which never waits behind the outbox. */
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
