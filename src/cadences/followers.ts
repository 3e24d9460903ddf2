/** What cadences do when something has happened in a capability below them. */

import { workingDaysChanged } from "../calendars/events.ts";
import { peopleChanged } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { checkInsCounted, rolesEnded, seatsChanged } from "../programs/events.ts";
import { takeOutOfAudiences } from "./audience/use-cases-leaving.ts";
import { cadencesOf, recheckCadencesOf, recheckProgram, recheckWorkspace } from "./use-cases.ts";

export const cadenceFollowers: Follower[] = [
  peopleChanged.followedBy((services, _, { people }) => recheckCadencesOf(services, people)),
  checkInsCounted.answeredBy(async (_, db, { workspaceId, programIds }) => {
    const byProgram = Map.groupBy(await cadencesOf(db, workspaceId, programIds), ({ program_id: id }) => id);
    return new Map([...byProgram].map(([id, theirs]) => [id, theirs.length]));
  }),
  workingDaysChanged.followedBy((services, tx, { workspaceId }) => recheckWorkspace(tx, services, workspaceId)),
  rolesEnded.followedBy((services, tx, { program, left, actorId }) =>
    takeOutOfAudiences(services, tx, program, left, actorId),
  ),
  seatsChanged.followedBy((services, tx, { program }) => recheckProgram(tx, services, program)),
];
