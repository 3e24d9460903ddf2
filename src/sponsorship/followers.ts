/** What sponsorship knows that capabilities below it ask, and what it puts beside programs there. */
import { phases } from "../digests/events.ts";
import type { Follower } from "../platform/events.ts";
import { programClosed, programReopened } from "../programs/events.ts";
import { programButtons } from "../programs/menu.ts";
import { appearanceFacts } from "../register/events.ts";
import { appearanceFactsOf } from "./appearing/use-cases.ts";
import { caseButton } from "./case/listeners.ts";
import { showRequest } from "./choosing/use-cases.ts";
import { phasesOf } from "./phases/use-cases.ts";
import { peopleButton } from "./stakeholders/listeners.ts";

export const sponsorshipFollowers: Follower[] = [
  phases.answeredBy(phasesOf),
  programClosed.followedBy((services, tx, { program }) => showRequest(services, tx, program)),
  programReopened.followedBy((services, tx, { program }) => showRequest(services, tx, program)),
  appearanceFacts.answeredBy(appearanceFactsOf),
  programButtons.with(caseButton),
  programButtons.with(peopleButton),
];
