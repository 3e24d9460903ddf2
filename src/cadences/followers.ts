/** What cadences do when something has happened in a capability below them. */
import { workingDaysChanged } from "../calendars/events.ts";
import type { Follower } from "../platform/events.ts";
import { rolesEnded, seatsChanged } from "../programs/events.ts";
import { takeOutOfAudiences } from "./audience/use-cases-leaving.ts";
import { recheckProgram, recheckWorkspace } from "./use-cases.ts";

export const cadenceFollowers: Follower[] = [
  workingDaysChanged.followedBy((services, tx, { workspaceId }) => recheckWorkspace(tx, services, workspaceId)),
  rolesEnded.followedBy((services, tx, { program, left, actorId }) =>
    takeOutOfAudiences(services, tx, program, left, actorId),
  ),
  seatsChanged.followedBy((services, tx, { program }) => recheckProgram(tx, services, program)),
];
