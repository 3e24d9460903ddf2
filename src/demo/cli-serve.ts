/** `drumbeat sandbox --serve`: Slack on this machine for a process of its own, at real speed. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { serveSlack as serve } from "slack-sandbox";
import { manifestIn } from "../operations/manifest/manifest.ts";
import { manifestYml } from "../operations/manifest/manifest-file.ts";
import { languageOf } from "../platform/texts/language.ts";
import { answerRoutes } from "./answer-route.ts";
import { PORT, parsed, reasonsIn, SandboxError, UsageError } from "./cli-errors.ts";
import { portAsked, terminalLanguage } from "./options.ts";
import { emptyWorkspace } from "./scenarios/generated.ts";
import { playTexts } from "./texts.ts";
import { guideTo } from "./tour.ts";

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
  try {
    await serve({
      people: scenario.people,
      port,
      slackPort,
      team: { name: playTexts[language].workspace },
      manifest:
        values.manifest === undefined
          ? manifestIn(manifestYml(), { language: languageOf(scenario.locale), requestUrl: null })
          : readManifestFile(values.manifest),
      requestUrl: values.http,
      language,
      guide: (sandbox) => guideTo(sandbox, scenario),
      more: (parts) => answerRoutes({ ...parts, scenario }),
    });
    return 0;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    process.stderr.write(`${reasonsIn(language, error, ({ message }) => message)}\n`);
    return 1;
  }
}

function readManifestFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new SandboxError(({ noJson }) => noJson(file, cause), { cause });
  }
}
