/** A workspace that stands on this machine until the process is interrupted: its page, and Slack for a process of its own. */
import { setTimeout } from "node:timers/promises";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import { SandboxClock } from "./clock.ts";
import { controlRoutes } from "./control.ts";
import type { Language } from "./language.ts";
import type { Guide } from "./page/guide.ts";
import { pageRoutes } from "./page/routes.ts";
import { realTimeMs } from "./real-time.ts";
import { type Sandbox, startSandbox } from "./server.ts";
import { TakenOver } from "./taken-over.ts";
import { servingTexts } from "./texts.ts";
import type { SandboxPerson, Team } from "./workspace.ts";

const ASKED_EACH_MS = 500;

/** Serves the routes on this machine, says so once they are up, and resolves when the process is interrupted. Throws where the port is taken. */
export async function serveUntilInterrupted(routes: Hono, port: number, isUp: () => void): Promise<void> {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const server = serve({ fetch: routes.fetch, port, hostname: "127.0.0.1" }, isUp);
  const failed = new Promise<never>((_, reject) => server.once("error", reject));
  try {
    await Promise.race([interrupted, failed]);
  } finally {
    server.close();
    // An open page keeps its stream open.
    if ("closeAllConnections" in server) server.closeAllConnections();
  }
}

export interface ServeOptions {
  /** YAML or JSON. */
  manifest: string;
  people: SandboxPerson[];
  /** One in which they all are, with the app: its name. */
  channel?: string;
  team?: Partial<Team>;
  /** Of the page. */
  port: number;
  /** Of Slack. */
  slackPort: number;
  /** Where the app takes signed requests; Socket Mode when left out. */
  requestUrl?: string | undefined;
  /** Of what is written to the terminal. */
  language: Language;
  guide?: (sandbox: Sandbox) => Guide;
  /** Further routes beside those of `controlRoutes`. */
  more?: (parts: { sandbox: Sandbox; clock: SandboxClock; takenOver: TakenOver }) => Hono;
}

/** Slack for a process of its own, at real speed, until interrupted. Writes to standard output what that process needs. */
export async function serveSlack(options: ServeOptions): Promise<void> {
  const { people, port, requestUrl, language } = options;
  const clock = new SandboxClock(new Date(realTimeMs()).toISOString());
  const sandbox = await startSandbox({
    clock,
    people,
    port: options.slackPort,
    manifest: options.manifest,
    ...(options.team && { team: options.team }),
  });
  if (options.channel !== undefined)
    sandbox.createChannel({ name: options.channel, isPrivate: false, members: people.map(({ handle }) => handle) });
  const takenOver = new TakenOver();
  const guide = options.guide?.(sandbox) ?? {
    title: "",
    locale: people[0]?.locale ?? "en",
    handles: people.filter(({ isBot }) => !isBot).map(({ handle }) => handle),
  };
  const routes = controlRoutes({ sandbox, clock, takenOver });
  routes.route("/", pageRoutes({ sandbox, clock, guide, takenOver }));
  if (options.more) routes.route("/", options.more({ sandbox, clock, takenOver }));
  const asking = new AbortController();
  try {
    await serveUntilInterrupted(routes, port, () => {
      clock.run();
      process.stdout.write(`${upLines(sandbox, { ...options, port, language, requestUrl }).join("\n")}\n`);
      if (requestUrl !== undefined) void reach(sandbox, requestUrl, language, asking.signal);
    });
  } finally {
    asking.abort();
    clock.pause();
    await sandbox.close();
  }
}

/** What goes into the environment of the process stands alone in its lines. */
function upLines(
  { apiUrl, botToken, appToken, signingSecret }: Sandbox,
  { people, channel, port, language, requestUrl }: ServeOptions,
): string[] {
  const texts = servingTexts[language];
  return [
    texts.isUp,
    `  http://127.0.0.1:${port}`,
    texts.thereAre(people.map(({ handle }) => handle).join(", "), channel),
    texts.forProcess,
    `SLACK_API_URL=${apiUrl}`,
    `SLACK_BOT_TOKEN=${botToken}`,
    requestUrl === undefined ? `SLACK_APP_TOKEN=${appToken}` : `SLACK_SIGNING_SECRET=${signingSecret}`,
    ...(requestUrl === undefined ? [] : [texts.waitsFor(requestUrl)]),
    texts.howToEnd,
  ];
}

/** Asks until the process is there and answers Slack's challenge. */
async function reach(sandbox: Sandbox, requestUrl: string, language: Language, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isReached = await sandbox.setRequestUrl(requestUrl).then(
      () => true,
      () => false,
    );
    if (isReached) {
      process.stdout.write(`${servingTexts[language].reached(requestUrl)}\n`);
      return;
    }
    await setTimeout(ASKED_EACH_MS, undefined, { signal }).catch(() => {});
  }
}
