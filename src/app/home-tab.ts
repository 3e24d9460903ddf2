/** Sections of Home: the reader's current tasks, what they wait for, their programs, what comes next. */

import { quietGroup } from "../check-ins/home/sections.ts";
import { USUAL_MORNING } from "../delivery/lanes.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { instantOf } from "../platform/time.ts";
import { firstStep } from "../programs/program-list.ts";
import { decidesOnly } from "../programs/seats.ts";
import { type Visitor, visitorOf } from "../programs/visitor-of-home.ts";
import { ownBlockers, requestsAtHand } from "../register/items-at-hand.ts";
import { answerDayOf } from "../register/lateness.ts";
import { findItem, type Item } from "../register/repository.ts";
import { daysOfPerson, escalationDay } from "../register/requests/answer-by.ts";
import { escalationFacts, handOverOf, isOpenBlocker, nextOwner } from "../register/requests/next-owner.ts";
import { needsAnswerOf } from "../register/requests/request.ts";
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
  return homeOf(capabilities, { ...context, isNeededAt: neededAt(context) }, places);
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
  return (await listedTasksNow(context, visitor)).flatMap(({ groups }) => [...groups]);
}

/** The same by list: what is of one kind is called something together. */
export async function listedTasksNow(context: HomeContext, visitor: Visitor): Promise<TaskList[]> {
  return (await readNow(context, visitor)).map((part) =>
    Array.isArray(part) ? { key: null, groups: [part] } : { ...part, groups: [...part.groups] },
  );
}

/** `key`: null where it stands alone. */
export interface TaskList extends Partial<Pick<FoldedList, "together">> {
  key: string | null;
  groups: Group[];
}

/** What their buttons carry: ids of items among it. */
export function idsIn(group: Group): string[] {
  return JSON.stringify(group).match(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g) ?? [];
}

function neededAt(context: HomeContext) {
  const { db } = context.services;
  return async (visitor: Visitor, at: Instant): Promise<boolean> => {
    const { person, now } = visitor;
    for (const id of new Set((await tasksNow(context, visitor)).flatMap(idsIn))) {
      const item = await findItem(db, person.workspace_id, id);
      if (!item) continue;
      const leaves = await leavesAt(db, item, now);
      if (leaves === null || leaves > at) return true;
    }
    return false;
  };
}

/** When it leaves its owner unless somebody acts: it goes up, its vote closes, its decision is final. Null: it stays. */
async function leavesAt(db: Db, item: Item, now: Instant): Promise<Instant | null> {
  const facts = await escalationFacts(db, item, now);
  if (isOpenBlocker(item)) return (await handOverOf(db, item, facts, now))?.at ?? null;
  const { owner_id: ownerId } = item;
  const answerDay = item.type === "request" ? answerDayOf(item) : null;
  if (item.type !== "request" || ownerId === null || answerDay === null) return null;
  const { because, until = null } = item.details.waiting ?? {};
  if (because === "vote" || because === "undo") return until;
  if (!(await nextOwner(db, item, facts, now))) return null;
  const { isWorkingDay, zone } = await daysOfPerson(db, item.workspace_id, ownerId, now);
  return instantOf(escalationDay(answerDay, isWorkingDay), USUAL_MORNING, zone);
}

/** One heading for all current tasks; of whoever decides only, what needs them stands first, counted as their digest counts it. */
export function nowSection(context: HomeContext): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, programs, portfolios } = visitor;
    const { now } = texts[languageOf(reader.locale)];
    const parts = await readNow(context, visitor);
    const roles = [...programs, ...portfolios].flatMap((place) => place.roles);
    if (decidesOnly(roles)) {
      const { shownIds, count } = await needsNow(context, visitor);
      const isNeed = (group: Group) => shownIds.some((id) => JSON.stringify(group).includes(id));
      const needs = partsWith(parts, "", isNeed);
      const others = partsWith(parts, ".others", (group) => !isNeed(group));
      if (count === 0) return withHeading(now, [...needs, ...others]);
      return [...withHeading(needsYou(reader, count), needs), ...withHeading(now, others)];
    }
    const quiet = parts.length === 0 && roles.length > 0 ? [await quietGroup(context.services, visitor)] : [];
    return withHeading(now, [...parts, ...quiet]);
  };
}

/** What they are to decide, to vote on, and their own blockers; `shownIds` has also what they have decided and may undo, or have postponed. */
async function needsNow({ services }: HomeContext, visitor: Visitor): Promise<{ shownIds: string[]; count: number }> {
  const { person } = visitor;
  const { toDecide, toVote } = await requestsAtHand(services, visitor);
  const waiting = toDecide.filter((request) => needsAnswerOf(request, person.id));
  const blockers = await ownBlockers(services, visitor);
  return {
    shownIds: [...toDecide, ...toVote, ...blockers].map(({ id }) => id),
    count: waiting.length + toVote.length + blockers.length,
  };
}

/** `place`: what the keys of lists end with, which are unique on a Home. */
function partsWith(
  parts: readonly (Group | FoldedList)[],
  place: string,
  isIn: (group: Group) => boolean,
): (Group | FoldedList)[] {
  return parts.flatMap((part): (Group | FoldedList)[] => {
    if (Array.isArray(part)) return isIn(part) ? [part] : [];
    const groups = part.groups.filter(isIn);
    return groups.length === 0 ? [] : [{ ...part, key: `${part.key}${place}`, groups }];
  });
}

export function needsYou({ locale }: Pick<Reader, "locale">, count: number): string {
  return texts[languageOf(locale)].needsYou(count);
}
