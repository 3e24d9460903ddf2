import type { RequestListener } from "node:http";
import { App, type HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import type { SlackConfig } from "../platform/config.ts";
import { withinMs } from "../platform/database-timeouts.ts";
import { errorTable } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Network } from "../platform/network.ts";
import type { CountRefusal } from "../platform/refused-requests.ts";
import { SECOND } from "../platform/time.ts";
import { createHttpReceiver } from "./http-receiver.ts";
import { followRequests } from "./measured-requests.ts";
import { interactiveOptions } from "./web-client-options.ts";

const CONNECTED_WITHIN_MS = 30 * SECOND;
const DISCONNECTED_WITHIN_MS = SECOND;
const LINK_CALL_TIMEOUT_MS = 10 * SECOND;
/**
 * Some seconds; what tries for as long as it takes, at even intervals, is ours. The SDK's hundred retries, each later than
 * the one before it, would notice after an outage of an hour some twenty minutes late that it is over.
 */
const LINK_RETRIES = { retries: 3, factor: 1.3 };

const failure = errorTable({
  APP_TOKEN_REFUSED: {
    en: ({ error }) =>
      `Slack refuses the app-level token (${error}). Make one with the scope connections:write (Basic Information) and put it into SLACK_APP_TOKEN.`,
    fr: ({ error }) =>
      `Slack refuse le jeton d’application (${error}). Créez-en un avec le droit connections:write (Basic Information) et mettez-le dans SLACK_APP_TOKEN.`,
  },
});

export interface SlackAppOptions {
  slack: SlackConfig;
  log: Log;
  network: Network;
  metrics?: Metrics;
  /** Called, in HTTP mode, for each request refused before any listener. */
  refused: CountRefusal;
  /** Called when Socket Mode gains or loses its connection. */
  onLink(isUp: boolean): void;
}

export interface SlackApp {
  app: App;
  /** In HTTP mode, for what comes to the port. */
  listener?: RequestListener;
  /** Opens the connection of Socket Mode; may be called again. Rejects with APP_TOKEN_REFUSED, Slack's error. */
  start(): Promise<unknown>;
  /** Resolves when the connection to Slack is closed. */
  stop(): Promise<void>;
}

/**
 * The Bolt app, not started. The receiver gets its own options object: the SDK writes into it how often Socket Mode tries,
 * and every listener's client would inherit that: six posts of one message in 12 s under HTTP 503, measured with
 * socket-mode 3.1.0.
 */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { slack, log, network, metrics } = options;
  const receiver = receiverFor(options);
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions: interactiveOptions(slack, network, metrics),
    logger: boltLogger(log),
    deferInitialization: true,
    extendedErrorHandler: true,
    convoStore: false,
  });
  followRequests(app, { log, metrics });
  if (receiver instanceof SocketModeReceiver) {
    const { client } = receiver;
    client.on("connected", () => options.onLink(true));
    client.on("close", () => options.onLink(false));
    // Bolt's stop does not await the closing handshake; cut short, that keeps the process for 30 s.
    return { app, start: () => connected(app, client), stop: () => client.disconnect() };
  }
  // The port is opened before this, and closed after it, by whoever made it.
  const start = async () => options.onLink(true);
  return { app, listener: receiver.requestListener, start, stop: async () => undefined };
}

/** Where nothing comes of it in time, gives up what the SDK goes on to try, so that it can be begun again. */
async function connected(app: App, client: SocketModeReceiver["client"]): Promise<void> {
  try {
    const isOpen = await withinMs(
      CONNECTED_WITHIN_MS,
      app.start().then(() => true),
    );
    if (isOpen) return;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    throw failure("APP_TOKEN_REFUSED", { error: error.data.error }, { cause: error });
  }
  await withinMs(DISCONNECTED_WITHIN_MS, client.disconnect());
  throw new WebAPIRequestError(new Error("Socket Mode does not connect"));
}

function receiverFor({ slack, log, metrics, network, refused }: SlackAppOptions): HTTPReceiver | SocketModeReceiver {
  if (slack.mode === "http") {
    return createHttpReceiver({ signingSecret: slack.signingSecret, logger: boltLogger(log) }, (reason) => {
      metrics?.handled("unverified", "refused");
      refused(reason);
    });
  }
  return new SocketModeReceiver({
    appToken: slack.appToken,
    logger: boltLogger(log),
    ...(network.dispatcher && { dispatcher: network.dispatcher }),
    installerOptions: {
      clientOptions: {
        fetch: network.fetch,
        timeout: LINK_CALL_TIMEOUT_MS,
        retryConfig: LINK_RETRIES,
        ...(slack.apiUrl && { slackApiUrl: slack.apiUrl }),
      },
    },
  });
}

/** Passes warnings and errors only: at debug level Bolt logs whole payloads, with answers. */
function boltLogger(log: Log): Logger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn({ from: "slack" }, line(parts)),
    error: (...parts) => log.error({ from: "slack" }, line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
