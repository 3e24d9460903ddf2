/**
 * Loaded before the program: the longest that its main thread works between two turns of the event loop, in processor time. At
 * SIGUSR2 it writes that down and begins anew.
 */
import { writeFileSync } from "node:fs";

/** Turns that are shorter count together: to watch each of them would take a core. */
const LOOKS_EVERY_MS = 2;

let longest = 0;
let last = process.threadCpuUsage();
setInterval(() => {
  const { user, system } = process.threadCpuUsage(last);
  last = process.threadCpuUsage();
  longest = Math.max(longest, (user + system) / 1000);
}, LOOKS_EVERY_MS).unref();
process.on("SIGUSR2", () => {
  writeFileSync(process.env.LONGEST_PIECE ?? "", String(longest));
  longest = 0;
});
