/** What Home is made of. */
import { capabilities } from "./capabilities.ts";
import { homeOf, type Shown } from "./kernel/capability.ts";
import type { Person } from "./people/use-cases.ts";
import type { HomeTab } from "./platform/slack/home.ts";
import { firstStepSection } from "./programs/home.ts";
import { type Visitor, visitorOf } from "./programs/visitor.ts";

export function homeTab(shown: Shown): HomeTab<Person, Visitor> {
  return {
    visitorOf: (person) => visitorOf(shown.services, person),
    sections: homeOf(capabilities, shown),
    firstStep: firstStepSection(shown.services),
  };
}
