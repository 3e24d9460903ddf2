import { expect, inject } from "vitest";
import type { FaultPart } from "./driver/part.ts";
import { sentenceOf } from "./driver/report.ts";

/** A part of `npm run faults` as a test runs it. */
export interface ShortForm {
  part: FaultPart;
  count: number;
  seed: number;
}

export const MOST_MS = 600_000;

/** Runs it, prints its figure, and expects that all of it was done and nothing is broken. */
export async function shortFormHolds({ part, count, seed }: ShortForm): Promise<void> {
  const tally = await part.run({ count, seed, postgresUrl: inject("postgresUrl") });
  process.stdout.write(`${part.promises.join(", ")}: ${sentenceOf(part, tally)}\n`);
  expect(tally.broken).toEqual([]);
  expect(tally.done).toBeGreaterThanOrEqual(count);
}
