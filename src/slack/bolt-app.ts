import type { RequestListener } from "node:http";
import { App, type HTTPReceiver, type Logger, LogLevel, type Receiver, SocketModeReceiver } from "@slack/bolt";
import { WebAPIPlatformError } from "@slack/web-api";
import { SLACK_REQUESTS_PATH, type SlackConfig } from "../platform/config.ts";
import { errorTable } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Network } from "../platform/network.ts";
import { createHttpReceiver } from "./http-receiver.ts";
import { followRequests } from "./requests.ts";
import { interactiveOptions } from "./web-client-options.ts";

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
  /** Called when Socket Mode gains or loses its connection. */
  onLink(isUp: boolean): void;
}

export interface SlackApp {
  app: App;
  receiver: Receiver;
  /** In HTTP mode, for what comes to the port. */
  listener?: RequestListener;
  /** Opens the connection of Socket Mode. Rejects with APP_TOKEN_REFUSED, Slack's error. */
  start(): Promise<unknown>;
  /** Resolves when the connection to Slack is closed. */
  stop(): Promise<void>;
}

/**
 * The Bolt app, not started. The receiver gets its own options object: the SDK writes Socket Mode's hundred retries
 * into it, and every listener's client would inherit them: six posts of one message in 12 s under HTTP 503, measured
 * with socket-mode 3.1.0.
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
    return { app, receiver, start: () => connected(app), stop: () => client.disconnect() };
  }
  // The port is opened before this, and closed after it, by whoever made it.
  const start = async () => options.onLink(true);
  return { app, receiver, listener: receiver.requestListener, start, stop: async () => undefined };
}

async function connected(app: App): Promise<unknown> {
  try {
    return await app.start();
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    throw failure("APP_TOKEN_REFUSED", { error: error.data.error }, { cause: error });
  }
}

function receiverFor({ slack, log, metrics, network }: SlackAppOptions): HTTPReceiver | SocketModeReceiver {
  if (slack.mode === "http") {
    const parts = { signingSecret: slack.signingSecret, logger: boltLogger(log), endpoints: SLACK_REQUESTS_PATH };
    return createHttpReceiver(parts, () => metrics?.handled("unverified", "refused"));
  }
  return new SocketModeReceiver({
    appToken: slack.appToken,
    logger: boltLogger(log),
    ...(network.dispatcher && { dispatcher: network.dispatcher }),
    installerOptions: {
      clientOptions: { fetch: network.fetch, ...(slack.apiUrl && { slackApiUrl: slack.apiUrl }) },
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
