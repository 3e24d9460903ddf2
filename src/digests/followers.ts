/** What digests do when something has happened in a capability below them. */

import { workingDaysChanged } from "../calendars/events.ts";
import type { Follower } from "../platform/events.ts";
import { programClosed, programCreated, programReopened, rolesEnded, seatsChanged } from "../programs/events.ts";
import { hearing } from "../register/events.ts";
import { releaseApprover } from "./approval/use-cases-approver.ts";
import { toldTo } from "./readers/told.ts";
import { refreshSubscriptions, refreshSubscriptionsIn } from "./use-cases.ts";

export const digestFollowers: Follower[] = [
  hearing.answeredBy((services, db, { person, programId }) => toldTo(services, db, person, programId)),
  workingDaysChanged.followedBy((services, tx, { workspaceId }) => refreshSubscriptions(tx, services, workspaceId)),
  rolesEnded.followedBy((services, tx, { program }) => releaseApprover(services, tx, program)),
  seatsChanged.followedBy(async (services, tx, { program, personIds }) => {
    if (personIds.length > 0) await refreshSubscriptions(tx, services, program.workspace_id, personIds);
  }),
  ...[programCreated, programClosed, programReopened].map((kind) =>
    kind.followedBy((services, tx, { program }) => refreshSubscriptionsIn(tx, services, program)),
  ),
];
