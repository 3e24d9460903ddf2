/**
 * Which digests a hold concerns. It goes by dates: the labels of periods change with the years of a program, and those of
 * its readers may begin in other months.
 */
import { isLetGo, type LetGo } from "../../health/rules-given.ts";
import { may, type Standing } from "../../people/rules-rights.ts";
import { addLocalDays, type LocalDate } from "../../platform/time.ts";
import type { DigestFacts, Period, ProgramFacts } from "../compile/facts.ts";
import { MONTHS_IN } from "../periods/rules.ts";
import type { Rhythm } from "../table.ts";

/** What sponsors and committees get: the weekly one is read by those who do the work. */
export const HELD_RHYTHMS = ["monthly", "quarterly", "annual"] as const satisfies Rhythm[];
export type HeldRhythm = (typeof HELD_RHYTHMS)[number];

/** The last days of the first and of the last period whose digests go without the program, without a gap between them. */
export interface Hold {
  first: LocalDate;
  last: LocalDate;
}

/**
 * Whether the digest that a reader gets on a day goes without the program. `lastOn`: the day of their last edition; with
 * the one of its last period a hold is over.
 */
export function isHeldBack(rhythm: Rhythm, hold: Hold | null, on: LocalDate, lastOn: LocalDate | undefined): boolean {
  return hold !== null && on <= endOf(rhythm, hold) && (lastOn === undefined || lastOn <= hold.last);
}

/** Whether the last digest that a reader got, on this day, was the last that went without the program. */
export function isLastHeldBack(rhythm: Rhythm, hold: Hold | null, lastOn: LocalDate): boolean {
  return hold !== null && hold.last < lastOn && lastOn <= endOf(rhythm, hold);
}

/** With the digest of `period` held back as well. Null when it is already. */
export function heldThrough(known: Hold | null, { from, until }: Pick<Period, "from" | "until">): Hold | null {
  if (known && known.last >= until) return known.first <= until ? null : { first: until, last: known.last };
  return { first: known?.last === dayBefore(from) ? known.first : until, last: until };
}

/** With the digest of `period` let go. Null when nothing is held back any more. */
export function releasedFrom(known: Hold, { from }: Pick<Period, "from">): Hold | null {
  return known.first === known.last ? null : { first: known.first, last: dayBefore(from) };
}

/**
 * What holds back the digest of one day holds that of another, and no further one, where the years of its reader change
 * so that it comes before the end of the period that was meant. Null when nothing is to be changed. `until`: the last day
 * of the period that it has then.
 */
export function carriedTo(
  rhythm: Rhythm,
  hold: Hold,
  { from, to, until }: { from: LocalDate; to: LocalDate; until: LocalDate },
): Hold | null {
  if (!isLastHeldBack(rhythm, hold, from) || to > hold.last) return null;
  return { first: hold.first < until ? hold.first : until, last: until };
}

/** Up to when the digests before told of a program; empty where none did as far back as they are looked at. */
export function toldUntil(
  { fromAt, earlierCutOffs }: Pick<DigestFacts, "fromAt" | "earlierCutOffs">,
  { heldSince }: Pick<ProgramFacts, "heldSince">,
): DigestFacts["cutOffAt"] {
  return heldSince === undefined ? fromAt : (earlierCutOffs.find((at) => at < heldSince) ?? "");
}

/** The last day on which a digest may be sent that is the one of the hold's last period, in whatever years. */
function endOf(rhythm: Rhythm, { last }: Hold): LocalDate {
  if (rhythm === "weekly") return last;
  const next = Temporal.PlainDate.from(last).add({ days: 1 });
  return next.add({ months: MONTHS_IN[rhythm] }).subtract({ days: 1 }).toString();
}

function dayBefore(date: LocalDate): LocalDate {
  return addLocalDays(date, -1);
}

/** A digest that comes next, and who gets it. `letGo`: null where nobody approves. */
export interface ToReaders {
  held: { by: string } | null;
  readers: { id: string; letGo: LetGo | null }[];
}

export interface Kept {
  isLeftOut: boolean;
  /** Where the program's part is approved before it goes, what was let go to each of these readers is told. */
  approved: readonly LetGo[];
}

/**
 * Whether what came of a program at an instant is told beside its digests; `askedAt`: of what was asked before. A check
 * comes when the first digest can tell it, not when it is put to its owner.
 */
export function hears(
  { isLeftOut, approved }: Kept,
  at: DigestFacts["cutOffAt"],
  askedAt?: DigestFacts["cutOffAt"],
): boolean {
  return !isLeftOut && approved.every((one) => isLetGo({ answeredAt: at, askedAt }, one));
}

/** What is not told somebody above a program beside its digests, because a lead keeps it back or nobody approved it yet. */
export function keptBack(digests: readonly ToReaders[], person: { id: string; standings: readonly Standing[] }): Kept {
  const isAbove = may(person.standings, "read-executive-answers") && !may(person.standings, "read-lead-answers");
  if (!isAbove) return { isLeftOut: false, approved: [] };
  // Whoever stands in for a reader gets none of their own.
  const own = digests.filter(({ readers }) => readers.some(({ id }) => id === person.id));
  const concerned = own.length > 0 ? own : digests;
  const approved = concerned.flatMap(({ readers }) =>
    readers.flatMap(({ id, letGo }) => (own.length > 0 && id !== person.id ? [] : (letGo ?? []))),
  );
  return { isLeftOut: concerned.some(({ held }) => held !== null), approved };
}
