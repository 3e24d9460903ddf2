/** The short form of `npm run faults` for what ends or stops a process. Each prints its figure. */
import { expect, it } from "vitest";
import { instances, pauses } from "./driver/instances.ts";
import { kills, killsOnPostgres } from "./driver/kills.ts";
import { steps } from "./driver/steps.ts";
import { stops } from "./driver/stops.ts";
import { MOST_MS, runShortForm, type ShortForm } from "./short-form.ts";

const NAME = "$part.name: nothing that was acknowledged is lost, nothing comes twice, all that is due comes";

async function holds(short: ShortForm): Promise<void> {
  const { done } = await runShortForm(short);
  expect(done).toBeGreaterThanOrEqual(short.count);
}

// By themselves: they have so many seconds, or milliseconds.
it.each<ShortForm>([
  { part: stops, count: 5, seed: 3 },
  { part: pauses, count: 2, seed: 5 },
])(NAME, holds, MOST_MS);

it.concurrent.each<ShortForm>([
  // What comes one after the other in one part goes side by side in two: thirty kills, and the six steps from the sixth on.
  { part: kills, count: 15, seed: 1 },
  { part: kills, count: 15, seed: 7 },
  { part: killsOnPostgres, count: 4, seed: 2 },
  { part: steps, count: 3, seed: 6 },
  { part: steps, count: 3, seed: 9 },
  { part: instances, count: 40, seed: 4 },
])(NAME, holds, MOST_MS);
