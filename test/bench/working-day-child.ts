/**
 * Drumbeat in a process of its own, through one working day as fast as it can, and the longest run of its JavaScript
 * between two returns to the event loop: in processor time of its thread, so that a busy machine does not count.
 */
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { createApp } from "../../src/app.ts";
import type { DrivenClock, Instant } from "../../src/platform/clock.ts";
import { addMs } from "../../src/platform/time.ts";
import { collectedIn, longestCollection, threadMs } from "./pieces.ts";

const { API_URL, DATABASE, PORT, FROM, MORNING_FROM, MORNING_UNTIL, UNTIL, TELL } = z
  .object({
    API_URL: z.string(),
    DATABASE: z.string(),
    PORT: z.coerce.number(),
    FROM: z.string(),
    MORNING_FROM: z.string(),
    MORNING_UNTIL: z.string(),
    UNTIL: z.string(),
    TELL: z.string().optional(),
  })
  .parse(process.env);
/** Shorter pieces are not looked at. */
const WORTH_NOTING_MS = 8;
/** In which the outbox may send as many messages as at once: the day is over sooner, with as much to do in a tick. */
const SHORTEST_PAUSE_MS = 1700;
/** As the process itself looks at least once a minute, here once in ten. */
const LONGEST_PAUSE_MS = 600_000;

interface Piece {
  /** Of the process, in milliseconds. */
  began: number;
  ended: number;
  cpuMs: number;
  statements: string[];
}

const pieces: Piece[] = [];
let statements: { at: number; sql: string }[] = [];
let [before, cpuBefore] = [performance.now(), threadMs()];
let turns = 0;
const watch = () => {
  turns += 1;
  const [now, cpu] = [performance.now(), threadMs()];
  if (cpu - cpuBefore > WORTH_NOTING_MS)
    pieces.push({
      began: before,
      ended: now,
      cpuMs: cpu - cpuBefore,
      statements: statements
        .filter(({ at }) => at >= before)
        .map(({ at, sql }) => `${(at - before).toFixed(1)} ${sql}`),
    });
  statements = [];
  [before, cpuBefore] = [performance.now(), threadMs()];
  setImmediate(watch);
};

let now: Instant = FROM;
let tick: () => Promise<Instant | null> = () => Promise.resolve(null);
const clock: DrivenClock = {
  now: () => now,
  sleepUntil: (_, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve())),
  drive(given) {
    tick = given;
    // What somebody asks for comes with the next tick, which is never far.
    return { changed: () => undefined, detach: () => undefined };
  },
};

const app = await createApp({
  config: {
    slack: { mode: "socket", botToken: "xoxb-1", appToken: "xapp-1", apiUrl: API_URL },
    database: DATABASE,
    healthPort: PORT,
    logLevel: "error",
  },
  clock,
  ...(TELL !== undefined && {
    databaseOptions: { onStatement: (sql: string) => statements.push({ at: performance.now(), sql }) },
  }),
});
[before, cpuBefore] = [performance.now(), threadMs()];
setImmediate(watch);
await app.peopleRead;
const start = longest();
const turnMs = await costOfTurn();
process.send?.({ ready: true });
let [hour, day] = ["", 0];
const used = { before: 0, after: 0 };
while (now < UNTIL) {
  if (now < MORNING_FROM) used.before = workMs();
  if (now < MORNING_UNTIL) used.after = workMs();
  const next = await tick();
  const soonest = addMs(now, SHORTEST_PAUSE_MS);
  const latest = addMs(now, LONGEST_PAUSE_MS);
  const wanted = next === null || next > latest ? latest : next;
  now = wanted < soonest ? soonest : wanted;
  if (now.slice(0, 13) === hour) continue;
  hour = now.slice(0, 13);
  day = Math.max(day, longest());
}
process.once("disconnect", () => void app.stop().finally(() => process.exit(0)));
const morning = used.after - used.before;
process.send?.({ start, day: Math.max(day, longest()), morning, collection: longestCollection() });

/** Of the pieces so far, the longest without what was collected meanwhile; begins anew. */
function longest(): number {
  const own = pieces.splice(0).map((piece) => ({
    ...piece,
    ms: Math.max(0, Math.min(piece.cpuMs, piece.ended - piece.began) - collectedIn(piece)),
  }));
  if (TELL !== undefined) process.stderr.write(`${now}\n`);
  if (TELL !== undefined)
    for (const piece of own.toSorted((one, other) => other.ms - one.ms).slice(0, Number(TELL)))
      process.stderr.write(
        `${now} ${piece.ms.toFixed(1)} ms\n  ${piece.statements
          .map((line) => line.slice(0, 150))
          .slice(-6)
          .join("\n  ")}\n`,
      );
  return Math.max(0, ...own.map(({ ms }) => ms));
}

/** To watch the event loop keeps it turning while the database is waited for: what such a turn costs. */
async function costOfTurn(): Promise<number> {
  const [turnsThen, cpuThen] = [turns, processCpuMs()];
  await setTimeout(1000);
  return (processCpuMs() - cpuThen) / (turns - turnsThen);
}

/** Processor time without what watching takes. */
function workMs(): number {
  return processCpuMs() - turns * turnMs;
}

/** Of all its threads. */
function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
