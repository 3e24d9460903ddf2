/** The short form of `npm run faults` for a database that takes nothing (P27). Each prints its figure. */
import { expect, it } from "vitest";
import { frozenPostgres, fullDisk, lockedFile, lostFile, takenConnections, twoStarts } from "./driver/outages.ts";
import { MOST_MS, runShortForm, type ShortForm } from "./short-form.ts";

type Outage = ShortForm & { id: string };

const NAME = "$part.name: health is red in time, everybody is told, nothing that was acknowledged is lost ($id) (P27)";

async function holds(short: Outage): Promise<void> {
  const { done } = await runShortForm(short);
  expect(done).toBeGreaterThanOrEqual(short.count);
}

it.each<Outage>([
  // What limits a process is Linux's.
  ...(process.platform === "linux" ? [{ id: "S4", part: fullDisk, count: 1, seed: 1 }] : []),
  { id: "S4", part: lostFile, count: 2, seed: 1 },
  { id: "S13", part: twoStarts, count: 2, seed: 1 },
])(NAME, holds, MOST_MS);

// They wait more than they work.
it.concurrent.each<Outage>([
  { id: "S9", part: frozenPostgres, count: 1, seed: 1 },
  { id: "S9", part: takenConnections, count: 1, seed: 1 },
  { id: "S8", part: lockedFile, count: 1, seed: 1 },
])(NAME, holds, MOST_MS);
