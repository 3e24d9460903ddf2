/** What is looked at when something has happened in a capability below. */

import type { Follower } from "../platform/events.ts";
import { programMenu } from "../programs/menu.ts";
import { recordChanged } from "../register/events.ts";
import { healthEntry } from "./listeners.ts";
import { watchProgram } from "./watching.ts";

export const healthFollowers: Follower[] = [
  programMenu.with(healthEntry),
  recordChanged.followedBy((services, tx, item) => watchProgram(tx, services, item)),
];
