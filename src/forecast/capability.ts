import { defineCapability } from "../app/capability.ts";
import type { Person } from "../people/people.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { planCommand } from "./plan-command.ts";
import { registerPromptPreview } from "./prompt-preview.ts";

export const forecast = defineCapability<Person, Visitor>({
  name: "forecast",
  screens: ({ listening, services }) => registerPromptPreview(listening, services),
  commands: ({ services }) => [planCommand(services)],
});
