/** What reports do when something has happened in a capability below them. */
import { yearsChanged } from "../cadences/events.ts";
import { workingDaysChanged } from "../calendars/events.ts";
import { answerSaved, factsAgainstGreen, lastReports, nextReading } from "../check-ins/events.ts";
import { digestWeeks } from "../delivery/events.ts";
import { peopleChanged } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { inTransaction } from "../platform/transaction.ts";
import {
  comingIn,
  coverageChanged,
  firstDigest,
  programClosed,
  programCreated,
  programReopened,
  seatsChanged,
} from "../programs/events.ts";
import { programMenu } from "../programs/program-menu-and-buttons.ts";
import { unfedInProgram } from "../programs/program-started-message.ts";
import { offTrackNow } from "../quarter/events.ts";
import { linesAgainstGreen } from "./compile/against-green.ts";
import { reportsSentBy } from "./compile/earlier-reports.ts";
import { RHYTHMS } from "./compile/report.ts";
import { comingDigests, digestWeeksOf, firstDigestOf, nextReadingOf } from "./digest/digests-to-come.ts";
import { announceOffTrack } from "./digest/off-track-message.ts";
import { refreshSchedule, refreshScheduleIn } from "./digest/schedule.ts";
import { approverEntry } from "./drafts/drafts-screen.ts";
import { OWN } from "./facts/cadences-feeding-reports.ts";
import { offTrackAmong, recordStatus } from "./facts/statuses.ts";
import { goalsOnScreen } from "./portfolio/goals-on-screen.ts";
import { programSections } from "./portfolio/program-screen-data.ts";

export const reportFollowers: Follower[] = [
  programMenu.with(approverEntry),
  firstDigest.answeredBy(firstDigestOf),
  comingIn.with(comingDigests),
  programSections.with(goalsOnScreen),
  programSections.with(unfedInProgram),
  answerSaved.followedBy(recordStatus),
  answerSaved.followedBy(announceOffTrack),
  offTrackNow.answeredBy((_, db, { workspaceId, programIds, now }) => offTrackAmong(db, workspaceId, programIds, now)),
  nextReading.answeredBy(nextReadingOf),
  lastReports.answeredBy(async (_, db, { every, now, ...of }) => {
    const rhythm = RHYTHMS.find((each) => OWN[each] === every);
    return rhythm ? (await reportsSentBy(db, { ...of, rhythm }, now)).reports : new Map();
  }),
  digestWeeks.answeredBy(digestWeeksOf),
  factsAgainstGreen.answeredBy(linesAgainstGreen),
  peopleChanged.followedBy(async ({ clock }, db, { workspaceId, people }) => {
    const ids = people.map(({ id }) => id);
    await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, clock.now(), ids));
  }),
  ...[yearsChanged, workingDaysChanged].map((kind) =>
    kind.followedBy(({ clock }, tx, { workspaceId }) => refreshSchedule(tx, workspaceId, clock.now())),
  ),
  coverageChanged.followedBy(({ clock }, tx, { workspaceId, personIds }) =>
    refreshSchedule(tx, workspaceId, clock.now(), personIds),
  ),
  seatsChanged.followedBy(({ clock }, tx, { program, personIds }) =>
    refreshSchedule(tx, program.workspace_id, clock.now(), personIds),
  ),
  ...[programCreated, programClosed, programReopened].map((kind) =>
    kind.followedBy(({ clock }, tx, { program }) => refreshScheduleIn(tx, program, clock.now())),
  ),
];
