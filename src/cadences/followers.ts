/** Reactions of cadences to events of lower capabilities. */

import { workingDaysChanged } from "../calendars/events.ts";
import { peopleChanged } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { checkInsCounted, pauseTurned, rolesEnded, seatsChanged } from "../programs/events.ts";
import { begunPauseOf } from "../programs/pausing.ts";
import { cadencesOf, leaveOutPaused, recheck } from "./cadences.ts";
import { takeOutOfAudiences } from "./changes.ts";
import { recheckCadencesOf } from "./participants.ts";

export const cadenceFollowers: Follower[] = [
  peopleChanged.followedBy((services, _, { people }) => recheckCadencesOf(services, people)),
  checkInsCounted.answeredBy(async (_, db, { workspaceId, programIds }) => {
    const byProgram = Map.groupBy(await cadencesOf(db, workspaceId, programIds), ({ program_id: id }) => id);
    return new Map([...byProgram].map(([id, theirs]) => [id, theirs.length]));
  }),
  workingDaysChanged.followedBy((services, tx, { workspaceId }) => recheck(tx, workspaceId, services.clock.now())),
  rolesEnded.followedBy((services, tx, { program, left, actorId }) =>
    takeOutOfAudiences(services, tx, { program, personIds: left, actorId }),
  ),
  pauseTurned.followedBy(async (_, tx, { program, isPaused }) => {
    const pause = begunPauseOf(program);
    if (pause !== null && !isPaused) await leaveOutPaused(tx, program, pause.until);
  }),
  seatsChanged.followedBy((services, tx, { program }) =>
    recheck(tx, program.workspace_id, services.clock.now(), { programIds: [program.id] }),
  ),
];
