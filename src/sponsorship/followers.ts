/** What sponsorship knows that capabilities below it ask, and what it puts beside programs there. */
import { belowWeekly } from "../delivery/events.ts";
import { phases } from "../digests/events.ts";
import type { Tx } from "../platform/database.ts";
import type { Follower } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { programClosed, programReopened, rolesEnded, seatsChanged } from "../programs/events.ts";
import { programButtons } from "../programs/menu.ts";
import type { Program } from "../programs/use-cases.ts";
import { appearanceFacts, weekBegins } from "../register/events.ts";
import { appearanceFactsOf } from "./appearing/use-cases.ts";
import { caseButton } from "./case/listeners.ts";
import { tellOfChangedCases } from "./case/messages-changed.ts";
import { showCaseInThreads } from "./case/messages-shared.ts";
import { listVersions } from "./case/repository.ts";
import { showRequest } from "./choosing/use-cases.ts";
import { phasesOf } from "./phases/use-cases.ts";
import { peopleButton } from "./stakeholders/listeners.ts";
import { teamToThank } from "./thanking/use-cases.ts";

export const sponsorshipFollowers: Follower[] = [
  phases.answeredBy(phasesOf),
  programClosed.followedBy((services, tx, { program }) => showRequest(services, tx, program)),
  programReopened.followedBy((services, tx, { program }) => showRequest(services, tx, program)),
  appearanceFacts.answeredBy(appearanceFactsOf),
  belowWeekly.answeredBy(teamToThank),
  weekBegins.followedBy(tellOfChangedCases),
  seatsChanged.followedBy((services, tx, { program, personIds }) => showCaseTo(services, tx, program, personIds)),
  rolesEnded.followedBy((services, tx, { program, left }) => showCaseTo(services, tx, program, left)),
  programButtons.with(caseButton),
  programButtons.with(peopleButton),
];

async function showCaseTo(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, id: programId }: Program,
  personIds: Iterable<string>,
): Promise<void> {
  const [approved] = await listVersions(tx, { workspaceId, programId });
  if (!approved) return;
  for (const personId of personIds) await showCaseInThreads(services, tx, { workspaceId, programId, personId });
}
