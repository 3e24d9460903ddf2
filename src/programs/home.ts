/** What Home shows to those who have no program: the first step; and below their programs the button for one more. */

import type { Services } from "../platform/services.ts";
import { actions } from "../platform/slack/blocks.ts";
import { commandButton } from "../platform/slack/commands.ts";
import type { HomeSection } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import { firstStep } from "./first-step.ts";
import { programTexts } from "./texts.ts";
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
