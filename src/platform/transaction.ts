import type { Db, Tx } from "./database.ts";

/**
 * Runs `work` in one transaction. Inside it only `tx` may be used: SQLite has one connection, and the outer handle
 * would wait for ever. Never call Slack inside.
 */
export function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(work);
}
