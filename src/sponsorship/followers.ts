/** What sponsorship knows that capabilities below it ask, and what it puts beside programs there. */
import { belowWeekly } from "../delivery/events.ts";
import type { Follower } from "../platform/events.ts";
import { programClosed, programReopened, rolesEnded, seatsChanged } from "../programs/events.ts";
import { programButtons } from "../programs/menu.ts";
import { weekBegins } from "../register/events.ts";
import { programSections } from "../reports/opened-program.ts";
import { caseButton } from "./case/listeners.ts";
import { tellOfChangedCases } from "./case/messages-changed.ts";
import { showCaseInThreads } from "./case/messages-shared.ts";
import { showRequest } from "./choosing/use-cases.ts";
import { phaseOnScreen } from "./phases/view.ts";
import { peopleButton } from "./stakeholders/listeners.ts";
import { teamToThank } from "./thanking/use-cases.ts";

export const sponsorshipFollowers: Follower[] = [
  programClosed.followedBy((services, tx, { program }) => showRequest(services, tx, program)),
  programReopened.followedBy((services, tx, { program }) => showRequest(services, tx, program)),
  belowWeekly.answeredBy(teamToThank),
  weekBegins.followedBy(tellOfChangedCases),
  ...[seatsChanged, rolesEnded].map((kind) =>
    kind.followedBy((services, tx, { program: { workspace_id: workspaceId, id: programId } }) =>
      showCaseInThreads(services, tx, { workspaceId, programId }),
    ),
  ),
  programButtons.with(caseButton),
  programButtons.with(peopleButton),
  programSections.with(phaseOnScreen),
];
