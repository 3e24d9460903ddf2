/** What a release has changed, told once. */

import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { registerWhatsNew, whatsNewSection } from "./home.ts";

export const whatsNew = defineCapability<Person, Visitor>({
  name: "whats-new",
  screens: ({ listening, services }) => registerWhatsNew(listening, services),
  home: ({ services, releasedAt }) => ({ news: whatsNewSection(services, releasedAt) }),
});
