import { createApp } from "./app.ts";
import { stopTelling, tellStart } from "./life-cycle.ts";
import { readConfig } from "./platform/config.ts";
import { createLog } from "./platform/log.ts";
import { giveBackMemory } from "./platform/memory.ts";
import { startFailure } from "./platform/start-failure.ts";

const result = readConfig(process.env);
if (!result.ok) {
  process.stderr.write(
    [
      "Drumbeat cannot start:",
      ...result.problems.map((problem) => `  • ${problem}`),
      "Set these in the environment or in a file named .env. The README tells how to make the Slack app from manifest.yml.",
      "To try Drumbeat without Slack: npm run sandbox",
      "",
    ].join("\n"),
  );
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
      void stopTelling(log, app, signal).then(() => process.exit(0));
    });
  process.on("uncaughtExceptionMonitor", (error) =>
    log.error({ err: error }, "Drumbeat ends: an error that nobody met"),
  );
  void app.peopleRead.then(giveBackMemory);
  await tellStart(log, app, result.config);
} catch (error) {
  process.stderr.write(`Drumbeat cannot start: ${startFailure(error, result.config)}\n`);
  process.exit(1);
}
