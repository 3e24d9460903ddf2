/** What sponsorship knows that capabilities below it ask, and what it puts beside programs there. */
import { phases } from "../digests/events.ts";
import type { Follower } from "../platform/events.ts";
import { programButtons } from "../programs/menu.ts";
import { appearanceFacts } from "../register/events.ts";
import { appearanceFactsOf } from "./appearing/use-cases.ts";
import { caseButton } from "./case/listeners.ts";
import { phasesOf } from "./phases/use-cases.ts";
import { peopleButton } from "./stakeholders/listeners.ts";

export const sponsorshipFollowers: Follower[] = [
  phases.answeredBy(phasesOf),
  appearanceFacts.answeredBy(appearanceFactsOf),
  programButtons.with(caseButton),
  programButtons.with(peopleButton),
];
