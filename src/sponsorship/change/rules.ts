/**
 * How a change takes hold, of what is there anyway: check-ins answered, decisions taken in time, actions kept. Of a body of
 * people alone: a rate from five of them on, counts from three, of fewer nothing, since that would be about a person. Pure.
 */
import { askedIn, type Outcomes } from "../../cadences/outcomes/rules.ts";
import { dayOf, quarterBegins, quarterOf } from "../../calendars/rules-days.ts";
import { addLocalDays, type LocalDate } from "../../platform/time.ts";
import { areMost, isRoundKept, type Promised, type Span } from "../kept/rules.ts";

/** In the order in which one rests on the other: whoever does not answer is not decided for in time, and so on. */
export const LINKS = ["rounds", "decisions", "actions"] as const;
export type Link = (typeof LINKS)[number];

/** Of fewer people in a program nothing is computed at all. */
export const FEWEST_PEOPLE = 5;
/** Of a body of fewer not even counts are told. */
const FEWEST_COUNTED = 3;
const QUARTERS = 4;

export interface Quarter extends Span {
  /** `2026-Q4`. */
  label: string;
}

/** The quarters of the year up to the one of this day, which is not over, the oldest first. */
export function lastQuarters(today: LocalDate): Quarter[] {
  return Array.from({ length: QUARTERS }, (_, place) => {
    const from = quarterBegins(today, place - (QUARTERS - 1));
    const last = addLocalDays(quarterBegins(from, 1), -1);
    return { label: quarterOf(dayOf(from), 1), from, until: last < today ? last : today };
  });
}

/** What there was of one link in a quarter, and of how many people it is. */
export interface Cell {
  kept: number;
  of: number;
  people: number;
}

/** How it is told: `few`: it would be about one or two people. */
export type Told =
  | { is: "none" }
  | { is: "few" }
  | { is: "counts"; kept: number; of: number }
  | { is: "rate"; share: number; kept: number; of: number };

export function toldOf({ kept, of, people }: Cell): Told {
  if (of === 0) return { is: "none" };
  if (people < FEWEST_COUNTED) return { is: "few" };
  return people < FEWEST_PEOPLE ? { is: "counts", kept, of } : { is: "rate", share: kept / of, kept, of };
}

interface RoundDue {
  on: LocalDate;
  outcomes: Outcomes;
}

/** `people`: those asked in a month, by the first day of that. */
export function roundsIn(
  { from, until }: Span,
  rounds: readonly RoundDue[],
  people: readonly { month: LocalDate; personId: string }[],
): Cell {
  const had = rounds.filter(({ on, outcomes }) => from <= on && on <= until && askedIn(outcomes) > 0);
  const asked = people.filter(({ month }) => from <= month && month <= until);
  return {
    kept: had.filter(({ outcomes }) => isRoundKept(outcomes)).length,
    of: had.length,
    people: new Set(asked.map(({ personId }) => personId)).size,
  };
}

export interface DecisionDue {
  dueOn: LocalDate | null;
  /** Null: it waits. */
  decidedOn: LocalDate | null;
  personId: string | null;
}

/** Those that were needed by a day in the quarter, as far as it is there. */
export function decisionsIn({ from, until }: Span, decisions: readonly DecisionDue[], today: LocalDate): Cell {
  const due = decisions.filter(
    ({ dueOn, decidedOn }) =>
      dueOn !== null && from <= dueOn && dueOn <= until && (decidedOn !== null || dueOn < today),
  );
  return {
    kept: due.filter(({ dueOn, decidedOn }) => decidedOn !== null && dueOn !== null && decidedOn <= dueOn).length,
    of: due.length,
    people: new Set(due.flatMap(({ personId }) => personId ?? [])).size,
  };
}

export type ActionDue = Promised & { personId: string | null };

export function actionsIn({ from, until }: Span, actions: readonly ActionDue[], today: LocalDate): Cell {
  const due = actions.filter(
    ({ dueOn, doneOn, isDropped }) =>
      !isDropped && dueOn !== null && from <= dueOn && dueOn <= until && (doneOn !== null || dueOn < today),
  );
  return {
    kept: due.filter(({ dueOn, doneOn }) => doneOn !== null && dueOn !== null && doneOn <= dueOn).length,
    of: due.length,
    people: new Set(due.flatMap(({ personId }) => personId ?? [])).size,
  };
}

export type Trend = Record<Link, readonly Cell[]>;

/**
 * The first link that holds in fewer than four of five cases, by the last quarter of which it may be told; `unknown`: those of
 * which nothing may be told, so that nobody takes silence for strength.
 */
export function weakestIn(trend: Trend): { weak: Link | null; unknown: Link[] } {
  const last = LINKS.map((link) => ({
    link,
    told: trend[link].map(toldOf).findLast(({ is }) => is === "counts" || is === "rate"),
  }));
  const weak = last.find(({ told }) => told && "kept" in told && !areMost(told));
  return { weak: weak?.link ?? null, unknown: last.flatMap(({ link, told }) => (told ? [] : [link])) };
}
