/** What is asked and told at once, outside the rhythm. */

import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { evaluateDuePrograms, nextEvaluationAt } from "./evaluate.ts";
import { checksSection } from "./home.ts";
import { registerAlertListeners } from "./listeners.ts";
import { flashKind, healthCheckKind } from "./messages.ts";

export const alerts = defineCapability<Person, Visitor>({
  name: "alerts",
  messages: [registered(healthCheckKind), registered(flashKind)],
  screens: ({ listening, services }) => registerAlertListeners(listening, services),
  home: ({ services }) => ({ "to-explain": checksSection(services) }),
  steps: ({ services }) => [{ phase: "evaluate", next: nextEvaluationAt, run: () => evaluateDuePrograms(services) }],
});
