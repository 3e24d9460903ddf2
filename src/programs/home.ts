/** What Home shows to those who have no program: the first step. */

import type { Services } from "../platform/services.ts";
import type { HomeSection } from "../platform/slack/home.ts";
import { firstStep } from "./first-step.ts";
import type { Visitor } from "./visitor.ts";

export function firstStepSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person }) => [(await firstStep(db, person)).blocks];
}
