/** Home of those who have no program: the first step, to an admin all programs; and below their programs one more. */

import { isAdmin } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { actions } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { HomeSection } from "../slack/home.ts";
import { programList } from "./commands.ts";
import { firstStep } from "./first-step.ts";
import { programTexts } from "./texts.ts";
import { hasPrograms } from "./use-cases.ts";
import { mayCreateProgram } from "./use-cases-creating.ts";
import type { Visitor } from "./visitor.ts";

export function firstStepSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person }) => [(await firstStep(db, person)).blocks];
}

export function createSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, programs }) => {
    if (programs.length === 0 || !(await mayCreateProgram(db, person))) return [];
    return [[actions("program.create", commandButton(textsFor(programTexts, reader).list.create, "program new"))]];
  };
}

/** Every program with who leads it, to an admin who sits in none. */
export function administeredSection(services: Services): HomeSection<Visitor> {
  return async ({ person, programs }) => {
    if (programs.length > 0 || !isAdmin(person) || !(await hasPrograms(services.db, person.workspace_id))) return [];
    return [(await programList(services, person, 0)).blocks];
  };
}
