/** The process faults that each `npm test` plays. Each prints its figure. */
import { it } from "vitest";
import { ambiguous } from "./driver/ambiguous.ts";
import { instances } from "./driver/instances.ts";
import { kills } from "./driver/kills.ts";
import { lostFile } from "./driver/outages.ts";
import { steps } from "./driver/steps.ts";
import { stops } from "./driver/stops.ts";
import { MOST_MS, type ShortForm, shortFormHolds } from "./short-form.ts";

it.each<ShortForm>([
  { part: kills, count: 6, seed: 1 },
  { part: steps, count: 1, seed: 2 },
  { part: stops, count: 2, seed: 3 },
  { part: instances, count: 20, seed: 4 },
  { part: ambiguous, count: 12, seed: 1 },
  { part: lostFile, count: 1, seed: 0 },
])("$part.name: nothing acknowledged is lost, nothing comes twice, all that is due comes", shortFormHolds, MOST_MS);
