import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { peopleCommand, registerPeopleListeners } from "./stakeholders/listeners.ts";
import { contactsDueKind, tellOfDue } from "./stakeholders/messages.ts";
import { nextDueAt } from "./stakeholders/repository.ts";

export const sponsorship = defineCapability<Person, Visitor>({
  name: "sponsorship",
  messages: [registered(contactsDueKind)],
  screens({ listening, services }) {
    registerPeopleListeners(listening, services);
  },
  commands: ({ services }) => [peopleCommand(services)],
  steps: ({ services, workspaceId }) => [
    { phase: "remind", next: nextDueAt, run: () => tellOfDue(services, workspaceId) },
  ],
});
