/** Who sponsors a program, why, and who else decides; how it goes. */
import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { caseCommand, registerCaseListeners } from "./case/listeners.ts";
import { caseFileKind, caseKind } from "./case/messages.ts";
import { casesChangedKind } from "./case/messages-changed.ts";
import { caseInThreadKind, caseSharedKind } from "./case/messages-shared.ts";
import { registerChangeListeners } from "./change/listeners.ts";
import { changePictureKind } from "./change/messages.ts";
import { choosingCommand, registerChoosingListeners } from "./choosing/listeners.ts";
import { sponsorAnswerKind, sponsorRequestKind } from "./choosing/messages.ts";
import { factsWantedKind } from "./choosing/messages-facts.ts";
import { peopleCommand, registerPeopleListeners } from "./stakeholders/listeners.ts";
import { contactsDueKind, tellOfDue } from "./stakeholders/messages.ts";
import { nextDueAt } from "./stakeholders/repository.ts";

export const sponsorship = defineCapability<Person, Visitor>({
  name: "sponsorship",
  messages: [
    registered(caseKind),
    registered(caseFileKind),
    registered(caseInThreadKind),
    registered(caseSharedKind),
    registered(casesChangedKind),
    registered(contactsDueKind),
    registered(changePictureKind),
    registered(factsWantedKind),
    registered(sponsorRequestKind),
    registered(sponsorAnswerKind),
  ],
  screens({ listening, services }) {
    registerCaseListeners(listening, services);
    registerPeopleListeners(listening, services);
    registerChangeListeners(listening, services);
    registerChoosingListeners(listening, services);
  },
  commands: ({ services }) => [caseCommand(services), peopleCommand(services), choosingCommand(services)],
  steps: ({ services, workspaceId }) => [
    { phase: "remind", next: nextDueAt, run: () => tellOfDue(services, workspaceId) },
  ],
});
