/** The numbers that somebody is to enter now, in forms of check-ins and apart from them. */
import type { Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import type { LocalDate } from "../platform/time.ts";
import { programsAsking } from "../programs/events.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { isMeasure, type Measure } from "../register/goals/every-goal.ts";
import { listItemsFor } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { ITEMS_READ, ownItems } from "../register/items-at-hand.ts";
import { oncePerHome } from "../slack/home.ts";
import { type Awaited, anyAmong, awaitedAmong } from "./asking.ts";

type Reading = LookupContext & { db: Db | Tx };

/** Of a program: what a form of it asks. */
export async function awaitedInProgram(services: Reading, person: Person, programId: string): Promise<Awaited[]> {
  const wanted = {
    types: ["measure" as const],
    states: ["open" as const],
    ownerId: person.id,
    programIds: [programId],
  };
  return awaitedAmong(services, person, (await listItemsFor(services, person, wanted)).filter(isMeasure));
}

/** Those that a form shows, due or not by now, open and read by whoever fills it in. */
export async function measuresInForm(
  services: Reading,
  person: Person,
  days: ReadonlyMap<string, LocalDate>,
): Promise<Awaited[]> {
  const wanted = { types: ["measure" as const], states: ["open" as const], ids: [...days.keys()] };
  return anyAmong(services, person, (await listItemsFor(services, person, wanted)).filter(isMeasure), days);
}

/** What no form asks of them that lies before them. */
export async function awaitedApart(services: Reading, person: Person): Promise<Awaited[]> {
  const wanted = { types: ["measure" as const], states: ["open" as const], ownerId: person.id };
  return apart(services, person, (await listItemsFor(services, person, wanted)).filter(isMeasure));
}

/** The same for a Home, by the items that were read for it. */
export const awaitedOnHome = oncePerHome(async (services: LookupContext & { db: Db }, visitor: Visitor) => {
  const own = await ownItems(services, visitor);
  const then = { ...services, clock: { now: () => visitor.now } };
  // A Home reads so many of their items, and measures have distant dates.
  if (own.length >= ITEMS_READ) return awaitedApart(then, visitor.person);
  return apart(then, visitor.person, own.map((item): Item => item).filter(isMeasure));
});

async function apart(services: Reading, person: Person, measures: readonly Measure[]): Promise<Awaited[]> {
  const awaited = await awaitedAmong(services, person, measures);
  if (awaited.length === 0) return [];
  const programIds = [...new Set(awaited.map(({ measure }) => measure.program_id))];
  const asking = await programsAsking.of(services, services.db, { person, programIds, lists: "measures" });
  return awaited.filter(({ measure }) => !asking.has(measure.program_id));
}
