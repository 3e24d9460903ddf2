import { readConfig } from "../platform/config.ts";
import { configTexts } from "../platform/config-texts.ts";
import { createLog } from "../platform/log.ts";
import { releaseMemory } from "../platform/release-memory.ts";
import { startFailure } from "../platform/start-failure.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { createApp, type DrumbeatApp } from "./app.ts";
import { logStart, stopLogging } from "./log-start-and-stop.ts";

// In a terminal somebody reads, in their language; elsewhere each line is JSON, in English.
const isTerminal = process.stderr.isTTY;
const language = isTerminal ? operatorsLanguage(process.env) : "en";
const texts = configTexts[language];

/** Ends the process. `inTerminal`: what is written there instead. */
function cannotStart(why: string, inTerminal = texts.cannotStart(why)): never {
  if (isTerminal) process.stderr.write(`${inTerminal}\n`);
  else createLog("error").error(texts.cannotStart(why));
  process.exit(1);
}

const unknown = process.argv.slice(2).find((word) => word !== "--new");
if (unknown !== undefined) cannotStart(texts.unknownOption(unknown));
const result = readConfig(process.env, language);
if (!result.ok) cannotStart(result.problems.join(" · "), texts.cannotStartYet(result.problems));
const log = createLog(result.config.logLevel);
if (!isTerminal)
  process.removeAllListeners("warning").on("warning", (warning) => log.warn({ err: warning }, "Node.js warns"));
// The process stays alive: Socket Mode rejects inside a timer when a reconnection fails (up to 3.1.0).
process.on("uncaughtException", (error) => {
  log.error({ err: error }, "Drumbeat ends: an error that nobody met");
  process.exit(1);
});
let app: DrumbeatApp | undefined;
process.on("unhandledRejection", (error) => {
  log.error({ err: error }, "the connection to Slack was lost");
  void app?.reconnect();
});
// Also while the start waits for Slack.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    void stopLogging(log, app, signal).then(() => process.exit(0));
  });
try {
  app = await createApp({
    config: result.config,
    databaseOptions: { isNew: process.argv.includes("--new") },
  });
  void app.peopleRead.then(releaseMemory);
  await logStart(log, app, result.config);
} catch (error) {
  cannotStart(startFailure(error, result.config, language));
}
