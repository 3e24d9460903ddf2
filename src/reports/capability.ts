/** Reports of programs, and the digests that are made of them. */
import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import { showWhy } from "../delivery/screens.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, instantOf, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { decisionGroups, requestsAtHand } from "../register/items-at-hand.ts";
import { nextDigestAt, sendDueDigests } from "./digest/digests.ts";
import { reportDigestKind } from "./digest/message.ts";
import { offTrackKind } from "./digest/off-track-message.ts";
import { digestCommand } from "./digest/own-digest.ts";
import { listenToQuestions, questionKind, replyKind } from "./digest/questions.ts";
import { refreshSchedule } from "./digest/schedule.ts";
import { listenToSeen, seenKind } from "./digest/seen.ts";
import { registerThanksListeners, thanksKind } from "./digest/thanks.ts";
import { correctionKind } from "./drafts/correct.ts";
import { registerDraftListeners } from "./drafts/drafts-screen.ts";
import { draftsStep } from "./drafts/due.ts";
import { draftKind, reportApprovalKind } from "./drafts/messages.ts";
import { forwardedKind } from "./files/forward.ts";
import { reportFileKind } from "./files/report-files.ts";
import { listenToDigests, listenToScreens, portfolioCommand } from "./listeners.ts";
import { leadingSection, nextSection, reportedSection } from "./portfolio/home.ts";

export const reports = defineCapability<Person, Visitor>({
  name: "reports",
  messages: [
    registered(reportDigestKind),
    registered(reportFileKind),
    registered(forwardedKind),
    registered(offTrackKind),
    registered(draftKind),
    registered(reportApprovalKind),
    registered(correctionKind),
    registered(thanksKind),
    registered(seenKind),
    registered(questionKind),
    registered(replyKind),
  ],
  screens({ listening, services, delivery }) {
    listenToDigests(listening, services, showWhy(delivery));
    listenToScreens(listening, services);
    registerDraftListeners(listening, services);
    registerThanksListeners(listening, services);
    listenToSeen(listening, services);
    listenToQuestions(listening, services);
  },
  commands: ({ services }) => [digestCommand(services), portfolioCommand(services)],
  home: ({ services, isNeededAt }) => ({
    "to-decide": async (visitor) =>
      decisionGroups(visitor.reader, await requestsAtHand(services, visitor), visitor.person.id),
    "to-do": leadingSection(services),
    programs: reportedSection(services),
    next: nextSection(services, isNeededAt),
  }),
  steps(ticking) {
    const { services, workspaceId } = ticking;
    const { db, clock } = services;
    let refreshAt: Instant | null = null;
    return [
      {
        phase: "publish",
        // Rules of years change with time alone.
        next: { ofProcess: (now) => refreshAt ?? now },
        async run() {
          const now = clock.now();
          await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, now));
          refreshAt = instantOf(addLocalDays(localDateOf(now, "UTC"), 1), "00:00", "UTC");
        },
      },
      { phase: "publish", ...draftsStep(services, workspaceId) },
      { phase: "publish", next: nextDigestAt, run: () => sendDueDigests(services) },
    ];
  },
});
