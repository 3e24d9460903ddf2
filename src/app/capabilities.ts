/** All capabilities, lowest first: each imports only those before it. `people` is below them all. */

import { approvals } from "../approvals/capability.ts";
import { cadences } from "../cadences/capability.ts";
import { calendars } from "../calendars/capability.ts";
import { checkIns } from "../check-ins/capability.ts";
import { forecast } from "../forecast/capability.ts";
import { goals } from "../goals/capability.ts";
import { meetings } from "../meetings/capability.ts";
import { operations } from "../operations/capability.ts";
import { pages } from "../pages/capability.ts";
import { privacy } from "../privacy/capability.ts";
import { programs } from "../programs/capability.ts";
import { quarter } from "../quarter/capability.ts";
import { register } from "../register/capability.ts";
import { reports } from "../reports/capability.ts";
import { settings } from "../settings/capability.ts";
import { sponsorship } from "../sponsorship/capability.ts";
import { tracks } from "../tracks/capability.ts";
import { workshop } from "../workshop/capability.ts";

export const capabilities = [
  programs,
  approvals,
  calendars,
  cadences,
  register,
  goals,
  checkIns,
  quarter,
  reports,
  pages,
  workshop,
  meetings,
  sponsorship,
  tracks,
  settings,
  privacy,
  forecast,
  operations,
];
