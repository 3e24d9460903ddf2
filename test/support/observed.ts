/** The app with somebody who looks: it has a port, and what it measures is read there. */
import { onTestFinished } from "vitest";
import { createApp, type DrumbeatApp } from "../../src/app/app.ts";
import type { Config, SlackConfig } from "../../src/platform/config.ts";
import { freePort } from "./free-port.ts";
import type { Run } from "./run.ts";

export function overSocket({ sandbox: { botToken, appToken, apiUrl } }: Run): SlackConfig {
  return { mode: "socket", botToken, appToken, apiUrl };
}

export async function observed(
  run: Run,
  slack: SlackConfig,
  database: string,
  more: Partial<Pick<Config, "host" | "metrics" | "logLevel">> = {},
): Promise<{ port: number; app: DrumbeatApp }> {
  const port = slack.mode === "http" ? slack.port : await freePort();
  const config = { slack, database, healthPort: port, logLevel: "silent", ...more };
  const app = await createApp({ config, clock: run.clock });
  onTestFinished(() => app.stop());
  return { port, app };
}

export async function get(port: number, path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: answer.status, text: await answer.text() };
}

/** The value of a line, `name{labels}` as it is written. */
export function reading(text: string, line: string): number | null {
  const found = text.split("\n").find((each) => each.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length + 1));
}
