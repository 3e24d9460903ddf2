/** What is looked at when something has happened in a capability below. */
import type { Follower } from "../platform/events.ts";
import { recordChanged } from "../register/events.ts";
import { watchProgram } from "./watching.ts";

export const healthFollowers: Follower[] = [
  recordChanged.followedBy((services, tx, item) => watchProgram(tx, services, item)),
];
