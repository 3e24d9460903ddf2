/** Who sponsors a program, and why: the case of a program. */
import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { caseCommand, registerCaseListeners } from "./case/listeners.ts";
import { caseFileKind, caseKind } from "./case/messages.ts";

export const sponsorship = defineCapability<Person, Visitor>({
  name: "sponsorship",
  messages: [registered(caseKind), registered(caseFileKind)],
  screens({ listening, services }) {
    registerCaseListeners(listening, services);
  },
  commands: ({ services }) => [caseCommand(services)],
});
