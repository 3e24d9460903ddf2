/** The screens on which what is below is set. */

import { defineCapability } from "../app/capability.ts";
import type { Person } from "../people/people.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { auditCommands, registerAuditListeners } from "./audit/commands.ts";
import { cadenceCommands } from "./cadences/list-screen.ts";
import { registerCadenceListeners } from "./cadences/listeners.ts";
import { exportCommand, settingsCommand } from "./commands.ts";
import { preferencesCommand, preferencesSection, registerPreferenceListeners } from "./preferences/listeners.ts";
import { adminCommand, registerAdminListeners } from "./workspace/listeners.ts";

export const settings = defineCapability<Person, Visitor>({
  name: "settings",
  screens({ listening, services, directory }) {
    registerCadenceListeners(listening, services, directory);
    registerAuditListeners(listening, services);
    registerAdminListeners(listening, services);
    registerPreferenceListeners(listening, services);
  },
  commands: ({ services }) => [
    ...cadenceCommands(services),
    ...auditCommands(services),
    preferencesCommand(services),
    adminCommand(services),
    settingsCommand(services),
    exportCommand(services),
  ],
  home: ({ services }) => ({ foot: preferencesSection(services) }),
});
