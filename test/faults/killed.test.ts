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
  { part: kills, count: 30, seed: 1 },
  { part: killsOnPostgres, count: 4, seed: 2 },
  { part: steps, count: 6, seed: 6 },
  { part: instances, count: 40, seed: 4 },
])(NAME, holds, MOST_MS);
