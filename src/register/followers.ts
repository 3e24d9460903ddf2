/** What the record does when something has happened in a capability below it. */

import type { Follower } from "../platform/events.ts";
import { delegateChanged, hasItems, programClosed, programReopened, rolesEnded } from "../programs/events.ts";
import { programMenu } from "../programs/menu.ts";
import { resumeAsks, showClosing } from "./asks/use-cases-closing.ts";
import { handOnIn } from "./handing-on/use-cases.ts";
import { ladderEntry } from "./ladder/listeners.ts";
import { hasItem } from "./repository.ts";
import { followDelegate } from "./use-cases-absences.ts";

export const recordFollowers: Follower[] = [
  programMenu.with(ladderEntry),
  rolesEnded.followedBy(async (services, tx, { program, isLeft }) => {
    if (!(await handOnIn(services, tx, program))) isLeft();
  }),
  delegateChanged.followedBy((services, tx, { holder }) => followDelegate(services, tx, holder)),
  programClosed.followedBy((services, tx, { program }) => showClosing(services, tx, program)),
  programReopened.followedBy((services, tx, { program, ...how }) => resumeAsks(services, tx, program, how)),
  hasItems.answeredBy((_, db, of) => hasItem(db, of)),
];
