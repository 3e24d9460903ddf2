/** Who sponsors a program, why, and who else decides; how it goes. */

import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import type { Person } from "../people/people.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { scoresWantedKind } from "./candidates.ts";
import { caseCommand } from "./case-screen.ts";
import { listenToChange } from "./change-adoption-screen.ts";
import { choosingCommand, registerChoosingListeners } from "./choosing-screen.ts";
import { contactsDueKind } from "./contacts-due.ts";
import { sponsorAnswerKind, sponsorRequestKind } from "./sponsor-request.ts";
import { peopleMapKind } from "./stakeholders-map.ts";
import { peopleCommand, registerPeopleListeners } from "./stakeholders-screen.ts";

export const sponsorship = defineCapability<Person, Visitor>({
  name: "sponsorship",
  messages: [
    registered(contactsDueKind),
    registered(peopleMapKind),
    registered(scoresWantedKind),
    registered(sponsorRequestKind),
    registered(sponsorAnswerKind),
  ],
  screens({ listening, services }) {
    registerPeopleListeners(listening, services);
    listenToChange(listening, services);
    registerChoosingListeners(listening, services);
  },
  commands: ({ services }) => [caseCommand(services), peopleCommand(services), choosingCommand(services)],
});
