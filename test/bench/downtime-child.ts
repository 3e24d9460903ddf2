/** In a process of its own: what the first turn after a long downtime does with rounds and digests, and what it takes. */

import { closeDueRounds } from "../../src/check-ins/rounds/use-cases.ts";
import { openDueRounds } from "../../src/check-ins/rounds/use-cases-planning.ts";
import { compileDueDigests } from "../../src/digests/use-cases.ts";
import { events } from "../../src/events.ts";
import type { Clock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { uuidV7 } from "../../src/platform/ids.ts";
import { createLog } from "../../src/platform/log.ts";

const { DATABASE = "", NOW = "" } = process.env;

let statements = 0;
const db = openDatabase(DATABASE, { onStatement: () => (statements += 1) });
const clock: Clock = { now: () => NOW, sleepUntil: () => Promise.resolve() };
const services = { db, clock, ids: uuidV7(clock), log: createLog("error"), events };

const measured = async (work: () => Promise<unknown>) => {
  const [began, before] = [performance.now(), process.cpuUsage()];
  statements = 0;
  await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - began) / 1000;
  // `maxRSS` is in KiB: the most that it ever was.
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  return { seconds, cpuSeconds: (user + system) / 1e6, statements, mebibytes };
};

const rounds = await measured(async () => {
  await openDueRounds(services);
  while ((await closeDueRounds(services)).length > 0);
});
let made = 0;
const digests = await measured(async () => {
  for (let more = await compileDueDigests(services); more > 0; more = await compileDueDigests(services)) made += more;
});
await db.destroy();
process.send?.({ rounds, digests, made });
