/** What else `npm run faults` plays, in its short form. Each prints its figure. */
import { it } from "vitest";
import { ambiguous } from "./driver/ambiguous.ts";
import { instances, pauses } from "./driver/instances.ts";
import { kills, killsOnPostgres } from "./driver/kills.ts";
import { links, outage } from "./driver/links.ts";
import { frozenPostgres, fullDisk, lostFile } from "./driver/outages.ts";
import { sharedPace } from "./driver/pace.ts";
import { repetitions } from "./driver/repetitions.ts";
import { killsShifted } from "./driver/shifted-kills.ts";
import { steps } from "./driver/steps.ts";
import { stops } from "./driver/stops.ts";
import { strangers } from "./driver/strangers.ts";
import { MOST_MS, type ShortForm, shortFormHolds } from "./short-form.ts";

const NAME = "$part.name: what was promised holds";

// By themselves: they have so many seconds, or milliseconds.
it.each<ShortForm>([
  // A cut, Slack's own disconnect, a silent link, a cut with a 500 and with an invalid_auth after it.
  { part: links, count: 5, seed: 0 },
  { part: stops, count: 5, seed: 11 },
  { part: pauses, count: 2, seed: 5 },
  { part: killsShifted, count: 3, seed: 1 },
  // What limits a process is Linux's.
  ...(process.platform === "linux" ? [{ part: fullDisk, count: 1, seed: 1 }] : []),
  // Peaks of memory are read as Linux tells them.
  ...(process.platform === "linux" ? [{ part: strangers, count: 8, seed: 0 }] : []),
  { part: lostFile, count: 3, seed: 1 },
])(NAME, shortFormHolds, MOST_MS);

it.concurrent.each<ShortForm>([
  { part: kills, count: 20, seed: 7 },
  { part: killsOnPostgres, count: 4, seed: 2 },
  { part: steps, count: 6, seed: 7 },
  { part: instances, count: 40, seed: 5 },
  // One of forty is answered so late that its connection was given up.
  { part: ambiguous, count: 40, seed: 1 },
  { part: outage, count: 1, seed: 1 },
  { part: repetitions, count: 40, seed: 2 },
  { part: sharedPace, count: 200, seed: 1 },
  { part: frozenPostgres, count: 1, seed: 1 },
])(NAME, shortFormHolds, MOST_MS);
