import { stopwatch } from "./clock.ts";

/** Probes, acknowledgements and timers wait at most this long for a walk that calls letOthersRun between its steps. */
const LONGEST_PIECE_S = 0.015;

let sincePause = stopwatch();
/** Walks that have had their time, in the order in which they go on. */
const waiting: (() => void)[] = [];

let isAlone = false;

/** Call in a thread of its own, where nobody waits for a turn: there, work in pieces is done at once. */
export function workAlone(): void {
  isAlone = true;
}

/**
 * Gives everybody else their turn where our JavaScript has run for a while, else goes on at once. Each statement on SQLite
 * awaits it (`database.ts`), since SQLite answers without returning to the event loop; to be awaited besides in every
 * walk in memory whose length a workspace decides. Of several walks one goes on with each turn of the loop, so that
 * together they hold it up no longer than one.
 */
export async function letOthersRun(): Promise<void> {
  if (isAlone || sincePause() < LONGEST_PIECE_S) return;
  await new Promise<void>((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(goOn);
  });
}

function goOn(): void {
  sincePause = stopwatch();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(goOn);
}

/** Work in steps, with a turn for others between any two. */
export async function inPieces<Made>(steps: Generator<void, Made>): Promise<Made> {
  let step = steps.next();
  while (!step.done) {
    await letOthersRun();
    step = steps.next();
  }
  return step.value;
}
