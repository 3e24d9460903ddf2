/** What Home begins with: what its visitor is to decide, and what they are asked to vote on. */

import type { Services } from "../platform/services.ts";
import { type HomeSection, withHeading } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { Visitor } from "../programs/visitor.ts";
import { asksAtHand } from "../register/asks/at-hand/use-cases.ts";
import { decisionGroups } from "../register/asks/groups.ts";
import { workTexts } from "./texts-screens.ts";

export function toDecideSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const asks = await asksAtHand(services, services.db, visitor, [], () => true);
    return withHeading(textsFor(workTexts, visitor.reader).home.toDecide, decisionGroups(visitor.reader, asks));
  };
}
