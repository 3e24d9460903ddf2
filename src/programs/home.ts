/** What Home shows of programs: one's own, and the first step of who has none. */

import type { Services } from "../platform/services.ts";
import { shorten, words } from "../platform/slack/blocks.ts";
import { type HomeSection, withHeading } from "../platform/slack/home.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import { firstStep } from "./first-step.ts";
import { programTexts } from "./texts.ts";
import type { Visitor } from "./visitor.ts";

/** Lines in one block. */
const IN_BLOCK = 10;
const LONGEST_TITLE = 300;

/** One line a program: its title and the visitor's seats in it. */
export const programsSection: HomeSection<Visitor> = async ({ reader, programs }) => {
  const texts = textsFor(programTexts, reader);
  const lines = programs.map(({ title, roles }) => [
    { text: shorten(title, LONGEST_TITLE), bold: true },
    {
      text: ` · ${list(
        reader,
        roles.map((role) => texts.role[role]),
      )}`,
    },
  ]);
  const groups = [];
  for (let start = 0; start < lines.length; start += IN_BLOCK)
    groups.push([words(...lines.slice(start, start + IN_BLOCK))]);
  return withHeading(texts.list.title, groups);
};

/** For those who have no program. */
export function firstStepSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person }) => [(await firstStep(db, person)).blocks];
}
