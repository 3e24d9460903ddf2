/** What those above read: digests, their approval and corrections. */

import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor.ts";
import { approvalsSince, nextDraftAt } from "./approval/drafts.ts";
import { registerApprovalListeners } from "./approval/listeners.ts";
import { approvalKind } from "./approval/messages.ts";
import { digestCommands } from "./commands.ts";
import { registerCorrectionListeners } from "./corrections/listeners.ts";
import { digestKind } from "./editions/messages.ts";
import { digestFileKind } from "./editions/messages-files.ts";
import { registerGoingUpListeners } from "./going-up/listeners.ts";
import { goingUpKind } from "./going-up/messages.ts";
import { createGoingUp } from "./going-up/use-cases.ts";
import { digestsSection, waitingSection } from "./home/sections.ts";
import { registerDigestListeners } from "./listeners.ts";
import { portfolioCommand, registerPortfolio } from "./portfolio/commands.ts";
import { registerReaders } from "./readers/as-reader.ts";
import { registerThanksListeners } from "./thanks/listeners.ts";
import { thanksKind } from "./thanks/messages.ts";
import {
  compileDueDigests,
  nextMakingAt,
  recountDueSince,
  refreshAllSubscriptions,
  refreshDueSubscriptions,
} from "./use-cases.ts";

export const digests = defineCapability<Person, Visitor>({
  name: "digests",
  messages: [
    registered(digestKind),
    registered(digestFileKind),
    registered(approvalKind),
    registered(goingUpKind),
    registered(thanksKind),
  ],
  screens({ listening, services }) {
    registerDigestListeners(listening, services);
    registerApprovalListeners(listening, services);
    registerGoingUpListeners(listening, services);
    registerCorrectionListeners(listening, services);
    registerReaders(listening, services);
    registerPortfolio(listening, services);
    registerThanksListeners(listening, services);
  },
  commands: ({ services }) => [...digestCommands(services), portfolioCommand(services)],
  home: ({ services }) => ({ "to-decide": waitingSection(services), digests: digestsSection(services) }),
  steps({ services, workspaceId }) {
    const { db, clock } = services;
    const never = () => null;
    const goingUp = createGoingUp();
    let refreshedOn = "";
    return [
      {
        phase: "publish",
        next: recountDueSince,
        isDue: (since, now) => since !== null || localDateOf(now, "UTC") !== refreshedOn,
        async run() {
          const today = localDateOf(clock.now(), "UTC");
          if (today === refreshedOn) await refreshDueSubscriptions(services, workspaceId);
          else await refreshAllSubscriptions(services, workspaceId);
          refreshedOn = today;
        },
        wakeAt: never,
      },
      { phase: "publish", next: { ofProcess: goingUp.nextAt }, run: () => goingUp.run(services, workspaceId) },
      { phase: "publish", next: nextMakingAt, run: () => compileDueDigests(services) },
      {
        phase: "publish",
        // Something new to be told may make a draft whose time was past.
        next: approvalsSince,
        isDue: (since) => since !== null,
        run: () => compileDueDigests(services),
        wakeAt: (since, now) => since && nextDraftAt(db, now),
      },
    ];
  },
});
