/** What reports do when something has happened in a capability below them. */

import { yearsChanged } from "../cadences/events.ts";
import { workingDaysChanged } from "../calendars/events.ts";
import { answerSaved, factsAgainstGreen } from "../check-ins/events.ts";
import { peopleChanged } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programClosed, programCreated, programReopened, seatsChanged } from "../programs/events.ts";
import { linesAgainstGreen } from "./against-green.ts";
import { refreshSchedule, refreshScheduleIn } from "./digest-schedule.ts";
import { announceOffTrack } from "./off-track.ts";
import { recordStatus } from "./statuses.ts";

export const reportFollowers: Follower[] = [
  answerSaved.followedBy(recordStatus),
  factsAgainstGreen.answeredBy(linesAgainstGreen),
];

/** From the switch on, after `reportFollowers`: until then flash reports go. */
export const offTrackFollowers: Follower[] = [answerSaved.followedBy(announceOffTrack)];

/** From the switch on: until then the digests of before go by schedules of their own. */
export const scheduleFollowers: Follower[] = [
  peopleChanged.followedBy(async ({ clock }, db, { workspaceId, people }) => {
    const ids = people.map(({ id }) => id);
    await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, clock.now(), ids));
  }),
  ...[yearsChanged, workingDaysChanged].map((kind) =>
    kind.followedBy(({ clock }, tx, { workspaceId }) => refreshSchedule(tx, workspaceId, clock.now())),
  ),
  seatsChanged.followedBy(({ clock }, tx, { program, personIds }) =>
    refreshSchedule(tx, program.workspace_id, clock.now(), personIds),
  ),
  ...[programCreated, programClosed, programReopened].map((kind) =>
    kind.followedBy(({ clock }, tx, { program }) => refreshScheduleIn(tx, program, clock.now())),
  ),
];
