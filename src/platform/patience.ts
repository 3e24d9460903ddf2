/** How long the database is waited for: less while somebody looks at a form than when nobody does. */
import { AsyncLocalStorage } from "node:async_hooks";

/**
 * One statement, or connection: what is slow and goes on is not cut off. Below the two seconds after which Slack is
 * told to wait (`slack/in-time.ts`).
 */
const [SOMEBODY_WAITS_MS, NOBODY_WAITS_MS] = [1500, 60_000];

interface Patience {
  ms: number;
  isOver: boolean;
}

const patience = new AsyncLocalStorage<Patience>();

/** Somebody waits in Slack for what `work` says. What it leaves running behind it takes its time. */
export async function whileSomebodyWaits<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine: Patience = { ms: SOMEBODY_WAITS_MS, isOver: false };
  try {
    return await patience.run(mine, work);
  } finally {
    mine.isOver = true;
  }
}

/** Takes as long as it takes, as the changes of an upgrade do. */
export function howeverLong<Result>(work: () => Promise<Result>): Promise<Result> {
  return patience.run({ ms: 0, isOver: false }, work);
}

/** Milliseconds that a statement, or a connection, may take now; 0 for as long as it takes. */
export function patienceMs(): number {
  const now = patience.getStore();
  return now && !now.isOver ? now.ms : NOBODY_WAITS_MS;
}

/** What `work` resolves with, or undefined when it takes longer than this. Rejects as it does. */
export async function withinMs<Result>(ms: number, work: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([work, enough]);
  } finally {
    clearTimeout(timer);
    // Nobody hears of it any more.
    work.catch(() => undefined);
  }
}
