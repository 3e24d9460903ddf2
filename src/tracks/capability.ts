/** Working roles of programs, and tracks: what is done in which order, and whose it is now. */

import { defineCapability } from "../app/capability.ts";
import type { Person } from "../people/people.ts";
import { listenToRoles, rolesCommand } from "./roles-screen.ts";

export const tracks = defineCapability<Person, unknown>({
  name: "tracks",
  screens({ listening, services }) {
    listenToRoles(listening, services);
  },
  commands: ({ services }) => [rolesCommand(services)],
});
