/** Opens the clock, the log, the ports and the database, migrated to this version. */

import { upgradeDatabase } from "../operations/upgrade-database.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { type Db, isPostgresUrl, type OpenOptions, openDatabase } from "../platform/database.ts";
import { followClockOf } from "../platform/database-clock.ts";
import { lockDatabaseFile, noteDatabase } from "../platform/database-file.ts";
import { withoutTimeout } from "../platform/database-timeouts.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog, type Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import { type CountRefusal, summariseRefusals } from "../platform/refused-requests.ts";
import { connectRemoteClock } from "../platform/sandbox-clock.ts";
import { refuseOtherEncoding } from "../platform/server-encoding.ts";
import type { Services } from "../platform/services.ts";
import type { ShutdownSequence } from "../platform/shutdown.ts";
import { watchFile } from "../platform/watch-database-file.ts";
import { events } from "./all-followers.ts";
import { openPorts, type Ports } from "./open-ports.ts";

/** Copying a deleted database file may take longer than other releases: nothing else is left of it. */
const PATIENCE_WITH_RESCUE_MS = 3000;

export interface ServicesOptions {
  config: Config;
  /** Default: the clock at `config.clockUrl`, else the database's, which on SQLite is the machine's. */
  clock?: Clock;
  databaseOptions?: OpenOptions;
}

/** Rejects with DATABASE_MISSING, ALREADY_RUNNING, DATABASE_ENCODING, DATABASE_UNRELEASED, DATABASE_NEWER, the error of a port, the driver's. */
export async function openServices(
  options: ServicesOptions,
  shutdown: ShutdownSequence,
  metrics: Metrics,
): Promise<{ services: Services; ports: Ports; refused: CountRefusal }> {
  const { config, clock: given, databaseOptions } = options;
  const remote = given || !config.clockUrl ? null : await connectRemoteClock(config.clockUrl);
  const log = createLog(config.logLevel);
  const db = openDatabase(config.database, databaseOptions);
  shutdown.add(() => db.destroy());
  shutdown.add(() => remote?.close());
  const isServer = isPostgresUrl(config.database);
  if (!isServer) shutdown.addLast(lockDatabaseFile(config.database));
  const summarise = summariseRefusals(log);
  const refused: CountRefusal = (reason) => {
    metrics.refused(reason);
    summarise(reason);
  };
  const ports = await openPorts(config, shutdown, refused);
  await refuseOtherEncoding(db);
  const clock = given ?? remote ?? (await databaseClock(db, log, shutdown));
  await withoutTimeout(() =>
    upgradeDatabase(db, config.database, {
      at: clock.now(),
      notify: (todo) => log.warn(todo, "an earlier version's database is brought up to date; a backup is the way back"),
    }),
  );
  if (!isServer) noteDatabase(config.database);
  shutdown.add(watchFile(db, clock, log), { ms: PATIENCE_WITH_RESCUE_MS });
  const { erasuresFile } = config;
  const services = { db, clock, ids: uuidV7(clock), log, events, ...(erasuresFile && { erasuresFile }) };
  return { services, ports, refused };
}

async function databaseClock(db: Db, log: Log, shutdown: ShutdownSequence): Promise<Clock> {
  const { clock, stop } = await followClockOf(db, log);
  shutdown.add(stop);
  return clock;
}
