/** What a piece of work between two turns of the event loop takes of this thread, and what of that was garbage collection. */
import { PerformanceObserver } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";

/** Of the process, in milliseconds. */
interface Span {
  began: number;
  ended: number;
}

/** So far, as far as the engine has told: it does in a later turn. */
const collections: Span[] = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries())
    collections.push({ began: startTime, ended: startTime + duration });
}).observe({ entryTypes: ["gc"] });

/** Milliseconds; as in P28 the piece is ours, what was collected meanwhile is the engine's. */
export function collectedIn(piece: Span): number {
  return collections
    .filter(({ began, ended }) => began < piece.ended && ended > piece.began)
    .reduce((sum, { began, ended }) => sum + ended - began, 0);
}

/** To be done by whoever looks at pieces: else the engine marks in steps between, of which it tells nothing. */
export function collectAtOnce(): void {
  setFlagsFromString("--no-incremental-marking");
}

export function longestCollection(): number {
  return Math.max(0, ...collections.map(({ began, ended }) => ended - began));
}

/** Milliseconds of this thread's processor time since it began. */
export function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
