/** The short form of `npm run faults` for a database that takes nothing (P27). Each prints its figure. */
import { expect, inject, it } from "vitest";
import { frozenPostgres, fullDisk, lockedFile, lostFile, takenConnections, twoStarts } from "./driver/outages.ts";
import type { FaultPart } from "./driver/part.ts";
import { sentenceOf } from "./driver/report.ts";

const MOST_MS = 240_000;

interface Short {
  id: string;
  part: FaultPart;
  count: number;
  seed: number;
}

const NAME = "$part.name: health is red in time, everybody is told, nothing that was acknowledged is lost ($id) (P27)";

async function holds({ part, count, seed }: Short): Promise<void> {
  const tally = await part.run({ count, seed, postgresUrl: inject("postgresUrl") });
  process.stdout.write(`${part.promises.join(", ")}: ${sentenceOf(part, tally)}\n`);
  expect(tally.broken).toEqual([]);
  expect(tally.done).toBeGreaterThanOrEqual(count);
}

it.each<Short>([
  // What limits a process is Linux's.
  ...(process.platform === "linux" ? [{ id: "S4", part: fullDisk, count: 1, seed: 1 }] : []),
  { id: "S4", part: lostFile, count: 2, seed: 1 },
  { id: "S13", part: twoStarts, count: 2, seed: 1 },
])(NAME, holds, MOST_MS);

// They wait more than they work.
it.concurrent.each<Short>([
  { id: "S9", part: frozenPostgres, count: 1, seed: 1 },
  { id: "S9", part: takenConnections, count: 1, seed: 1 },
  { id: "S8", part: lockedFile, count: 1, seed: 1 },
])(NAME, holds, MOST_MS);
