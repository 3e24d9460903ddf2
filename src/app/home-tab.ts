/** Sections of Home: the reader's current tasks, what they wait for, their programs, what comes next. */

import { quietGroup } from "../check-ins/home/sections.ts";
import type { Person } from "../people/people.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { firstStep } from "../programs/program-list.ts";
import { decidesOnly } from "../programs/seats.ts";
import { type Visitor, visitorOf } from "../programs/viewer.ts";
import {
  type FoldedList,
  type Group,
  type HomeSection,
  type HomeTab,
  oncePerHome,
  withHeading,
} from "../slack/home.ts";
import { capabilities } from "./capabilities.ts";
import { type HomeContext, type HomePlace, homeOf } from "./capability.ts";

const texts = {
  en: { now: "Now", needsYou: (count: number) => `Needs you (${count})` },
  fr: { now: "Maintenant", needsYou: (count: number) => `À vous (${count})` },
};

export function homeTab(context: HomeContext): HomeTab<Person, Visitor> {
  return {
    visitorOf: (person) => visitorOf(context.services, person),
    sections: [nowSection(context), ...homeSections(context, ["waiting", "programs", "next", "foot"])],
    firstStep: async ({ person }) => [(await firstStep(context.services.db, person)).blocks],
  };
}

export function homeSections(context: HomeContext, places: readonly HomePlace[]): HomeSection<Visitor>[] {
  const countNow = async (visitor: Visitor) => countOf(await readNow(context, visitor));
  return homeOf(capabilities, { ...context, countNow }, places);
}

/** All current tasks, read once for a Home. */
const readNow = oncePerHome(async (context: HomeContext, visitor: Visitor) => {
  const parts: (Group | FoldedList)[] = [];
  for (const section of homeSections(context, ["to-decide", "to-answer", "to-do"]))
    parts.push(...(await section(visitor)));
  return parts;
});

/** The same, unfolded. */
export async function tasksNow(context: HomeContext, visitor: Visitor): Promise<Group[]> {
  return (await readNow(context, visitor)).flatMap((part) => (Array.isArray(part) ? [part] : part.groups));
}

/** One heading for all current tasks; with decisions only, it says how many. */
export function nowSection(context: HomeContext): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, programs } = visitor;
    const parts = await readNow(context, visitor);
    const roles = programs.flatMap((program) => program.roles);
    if (decidesOnly(roles)) return withHeading(needsYou(reader, countOf(parts)), parts);
    const quiet = parts.length === 0 && roles.length > 0 ? [quietGroup(reader)] : [];
    return withHeading(texts[languageOf(reader.locale)].now, [...parts, ...quiet]);
  };
}

export function needsYou({ locale }: Pick<Reader, "locale">, count: number): string {
  return texts[languageOf(locale)].needsYou(count);
}

function countOf(parts: readonly (Group | FoldedList)[]): number {
  return parts.reduce((sum, part) => sum + (Array.isArray(part) ? 1 : part.groups.length), 0);
}
