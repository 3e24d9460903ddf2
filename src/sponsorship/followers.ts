/** What sponsorship knows that capabilities below it ask, and what it puts beside programs there. */
import { phases } from "../digests/events.ts";
import type { Follower } from "../platform/events.ts";
import { programButtons } from "../programs/menu.ts";
import { caseButton } from "./case/listeners.ts";
import { phasesOf } from "./phases/use-cases.ts";
import { peopleButton } from "./stakeholders/listeners.ts";

export const sponsorshipFollowers: Follower[] = [
  phases.answeredBy(phasesOf),
  programButtons.with(caseButton),
  programButtons.with(peopleButton),
];
