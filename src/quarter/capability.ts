/** After a quarter: what is recommended for each program, and what its committee or sponsor says to that. */
import { defineCapability } from "../app/capability.ts";
import { answerSaved } from "../check-ins/events.ts";
import { registered } from "../delivery/message-kind.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Follower } from "../platform/events.ts";
import { addMs, MINUTE } from "../platform/time.ts";
import { pauseTurned, programClosed, seatsChanged } from "../programs/events.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { decisionInView } from "../register/decision-in-view.ts";
import { itemChanged } from "../register/items.ts";
import { programPauseKind, tellLeads } from "./effect-message.ts";
import { followDecision, tellTeamOnTheDay } from "./effects.ts";
import { followAnswer } from "./late-answers.ts";
import { listenToQuarter } from "./listeners.ts";
import { moveReviewsOf } from "./moving.ts";
import { openDueReviews } from "./opening.ts";
import { quarterReviewKind } from "./review-message.ts";
import { takeBackInView } from "./taking-back.ts";

/** What failed is tried again. */
const RETRIED_AFTER_MS = 10 * MINUTE;

export const quarter = defineCapability<Person, Visitor>({
  name: "quarter",
  messages: [registered(quarterReviewKind), registered(programPauseKind)],
  screens: ({ listening, services }) => listenToQuarter(listening, services),
  steps({ services, workspaceId }) {
    let nextAt: Instant | null = null;
    return [
      {
        phase: "evaluate",
        next: { ofProcess: (now) => nextAt ?? now },
        async run() {
          nextAt = addMs(services.clock.now(), RETRIED_AFTER_MS);
          nextAt = await openDueReviews(services, workspaceId);
        },
      },
    ];
  },
});

export const quarterFollowers: Follower[] = [
  answerSaved.followedBy(followAnswer),
  itemChanged.followedBy(followDecision),
  decisionInView.answeredBy(takeBackInView),
  seatsChanged.followedBy(async (services, tx, { program }) => {
    await tellLeads(services, tx, program);
    await moveReviewsOf(services, tx, program);
  }),
  pauseTurned.followedBy(async (services, tx, { program, isPaused }) => {
    if (isPaused) await tellTeamOnTheDay(services, tx, program);
  }),
  programClosed.followedBy((services, tx, { program }) => tellTeamOnTheDay(services, tx, program)),
];
