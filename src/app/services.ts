/** What everything stands on: the clock, the database as this version wants it, the log. */

import { bringUpToDate } from "../operations/upgrade.ts";
import { type Clock, systemClock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { isPostgresUrl, type OpenOptions, openDatabase } from "../platform/database.ts";
import { noteDatabase, runAlone } from "../platform/database-file.ts";
import type { Ending } from "../platform/ending.ts";
import { watchFile } from "../platform/file-watch.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import { howeverLong } from "../platform/patience.ts";
import { connectRemoteClock } from "../platform/remote-clock.ts";
import { refuseOtherEncoding } from "../platform/server-encoding.ts";
import type { Services } from "../platform/services.ts";
import { events } from "./events.ts";

/** A copy of a file that was deleted is all that there is of it. */
const PATIENCE_WITH_RESCUE_MS = 3000;

export interface ServicesOptions {
  config: Config;
  /** Default: the one at `config.clockUrl`, else the machine's. */
  clock?: Clock;
  databaseOptions?: OpenOptions;
}

/** Rejects with DATABASE_MISSING, ALREADY_RUNNING, DATABASE_ENCODING, DATABASE_UNRELEASED, DATABASE_NEWER, the driver's error. */
export async function openServices(options: ServicesOptions, ending: Ending): Promise<Services> {
  const { config, clock: given, databaseOptions } = options;
  const remote = given || !config.clockUrl ? null : await connectRemoteClock(config.clockUrl);
  const clock = given ?? remote ?? systemClock();
  const log = createLog(config.logLevel);
  const db = openDatabase(config.database, databaseOptions);
  ending.add(() => db.destroy());
  ending.add(() => remote?.close());
  const isServer = isPostgresUrl(config.database);
  if (!isServer) ending.addLast(runAlone(config.database));
  await refuseOtherEncoding(db);
  await howeverLong(() =>
    bringUpToDate(db, config.database, {
      at: clock.now(),
      notify: (todo) => log.warn(todo, "an earlier version's database is brought up to date; a backup is the way back"),
    }),
  );
  if (!isServer) noteDatabase(config.database);
  ending.add(watchFile(db, clock, log), { ms: PATIENCE_WITH_RESCUE_MS });
  const { erasuresFile } = config;
  return { db, clock, ids: uuidV7(clock), log, events, ...(erasuresFile && { erasuresFile }) };
}
