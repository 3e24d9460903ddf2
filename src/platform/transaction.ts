import { AsyncLocalStorage } from "node:async_hooks";
import { sql } from "kysely";
import { type Db, isPostgres, type Tx } from "./database.ts";
import { isSomebodyWaiting } from "./database-timeouts.ts";

/** Marks an act as done in its transaction; false if it was done before. */
type MarkDone = (tx: Tx) => Promise<boolean>;

export class AlreadyDoneError extends Error {}

const acts = new AsyncLocalStorage<{ markDone: MarkDone; isMarked: boolean }>();

/**
 * Runs `work` in one transaction. Use only `tx` inside: SQLite has one connection, so the outer handle would wait for
 * ever. Never call Slack inside. Throws AlreadyDoneError within an act that was done before.
 */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const act = acts.getStore();
  if (!act || act.isMarked) return repeated(() => db.transaction().execute(work));
  act.isMarked = true;
  try {
    return await repeated(() =>
      db.transaction().execute(async (tx) => {
        if (!(await act.markDone(tx))) throw new AlreadyDoneError();
        return work(tx);
      }),
    );
  } catch (error) {
    act.isMarked = false;
    throw error;
  }
}

const MOST_TRIES = 5;
/** PostgreSQL ends one of two transactions that wait for each other, and one that waits for long. */
const DEADLOCK = "40P01";
const LOCK_TIMEOUT = "55P03";

/** Repeats a transaction of which nothing was written; one that waited for long only where no person waits for it. */
async function repeated<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1)
    try {
      return await run();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      const isWorthIt = code === DEADLOCK || (code === LOCK_TIMEOUT && !isSomebodyWaiting());
      if (!isWorthIt || tries === MOST_TRIES) throw error;
    }
}

/** Until the transaction ends, others that ask for this key wait; on SQLite every write does. */
export async function waitInTurn(tx: Tx, key: string): Promise<void> {
  if (isPostgres(tx)) await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

/** Marks an act as done within the first transaction of `work`, so that both are committed or neither. */
export async function runOnce<Result>(markDone: MarkDone, work: () => Promise<Result>): Promise<Result> {
  const act = { markDone, isMarked: false };
  try {
    return await acts.run(act, work);
  } finally {
    // Work left running is not part of the act.
    act.isMarked = true;
  }
}
