/** Sections of Home: the reader's current tasks, what they wait for, their programs, what comes next. */

import { quietGroup } from "../check-ins/home/sections.ts";
import type { Person } from "../people/people.ts";
import { languageOf } from "../platform/texts/language.ts";
import { firstStep } from "../programs/program-list.ts";
import { isAbove } from "../programs/seats.ts";
import { type Visitor, visitorOf } from "../programs/viewer.ts";
import { type FoldedList, type Group, type HomeSection, type HomeTab, withHeading } from "../slack/home.ts";
import { capabilities } from "./capabilities.ts";
import { type HomeContext, homeOf } from "./capability.ts";

const texts = {
  en: { now: "Now", needsYou: (count: number) => `Needs you (${count})` },
  fr: { now: "Maintenant", needsYou: (count: number) => `À vous (${count})` },
};

export function homeTab(context: HomeContext): HomeTab<Person, Visitor> {
  return {
    visitorOf: (person) => visitorOf(context.services, person),
    sections: [nowSection(context), ...homeOf(capabilities, context, ["waiting", "programs", "next", "foot"])],
    firstStep: async ({ person }) => [(await firstStep(context.services.db, person)).blocks],
  };
}

/** One heading for all current tasks; with decisions only, it says how many. */
export function nowSection(context: HomeContext): HomeSection<Visitor> {
  const sections = homeOf(capabilities, context, ["to-decide", "to-answer", "to-do"]);
  return async (visitor) => {
    const { reader, programs } = visitor;
    const parts: (Group | FoldedList)[] = [];
    for (const section of sections) parts.push(...(await section(visitor)));
    const say = texts[languageOf(reader.locale)];
    const roles = programs.flatMap((program) => program.roles);
    const decidesOnly = roles.length > 0 && roles.every(isAbove);
    if (parts.length === 0 && roles.length > 0 && !decidesOnly) parts.push(quietGroup(reader));
    const count = parts.reduce((sum, part) => sum + (Array.isArray(part) ? 1 : part.groups.length), 0);
    return withHeading(decidesOnly ? say.needsYou(count) : say.now, parts);
  };
}
