/** Who sponsors a program, and how it goes. */
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { registerChangeListeners } from "./change/listeners.ts";

export const sponsorship = defineCapability<Person, Visitor>({
  name: "sponsorship",
  screens: ({ listening, services }) => registerChangeListeners(listening, services),
});
