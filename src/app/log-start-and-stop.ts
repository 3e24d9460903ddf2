/** Logs how the process started and why it ended. */

import { countPeople } from "../people/people.ts";
import type { Config } from "../platform/config.ts";
import { isPostgresUrl } from "../platform/database.ts";
import type { Log } from "../platform/log.ts";
import { shownLocation } from "../platform/secrets.ts";
import { versionOf } from "../platform/version.ts";
import { listPrograms } from "../programs/programs.ts";
import type { DrumbeatApp } from "./app.ts";

/** `startSeconds`: from when the process began. */
export async function logStart(
  log: Log,
  { services: { db }, workspace }: Pick<DrumbeatApp, "services" | "workspace">,
  { slack, database, healthPort, host, metrics }: Config,
): Promise<void> {
  // A database that cannot be read is reported by its other users.
  const [people, programs] = await Promise.all([
    countPeople(db, workspace.id),
    listPrograms(db, workspace.id).then(({ length }) => length),
  ]).catch(() => []);
  log.info(
    {
      version: versionOf(),
      node: process.version,
      pid: process.pid,
      mode: slack.mode,
      database: isPostgresUrl(database) ? "postgresql" : "sqlite",
      at: shownLocation(database),
      host,
      port: slack.mode === "http" ? slack.port : healthPort,
      metricsPort: metrics?.port,
      workspace: workspace.slack_team_id,
      people,
      programs,
      startSeconds: rounded(process.uptime()),
    },
    // Logged last: whoever waits for this line may send a signal at once.
    "Drumbeat is running",
  );
}

/** Resolves when everything is closed. `app`: none before it has started. `because`: a signal. */
export async function stopLogging(
  log: Log,
  app: Pick<DrumbeatApp, "stop"> | undefined,
  because: string,
): Promise<void> {
  const ran = process.uptime();
  log.info({ because, ranSeconds: rounded(ran) }, "Drumbeat is stopping");
  await app?.stop();
  log.info({ because, stopSeconds: rounded(process.uptime() - ran) }, "Drumbeat has stopped");
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
