import { setImmediate } from "node:timers/promises";
import { stopwatch } from "./clock.ts";

/** Probes, acknowledgements and timers wait at most this long for a walk that calls letOthersRun between its steps. */
const LONGEST_PIECE_S = 0.015;

let sincePause = stopwatch();

/**
 * Gives everybody else their turn where our JavaScript has run for a while, else goes on at once. To be awaited in every
 * walk whose length a workspace decides: SQLite answers without returning to the event loop, so that awaiting its
 * statements lets nobody in.
 */
export async function letOthersRun(): Promise<void> {
  if (sincePause() < LONGEST_PIECE_S) return;
  await setImmediate();
  sincePause = stopwatch();
}
