/** The record: risks, assumptions, issues, dependencies, decisions, actions and asks, and their way up. */

import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/kinds.ts";
import { showWhy } from "../delivery/screens.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { itemsSection, waitingSection } from "./at-hand.ts";
import { registerCommands, registerRegisterShortcuts } from "./commands.ts";
import { registerDateListeners } from "./dates.ts";
import { registerRegisterListeners } from "./listeners.ts";
import { registerReceiptListeners } from "./receipts.ts";
import { itemGivenKind, itemReminderKind, nextReminderAt, remindOwners } from "./reminders/reminders.ts";
import { handleDueRequests } from "./requests/escalation.ts";
import { registerRequestListeners } from "./requests/forms.ts";
import { requestKinds } from "./requests/messages.ts";
import { nextTermEnd } from "./requests/repository.ts";
import { reassignedKind } from "./role-ends.ts";
import { beginWeek, beginWeeks, nextWeekAt, unledKind } from "./unled.ts";

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
    registerDateListeners(listening, services);
  },
  commands: ({ services }) => registerCommands(services),
  home: ({ services }) => ({ "to-do": itemsSection(services), waiting: waitingSection(services) }),
  steps: ({ services, workspaceId }) => [
    { phase: "escalate", next: nextTermEnd, run: () => handleDueRequests(services) },
    { phase: "remind", next: nextReminderAt, run: () => remindOwners(services) },
    { phase: "remind", next: nextWeekAt, run: () => beginWeek(services, workspaceId) },
  ],
});
