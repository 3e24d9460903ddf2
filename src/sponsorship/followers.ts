/** What sponsorship knows that capabilities below it ask. */
import { phases } from "../digests/events.ts";
import type { Follower } from "../platform/events.ts";
import { phasesOf } from "./phases/use-cases.ts";

export const sponsorshipFollowers: Follower[] = [phases.answeredBy(phasesOf)];
