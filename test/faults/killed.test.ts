/** The short form of `npm run faults` for what ends or stops a process. Each prints its figure. */
import { expect, inject, it } from "vitest";
import { instances, pauses } from "./driver/instances.ts";
import { kills, killsOnPostgres } from "./driver/kills.ts";
import type { FaultPart } from "./driver/part.ts";
import { sentenceOf } from "./driver/report.ts";
import { steps } from "./driver/steps.ts";
import { stops } from "./driver/stops.ts";

const MOST_MS = 240_000;

interface Short {
  part: FaultPart;
  count: number;
  seed: number;
}

const NAME = "$part.name: nothing that was acknowledged is lost, nothing comes twice, all that is due comes";

async function holds({ part, count, seed }: Short): Promise<void> {
  const tally = await part.run({ count, seed, postgresUrl: inject("postgresUrl") });
  process.stdout.write(`${part.promises.join(", ")}: ${sentenceOf(part, tally)}\n`);
  expect(tally.broken).toEqual([]);
  expect(tally.done).toBeGreaterThanOrEqual(count);
}

// By themselves: they have so many seconds, or milliseconds.
it.each<Short>([
  { part: stops, count: 5, seed: 3 },
  { part: pauses, count: 2, seed: 5 },
])(NAME, holds, MOST_MS);

it.concurrent.each<Short>([
  { part: kills, count: 30, seed: 1 },
  { part: killsOnPostgres, count: 4, seed: 2 },
  { part: steps, count: 6, seed: 6 },
  { part: instances, count: 40, seed: 4 },
])(NAME, holds, MOST_MS);
