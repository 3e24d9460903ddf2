/** How programs stand, by what was said of them. */

import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { registerHealthListeners } from "./listeners.ts";

export const health = defineCapability<Person, Visitor>({
  name: "health",
  screens: ({ listening, services }) => registerHealthListeners(listening, services),
});
