import type { Clock } from "./clock.ts";
import { type Db, fileOf } from "./database.ts";
import type { Log } from "./log.ts";

/** For idle times; commits check the file too. */
const LOOK_EVERY_MS = 5000;

/**
 * Empties the log of an open SQLite file while nothing is written, and copies the file if it is deleted or replaced. Call the result before closing the database; it resolves
 * when no copy is under way.
 */
export function watchFile(db: Db, clock: Clock, log: Log): () => Promise<void> {
  const file = fileOf(db);
  if (!file) return async () => undefined;
  let rescue = Promise.resolve();
  file.whenLost(() => {
    const { path } = file;
    log.error({ path }, "the database file was deleted or replaced: nothing is stored until it is back");
    rescue = file.rescue(clock.now()).then(
      (copy) => log.error({ path, copy }, "what the open file held is copied: stop Drumbeat, restore the copy, start"),
      (error: unknown) => log.error({ err: error, path }, "what the open file holds could not be copied"),
    );
  });
  const look = () => {
    try {
      file.check();
      file.emptyIdleLog();
    } catch {
      // A lost file is logged above, once; on a full disk the log stays as it is.
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    look();
    await rescue;
  };
}
