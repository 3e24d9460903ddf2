import { ambiguous } from "./ambiguous.ts";
import { files } from "./files.ts";
import { instances, pauses } from "./instances.ts";
import { kills, killsOnPostgres } from "./kills.ts";
import { leavers } from "./leavers.ts";
import { limits } from "./limits.ts";
import { links, outage } from "./links.ts";
import { frozenPostgres, fullDisk, lockedFile, lostFile, takenConnections, twoStarts } from "./outages.ts";
import { sharedPace } from "./pace.ts";
import type { FaultPart } from "./part.ts";
import { quiet, quietDailies } from "./quiet.ts";
import { repetitions } from "./repetitions.ts";
import { same } from "./same.ts";
import { steps } from "./steps.ts";
import { stops } from "./stops.ts";
import { time } from "./time.ts";
import { upgrades } from "./upgrades.ts";

/** In the order in which `npm run faults` goes through them. */
export const parts: readonly FaultPart[] = [
  kills,
  killsOnPostgres,
  steps,
  ambiguous,
  files,
  instances,
  pauses,
  repetitions,
  limits,
  sharedPace,
  same,
  links,
  outage,
  upgrades,
  stops,
  leavers,
  fullDisk,
  lockedFile,
  lostFile,
  frozenPostgres,
  takenConnections,
  twoStarts,
  time,
  quiet,
  quietDailies,
];
