/** The short form of `npm run faults` for what Slack does wrong. Each prints its figure. */
import { expect, inject, it } from "vitest";
import { ambiguous } from "./driver/ambiguous.ts";
import { leavers } from "./driver/leavers.ts";
import { limits } from "./driver/limits.ts";
import { links, outage } from "./driver/links.ts";
import type { FaultPart } from "./driver/part.ts";
import { repetitions } from "./driver/repetitions.ts";
import { sentenceOf } from "./driver/report.ts";

const MOST_MS = 240_000;

interface Short {
  part: FaultPart;
  count: number;
  seed: number;
}

const NAME = "$part.name: what Slack promises no more than it does, is put up with";

async function isPutUpWith({ part, count, seed }: Short): Promise<void> {
  const tally = await part.run({ count, seed, postgresUrl: inject("postgresUrl") });
  process.stdout.write(`${part.promises.join(", ")}: ${sentenceOf(part, tally)}\n`);
  expect(tally.broken).toEqual([]);
  expect(tally.done).toBe(count);
}

// By itself, as it has so many seconds: a cut, Slack's own disconnect, a silent link, a cut with a 500 and with an
// invalid_auth after it.
it.each<Short>([{ part: links, count: 5, seed: 0 }])(NAME, isPutUpWith, MOST_MS);

it.concurrent.each<Short>([
  { part: ambiguous, count: 40, seed: 1 },
  { part: outage, count: 1, seed: 1 },
  { part: repetitions, count: 40, seed: 2 },
  { part: limits, count: 4, seed: 3 },
  { part: leavers, count: 5, seed: 0 },
])(NAME, isPutUpWith, MOST_MS);
