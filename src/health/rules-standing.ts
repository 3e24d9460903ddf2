/** How a program stands: the colour of each period, newest first, and whose answers gave it. Pure. */
import type { HealthAnswer } from "../cadences/questions.ts";
import type { Rule } from "../cadences/rule.ts";
import { addMs, DAY } from "../platform/time.ts";
import { type HealthColour, periodsInThisColour, type Trend, trendOf, worstOf } from "./rules.ts";

type Instant = string;

/** An answer with a colour. */
export interface GivenHealth {
  checkInId: string;
  revision: number;
  cadenceId: string;
  every: Rule["every"];
  personId: string;
  author: string;
  roundId: string;
  roundKey: string;
  period: string;
  answeredAt: Instant;
  colour: HealthColour;
  health: HealthAnswer;
  confidence: number | null;
  /** What was written with it. */
  text: string | null;
}

export interface PeriodColour {
  period: string;
  colour: HealthColour;
  /** Those of this colour. */
  givenBy: GivenHealth[];
}

export interface Standing {
  cadenceId: string;
  every: Rule["every"];
  /** The newest first; never empty. */
  history: [PeriodColour, ...PeriodColour[]];
  colour: HealthColour;
  before: HealthColour | null;
  trend: Trend | null;
  /** How many periods in this colour, this one included. */
  periods: number;
  /** The answer that gave the colour. */
  given: GivenHealth;
}

/** A colour is recent for one period of its cadence and a grace in which the next one may come. */
export const RECENT_DAYS: Record<Rule["every"], number> = { day: 5, week: 14, month: 46, quarter: 122, year: 426 };

/** The newest word of those who lead, else of anybody, and the periods of that cadence before it. Null: none is recent. */
export function standingOf(given: readonly GivenHealth[], leads: readonly string[], now: Instant): Standing | null {
  const recent = given.filter(({ every, answeredAt }) => answeredAt > addMs(now, -RECENT_DAYS[every] * DAY));
  const byLeads = recent.filter(({ personId }) => leads.includes(personId));
  const newest = newestOf(byLeads.length > 0 ? byLeads : recent);
  if (!newest) return null;
  const ofCadence = given.filter(({ cadenceId }) => cadenceId === newest.cadenceId);
  const periods = [...Map.groupBy(ofCadence, ({ period }) => period)]
    .map(([period, answers]) => ({
      period,
      key:
        answers
          .map(({ roundKey }) => roundKey)
          .sort()
          .at(-1) ?? "",
      answers,
    }))
    .sort((one, other) => (one.key < other.key ? 1 : -1));
  const history = periods.flatMap(({ period, answers }) => colourOf(period, answers, leads) ?? []);
  const [current, ...earlier] = history;
  const [first] = current?.givenBy ?? [];
  if (!current || !first) return null;
  const before = earlier[0]?.colour ?? null;
  return {
    cadenceId: newest.cadenceId,
    every: newest.every,
    history: [current, ...earlier],
    colour: current.colour,
    before,
    trend: trendOf(before, current.colour),
    periods: periodsInThisColour(history.map(({ colour }) => colour).reverse()),
    given: newestOf(current.givenBy) ?? first,
  };
}

/** Of each person the last answer counts, of the leads' where there is one. */
function colourOf(period: string, answers: readonly GivenHealth[], leads: readonly string[]): PeriodColour | null {
  const last = [...Map.groupBy(answers, ({ personId }) => personId).values()].flatMap((own) => newestOf(own) ?? []);
  const byLeads = last.filter(({ personId }) => leads.includes(personId));
  const deciding = byLeads.length > 0 ? byLeads : last;
  const colour = worstOf(deciding.map((one) => one.colour));
  return colour && { period, colour, givenBy: deciding.filter((one) => one.colour === colour) };
}

/** Of two at the same instant the one that was begun later: ids grow with time. */
function newestOf(given: readonly GivenHealth[]): GivenHealth | null {
  const isLater = (one: GivenHealth, other: GivenHealth) =>
    one.answeredAt === other.answeredAt ? one.checkInId > other.checkInId : one.answeredAt > other.answeredAt;
  return given.reduce<GivenHealth | null>((last, one) => (last === null || isLater(one, last) ? one : last), null);
}
