import { AsyncLocalStorage } from "node:async_hooks";
import type { Db, Tx } from "./database.ts";

/** Marks an act as done, in its own transaction. False: it was done before, so it is not done again. */
type MarkDone = (tx: Tx) => Promise<boolean>;

/** The act was done before, and nothing was changed now. */
export class DoneBefore extends Error {}

const acts = new AsyncLocalStorage<{ markDone: MarkDone; isMarked: boolean }>();

/**
 * Runs `work` in one transaction. Inside it only `tx` may be used: SQLite has one connection, and the outer handle
 * would wait for ever. Never call Slack inside. Throws DoneBefore within an act that was done before.
 */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const act = acts.getStore();
  if (!act || act.isMarked) return unlessDeadlocked(() => db.transaction().execute(work));
  act.isMarked = true;
  try {
    return await unlessDeadlocked(() =>
      db.transaction().execute(async (tx) => {
        if (!(await act.markDone(tx))) throw new DoneBefore();
        return work(tx);
      }),
    );
  } catch (error) {
    act.isMarked = false;
    throw error;
  }
}

const MOST_TRIES = 5;
/** PostgreSQL ends one of two transactions that wait for each other (postgresql.org/docs/current/errcodes-appendix.html). */
const DEADLOCK = "40P01";

/** Nothing of it was written, so that it is done again. */
async function unlessDeadlocked<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1)
    try {
      return await run();
    } catch (error) {
      const isDeadlock = error instanceof Error && "code" in error && error.code === DEADLOCK;
      if (!isDeadlock || tries === MOST_TRIES) throw error;
    }
}

/** The first transaction of `work` marks it as done: both are committed, or neither. Without one nothing is. */
export async function asOneAct<Result>(markDone: MarkDone, work: () => Promise<Result>): Promise<Result> {
  const act = { markDone, isMarked: false };
  try {
    return await acts.run(act, work);
  } finally {
    // What it leaves running behind it is no part of it.
    act.isMarked = true;
  }
}
