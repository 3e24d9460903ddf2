import { stopwatch } from "./clock.ts";

/** Probes, acknowledgements and timers wait at most this long for a walk that calls yieldToEventLoop between its steps. */
const LONGEST_PIECE_S = 0.015;

let sincePause = stopwatch();
/** Walks waiting to resume, in order. */
const waiting: (() => void)[] = [];

let isAlone = false;

/** For a thread of its own, where yielding is of no use. */
export function neverYield(): void {
  isAlone = true;
}

/**
 * Yields if our JavaScript has run for a while, else returns at once. Every SQLite statement awaits it (`database.ts`);
 * so must every walk in memory whose length a workspace decides. With several walks, one resumes per turn of the loop,
 * so that together they block it no longer than one.
 */
export async function yieldToEventLoop(): Promise<void> {
  if (isAlone || sincePause() < LONGEST_PIECE_S) return;
  await new Promise<void>((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(resumeNext);
  });
}

function resumeNext(): void {
  sincePause = stopwatch();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(resumeNext);
}

/** Runs steps, yielding between them. */
export async function runYielding<Made>(steps: Generator<void, Made>): Promise<Made> {
  let step = steps.next();
  while (!step.done) {
    await yieldToEventLoop();
    step = steps.next();
  }
  return step.value;
}
