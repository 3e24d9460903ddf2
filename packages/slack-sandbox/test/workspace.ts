import { readFileSync } from "node:fs";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { SandboxClock } from "../src/clock.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/server.ts";
import type { TranscriptEntry } from "../src/transcript.ts";

/** Of an app that does nothing, with what tests ask of it. */
export const MANIFEST = readFileSync(new URL("manifest.yml", import.meta.url), "utf8");

export const MONDAY = "2026-03-02T09:00:00.000Z";

/** A workspace with Ana (New York, English), Bruno (Paris, French) and Chen, until the test ends. */
export async function aSandbox(
  options: Partial<SandboxOptions> = {},
): Promise<{ sandbox: Sandbox; clock: SandboxClock; client: WebClient; transcript: TranscriptEntry[] }> {
  const clock = options.clock ?? new SandboxClock(MONDAY);
  const transcript: TranscriptEntry[] = [];
  const sandbox = await startSandbox({
    clock,
    people: [
      { handle: "ana", name: "Ana Ortiz", tz: "America/New_York", locale: "en-US" },
      { handle: "bruno", name: "Bruno Blanc", tz: "Europe/Paris", locale: "fr-FR", isAdmin: true },
      { handle: "chen", name: "Chen Wei", tz: "Asia/Shanghai", locale: "en-GB" },
    ],
    manifest: MANIFEST,
    onTranscript: (entry) => transcript.push(entry),
    ...options,
  });
  onTestFinished(() => sandbox.close());
  return { sandbox, clock, client: aClient(sandbox), transcript };
}

export function aClient(sandbox: Sandbox, token = sandbox.botToken, timeoutMs = 5000): WebClient {
  return new WebClient(token, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logLevel: LogLevel.ERROR,
    logger: silent,
  });
}

/**
 * The real Bolt over Socket Mode, started with its listeners. Its SDK gives a connection up, and waits before it opens
 * another one, after `clientPingTimeout` milliseconds without an answer: with few of them a busy machine loses it.
 */
export async function aSocketApp(
  sandbox: Sandbox,
  listen: (app: App) => void,
  { clientPingTimeout = 5000 } = {},
): Promise<App> {
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    clientPingTimeout,
    logger: silent,
    installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
  });
  const app = new App({
    token: sandbox.botToken,
    receiver,
    logger: silent,
    // As ours: the handler of errors sees what the person did.
    extendedErrorHandler: true,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
  listen(app);
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

/** The real Bolt behind HTTP; the sandbox verifies and uses its address. */
export async function anHttpApp(sandbox: Sandbox, listen: (app: App) => void): Promise<string> {
  const receiver = new HTTPReceiver({ signingSecret: sandbox.signingSecret, logger: silent });
  const app = new App({
    token: sandbox.botToken,
    receiver,
    logger: silent,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  const server = await app.start({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => {
    await app.stop();
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("Bolt has no port.");
  const url = `http://127.0.0.1:${address.port}/slack/events`;
  await sandbox.setRequestUrl(url);
  return url;
}

/** The `error` of a refused call, or null when it was answered. */
export async function refusalOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof Error && "data" in error) {
      const { data } = error;
      if (typeof data === "object" && data && "error" in data) return String(data.error);
    }
    throw error;
  }
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
