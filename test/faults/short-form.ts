import { expect, inject } from "vitest";
import type { FaultPart, Tally } from "./driver/part.ts";
import { sentenceOf } from "./driver/report.ts";

/** A part of `npm run faults` as each `npm test` runs it. */
export interface ShortForm {
  part: FaultPart;
  count: number;
  seed: number;
}

export const MOST_MS = 600_000;

/** Runs it, prints its figure, and expects that nothing is broken. Returns what was done. */
export async function runShortForm({ part, count, seed }: ShortForm): Promise<Tally> {
  const tally = await part.run({ count, seed, postgresUrl: inject("postgresUrl") });
  process.stdout.write(`${part.promises.join(", ")}: ${sentenceOf(part, tally)}\n`);
  expect(tally.broken).toEqual([]);
  return tally;
}
