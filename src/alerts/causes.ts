/** What of a program asks somebody at once, as its record and its colours are at an instant. */

import { contactFactsOfAll } from "../calendars/use-cases-availability.ts";
import type { ContactFacts } from "../delivery/rules-contact.ts";
import { type Blocker, blockersIn, type ProgramNow, workingDaysAfter } from "../health/program-facts.ts";
import { causeOfDate } from "../health/rules-milestones.ts";
import { isOn } from "../health/settings.ts";
import { peopleByIds } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { longDate } from "../platform/texts/language.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { givenByRule } from "../register/asks/ask.ts";
import { codeOf, shownTitle } from "../register/rules.ts";
import { asTold } from "../register/rules-told.ts";
import { listTriggered } from "./repository.ts";
import { askOverdue, blockedTooLong, type Cause, contradicted, slipped, turnedRed } from "./rules-triggers.ts";

const ENGLISH = { locale: "en-GB" };
const FRENCH = { locale: "fr-FR" };

/** What causes are weighed by beside the facts of the program. */
export interface Around {
  /** By key, when it was asked about before. */
  acted: Map<string, Instant>;
  /** How those work who are asked about a blocker. */
  work: ReadonlyMap<string, ContactFacts>;
  /** Ask → who decides it; empty where nobody has said so. */
  deciders: ReadonlyMap<string, string>;
}

/** Read once for all days until this one. */
export async function readAround(db: Db | Tx, { program, items, settings }: ProgramNow, until: LocalDate) {
  const { workspace_id, id: program_id } = program;
  const blockers = isOn(settings, "blocker") ? blockersIn(items) : [];
  const owners = new Set(blockers.map(askedAbout));
  const asks = items.filter(({ type }) => type === "ask");
  const deciders = asks.flatMap(({ owner_id }) => owner_id ?? []);
  const people = await peopleByIds(db, workspace_id, [...new Set([...owners, ...deciders])]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => names.get(id ?? "") ?? "";
  const byRule = await givenByRule(db, workspace_id, asks, nameOf);
  const [first] = blockers.map(({ since }) => since).sort();
  const asked = people.filter(({ id }) => owners.has(id));
  const around: Around = {
    acted: await listTriggered(db, { workspace_id, program_id }),
    work: first === undefined ? new Map() : await contactFactsOfAll(db, workspace_id, asked, { from: first, until }),
    deciders: new Map(asks.map(({ id, owner_id }) => [id, byRule.has(id) ? "" : nameOf(owner_id)])),
  };
  return around;
}

/** What was asked about before is none again. */
export function causesFor(facts: ProgramNow, around: Around): Cause[] {
  const causes = [...ofColour(facts), ...ofBlockers(facts, around), ...ofMilestones(facts, around)];
  return [...causes, ...ofAsks(facts, around)].filter(({ key }) => !around.acted.has(key));
}

function ofColour({ status, settings, items }: ProgramNow): Cause[] {
  if (!status) return [];
  const { given, cadenceId, colour, before } = status;
  const about = { personId: given.personId, cadenceId };
  if (colour === "red" && before !== null && before !== "red")
    return isOn(settings, "red") ? [turnedRed({ ...about, key: `red:${given.roundId}` })] : [];
  if (colour !== "green" || !isOn(settings, "contradiction")) return [];
  const [worst] = blockersIn(items).filter(({ item }) => item.details.severity === "high");
  return worst
    ? [
        contradicted(
          { ...about, key: `contradiction:${given.roundId}` },
          { code: codeOf(worst.item), title: shownTitle(asTold(worst.item)) },
        ),
      ]
    : [];
}

function ofBlockers({ settings, items, today }: ProgramNow, { acted, work }: Around): Cause[] {
  if (!isOn(settings, "blocker")) return [];
  return blockersIn(items).flatMap((blocker) => {
    const { item, since } = blocker;
    const personId = askedAbout(blocker);
    const about = { key: `blocker:${item.id}`, personId, cadenceId: null };
    const own = work.get(personId);
    // Day after day until it is answered: what is known already is not counted again.
    if (acted.has(about.key) || !own) return [];
    const days = workingDaysAfter(since, today, own);
    if (days <= settings.triggers.blockerDays) return [];
    return [blockedTooLong(about, { code: codeOf(item), title: shownTitle(asTold(item)) }, days)];
  });
}

function askedAbout({ item }: Blocker): string {
  return item.owner_id ?? item.raised_by;
}

function ofMilestones({ milestones, settings, today }: ProgramNow, { acted }: Around): Cause[] {
  if (!isOn(settings, "milestone")) return [];
  return milestones.flatMap((milestone) => {
    const { current, personId, cadenceId, key, label } = milestone;
    const about = { key: causeOfDate(milestone), personId, cadenceId };
    if (current === null || acted.has(about.key)) return [];
    if (addLocalDays(current, settings.triggers.lateDays) >= today) return [];
    const on = { en: longDate(ENGLISH, current), fr: longDate(FRENCH, current) };
    return [slipped(about, { key, label, on })];
  });
}

function ofAsks({ items, settings, today }: ProgramNow, { deciders }: Around): Cause[] {
  if (!isOn(settings, "ask")) return [];
  const late = items.filter(
    ({ type, due_on }) => type === "ask" && due_on !== null && addLocalDays(due_on, settings.triggers.lateDays) < today,
  );
  return late.map((item) =>
    askOverdue(
      { key: `ask:${item.id}:${item.due_on}`, personId: item.raised_by, cadenceId: null },
      { code: codeOf(item), title: shownTitle(asTold(item)) },
      deciders.get(item.id) || null,
    ),
  );
}
