/** Who sponsors a program, and how it goes. */
import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { registerChangeListeners } from "./change/listeners.ts";
import { changePictureKind } from "./change/messages.ts";

export const sponsorship = defineCapability<Person, Visitor>({
  name: "sponsorship",
  messages: [registered(changePictureKind)],
  screens: ({ listening, services }) => registerChangeListeners(listening, services),
});
