/** Who sponsors a program, and why: the case of a program. */
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { caseCommand, registerCaseListeners } from "./case/listeners.ts";

export const sponsorship = defineCapability<Person, Visitor>({
  name: "sponsorship",
  screens({ listening, services }) {
    registerCaseListeners(listening, services);
  },
  commands: ({ services }) => [caseCommand(services)],
});
