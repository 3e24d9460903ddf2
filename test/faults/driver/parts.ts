import { ambiguous } from "./ambiguous.ts";
import { instances, pauses } from "./instances.ts";
import { kills, killsOnPostgres } from "./kills.ts";
import { links, outage } from "./links.ts";
import { frozenPostgres, fullDisk, lostFile } from "./outages.ts";
import { sharedPace } from "./pace.ts";
import type { FaultPart } from "./part.ts";
import { quiet } from "./quiet.ts";
import { repetitions } from "./repetitions.ts";
import { same } from "./same.ts";
import { killsShifted } from "./shifted-kills.ts";
import { steps } from "./steps.ts";
import { stops } from "./stops.ts";
import { strangers } from "./strangers.ts";

/** In the order in which `npm run faults` goes through them. */
export const parts: readonly FaultPart[] = [
  kills,
  killsOnPostgres,
  killsShifted,
  steps,
  ambiguous,
  instances,
  pauses,
  repetitions,
  sharedPace,
  same,
  links,
  outage,
  stops,
  strangers,
  fullDisk,
  lostFile,
  frozenPostgres,
  quiet,
];
