import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";

export const sponsorship = defineCapability<Person, Visitor>({
  name: "sponsorship",
});
