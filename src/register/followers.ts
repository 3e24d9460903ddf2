/** What the record does when something has happened in a capability below it. */

import type { Follower } from "../platform/events.ts";
import { letOthersRun } from "../platform/loop.ts";
import {
  delegateChanged,
  openIn,
  programClosed,
  programReopened,
  rolesEnded,
  seatsChanged,
} from "../programs/events.ts";
import { closeItemsWith, countOpen, reopenItemsWith } from "./closing.ts";
import { itemChanged, weekBegins } from "./events.ts";
import { correctReminders } from "./reminders/reminders.ts";
import { resumeRequests } from "./requests/escalation.ts";
import { lookAgainForOwner } from "./requests/repository.ts";
import { followItem } from "./requests/telling.ts";
import { reassignEnded, returnToLead } from "./role-ends.ts";
import { tellOfUnled } from "./unled.ts";

export const recordFollowers: Follower[] = [
  rolesEnded.followedBy(async (services, tx, { program, left, actorId, isLeft }) => {
    const others = [...left].filter((id) => id !== actorId);
    if (!(await reassignEnded(services, tx, program, others))) isLeft();
  }),
  seatsChanged.followedBy((services, tx, { program, personIds }) => returnToLead(services, tx, program, personIds)),
  delegateChanged.followedBy(({ clock }, tx, { holder }) => lookAgainForOwner(tx, holder, clock.now())),
  openIn.answeredBy((_, db, program) => countOpen(db, program)),
  programClosed.followedBy((services, tx, { program, actor }) => closeItemsWith(services, tx, program, actor)),
  programReopened.followedBy(async (services, tx, { program, ...how }) => {
    await reopenItemsWith(services, tx, program, how);
    await resumeRequests(services, tx, program);
    // What is back belongs to whoever had it, who may have lost their role meanwhile.
    while (!(await reassignEnded(services, tx, program))) await letOthersRun();
  }),
  itemChanged.followedBy(followItem),
  itemChanged.followedBy(correctReminders),
  weekBegins.followedBy(tellOfUnled),
];
