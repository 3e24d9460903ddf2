/** What check-ins do when something has happened in a capability below them. */
import type { Follower } from "../platform/events.ts";
import { programsAsking } from "../programs/events.ts";
import { draftsChanged } from "../register/events.ts";
import { asking } from "./rounds/asked.ts";
import { showReceiptOf } from "./use-cases-receipts.ts";

export const checkInFollowers: Follower[] = [
  draftsChanged.followedBy(showReceiptOf),
  programsAsking.answeredBy(asking),
];
