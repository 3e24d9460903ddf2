/** `drumbeat sandbox --serve`: Slack on this machine for a process of its own, at real speed. */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { manifestIn } from "../operations/manifest/rules.ts";
import { type Language, languageOf } from "../platform/texts/language.ts";
import { SandboxClock } from "./clock.ts";
import { controlRoutes } from "./control.ts";
import { manifestYml } from "./manifest.ts";
import { portAsked, terminalLanguage } from "./options.ts";
import { pageRoutes } from "./page/routes.ts";
import { realTimeMs } from "./real-time.ts";
import { emptyWorkspace } from "./scenarios/generated.ts";
import { type Sandbox, startSandbox } from "./server.ts";
import { TakenOver } from "./taken-over.ts";
import { playTexts } from "./texts.ts";
import { sandboxCommandTexts } from "./texts-cli.ts";
import { serveUntilInterrupted } from "./until-interrupted.ts";
import { PORT, parsed, reasonsIn, SandboxError, UsageError } from "./usage.ts";

const ASKED_EACH_MS = 500;

/** The page's port + 1 is Slack's, unless that is named. Returns the exit code. */
export async function serveSlack(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const { values } = parsed(() =>
    parseArgs({
      args,
      options: {
        serve: { type: "boolean" },
        lang: { type: "string" },
        port: { type: "string", default: String(PORT) },
        "slack-port": { type: "string" },
        manifest: { type: "string" },
        http: { type: "string" },
      },
    }),
  );
  const port = portAsked("--port", values.port);
  const slackPort = portAsked("--slack-port", values["slack-port"] ?? String(port + 1));
  const language = terminalLanguage(env, values.lang);
  const scenario = emptyWorkspace(language);
  const clock = new SandboxClock(new Date(realTimeMs()).toISOString());
  try {
    const sandbox = await startSandbox({
      clock,
      people: scenario.people,
      port: slackPort,
      team: { name: playTexts[language].workspace },
      manifest:
        values.manifest === undefined ? ownManifest(languageOf(scenario.locale)) : readManifestFile(values.manifest),
    });
    const takenOver = new TakenOver();
    const routes = controlRoutes({ sandbox, clock, scenario, takenOver });
    routes.route("/", pageRoutes({ sandbox, clock, scenario, takenOver }));
    const asking = new AbortController();
    try {
      await serveUntilInterrupted(routes, port, () => {
        clock.run();
        process.stdout.write(`${upLines(sandbox, { port, language, requestUrl: values.http }).join("\n")}\n`);
        if (values.http !== undefined) void reach(sandbox, values.http, language, asking.signal);
      });
      return 0;
    } finally {
      asking.abort();
      clock.pause();
      await sandbox.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    process.stderr.write(`${reasonsIn(language, error, ({ message }) => message)}\n`);
    return 1;
  }
}

/** What goes into the environment of the process stands alone in its lines. */
function upLines(
  { apiUrl, botToken, appToken, signingSecret }: Sandbox,
  { port, language, requestUrl }: { port: number; language: Language; requestUrl: string | undefined },
): string[] {
  const texts = sandboxCommandTexts[language].serve;
  return [
    texts.isUp,
    `  http://127.0.0.1:${port}`,
    texts.forProcess,
    `SLACK_API_URL=${apiUrl}`,
    `SLACK_BOT_TOKEN=${botToken}`,
    requestUrl === undefined ? `SLACK_APP_TOKEN=${appToken}` : `SLACK_SIGNING_SECRET=${signingSecret}`,
    ...(requestUrl === undefined ? [] : [texts.waitsFor(requestUrl)]),
    playTexts[language].howToEnd,
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
      process.stdout.write(`${sandboxCommandTexts[language].serve.reached(requestUrl)}\n`);
      return;
    }
    await setTimeout(ASKED_EACH_MS, undefined, { signal }).catch(() => {});
  }
}

function ownManifest(language: Language): string {
  return manifestIn(manifestYml(), { language, requestUrl: null });
}

function readManifestFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new SandboxError(({ serve }) => serve.noManifest(file), { cause });
  }
}
