/** How a program stood in the periods before, told in one rhythm, whichever check-in spoke last. Pure. */

import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { HealthAnswer } from "../cadences/questions/questions.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import { addMs, DAY, later } from "../platform/time.ts";
import type { Heads } from "../programs/rules-heads.ts";
import { asCorrected, type GivenHealth, periodsSinceReopened, RECENT_DAYS, sinceReopened } from "./rules-given.ts";
import { rankOf } from "./rules-words.ts";
import { periodsOf, type Status, spellsOfOthers, standAt, standsOver } from "./status/rules.ts";

type Every = Rule["every"];
type Instant = string;

/** The rhythms of digests in which somebody is told of a program all the time. */
export type ToldIn = "week" | "month";

export interface History {
  every: Every;
  /** The newest first, without the present one; grey where nothing stood when digests told of it, though somebody was asked. */
  before: { period: string; colour: HealthColour | "grey" }[];
}

/** Of the periods of a rhythm how a program stood when digests told it, as known now; null: nothing stood. */
export interface AsTold {
  every: ToldIn;
  /** The newest first, without the present one. */
  before: { period: string; at: Instant; colour: HealthColour | null }[];
  /** For how many in a row it has its colour, the present one included. */
  periods: number;
  /** Since when neither another colour stood nor a digest told that none did. */
  from: Instant;
}

/** `told`: when digests told of each, the newest first; `over`: the last that is, which is the present one while its words stand. */
export function asToldOf(
  all: readonly GivenHealth[],
  heads: Heads,
  at: Instant,
  {
    status,
    every,
    told,
    over,
    zone,
  }: {
    status: Status;
    every: ToldIn;
    told: readonly { period: string; at: Instant }[];
    over: string;
    zone: string;
  },
): AsTold {
  const given = sinceReopened(asCorrected(all, at), at);
  const standThen = standsOver(given, heads);
  const words = new Set(status.history[0].givenBy.map(({ checkInId }) => checkInId));
  const before = told.flatMap(({ period, at: toldAt }) => {
    const stand = standThen(toldAt);
    const isPresent = period === over && stand?.givenBy.some(({ checkInId }) => words.has(checkInId));
    return isPresent ? [] : [{ period, at: toldAt, colour: stand?.colour ?? null }];
  });
  const [other] = spellsOfOthers(status.colour, { given, standThen }, { at, since: at, zone });
  const end = before.findIndex((one) => one.colour !== status.colour || (other && one.at < other.until));
  const periods = end < 0 ? Math.max(before.length + 1, status.periods) : end + 1;
  const toldOtherwise = before.find(({ colour }) => colour !== status.colour)?.at ?? "";
  const said = given.reduce((first, { answeredAt }) => (answeredAt < first ? answeredAt : first), at);
  return { every, before, periods, from: [toldOtherwise, other?.until ?? ""].reduce(later, said) };
}

const SHORTEST_FIRST: readonly Every[] = ["day", "week", "month", "quarter", "year"];

/**
 * In the longest rhythm up to the reader's own in which those who gave the colour speak, as their digests told it; where they
 * speak in longer ones alone, by the answers of the shortest. `silentAt`: when digests told that none stood.
 */
export function historyOf(
  all: readonly GivenHealth[],
  heads: Heads,
  at: Instant,
  {
    status,
    toldIn,
    asTold,
    silentAt,
  }: { status: Status; toldIn: ToldIn; asTold: AsTold; silentAt: ReadonlySet<Instant> },
): History {
  const given = sinceReopened(all, at);
  const speakers = rankOf(status.given, heads);
  const spoken = given.filter(
    (one) =>
      one.colour !== null &&
      one.answeredAt <= at &&
      one.answeredAt > addMs(at, -2 * RECENT_DAYS[one.every] * DAY) &&
      rankOf(one, heads) === speakers,
  );
  const every = rhythmOf(new Set(spoken.map((one) => one.every)), toldIn) ?? status.every;
  const own = periodsSinceReopened(all, at).filter((one) => one.every === every && one.answeredAt <= at);
  if (asTold.every === every) {
    const known = asTold.before.filter(({ at: toldAt, colour }) => colour !== null || silentAt.has(toldAt));
    return { every, before: known.map(({ period, colour }) => ({ period, colour: colour ?? "grey" })) };
  }
  const periods = periodsOf(own, heads, at);
  const [latest, ...earlier] = periods;
  const isOwn = status.every === every;
  const stand = isOwn ? status.history[0] : standAt(own, heads, at);
  if (!latest || stand?.colour !== status.colour) return { every, before: periods };
  const present = isOwn ? status.history[0].period : latest.period;
  const before = isOwn ? periods.filter(({ key }) => key < status.given.roundKey) : earlier;
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
  { colour, given: word }: Pick<Status, "colour" | "given">,
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
