/** What digests do when something has happened in a capability below them. */

import { yearsChanged } from "../cadences/events.ts";
import { workingDaysChanged } from "../calendars/events.ts";
import { nextReading } from "../check-ins/events.ts";
import { messagePressed, weekAhead } from "../delivery/events.ts";
import { peopleChanged } from "../people/events.ts";
import { personById } from "../people/use-cases.ts";
import type { Follower } from "../platform/events.ts";
import { inTransaction } from "../platform/transaction.ts";
import { cardActs, programCards } from "../programs/cards.ts";
import { programClosed, programCreated, programReopened, rolesEnded, seatsChanged } from "../programs/events.ts";
import { hearing, heldWords } from "../register/events.ts";
import { releaseApprover } from "./approval/use-cases-approver.ts";
import { digestKind } from "./editions/messages.ts";
import { noteSeen } from "./editions/use-cases-seen.ts";
import { digestActs, digestsOnCards } from "./home/cards.ts";
import { weekOfLead } from "./home/use-cases-week.ts";
import { heldWordsOf } from "./readers/gone-up.ts";
import { nextReadingOf } from "./readers/next-reading.ts";
import { toldTo } from "./readers/told.ts";
import { refreshSubscriptions, refreshSubscriptionsIn } from "./use-cases.ts";

export const digestFollowers: Follower[] = [
  peopleChanged.followedBy(async (services, db, { workspaceId, people }) => {
    const ids = people.map(({ id }) => id);
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId, ids));
  }),
  yearsChanged.followedBy((services, tx, { workspaceId }) => refreshSubscriptions(tx, services, workspaceId)),
  programCards.with(digestsOnCards),
  ...digestActs.map((act) => cardActs.with(act)),
  nextReading.answeredBy(nextReadingOf),
  weekAhead.answeredBy(weekOfLead),
  messagePressed.followedBy(async (services, db, { workspaceId, personId, kind, subject }) => {
    if (kind !== digestKind.kind) return;
    const { editionId } = digestKind.subject.parse(JSON.parse(subject));
    await noteSeen(services, await personById(db, workspaceId, personId), editionId);
  }),
  heldWords.answeredBy(heldWordsOf),
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
