/** Reports of programs, and the digests that are made of them. */

import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, instantOf, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { Visitor } from "../programs/visitor.ts";
import { digestCommand } from "./commands.ts";
import { correctionKind } from "./correct.ts";
import { listenToDigests } from "./digest-listeners.ts";
import { reportDigestKind } from "./digest-message.ts";
import { refreshSchedule } from "./digest-schedule.ts";
import { nextDigestAt, sendDueDigests } from "./digests.ts";
import { draftSteps } from "./drafts-due.ts";
import { draftKind, reportApprovalKind } from "./drafts-messages.ts";
import { registerDraftListeners } from "./drafts-screen.ts";
import { forwardedKind } from "./forwarding.ts";
import { nextSection } from "./home-next.ts";
import { reportScreens } from "./listeners-screens.ts";
import { offTrackKind } from "./off-track-message.ts";
import { questionKind, replyKind } from "./questions.ts";
import { listenToQuestions } from "./questions-screen.ts";
import { reportFileKind } from "./report-files.ts";
import { thanksKind } from "./thanks.ts";
import { registerThanksListeners } from "./thanks-screen.ts";
import { toDecideSection } from "./to-decide.ts";

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
    registered(questionKind),
    registered(replyKind),
  ],
  screens({ listening, services }) {
    listenToDigests(listening, services);
    reportScreens.register(listening, services);
    registerDraftListeners(listening, services);
    registerThanksListeners(listening, services);
    listenToQuestions(listening, services);
  },
  commands: ({ services }) => [digestCommand(services), ...reportScreens.commands(services)],
  home: ({ services }) => ({
    "to-decide": toDecideSection(services),
    programs: reportScreens.home(services),
    next: nextSection(services),
  }),
  steps(ticking) {
    const { services, workspaceId } = ticking;
    const { db, clock } = services;
    let refreshAt: Instant | null = null;
    return [
      {
        phase: "publish",
        next: { ofProcess: (now) => refreshAt ?? now },
        // Rules of years change with time alone.
        async run() {
          const now = clock.now();
          await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, now));
          refreshAt = instantOf(addLocalDays(localDateOf(now, "UTC"), 1), "00:00", "UTC");
        },
      },
      ...draftSteps(ticking),
      { phase: "publish", next: nextDigestAt, run: () => sendDueDigests(services) },
    ];
  },
});
