/**
 * Which digests a hold concerns. Its periods are named by the program's own years, as those of its readers may begin in
 * other months.
 */
import { may, type Standing } from "../people/rules-rights.ts";
import { earliest } from "../platform/time.ts";
import type { DigestFacts, Period } from "./facts.ts";
import type { Rhythm } from "./table.ts";

/** What sponsors and committees get: the weekly one is read by those who do the work. */
export const HELD_RHYTHMS = ["monthly", "quarterly", "annual"] as const satisfies Rhythm[];
export type HeldRhythm = (typeof HELD_RHYTHMS)[number];

/** The periods whose digests go without the program, from the first to the last without a gap. */
export interface Hold {
  first: string;
  last: string;
}

/** The period of the digest that comes next, and the label of the one before it. */
interface Coming {
  period: Pick<Period, "label">;
  before: string;
}

/**
 * Whether the digest that a reader gets next goes without the program. `period` is the last whole one, `lastSent` that of
 * the reader's last edition: with the edition of its last period a hold is over.
 */
export function isHeldBack(hold: Hold | null, period: string, lastSent: string | undefined): boolean {
  return hold !== null && hold.last >= period && hold.last !== lastSent;
}

/** With the digest of `period` held back as well. Null when it is already. */
export function heldThrough(known: Hold | null, { period, before }: Coming): Hold | null {
  if (known && known.last >= period.label) return null;
  return { first: known?.last === before ? known.first : period.label, last: period.label };
}

/** With the digest of `period` let go. Null when nothing is held back any more. */
export function releasedFrom(known: Hold, { period, before }: Coming): Hold | null {
  if (known.last !== period.label) return known;
  if (known.first === known.last) return null;
  return { first: known.first, last: before };
}

/** A digest that comes next, and who gets it. */
interface ToReaders {
  held: { by: string } | null;
  readers: readonly { id: string; approvedUntil: DigestFacts["cutOffAt"] | null }[];
}

/** What is not told somebody above a program beside its digests, because a lead keeps it back or nobody approved it yet. */
export function keptBack(
  digests: readonly ToReaders[],
  person: { id: string; standings: readonly Standing[] },
): { isLeftOut: boolean; approvedUntil: DigestFacts["cutOffAt"] | null } {
  if (may(person.standings, "read-lead-answers")) return { isLeftOut: false, approvedUntil: null };
  // Whoever stands in for a reader gets none of their own.
  const own = digests.filter(({ readers }) => readers.some(({ id }) => id === person.id));
  const concerned = own.length > 0 ? own : digests;
  const approved = concerned.flatMap(({ readers }) =>
    readers.flatMap(({ id, approvedUntil }) => (own.length > 0 && id !== person.id ? [] : (approvedUntil ?? []))),
  );
  return { isLeftOut: concerned.some(({ held }) => held !== null), approvedUntil: earliest(...approved) };
}
