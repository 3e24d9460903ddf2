/** How a program stood in the periods before, told in one rhythm, whichever check-in spoke last. Pure. */
import type { HealthAnswer } from "../cadences/questions.ts";
import type { Rule } from "../cadences/rule.ts";
import { addMs, DAY } from "../platform/time.ts";
import {
  type GivenHealth,
  type Heads,
  type PeriodColour,
  periodsOf,
  periodsSinceReopened,
  RECENT_DAYS,
  rankOf,
  type Standing,
  sinceReopened,
  standAt,
} from "./rules-standing.ts";

type Every = Rule["every"];
type Instant = string;

/** The rhythms of digests in which somebody is told of a program all the time. */
export type ToldIn = "week" | "month";

export interface History {
  every: Every;
  /** The newest first, without the present one; grey where digests told that nothing stood, for the answer came later. */
  before: { period: string; colour: PeriodColour["colour"] | "grey" }[];
}

const SHORTEST_FIRST: readonly Every[] = ["day", "week", "month", "quarter", "year"];

/**
 * By the answers of the longest rhythm up to the reader's own in which those who gave the colour speak; where they speak in
 * longer ones alone, by those of the shortest.
 */
export function historyOf(
  all: readonly GivenHealth[],
  heads: Heads,
  at: Instant,
  { standing, toldIn, silent }: { standing: Standing; toldIn: ToldIn; silent: ReadonlySet<string> },
): History {
  const { every, before } = periodsBefore(all, heads, at, { standing, toldIn });
  const asTold = ({ period, colour }: PeriodColour) => ({
    period,
    colour: silent.has(period) ? ("grey" as const) : colour,
  });
  return { every, before: before.map(asTold) };
}

function periodsBefore(
  all: readonly GivenHealth[],
  heads: Heads,
  at: Instant,
  { standing, toldIn }: { standing: Standing; toldIn: ToldIn },
): { every: Every; before: PeriodColour[] } {
  const given = sinceReopened(all, at);
  const speakers = rankOf(standing.given, heads);
  const spoken = given.filter(
    (one) =>
      one.colour !== null &&
      one.answeredAt <= at &&
      one.answeredAt > addMs(at, -2 * RECENT_DAYS[one.every] * DAY) &&
      rankOf(one, heads) === speakers,
  );
  const every = rhythmOf(new Set(spoken.map((one) => one.every)), toldIn) ?? standing.every;
  const own = periodsSinceReopened(all, at).filter((one) => one.every === every && one.answeredAt <= at);
  const periods = periodsOf(own, heads, at);
  const [latest, ...earlier] = periods;
  const isOwn = standing.every === every;
  const stand = isOwn ? standing.history[0] : standAt(own, heads, at);
  if (!latest || stand?.colour !== standing.colour) return { every, before: periods };
  const present = isOwn ? standing.history[0].period : latest.period;
  const before = isOwn ? periods.filter(({ key }) => key < standing.given.roundKey) : earlier;
  return { every, before: before.filter(({ period }) => period !== present) };
}

function rhythmOf(spoken: ReadonlySet<Every>, toldIn: ToldIn): Every | null {
  const place = SHORTEST_FIRST.indexOf(toldIn);
  const upToIt = SHORTEST_FIRST.slice(0, place + 1).toReversed();
  return [...upToIt, ...SHORTEST_FIRST.slice(place + 1)].find((every) => spoken.has(every)) ?? null;
}

/** The answer that says of each dimension what it has: that of the colour, else another of theirs that stands; null: none. */
export function dimensionsIn(
  given: readonly GivenHealth[],
  heads: Heads,
  at: Instant,
  { colour, given: word }: Pick<Standing, "colour" | "given">,
): GivenHealth | null {
  const isAny = ({ dimensions = {} }: Partial<HealthAnswer>) => Object.keys(dimensions).length > 0;
  if (isAny(word.health)) return word;
  const theirs = given.filter(({ personId }) => personId === word.personId);
  const others = [...Map.groupBy(theirs, ({ cadenceId }) => cadenceId).values()].flatMap((answers) => {
    const stand = standAt(answers, heads, at);
    return stand?.colour === colour ? stand.givenBy.filter(({ health }) => isAny(health)) : [];
  });
  const [newest] = others.sort((one, other) => (one.answeredAt < other.answeredAt ? 1 : -1));
  return newest ?? null;
}
