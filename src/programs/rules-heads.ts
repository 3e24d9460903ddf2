/** Who led a program, and when. Pure. */
import { z } from "zod";
import { hadLeft } from "../people/rules-answering.ts";
import type { Instant } from "../platform/clock.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { addLocalDays, addMs, DAY, earliest, type LocalDate, later } from "../platform/time.ts";
import type { SeatRole } from "./table.ts";

/** Ids of those who lead it, and of their deputies. */
interface Leading {
  leads: readonly string[];
  deputies: readonly string[];
}

export interface Heads extends Leading {
  /** Who did before, the oldest first, each up to the instant at which that changed. */
  ledBefore?: readonly (Leading & { until: Instant })[] | undefined;
}

/** Any seat of the program, with what is known of its holder. */
export interface DatedSeat {
  person_id: string;
  role: SeatRole;
  from_date: LocalDate | null;
  until_date: LocalDate | null;
  handed_on_at: Instant | null;
  earlier_terms: string | null;
  created_at: Instant;
  is_deactivated: 0 | 1;
  updated_at: Instant;
}

interface Term {
  personId: string;
  role: SeatRole;
  begin: Instant;
  end: Instant | null;
}

/** At an instant, by all seats that there have been. */
export function headsOf(seats: readonly DatedSeat[], at: Instant): Heads {
  const terms = seats.flatMap((seat) => termsOf(seat, at));
  const leadingWhile = (isOn: (term: Term) => boolean): Leading => {
    const on = terms.filter(isOn);
    const idsOf = (role: SeatRole) => [...new Set(on.flatMap((term) => (term.role === role ? term.personId : [])))];
    return { leads: idsOf("lead"), deputies: idsOf("deputy") };
  };
  const now = leadingWhile(({ end }) => end === null || at < end);
  if (terms.every(({ begin, end }) => end === null && begin === terms[0]?.begin)) return now;
  const changes = new Set(terms.flatMap(({ begin, end }) => [begin, ...(end !== null && end <= at ? [end] : [])]));
  const ledBefore: (Leading & { until: Instant })[] = [];
  let next = now;
  for (const until of [...changes].sort().reverse()) {
    const then = leadingWhile(({ begin, end }) => begin < until && (end === null || until <= end));
    // While nobody led it, it is as under those who did next.
    if (isSame(then, next) || then.leads.length + then.deputies.length === 0) continue;
    ledBefore.unshift({ until, ...then });
    next = then;
  }
  return ledBefore.length > 0 ? { ...now, ledBefore } : now;
}

/** Who led it then. */
export function headsAt(heads: Heads, at: Instant): Leading {
  return heads.ledBefore?.find(({ until }) => at < until) ?? heads;
}

/** None of a role that is not to lead, or had not begun by then. Who was back within a day was taken out by mistake. */
function termsOf(seat: DatedSeat, at: Instant): Term[] {
  const { person_id: personId, role } = seat;
  if (!isLeading(seat)) return [];
  const last = lastTermOf(seat);
  const end = earliest(last.end, hadLeft(seat, at) ? seat.updated_at : null);
  const terms: Term[] = [];
  for (const term of [...earlierTermsOf(seat), { ...last, end }]) {
    const before = terms.at(-1);
    if (term.begin > at || (term.end !== null && term.end <= term.begin)) continue;
    if (before?.end && term.begin < addMs(before.end, DAY)) before.end = term.end;
    else terms.push({ personId, role, begin: term.begin, end: term.end });
  }
  return terms;
}

function isLeading({ role }: Pick<DatedSeat, "role">): boolean {
  return role === "lead" || role === "deputy";
}

type SeatDates = Omit<DatedSeat, "person_id" | "is_deactivated" | "updated_at">;

function lastTermOf(seat: SeatDates): Pick<Term, "begin" | "end"> {
  const { from_date: from, until_date: until, created_at: createdAt } = seat;
  const givenAt = earlierTermsOf(seat).at(-1)?.givenAgainAt ?? createdAt;
  const begin = from === null ? givenAt : later(givenAt, `${from}${MIDNIGHT}`);
  return { begin, end: until === null ? null : endOf(seat, addLocalDays(until, 1)) };
}

function earlierTermsOf({ earlier_terms: terms }: SeatDates) {
  return terms === null ? [] : readTerms(terms);
}

const readTerms = jsonColumn(z.array(z.object({ begin: z.string(), end: z.string(), givenAgainAt: z.string() })));

/**
 * The earlier terms of a seat that is given again, or is to hold from a later day on: with the present one. One that began
 * today goes on, or is only dated otherwise.
 */
export function termsBefore(seat: SeatDates, from: LocalDate | null, now: Instant): string | null {
  const { begin, end: until } = lastTermOf(seat);
  const today = now.slice(0, 10);
  const isPutOff = from !== null && from > today;
  const end = until !== null && until <= now ? until : isPutOff ? now : null;
  const hasBeen = end !== null && begin < end && begin < `${today}${MIDNIGHT}`;
  if (!isLeading(seat) || !hasBeen) return seat.earlier_terms;
  return JSON.stringify([...earlierTermsOf(seat), { begin, end, givenAgainAt: now }]);
}

/** One that was ended by hand holds until the day before, and was handed on at that moment. */
function endOf({ handed_on_at: handedOnAt }: Pick<DatedSeat, "handed_on_at">, over: string): Instant {
  return handedOnAt?.startsWith(over) ? handedOnAt : `${over}${MIDNIGHT}`;
}

const MIDNIGHT = "T00:00:00.000Z";

function isSame(one: Leading, other: Leading): boolean {
  const idsOf = ({ leads, deputies }: Leading) => JSON.stringify([leads.toSorted(), deputies.toSorted()]);
  return idsOf(one) === idsOf(other);
}
