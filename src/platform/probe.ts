/** Probes the database by writing. */

import type { Clock } from "./clock.ts";
import { type Db, fileOf, isPostgres, isWritable } from "./database.ts";
import { withinMs } from "./timeouts.ts";
import { inTransaction } from "./transaction.ts";
import { noteFact } from "./workspace-facts.ts";

/** A supervisor gives a probe a second. Source: Kubernetes, timeoutSeconds of a probe. */
export const PROBE_MS = 900;
/** On SQLite, the probe may wait for this process's own writes, such as a round of thousands. */
const BEHIND_OTHERS_MS = 1800;
const WRITES_EVERY_MS = 1000;

/**
 * Resolves within one second, or two on SQLite, to false if nothing can be stored. Writes a row at most once a second;
 * between, it only checks whether it could.
 */
export function databaseProbe(db: Db, workspaceId: string, clock: Clock): () => Promise<boolean> {
  const mostMs = isPostgres(db) ? PROBE_MS : BEHIND_OTHERS_MS;
  let hasJustWritten = false;
  let writes = 0;
  const write = async (): Promise<boolean> => {
    writes += 1;
    // A new value each time: SQLite skips unchanged rows.
    const fact = { key: "probe", value: String(writes), at: clock.now() } as const;
    // One statement: a transaction of a stopped instance would lock the row.
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
