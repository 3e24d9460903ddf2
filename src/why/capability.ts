/** Why a program has its colour. */

import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { statusCommand } from "./commands.ts";
import { registerWhyListeners } from "./listeners.ts";

export const why = defineCapability<Person, Visitor>({
  name: "why",
  screens: ({ listening, services }) => registerWhyListeners(listening, services),
  commands: ({ services }) => [statusCommand(services)],
});
