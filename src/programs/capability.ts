/** Programs, who sits in them, and what happens to them in Slack. */

import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/kinds.ts";
import type { Person } from "../people/use-cases.ts";
import { hasCome } from "../platform/steps.ts";
import { programCommands } from "./commands.ts";
import { administeredSection } from "./home.ts";
import { registerProgramListeners } from "./listeners.ts";
import { registerProgramEvents } from "./listeners-events.ts";
import { channelNoticeKind, departureKind, firstRunKind, savedKind } from "./messages.ts";
import { seatDeclinedKind, seatDelegateKind } from "./messages-delegate.ts";
import { namedKind } from "./named.ts";
import { listenToNotMe, roleDeclinedKind } from "./not-me.ts";
import { registerOfficeListeners } from "./office/listeners.ts";
import { officeKind } from "./office/messages.ts";
import { handOnDue, isSwept, nextRoleEndAt } from "./role-ends.ts";
import type { Visitor } from "./visitor.ts";

export const programs = defineCapability<Person, Visitor>({
  name: "programs",
  messages: [
    registered(savedKind),
    registered(seatDelegateKind),
    registered(seatDeclinedKind),
    registered(channelNoticeKind),
    registered(departureKind),
    registered(namedKind),
    registered(roleDeclinedKind),
    registered(firstRunKind),
    registered(officeKind),
  ],
  screens(running) {
    registerProgramListeners(running);
    registerProgramEvents(running);
    registerOfficeListeners(running.listening, running.services);
    listenToNotMe(running.listening, running.services);
  },
  commands: ({ services, directory }) => programCommands(services, directory),
  home: ({ services }) => ({ programs: administeredSection(services) }),
  steps: ({ services }) => [
    {
      phase: "hand-on",
      next: nextRoleEndAt,
      isDue: (next, now) => !isSwept(services.db) || hasCome(next, now),
      run: () => handOnDue(services),
    },
  ],
});
