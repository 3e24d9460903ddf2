/** Database timeouts: shorter while a person waits than in a tick. */
import { AsyncLocalStorage } from "node:async_hooks";

/** Limit per statement or connection, not for a whole operation; below the two seconds of `slack/in-time.ts`. */
const SOMEBODY_WAITS_MS = 1500;
const NOBODY_WAITS_MS = 60_000;

interface Patience {
  ms: number;
  isOver: boolean;
}

const patience = new AsyncLocalStorage<Patience>();

/** Runs `work` while a person waits for it. Work it leaves running gets the long limit. */
export async function withInteractiveTimeout<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine: Patience = { ms: SOMEBODY_WAITS_MS, isOver: false };
  try {
    return await patience.run(mine, work);
  } finally {
    mine.isOver = true;
  }
}

/** For upgrades. */
export function withoutTimeout<Result>(work: () => Promise<Result>): Promise<Result> {
  return patience.run({ ms: 0, isOver: false }, work);
}

/** Limit for a statement or connection now; 0 for none. */
export function statementTimeoutMs(): number {
  const now = patience.getStore();
  return now && !now.isOver ? now.ms : NOBODY_WAITS_MS;
}

export function isSomebodyWaiting(): boolean {
  return statementTimeoutMs() === SOMEBODY_WAITS_MS;
}

/** The result of `work`, or undefined after `ms`. Rejects if `work` does in time. */
export async function withinMs<Result>(ms: number, work: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([work, enough]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
