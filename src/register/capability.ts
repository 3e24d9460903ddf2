/** The register: risks, assumptions, issues, dependencies, decisions, actions and requests, and their escalation. */
import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import { showWhy } from "../delivery/screens.ts";
import type { Person } from "../people/people.ts";
import type { Follower } from "../platform/events.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { openIn, programClosed, programReopened, rolesEnded, seatsChanged } from "../programs/events.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { closeItemsWith, countOpen, reopenItemsWith, requestsEndedKind } from "./close-with-program.ts";
import { registerCommands, registerRegisterShortcuts } from "./commands.ts";
import { registerDateListeners } from "./date-forms.ts";
import { registerImportListeners } from "./import/import-screen.ts";
import { itemChanged, weekBegins } from "./items.ts";
import { itemsSection, waitingSection } from "./items-at-hand.ts";
import { registerRegisterListeners } from "./listeners.ts";
import { beginWeek, beginWeeks, nextWeekAt, notifyOfUnled, unledKind } from "./program-without-lead.ts";
import { itemReading, itemsReading } from "./readings.ts";
import { registerReceiptListeners } from "./receipts.ts";
import { itemGivenKind, itemReminderKind, nextReminderAt, remindOwners } from "./reminders/reminders.ts";
import { handleDueRequests, resumeRequests } from "./requests/due-requests.ts";
import { registerRequestListeners } from "./requests/listeners.ts";
import { requestKinds } from "./requests/messages.ts";
import { followItem } from "./requests/notifications.ts";
import { nextTermEnd } from "./requests/requests-store.ts";
import { reassignEnded, reassignedKind, returnToLead } from "./role-ends.ts";
import { showItemAnew } from "./views.ts";

export const register = defineCapability<Person, Visitor>({
  name: "register",
  start: beginWeeks,
  messages: [
    ...requestKinds,
    reassignedKind,
    registered(itemReminderKind),
    registered(itemGivenKind),
    registered(unledKind),
    registered(requestsEndedKind),
  ],
  screens({ listening, services, delivery }) {
    registerRegisterListeners(listening, services);
    registerReceiptListeners(listening, services);
    registerRegisterShortcuts(listening, services);
    registerRequestListeners(listening, services, showWhy(delivery), showItemAnew(services));
    registerDateListeners(listening, services);
    registerImportListeners(listening, services);
  },
  commands: ({ services }) => registerCommands(services),
  readings: [itemReading, itemsReading],
  home: ({ services }) => ({ "to-do": itemsSection(services), waiting: waitingSection(services) }),
  steps: ({ services, workspaceId }) => [
    { phase: "escalate", next: nextTermEnd, run: () => handleDueRequests(services) },
    { phase: "remind", next: nextReminderAt, run: () => remindOwners(services) },
    { phase: "remind", next: nextWeekAt, run: () => beginWeek(services, workspaceId) },
  ],
});

export const recordFollowers: Follower[] = [
  rolesEnded.followedBy(async (services, tx, { program, left, actorId, isLeft }) => {
    const others = [...left].filter((id) => id !== actorId);
    if (!(await reassignEnded(services, tx, program, others))) isLeft();
    await notifyOfUnled(services, tx, { workspaceId: program.workspace_id, ids: [program.id] });
  }),
  seatsChanged.followedBy((services, tx, { program, personIds }) => returnToLead(services, tx, program, personIds)),
  openIn.answeredBy((_, db, program) => countOpen(db, program)),
  programClosed.followedBy((services, tx, { program, actor }) => closeItemsWith(services, tx, program, actor)),
  programReopened.followedBy(async (services, tx, { program, ...reopening }) => {
    await reopenItemsWith(services, tx, program, reopening);
    await resumeRequests(services, tx, program);
    // Owners of reopened items may have lost their role meanwhile.
    while (!(await reassignEnded(services, tx, program))) await yieldToEventLoop();
  }),
  itemChanged.followedBy(followItem),
  weekBegins.followedBy(notifyOfUnled),
];
