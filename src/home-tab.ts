/** What Home is made of, in this order: a sponsor's starts with what waits for them, everybody else's with what is asked. */

import { checksSection } from "./alerts/home.ts";
import { cadencesAndYearsOf } from "./cadences/recurrence/use-cases-years.ts";
import { leadSection, yoursNowSection } from "./check-ins/home/sections.ts";
import { comingDigestsOf, digestFeet, digestsSection, sponsorSection } from "./digests/home/sections.ts";
import type { Person } from "./people/use-cases.ts";
import type { Instant } from "./platform/clock.ts";
import type { Services } from "./platform/services.ts";
import { type HomeTab, oncePerHome } from "./platform/slack/home.ts";
import { firstStepSection, programsSection } from "./programs/home.ts";
import { type Visitor, visitorOf } from "./programs/visitor.ts";
import { comingSection, itemsSection } from "./register/home.ts";
import { preferencesSection } from "./settings/preferences/listeners.ts";
import { whatsNewSection } from "./whats-new/home.ts";

/** `releasedAt`: when this release came to the workspace. */
export function homeTab(
  services: Pick<Services, "db" | "clock" | "events">,
  releasedAt: Instant,
): HomeTab<Person, Visitor> {
  const cadences = oncePerHome(({ person, programs }: Visitor) =>
    cadencesAndYearsOf(
      services.db,
      person.workspace_id,
      programs.map(({ id }) => id),
    ),
  );
  const known = async (visitor: Visitor) => (await cadences(visitor)).cadences;
  const running = async (visitor: Visitor) => (await known(visitor)).filter(({ state }) => state === "active");
  const digests = oncePerHome(async (visitor: Visitor) =>
    comingDigestsOf(services, visitor, (await cadences(visitor)).years),
  );
  return {
    visitorOf: (person) => visitorOf(services, person),
    sections: [
      whatsNewSection(services, releasedAt),
      sponsorSection(services, known, digests),
      yoursNowSection(services),
      checksSection(services),
      itemsSection(services),
      comingSection(services),
      leadSection(services, running, digestFeet(digests)),
      digestsSection(services),
      programsSection,
      preferencesSection,
    ],
    firstStep: firstStepSection(services),
  };
}
