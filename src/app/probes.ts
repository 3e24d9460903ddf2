/** Routes for supervisors, load balancers and Prometheus. */

import type { Person } from "../people/people.ts";
import type { SlackConfig } from "../platform/config.ts";
import { provesRequests } from "../platform/database-clock.ts";
import { withinMs } from "../platform/database-timeouts.ts";
import { type Health, type HealthPart, type ProbeRoute, probeRoutes } from "../platform/health.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import { isMigrated } from "../platform/migrate.ts";
import type { Services } from "../platform/services.ts";
import type { SlackConnection } from "../slack/connection.ts";
import type { Installation } from "../slack/installation.ts";
import { capabilities } from "./capabilities.ts";
import type { AppContext } from "./capability.ts";
import { databaseProbe, PROBE_MS } from "./database-probe.ts";
import { clockReading, diskReadings, healthReading } from "./instance-gauges.ts";

/** Also when nobody asks, so that the log has it. */
const LOOK_EVERY_MS = 30_000;

export function createProbes(
  { db, clock, log }: Services,
  workspaceId: string,
  parts: {
    connection: SlackConnection;
    metrics: Metrics;
    installation: Pick<Installation, "isInstalled">;
    /** False while the work of the last tick fails. */
    isWorking(): boolean;
    /** As of `missingScopes`. */
    missing: readonly string[];
    mode: SlackConfig["mode"];
    running(): AppContext<Person>;
  },
): { routes: ProbeRoute[]; health(): Promise<Health>; watch(): () => void } {
  const { connection, metrics, running, missing } = parts;
  const whyNoWrites = databaseProbe(db, workspaceId, clock);
  const logChanges = changesTo(log);
  const health = async (): Promise<Health> => {
    const why = {
      database: await whyNoWrites(),
      working: parts.isWorking() ? null : "a turn failed",
      slack: connection.isWell ? null : "no connection for half a minute",
      installed: parts.installation.isInstalled() ? null : "Slack refuses the token",
    };
    logChanges(why);
    const database = why.database === null;
    const working = why.working === null;
    const slack = why.slack === null;
    const installed = why.installed === null;
    const ok = database && working && slack && installed;
    return { ok, database, working, slack, installed, ...(missing.length > 0 && { missingScopes: missing }) };
  };
  const routes = probeRoutes({
    health,
    async readiness() {
      const database = (await whyNoWrites()) === null;
      const migrations = database && ((await withinMs(PROBE_MS, isMigrated(db))) ?? false);
      const slack = connection.isUp;
      const isClockRight = provesRequests(clock, parts.mode);
      return { ok: database && migrations && slack && isClockRight, database, migrations, slack, clock: isClockRight };
    },
    async metrics() {
      const measured = Promise.all(capabilities.map((each) => each.measures?.(running()) ?? []));
      // If the database hangs, in-process readings are still served.
      const [state, disk, ofDatabase] = await Promise.all([health(), diskReadings(db), withinMs(PROBE_MS, measured)]);
      const ofInstance = [healthReading(state), clockReading(clock), ...disk];
      return metrics.exposition({ ofInstance, ofDatabase: ofDatabase?.flat() ?? [] });
    },
  });
  return {
    routes,
    health,
    watch() {
      const timer = setInterval(() => void health(), LOOK_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}

/** A line for each part that is no longer well, with why, and one when it is well again. */
function changesTo(log: Log): (why: Record<HealthPart, string | null>) => void {
  const ill = new Set<string>();
  return (why) => {
    for (const [part, cause] of Object.entries(why)) {
      if ((cause !== null) === ill.has(part)) continue;
      if (cause === null) {
        ill.delete(part);
        log.info({ part }, "health: well again");
      } else {
        ill.add(part);
        log.error({ part, cause }, "health: no longer well");
      }
    }
  };
}
