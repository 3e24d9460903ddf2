import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** After the start and its first ticks. */
const SETTLED_MS = 10_000;

/**
 * Makes V8 return unused memory some seconds after a start, which would else stay while little happens, and then keep half
 * as much garbage as lives, not several times. Blocks for about 0.1 s.
 */
export function releaseMemory(): void {
  setTimeout(collectAll, SETTLED_MS).unref();
}

function collectAll(): void {
  setFlagsFromString("--heap-growing-percent=50 --expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect({ type: "major", execution: "sync", flavor: "last-resort" });
}
