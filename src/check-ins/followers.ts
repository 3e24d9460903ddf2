/** What check-ins do when something has happened in a capability below them. */

import { peopleSeen } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { cardActs, programCards } from "../programs/cards.ts";
import {
  comingIn,
  programClosed,
  programCreated,
  programReopened,
  programsAsking,
  unfedSponsors,
} from "../programs/events.ts";
import { draftsChanged, heldWords } from "../register/events.ts";
import { followSlackStatuses } from "./away/use-cases.ts";
import { readAnswersAct, roundsOnCards } from "./home/cards.ts";
import { addRhythms, comingCheckIns, unfedSponsorsOf } from "./rhythms.ts";
import { asking } from "./rounds/asked.ts";
import { noteWhereClosed } from "./rounds/overtaken/use-cases.ts";
import { heldWordsOf } from "./sensitive/use-cases.ts";
import { showReceiptOf } from "./use-cases-receipts.ts";

export const checkInFollowers: Follower[] = [
  peopleSeen.followedBy((services, _, { workspaceId, users }) => followSlackStatuses(services, workspaceId, users)),
  programCreated.followedBy(addRhythms),
  comingIn.with(comingCheckIns),
  unfedSponsors.answeredBy(unfedSponsorsOf),
  draftsChanged.followedBy(showReceiptOf),
  heldWords.answeredBy(heldWordsOf),
  ...[programClosed, programReopened].map((kind) =>
    kind.followedBy((services, tx, { program }) => noteWhereClosed(services, tx, program)),
  ),
  programsAsking.answeredBy(asking),
  programCards.with(roundsOnCards),
  cardActs.with(readAnswersAct),
];
