import { readConfig } from "../platform/config.ts";
import { configTexts } from "../platform/config-texts.ts";
import { createLog } from "../platform/log.ts";
import { releaseMemory } from "../platform/memory.ts";
import { startFailure } from "../platform/start-failure.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { createApp } from "./app.ts";
import { logStart, stopLogging } from "./life-cycle.ts";

const language = operatorsLanguage(process.env);
const texts = configTexts[language];
const result = readConfig(process.env, language);
if (!result.ok) {
  process.stderr.write(`${texts.cannotStartYet(result.problems)}\n`);
  process.exit(1);
}
const log = createLog(result.config.logLevel);
try {
  const app = await createApp({
    config: result.config,
    databaseOptions: { isNew: process.argv.includes("--new") },
  });
  // Socket Mode rejects inside a timer when a reconnection fails (up to 3.1.0): the process stays alive.
  process.on("unhandledRejection", (error) => {
    log.error({ err: error }, "the connection to Slack was lost");
    void app.reconnect();
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      void stopLogging(log, app, signal).then(() => process.exit(0));
    });
  process.on("uncaughtExceptionMonitor", (error) =>
    log.error({ err: error }, "Drumbeat ends: an error that nobody met"),
  );
  void app.peopleRead.then(releaseMemory);
  await logStart(log, app, result.config);
} catch (error) {
  process.stderr.write(`${texts.cannotStart(startFailure(error, result.config, language))}\n`);
  process.exit(1);
}
