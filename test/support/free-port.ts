import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below what systems give to outgoing connections (Linux 32768 and up, macOS and RFC 6335 49152), above well-known ones. */
const LOWEST = 10_000;
const HIGHEST = 32_767;
const MOST_TRIES = 50;

/** A port on which nobody listened a moment ago. No connection of another test takes it before whoever asked does. */
export async function freePort(): Promise<number> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port in ${MOST_TRIES} tries`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
