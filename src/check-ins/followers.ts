/** What check-ins do when something has happened in a capability below them. */
import { makeHeldDueNow } from "../delivery/outbox.ts";
import { peopleChanged, peopleSeen } from "../people/events.ts";
import type { Follower } from "../platform/events.ts";
import { inTransaction } from "../platform/transaction.ts";
import {
  comingIn,
  notAskedYet,
  pauseTurned,
  programCreated,
  programsAsking,
  unfedSponsors,
} from "../programs/events.ts";
import { programMenu } from "../programs/program-menu-and-buttons.ts";
import { fileImported } from "../register/import/import-items.ts";
import { itemChanged } from "../register/items.ts";
import { followSlackStatuses } from "./away/absences.ts";
import { programsNotAskedYet } from "./first-question.ts";
import { readAnswersAct } from "./home/sections.ts";
import { addRhythms, comingCheckIns, unfedSponsorsOf } from "./initial-rhythms.ts";
import { updateReceipt } from "./message-updates.ts";
import { excusePaused } from "./rounds/excuse-paused.ts";
import { programsAskingPerson } from "./rounds/next-asked.ts";
import { replanPrompts } from "./rounds/replan-prompts.ts";
import { tellOfImport } from "./typed/reply-to-typed-words.ts";

export const checkInFollowers: Follower[] = [
  peopleChanged.followedBy(async (services, db, { workspaceId, people }) => {
    const ids = people.map(({ id }) => id);
    await inTransaction(db, async (tx) => {
      for (const person of people) await makeHeldDueNow(tx, services, person);
      await replanPrompts(tx, workspaceId, ids);
    });
  }),
  peopleSeen.followedBy((services, _, { workspaceId, users }) => followSlackStatuses(services, workspaceId, users)),
  programCreated.followedBy(addRhythms),
  comingIn.with(comingCheckIns),
  unfedSponsors.answeredBy(unfedSponsorsOf),
  notAskedYet.answeredBy(programsNotAskedYet),
  // What an answer made is shown on its receipt as it is now.
  itemChanged.followedBy(async (services, tx, { before, after: { workspace_id, round_id, raised_by: person_id } }) => {
    if (before && round_id !== null) await updateReceipt(services, tx, { workspace_id, round_id, person_id });
  }),
  pauseTurned.followedBy(async (services, tx, { program, isPaused }) => {
    if (isPaused) await excusePaused(services, tx, program);
  }),
  fileImported.followedBy(tellOfImport),
  programsAsking.answeredBy(programsAskingPerson),
  programMenu.with(readAnswersAct),
];
