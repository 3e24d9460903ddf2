/** The record: risks, assumptions, issues, dependencies, decisions, actions and asks, and their way up. */

import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/kinds.ts";
import { showWhy } from "../delivery/screens.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { registerCommands, registerRegisterShortcuts } from "./commands.ts";
import { itemsSection, waitingSection } from "./home.ts";
import { registerRegisterListeners } from "./listeners.ts";
import { registerMilestoneListeners } from "./milestones/listeners.ts";
import { registerReceiptListeners } from "./receipts.ts";
import { itemGivenKind, itemReminderKind } from "./reminders/messages.ts";
import { nextReminderAt, remindOwners } from "./reminders/remind.ts";
import { handleDueRequests } from "./requests/escalation.ts";
import { registerRequestListeners } from "./requests/forms.ts";
import { requestKinds } from "./requests/messages.ts";
import { nextTermEnd } from "./requests/repository.ts";
import { reassignedKind } from "./role-ends-message.ts";
import { unledKind } from "./unled.ts";
import { beginWeek, beginWeeks, nextWeekAt } from "./weeks.ts";

export const register = defineCapability<Person, Visitor>({
  name: "register",
  start: beginWeeks,
  messages: [
    ...requestKinds,
    reassignedKind,
    registered(itemReminderKind),
    registered(itemGivenKind),
    registered(unledKind),
  ],
  screens({ listening, services, delivery }) {
    registerRegisterListeners(listening, services);
    registerReceiptListeners(listening, services);
    registerRegisterShortcuts(listening, services);
    registerRequestListeners(listening, services, showWhy(delivery));
    registerMilestoneListeners(listening, services);
  },
  commands: ({ services }) => registerCommands(services),
  home: ({ services }) => ({ "to-do": itemsSection(services), waiting: waitingSection(services) }),
  steps: ({ services, workspaceId }) => [
    { phase: "escalate", next: nextTermEnd, run: () => handleDueRequests(services) },
    { phase: "remind", next: nextReminderAt, run: () => remindOwners(services) },
    { phase: "remind", next: nextWeekAt, run: () => beginWeek(services, workspaceId) },
  ],
});
