/** What is evaluated when something has happened in a capability below. */

import type { Follower } from "../platform/events.ts";
import { programMenu } from "../programs/menu.ts";
import { recordChanged } from "../register/events.ts";
import { requestEvaluation } from "./evaluation-requests.ts";
import { healthEntry } from "./listeners.ts";

export const healthFollowers: Follower[] = [
  programMenu.with(healthEntry),
  recordChanged.followedBy((services, tx, item) => requestEvaluation(tx, services, item)),
];
