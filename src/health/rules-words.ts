/** The last words of each person, in the order of whose word counts. Pure. */

import { addMs, DAY, later, msBetween } from "../platform/time.ts";
import type { Heads } from "../programs/rules-heads.ts";
import { worstOf } from "./rules.ts";
import type { Coloured, GivenColour, Instant, Stand } from "./rules-given.ts";
import { givenAt, RECENT_DAYS } from "./rules-given.ts";

/** Of each check-in what it said at an instant, where that was a colour. */
export function wordsAt<G extends GivenColour>(given: readonly G[], at: Instant): Coloured<G>[] {
  const revisions = new Map<string, G>();
  for (const one of given) {
    const known = revisions.get(one.checkInId);
    if (one.answeredAt <= at && (!known || one.revision > known.revision)) revisions.set(one.checkInId, one);
  }
  return [...revisions.values()].filter(isColoured);
}

function isColoured<G extends GivenColour>(one: G): one is Coloured<G> {
  return one.colour !== null;
}

export class LastWord<G extends GivenColour> {
  readonly word: Coloured<G>;
  #until: Instant | undefined;

  constructor(word: Coloured<G>) {
    this.word = word;
  }

  /** When it ceases to say how the program stands. */
  get until(): Instant {
    this.#until ??= over(this.word);
    return this.#until;
  }
}

/** In ranks. */
export function lastWordsAt<G extends GivenColour>(given: readonly G[], heads: Heads, at: Instant): LastWord<G>[][] {
  return inRanks(given, heads).map((theirs) => lastWordsOver(theirs)(at));
}

/** Of each person what they had said last by an instant: in the later round of a cadence, of two cadences the later word. */
export function lastWordsOver<G extends GivenColour>(given: readonly G[]): (at: Instant) => LastWord<G>[] {
  const inTurn = given.toSorted(newestFirst).reverse();
  const people = [...Map.groupBy(inTurn, ({ personId }) => personId).values()].map((theirs) =>
    [...Map.groupBy(theirs, ({ cadenceId }) => cadenceId).values()].map(lastInTurn),
  );
  return (at) => {
    const words: LastWord<G>[] = [];
    for (const cadences of people) {
      let last: LastWord<G> | null = null;
      for (const turns of cadences) {
        const said = turns.findLast(({ from }) => from <= at)?.last;
        if (said && (last === null || isLaterWord(said.word, last.word))) last = said;
      }
      if (last !== null) words.push(last);
    }
    return words;
  };
}

/** After each answer of a person to a cadence, the oldest first, the word of the latest round that says a colour. */
function lastInTurn<G extends GivenColour>(answers: readonly G[]) {
  const said = new Map<string, G>();
  let last: LastWord<G> | null = null;
  return answers.map((one) => {
    if (one.revision >= (said.get(one.checkInId)?.revision ?? 0)) {
      said.set(one.checkInId, one);
      const word: Coloured<G> | null =
        last?.word.checkInId === one.checkInId
          ? latestRound([...said.values()].filter(isColoured))
          : isColoured(one) && (last === null || isLaterRound(one, last.word))
            ? one
            : (last?.word ?? null);
      if (word !== last?.word) last = word && new LastWord(word);
    }
    return { from: one.answeredAt, last };
  });
}

function latestRound<G extends GivenColour>(words: readonly G[]): G | null {
  return words.reduce<G | null>((last, one) => (last === null || isLaterRound(one, last) ? one : last), null);
}

function isLaterRound(one: GivenColour, other: GivenColour): boolean {
  return one.roundKey === other.roundKey ? isLaterWord(one, other) : one.roundKey > other.roundKey;
}

function newestFirst(one: GivenColour, other: GivenColour): number {
  return Number(isLaterWord(other, one)) - Number(isLaterWord(one, other));
}

/** Of two at the same instant the one that was begun later: ids grow with time. */
export function isLaterWord(one: GivenColour, other: GivenColour): boolean {
  return one.answeredAt === other.answeredAt ? one.checkInId > other.checkInId : one.answeredAt > other.answeredAt;
}

/** When a word ceases to say how the program stands; of one that was given after its time that was before. */
export function over(word: GivenColour): Instant {
  const { every, standsUntil, closed } = word;
  const answeredAt = givenAt(word);
  const longest = RECENT_DAYS[every] * DAY;
  const until =
    standsUntil !== null && msBetween(answeredAt, standsUntil) < longest ? standsUntil : addMs(answeredAt, longest);
  return closed && closed.at < until ? closed.at : until;
}

/** Up to when it counted as how the program stands; of one that was given after its time that moment. */
export function counted({ word, until }: LastWord<GivenColour>): Instant {
  return later(until, word.answeredAt);
}

/** Whoever speaks up to then goes on from this word. */
export function silentUntil(word: GivenColour): Instant {
  return addMs(over(word), RECENT_DAYS[word.every] * DAY);
}

/** What those who lead said, their deputies, and anybody else. */
export function inRanks<G extends GivenColour>(given: readonly G[], heads: Heads): G[][] {
  const ranks: [G[], G[], G[]] = [[], [], []];
  for (const one of given) ranks[rankOf(one, heads)].push(one);
  return ranks;
}

/** 0 of those who lead, 1 of deputies, 2 of anybody else. */
export function rankOf({ personId }: Pick<GivenColour, "personId">, { leads, deputies }: Heads): 0 | 1 | 2 {
  return leads.includes(personId) ? 0 : deputies.includes(personId) ? 1 : 2;
}

/** Of the last words of each rank, the highest first, those of the first that has one which counts. */
export function heard<G extends GivenColour>(
  ranks: Iterable<readonly LastWord<G>[]>,
  counts: (one: LastWord<G>) => boolean,
): readonly LastWord<G>[] {
  let saidAbove = "";
  for (const theirs of ranks) {
    const counting = theirs.filter((one) => one.word.answeredAt > saidAbove && counts(one));
    if (counting.length > 0) return counting;
    for (const { word } of theirs) saidAbove = later(saidAbove, word.answeredAt);
  }
  return [];
}

export function worst<G extends GivenColour>(last: readonly LastWord<G>[]): Stand<G> | null {
  const words = last.map(({ word }) => word);
  const colour = worstOf(words.map((word) => word.colour));
  const [first, ...others] = words.filter((word) => word.colour === colour).sort(newestFirst);
  return colour && first ? { colour, givenBy: [first, ...others] } : null;
}
