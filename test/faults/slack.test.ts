/** The short form of `npm run faults` for what Slack does wrong. Each prints its figure. */
import { expect, it } from "vitest";
import { ambiguous } from "./driver/ambiguous.ts";
import { files } from "./driver/files.ts";
import { leavers } from "./driver/leavers.ts";
import { limits } from "./driver/limits.ts";
import { links, outage } from "./driver/links.ts";
import { repetitions } from "./driver/repetitions.ts";
import { MOST_MS, runShortForm, type ShortForm } from "./short-form.ts";

const NAME = "$part.name: what Slack promises no more than it does, is put up with";

async function isPutUpWith(short: ShortForm): Promise<void> {
  const { done } = await runShortForm(short);
  expect(done).toBe(short.count);
}

// By itself, as it has so many seconds: a cut, Slack's own disconnect, a silent link, a cut with a 500 and with an
// invalid_auth after it.
it.each<ShortForm>([{ part: links, count: 5, seed: 0 }])(NAME, isPutUpWith, MOST_MS);

it.concurrent.each<ShortForm>([
  { part: ambiguous, count: 40, seed: 1 },
  { part: files, count: 12, seed: 1 },
  { part: outage, count: 1, seed: 1 },
  { part: repetitions, count: 40, seed: 2 },
  { part: limits, count: 4, seed: 3 },
  { part: leavers, count: 5, seed: 0 },
])(NAME, isPutUpWith, MOST_MS);
