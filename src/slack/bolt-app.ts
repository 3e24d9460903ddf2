import { App, type CustomRoute, type Logger, LogLevel, type Receiver, SocketModeReceiver } from "@slack/bolt";
import { SLACK_REQUESTS_PATH, type SlackConfig } from "../platform/config.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Network } from "../platform/network.ts";
import { createHttpReceiver } from "./http-receiver.ts";
import { followRequests } from "./requests.ts";
import { interactiveOptions } from "./web-client-options.ts";

export interface SlackAppOptions {
  slack: SlackConfig;
  /** Address to listen on; default: all of this machine. */
  host?: string | undefined;
  log: Log;
  network: Network;
  metrics?: Metrics;
  /** Called when Socket Mode gains or loses its connection. */
  onLink(isUp: boolean): void;
  /** In HTTP mode, served beside Slack's requests. */
  routes: CustomRoute[];
}

export interface SlackApp {
  app: App;
  receiver: Receiver;
  /** Rejects when Slack refuses, or the port is taken. */
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
  // Bolt's stop does not await Socket Mode's closing handshake; cut short, that keeps the process for 30 s.
  const stop = async () => {
    if (receiver instanceof SocketModeReceiver) await receiver.client.disconnect();
    else await app.stop();
  };
  if (receiver instanceof SocketModeReceiver) {
    receiver.client.on("connected", () => options.onLink(true));
    receiver.client.on("close", () => options.onLink(false));
  }
  const start = () =>
    slack.mode === "http" && options.host !== undefined
      ? app.start({ port: slack.port, host: options.host })
      : app.start();
  return { app, receiver, start, stop };
}

function receiverFor({ slack, log, metrics, network, routes }: SlackAppOptions): Receiver {
  if (slack.mode === "http") {
    const parts = {
      signingSecret: slack.signingSecret,
      logger: boltLogger(log),
      port: slack.port,
      endpoints: SLACK_REQUESTS_PATH,
      customRoutes: routes,
    };
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
