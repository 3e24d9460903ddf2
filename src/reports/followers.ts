/** What reports do when something has happened in a capability below them. */

import { answerSaved } from "../check-ins/events.ts";
import type { Follower } from "../platform/events.ts";
import { recordStatus } from "./statuses.ts";

export const reportFollowers: Follower[] = [answerSaved.followedBy(recordStatus)];
