/** What Home says of a program's health between two digests. */
import type { Rule } from "../cadences/rule.ts";
import { type HealthColour, type Trend, trendOf, worstOf } from "../health/rules.ts";
import { addMs, DAY } from "../platform/time.ts";
import type { DigestFacts } from "./facts.ts";
import { decidingAnswers } from "./rules-health.ts";

type Instant = DigestFacts["cutOffAt"];

/** A colour is recent for one period of its cadence and a grace in which the next one may come. */
const RECENT_DAYS: Record<Rule["every"], number> = { day: 5, week: 14, month: 46, quarter: 122, year: 426 };

/** The oldest colour that Home still asks for, with the one before it. */
export function oldestOfInterest(now: Instant): Instant {
  return addMs(now, -2 * RECENT_DAYS.year * DAY);
}

interface Given {
  cadenceId: string;
  personId: string;
  colour: HealthColour;
  answeredAt: Instant;
  place: number;
}

/**
 * The colour that was given last, by the lead where the lead gave one, and how it moved since the one before by the same
 * people: between two digests the newest word counts, whatever its rhythm. Grey: there was a colour once, and none is
 * recent. Null: nobody ever gave one.
 */
export function currentHealth(
  program: { leads: string[]; cadences: { id: string; every: Rule["every"] }[] },
  given: readonly Given[],
  now: Instant,
): { colour: HealthColour | "grey"; trend: Trend | null } | null {
  if (given.length === 0) return null;
  const every = new Map(program.cadences.map((cadence) => [cadence.id, cadence.every]));
  const isRecent = ({ cadenceId, answeredAt }: Given) => {
    const rhythm = every.get(cadenceId);
    return rhythm !== undefined && answeredAt > addMs(now, -RECENT_DAYS[rhythm] * DAY);
  };
  const recent = given.filter((one) => one.place === 1 && isRecent(one));
  const byLeads = recent.filter(({ personId }) => program.leads.includes(personId));
  const newest = (byLeads.length > 0 ? byLeads : recent).reduce<Given | null>(
    (last, one) => (last === null || one.answeredAt > last.answeredAt ? one : last),
    null,
  );
  const deciding = decidingAnswers(
    program,
    recent.filter(({ cadenceId }) => cadenceId === newest?.cadenceId),
  );
  const colour = worstOf(deciding.map((one) => one.colour));
  if (colour === null) return { colour: "grey", trend: null };
  const before = given.filter(
    (one) =>
      one.place === 2 &&
      deciding.some(({ cadenceId, personId }) => cadenceId === one.cadenceId && personId === one.personId),
  );
  return { colour, trend: trendOf(worstOf(before.map((one) => one.colour)), colour) };
}
