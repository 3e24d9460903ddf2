import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Not while a start has most to do; what its first ticks leave behind goes as well. */
const SETTLED_MS = 10_000;

/**
 * Some seconds later has V8 return what it has taken and does not need: after loading modules and reading a workspace's
 * people that is more than what lives, and by itself V8 keeps it as long as little happens. Holds everything up for about
 * a tenth of a second.
 */
export function giveBackMemory(): void {
  setTimeout(collectAll, SETTLED_MS).unref();
}

function collectAll(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect({ type: "major", execution: "sync", flavor: "last-resort" });
}
