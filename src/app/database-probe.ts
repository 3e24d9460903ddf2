/** Probes the database by writing. */

import type { Clock } from "../platform/clock.ts";
import { type Db, fileOf, isPostgres, tryToWrite } from "../platform/database.ts";
import { withinMs } from "../platform/database-timeouts.ts";
import { storageFault } from "../platform/storage-fault.ts";
import { inTransaction } from "../platform/transaction.ts";
import { noteFact } from "../platform/workspace-facts.ts";

/** A supervisor gives a probe a second. Source: Kubernetes, timeoutSeconds of a probe. */
export const PROBE_MS = 900;
/** On SQLite, the probe may wait for this process's own writes, such as a round of thousands. */
const BEHIND_OTHERS_MS = 1800;
const WRITES_EVERY_MS = 1000;

/**
 * Resolves within one second, or two on SQLite, to why nothing can be stored, or null. Writes a row at most once a second;
 * between, it only checks whether it could.
 */
export function databaseProbe(db: Db, workspaceId: string, clock: Clock): () => Promise<string | null> {
  const mostMs = isPostgres(db) ? PROBE_MS : BEHIND_OTHERS_MS;
  let hasJustWritten = false;
  let writes = 0;

  const write = async (): Promise<void> => {
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
  };

  return async () => {
    try {
      fileOf(db)?.check();
      const tried = hasJustWritten ? tryToWrite(db) : write();
      return (await withinMs(
        mostMs,
        tried.then(() => "done"),
      ))
        ? null
        : "silent";
    } catch (error) {
      return storageFault(error) ?? "refused";
    }
  };
}
