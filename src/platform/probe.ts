/** Whether the database takes what people send: it is written to, not asked. */

import type { Clock } from "./clock.ts";
import { type Db, fileOf, isPostgres, isWritable } from "./database.ts";
import { withinMs } from "./timeouts.ts";
import { inTransaction } from "./transaction.ts";
import { noteFact } from "./workspace-facts.ts";

/** A supervisor gives a probe a second. Source: Kubernetes, timeoutSeconds of a probe. */
export const PROBE_MS = 900;
/** SQLite does not hang: the probe may wait for what this process writes itself, such as a round of thousands. */
const BEHIND_OTHERS_MS = 1800;
/** However often it is asked. */
const WRITES_EVERY_MS = 1000;

/**
 * Resolves within a second, or two behind what this process writes, to false when nothing can be stored now. A row is written at most once a second; between
 * two, whether one could be written is looked at without.
 */
export function databaseProbe(db: Db, workspaceId: string, clock: Clock): () => Promise<boolean> {
  const mostMs = isPostgres(db) ? PROBE_MS : BEHIND_OTHERS_MS;
  let hasJustWritten = false;
  let writes = 0;
  const write = async (): Promise<boolean> => {
    writes += 1;
    // Another value each time: SQLite writes nothing where nothing changes.
    const fact = { key: "probe", value: String(writes), at: clock.now() } as const;
    // One statement: an instance that stops in the middle of a transaction would hold the row for the others.
    if (isPostgres(db)) await noteFact(db, workspaceId, fact);
    else await inTransaction(db, (tx) => noteFact(tx, workspaceId, fact));
    hasJustWritten = true;
    setTimeout(() => {
      hasJustWritten = false;
    }, WRITES_EVERY_MS).unref();
    return true;
  };
  return async () => {
    try {
      fileOf(db)?.check();
      return (await withinMs(mostMs, hasJustWritten ? isWritable(db) : write())) ?? false;
    } catch {
      return false;
    }
  };
}
