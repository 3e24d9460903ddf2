/** Routes for supervisors, load balancers and Prometheus. */

import type { Person } from "../people/people.ts";
import { type Health, type ProbeRoute, probeRoutes } from "../platform/health.ts";
import { diskReadings, healthReading } from "../platform/instance-readings.ts";
import type { Metrics } from "../platform/metrics.ts";
import { isMigrated } from "../platform/migrate.ts";
import { databaseProbe, PROBE_MS } from "../platform/probe.ts";
import type { Services } from "../platform/services.ts";
import { withinMs } from "../platform/timeouts.ts";
import type { SlackConnection } from "../slack/connection.ts";
import type { Installation } from "../slack/installation.ts";
import { capabilities } from "./capabilities.ts";
import type { AppContext } from "./capability.ts";

export function createProbes(
  { db, clock }: Services,
  workspaceId: string,
  parts: {
    connection: SlackConnection;
    metrics: Metrics;
    installation: Pick<Installation, "isInstalled">;
    /** False while the work of the last tick fails. */
    isWorking(): boolean;
    running(): AppContext<Person>;
  },
): { routes: ProbeRoute[]; health(): Promise<Health> } {
  const { connection, metrics, running } = parts;
  const takesWrites = databaseProbe(db, workspaceId, clock);
  const health = async (): Promise<Health> => {
    const database = await takesWrites();
    const [working, slack, installed] = [parts.isWorking(), connection.isWell, parts.installation.isInstalled()];
    return { ok: database && working && slack && installed, database, working, slack, installed };
  };
  const routes = probeRoutes({
    health,
    async readiness() {
      const database = await takesWrites();
      const migrations = database && ((await withinMs(PROBE_MS, isMigrated(db))) ?? false);
      return { ok: database && migrations && connection.isUp, database, migrations, slack: connection.isUp };
    },
    async metrics() {
      const measured = Promise.all(capabilities.map((each) => each.measures?.(running()) ?? []));
      // If the database hangs, in-process readings are still served.
      const [state, disk, ofDatabase] = await Promise.all([health(), diskReadings(db), withinMs(PROBE_MS, measured)]);
      const ofInstance = [healthReading(state), ...disk];
      return metrics.exposition({ ofInstance, ofDatabase: ofDatabase?.flat() ?? [] });
    },
  });
  return { routes, health };
}
