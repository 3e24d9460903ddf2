/** What Home begins with: what its visitor is to decide, and what they are asked to vote on. */

import type { Services } from "../platform/services.ts";
import type { HomeSection } from "../platform/slack/home.ts";
import type { Visitor } from "../programs/visitor.ts";
import { decisionGroups, requestsAtHand } from "../register/requests/at-hand.ts";

export function toDecideSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, person } = visitor;
    const requests = await requestsAtHand(services, visitor);
    return decisionGroups(reader, requests, person.id);
  };
}
