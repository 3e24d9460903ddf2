/**
 * How a program stands at an instant, by the colours that were given. Pure. Digest, Home, *Why this colour?*, the checks and
 * the flash report ask these functions, each with the check-ins by which its reader is told (`digests/compile/rules-health.ts`).
 */

import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { HealthAnswer } from "../cadences/questions/questions.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import { addMs, DAY, earliest, type LocalDate, later, localDateOf, msBetween } from "../platform/time.ts";
import type { Closing } from "../programs/rules-closings.ts";
import { type Heads, headsAt } from "../programs/rules-heads.ts";
import { worstAmong, worstOf } from "./rules.ts";

type Instant = string;

/** By which somebody is told of what an answer says, or not. */
export type GivenWord = Pick<GivenColour, "cadenceId" | "askedAt" | "answeredAt">;

/** One revision of an answer to a question on health. */
export interface GivenColour {
  checkInId: string;
  revision: number;
  cadenceId: string;
  every: Rule["every"];
  personId: string;
  /** Nominal date of its round. */
  roundKey: string;
  answeredAt: Instant;
  /** When it was, where it counts as said by a digest that had gone: `asTakenIn`. */
  recordedAt?: Instant | undefined;
  /** When its round opened. */
  askedAt?: Instant | undefined;
  /** Null where this revision took the colour back. */
  colour: HealthColour | null;
  /** When the round after its own falls due: silence has the last word from then on. Null while there is none. */
  standsUntil: Instant | null;
  /** When its program was closed after it: from then on it says nothing of it any more. */
  closed?: Closing | undefined;
}

/** With what was said beside it. */
export interface GivenHealth extends GivenColour {
  author: string;
  roundId: string;
  period: string;
  /** Empty of those long past. */
  health: Partial<HealthAnswer>;
  confidence: number | null;
  /** What was written with it. */
  text: string | null;
}

export type Coloured<G extends GivenColour> = G & { colour: HealthColour };

/** The colour that stands, and the answers that gave it, the newest first. */
export interface Stand<G extends GivenColour> {
  colour: HealthColour;
  givenBy: [Coloured<G>, ...Coloured<G>[]];
}

/** At most so long a colour stands where nobody is asked again: a period of its cadence and time for the next answer. */
export const RECENT_DAYS: Record<Rule["every"], number> = { day: 5, week: 14, month: 46, quarter: 122, year: 426 };

/** How long one period of a cadence is at most. */
export const PERIOD_DAYS: Record<Rule["every"], number> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

/** So long after it was given the last word is told where it stands no more. */
const LAST_WORD_DAYS = 184;

/** How long before an instant a word of these rhythms can have been said that stands then, in milliseconds; 0 of none. */
export function longestStanding(everys: Iterable<Rule["every"]>): number {
  return Math.max(0, ...[...everys].map((every) => RECENT_DAYS[every])) * DAY;
}

/** How long before an instant a word of these rhythms can have been said that counts for what is told then, in milliseconds. */
export function longestTold(everys: Iterable<Rule["every"]>): number {
  return LAST_WORD_DAYS * DAY + longestStanding(everys);
}

/**
 * The colour that stands at an instant: of each person the last word, as long as it stands; of these the worst that a lead
 * gave, else a deputy, else anybody. An older word does not come back when the last one is over, be it another's: what a
 * deputy or anybody else said counts from the last word above them on. Null: none stands. A lead or a deputy is who was at
 * that instant.
 */
export function standAt<G extends GivenColour>(given: readonly G[], heads: Heads, at: Instant): Stand<G> | null {
  return standsOver(given, heads)(at);
}

/** How a program stood at any instant. */
export interface StandThen<G extends GivenColour> {
  (at: Instant): Stand<G> | null;
  /** Since when others led it. */
  handedOverAt: readonly Instant[];
}

/** For whoever asks of many instants: the record is put in order once for the same heads, and only of those who are heard. */
export function standsOver<G extends GivenColour>(given: readonly G[], heads: Heads): StandThen<G> {
  const { ledBefore } = heads;
  if (!ledBefore) return Object.assign(standsUnder(given, heads), NEVER_HANDED_OVER);
  const known = new Map<Heads, (at: Instant) => Stand<G> | null>();
  const standThen = (at: Instant) => {
    const then = headsAt(heads, at);
    const stand = known.get(then) ?? standsUnder(given, then);
    known.set(then, stand);
    return stand(at);
  };
  return Object.assign(standThen, { handedOverAt: ledBefore.map(({ until }) => until) });
}

const NEVER_HANDED_OVER = { handedOverAt: [] };

function standsUnder<G extends GivenColour>(given: readonly G[], heads: Heads): (at: Instant) => Stand<G> | null {
  // Whoever stands below is asked only where nobody above is heard, which is rare.
  const ranks = inRanks(given, heads)
    .filter((theirs) => theirs.length > 0)
    .map((theirs) => {
      let lastWords: ReturnType<typeof lastWordsOver<G>> | undefined;
      return (at: Instant) => {
        lastWords ??= lastWordsOver(theirs);
        return lastWords(at);
      };
    });
  return (at) =>
    worst(
      heard(
        ranks.values().map((lastWords) => lastWords(at)),
        ({ until }) => at < until,
      ),
    );
}

/**
 * The record as it was corrected by an instant: an answer says, from when it first said a colour on, what it said last by
 * then; up to a closing of its program, what it said last before that. By it periods that are over are told, in a digest and
 * in *Why*, and since when a colour stands.
 */
export function asCorrected<G extends GivenColour>(given: readonly G[], at: Instant): readonly G[] {
  if (given.every(({ revision }) => revision === 1)) return given;
  const known = given.filter(({ answeredAt }) => answeredAt <= at);
  const corrected = new Map<string, { first: number; last: G }>();
  for (const one of known) {
    const { first = Number.POSITIVE_INFINITY, last = one } = corrected.get(inItsTime(one)) ?? {};
    corrected.set(inItsTime(one), {
      first: one.colour === null ? first : Math.min(first, one.revision),
      last: one.revision > last.revision ? one : last,
    });
  }
  return known.map((one) => {
    const { first = one.revision, last = one } = corrected.get(inItsTime(one)) ?? {};
    const { answeredAt, recordedAt, closed } = one;
    return one.revision < first ? one : { ...last, answeredAt, recordedAt, closed };
  });
}

/** An answer, up to a closing of its program or since: what is said anew after that corrects nothing of before. */
function inItsTime({ checkInId, closed }: GivenColour): string {
  return closed ? `${checkInId} ${closed.at}` : checkInId;
}

/** A digest that had gone was told anew, of what had been asked by its cut-off, as that was recorded up to an instant. */
export interface Renewal {
  cutOffAt: Instant;
  at: Instant;
}

/**
 * Of one digest, told as of its cut-off and anew as of later instants: what an earlier correction took in counts a moment
 * before what the next one did.
 */
export function renewalsOf(cutOffAt: Instant, toldAsOf: readonly Instant[]): Renewal[] {
  const corrections = [...new Set(toldAsOf)].filter((at) => at > cutOffAt).sort();
  return corrections.map((at, index) => ({ cutOffAt: addMs(cutOffAt, index + 1 - corrections.length), at }));
}

/** Whether it counts as said by that cut-off, by a correction of its digest. */
export function isRenewedAt({ answeredAt, recordedAt }: GivenColour, cutOffAt: Instant): boolean {
  return recordedAt !== undefined && recordedAt > cutOffAt && msBetween(answeredAt, cutOffAt) < MOMENTS;
}

const MOMENTS = 1_000;

/** Whether what was recorded after the digest came with its correction. */
export function isTakenIn(one: { askedAt: Instant; recordedAt: Instant }, { cutOffAt, at }: Renewal): boolean {
  return one.askedAt <= cutOffAt && cutOffAt < one.recordedAt && one.recordedAt <= at;
}

/** As it counts up to an instant: what a correction took in, as said by the cut-off of its digest as well. */
export function asTakenIn<G extends GivenColour>(one: G, until: Instant, renewals: readonly Renewal[] = []): G[] {
  const own = one.answeredAt <= until ? [one] : [];
  if (renewals.length === 0) return own;
  const recordedAt = givenAt(one);
  const word = { askedAt: one.askedAt ?? recordedAt, recordedAt };
  const taken = renewals.filter((renewal) => isTakenIn(word, renewal) && renewal.cutOffAt !== one.answeredAt);
  return [...taken.map(({ cutOffAt }) => ({ ...one, answeredAt: cutOffAt, recordedAt })), ...own];
}

/** When it was really given. */
export function givenAt({ answeredAt, recordedAt = answeredAt }: GivenColour): Instant {
  return recordedAt;
}

/** Without what was said before the program was closed and reopened: nothing is counted or compared over that time. */
export function sinceReopened<G extends Pick<GivenColour, "closed">>(given: readonly G[], at: Instant): readonly G[] {
  if (given.every(({ closed }) => closed === undefined)) return given;
  return given.filter((one) => !isBeforeReopening(one, at));
}

/** The same of the periods before: what corrects an answer of then is a word of after the reopening, and of no such period. */
export function periodsSinceReopened<G extends GivenColour>(given: readonly G[], at: Instant): readonly G[] {
  const before = new Set(given.filter((one) => isBeforeReopening(one, at)).map(({ checkInId }) => checkInId));
  return before.size === 0 ? given : given.filter(({ checkInId }) => !before.has(checkInId));
}

function isBeforeReopening({ closed }: Pick<GivenColour, "closed">, at: Instant): boolean {
  return closed !== undefined && closed.until !== null && closed.until <= at;
}

/** What was let go to one reader of a program: what was said up to an instant, and what corrections of theirs took in. */
export interface LetGo {
  until: Instant;
  renewals: readonly Renewal[];
}

/** Where nothing is said of when it was asked, nobody asked it before. */
export function isLetGo(
  { answeredAt, askedAt = answeredAt }: Pick<GivenWord, "askedAt" | "answeredAt">,
  { until, renewals }: LetGo,
): boolean {
  return answeredAt <= until || renewals.some((one) => isTakenIn({ askedAt, recordedAt: answeredAt }, one));
}

/**
 * As whoever is told what was let go to each of these readers has it; of none: they are told all. That the program was
 * closed is nobody's word: they see that at once.
 */
export function asLetGo<W extends Pick<GivenWord, "askedAt" | "answeredAt">>(
  given: readonly W[],
  readers: readonly LetGo[],
): readonly W[] {
  return readers.length === 0 ? given : given.filter((word) => readers.every((one) => isLetGo(word, one)));
}

/** Where none stands any more: the one that stood last, or was given last where that was after its time. */
export function lastSaid<G extends GivenColour>(given: readonly G[], heads: Heads, at: Instant): Stand<G> | null {
  const oldest = addMs(at, -LAST_WORD_DAYS * DAY);
  const recent = sinceReopened(given, at).filter(({ answeredAt }) => answeredAt > oldest);
  const words = lastWordsAt(recent, heads, at);
  const handedOverAt = new Set(heads.ledBefore?.map(({ until }) => until));
  for (const moment of [...words.flat().map(counted), ...handedOverAt].sort().reverse()) {
    const then = headsAt(heads, addMs(moment, -1));
    const inTheirRanks = then === heads ? words : lastWordsAt(recent, then, at);
    const stoodThen = ({ word }: LastWord<G>) => !handedOverAt.has(moment) || word.answeredAt < moment;
    const last = worst(heard(inTheirRanks, (one) => counted(one) >= moment && stoodThen(one)));
    if (last) return last;
  }
  return null;
}

/** Which one a program had last, where it has none, and the day on which that was given. */
export interface LastColour {
  colour: HealthColour;
  on: LocalDate;
}

export function lastColourOf(stand: Stand<GivenColour>, zone: string): LastColour {
  return { colour: stand.colour, on: localDateOf(saidAt(stand), zone) };
}

function saidAt({ givenBy }: Stand<GivenColour>): Instant {
  return givenBy.map(givenAt).reduce(later);
}

/**
 * Since when it has been this colour; null where none stands. It goes on where nobody was asked for a while or the answer came
 * late, not over a round that nobody answered, or not by the time of a digest (`toldAt`), which told that nothing stood.
 * Another colour that stood for no more than a day (UTC) was a slip.
 */
export function standsSince(
  all: readonly GivenColour[],
  heads: Heads,
  at: Instant,
  toldAt: readonly Instant[] = [],
): Instant | null {
  const given = sinceReopened(asCorrected(all, at), at);
  const standThen = standsOver(given, heads);
  let since = at;
  let run = standThen(at);
  if (!run) return null;
  const silences = toldAt.filter((one) => one < at && !standThen(one));
  for (const moment of turnsBefore(given, standThen, at)) {
    const then = standThen(moment);
    if (!then) continue;
    const begin = since;
    if (then.colour !== run.colour && moment.slice(0, DATE) === begin.slice(0, DATE)) continue;
    const { givenBy } = run;
    const words = then.givenBy.filter((word) => !silences.some((told) => told < begin && isOver(word, given, told)));
    if (then.colour !== run.colour || !words.some((word) => goesOn(word, givenBy, begin))) break;
    [since, run] = [moment, then];
  }
  return recordedFrom(since, run.colour, given);
}

/** When that was given by which it has this colour from then on. */
function recordedFrom(from: Instant, colour: HealthColour, given: readonly GivenColour[]): Instant {
  const words = given.filter(({ answeredAt }) => answeredAt === from);
  const own = words.filter((word) => word.colour === colour);
  return earliest(...(own.length > 0 ? own : words).map(givenAt)) ?? from;
}

const DATE = "2026-11-21".length;

/** Whether a word stood until then, or was followed by one of the round after its own, or by the first after a pause. */
function goesOn(word: GivenColour, next: readonly GivenColour[], at: Instant): boolean {
  return silentUntil(word) >= at && ((word.standsUntil ?? at) >= at || next.some((one) => follows(one, word)));
}

/**
 * Whether nobody had answered the round after it, or one that had come by then and was answered later, or somebody had said
 * something since, by an instant at which none stood.
 */
function isOver({ standsUntil, answeredAt: saidAt }: GivenColour, given: readonly GivenColour[], at: Instant): boolean {
  const known = given.filter(({ answeredAt }) => answeredAt <= at);
  const isLate = ({ askedAt, checkInId }: GivenColour) =>
    askedAt !== undefined && askedAt <= at && known.every((one) => one.checkInId !== checkInId);
  return (
    saidAt <= at &&
    ((standsUntil !== null && standsUntil <= at) ||
      known.some(({ answeredAt }) => saidAt < answeredAt) ||
      given.some(isLate))
  );
}

/** No round lies between theirs. */
function follows({ roundKey }: GivenColour, { standsUntil }: GivenColour): boolean {
  return standsUntil === null || roundKey <= standsUntil;
}

/** When a word was given or ended, or others came to lead, up to an instant; the newest first. Most walks end within the first of them. */
function* turnsBefore(
  given: readonly GivenColour[],
  { handedOverAt }: Pick<StandThen<GivenColour>, "handedOverAt">,
  at: Instant,
): Generator<Instant> {
  const turnsOf = (some: readonly GivenColour[]) => turnsIn(some, handedOverAt);
  if (given.length <= FEW_WORDS) return yield* turnsOf(given).filter((turn) => turn <= at);
  const longest = longestStanding(new Set(given.map(({ every }) => every)));
  const recent = addMs(at, -FIRST_TURNS_DAYS * DAY);
  const mayTurn = addMs(recent, -longest);
  yield* turnsOf(given.filter(({ answeredAt }) => answeredAt > mayTurn)).filter((turn) => recent < turn && turn <= at);
  yield* turnsOf(given.filter(({ answeredAt }) => answeredAt <= recent)).filter((turn) => turn <= recent);
}

const FIRST_TURNS_DAYS = 46;
const FEW_WORDS = 12;

function turnsIn(given: readonly GivenColour[], handedOverAt: readonly Instant[]): Instant[] {
  return given
    .flatMap((one) => [one.answeredAt, over(one)])
    .concat(handedOverAt)
    .sort()
    .reverse();
}

/** A colour that stood, until another did or none. */
export interface Spell<G extends GivenColour> extends Stand<G> {
  from: Instant;
  until: Instant;
}

/** One after another, the newest first, up to an instant. */
export function* spellsBefore<G extends GivenColour>(
  given: readonly G[],
  standThen: StandThen<G>,
  at: Instant,
): Generator<Spell<G>> {
  let spell: Spell<G> | null = null;
  let until = at;
  for (const from of turnsBefore(given, standThen, at)) {
    const stand = standThen(from);
    if (stand && spell?.colour === stand.colour) spell.from = from;
    else {
      if (spell) yield spell;
      spell = stand && { ...stand, from, until };
    }
    until = from;
  }
  if (spell) yield spell;
}

/**
 * Those of another colour, or of any where none stands, up to an instant, the newest first: those since `since`, and the last
 * one before. Of two alike with silence between them there is one, but where that stood at `since` or the program was closed
 * meanwhile. One that was over on its day was a slip.
 */
export function spellsOfOthers<G extends GivenColour>(
  colour: HealthColour | null,
  { given, standThen }: { given: readonly G[]; standThen: StandThen<G> },
  { at, since, zone }: { at: Instant; since: Instant; zone: string },
): Spell<G>[] {
  const found: Spell<G>[] = [];
  if (given.every((one) => one.colour === null || one.colour === colour)) return found;
  let last: HealthColour | null = null;
  for (const spell of spellsBefore(given, standThen, at)) {
    const { from, until } = asRecorded(spell, given);
    const isSlip = localDateOf(from, zone) === localDateOf(until, zone);
    if (isSlip) continue;
    const later = last === spell.colour && spell.until > since ? found.at(-1) : undefined;
    last = spell.colour;
    if (spell.colour === colour) continue;
    if (later && sinceReopened(spell.givenBy, later.from).length > 0) later.from = spell.from;
    else found.push(spell);
    if (spell.from <= since) break;
  }
  return found;
}

/** Begun or ended by what was recorded later than it counts, it stood from or until then: until the last of its own words was another. */
export function asRecorded<G extends GivenColour>(counted: Spell<G>, given: readonly G[]): Spell<G> {
  const spell = { ...counted, from: recordedFrom(counted.from, counted.colour, given) };
  const ending = given.filter(
    ({ recordedAt, answeredAt, colour }) =>
      recordedAt !== undefined && answeredAt === spell.until && colour !== spell.colour,
  );
  if (ending.length === 0) return spell;
  const firstOf = (some: readonly G[]) => earliest(...some.map(({ recordedAt = null }) => recordedAt)) ?? spell.until;
  const own = spell.givenBy.flatMap((word) => ending.filter(({ checkInId }) => checkInId === word.checkInId));
  const turns = [...Map.groupBy(own, ({ checkInId }) => checkInId).values()].map(firstOf);
  return { ...spell, until: turns.length > 0 ? turns.reduce(later) : firstOf(ending) };
}

/**
 * A worse one than what was said last, where none stands any more: no silence hides it. It ended within half a year, and no
 * longer before the last word than a colour of the rhythm stands in which somebody is told (`within`).
 */
export function worseBefore<G extends GivenColour>(
  last: Stand<G>,
  all: readonly G[],
  heads: Heads,
  { at, within, zone }: { at: Instant; within: Rule["every"]; zone: string },
): Spell<G> | null {
  const given = sinceReopened(asCorrected(all, at), at);
  const since = later(addMs(saidAt(last), -RECENT_DAYS[within] * DAY), addMs(at, -LAST_WORD_DAYS * DAY));
  const record = { given, standThen: standsOver(given, heads) };
  const worst = worstAmong(
    spellsOfOthers(last.colour, record, { at, since, zone }).filter(({ until }) => until > since),
  );
  return worst && worstOf([last.colour, worst.colour]) !== last.colour ? asRecorded(worst, given) : null;
}

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

class LastWord<G extends GivenColour> {
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
function lastWordsAt<G extends GivenColour>(given: readonly G[], heads: Heads, at: Instant): LastWord<G>[][] {
  return inRanks(given, heads).map((theirs) => lastWordsOver(theirs)(at));
}

/** Of each person what they had said last by an instant: in the later round of a cadence, of two cadences the later word. */
function lastWordsOver<G extends GivenColour>(given: readonly G[]): (at: Instant) => LastWord<G>[] {
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
function isLaterWord(one: GivenColour, other: GivenColour): boolean {
  return one.answeredAt === other.answeredAt ? one.checkInId > other.checkInId : one.answeredAt > other.answeredAt;
}

/** When a word ceases to say how the program stands; of one that was given after its time that was before. */
function over(word: GivenColour): Instant {
  const { every, standsUntil, closed } = word;
  const answeredAt = givenAt(word);
  const longest = RECENT_DAYS[every] * DAY;
  const until =
    standsUntil !== null && msBetween(answeredAt, standsUntil) < longest ? standsUntil : addMs(answeredAt, longest);
  return closed && closed.at < until ? closed.at : until;
}

/** Up to when it counted as how the program stands; of one that was given after its time that moment. */
function counted({ word, until }: LastWord<GivenColour>): Instant {
  return later(until, word.answeredAt);
}

/** Whoever speaks up to then goes on from this word. */
function silentUntil(word: GivenColour): Instant {
  return addMs(over(word), RECENT_DAYS[word.every] * DAY);
}

/** What those who lead said, their deputies, and anybody else. */
function inRanks<G extends GivenColour>(given: readonly G[], heads: Heads): G[][] {
  const ranks: [G[], G[], G[]] = [[], [], []];
  for (const one of given) ranks[rankOf(one, heads)].push(one);
  return ranks;
}

/** 0 of those who lead, 1 of deputies, 2 of anybody else. */
export function rankOf({ personId }: Pick<GivenColour, "personId">, { leads, deputies }: Heads): 0 | 1 | 2 {
  return leads.includes(personId) ? 0 : deputies.includes(personId) ? 1 : 2;
}

/** Of the last words of each rank, the highest first, those of the first that has one which counts. */
function heard<G extends GivenColour>(
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

function worst<G extends GivenColour>(last: readonly LastWord<G>[]): Stand<G> | null {
  const words = last.map(({ word }) => word);
  const colour = worstOf(words.map((word) => word.colour));
  const [first, ...others] = words.filter((word) => word.colour === colour).sort(newestFirst);
  return colour && first ? { colour, givenBy: [first, ...others] } : null;
}

export interface PeriodColour {
  period: string;
  colour: HealthColour;
  /** Those of this colour. */
  givenBy: Coloured<GivenHealth>[];
}

/** How a program stands, with the periods before of the cadence in which it was said. */
export interface Standing {
  cadenceId: string;
  every: Rule["every"];
  /** The newest first; never empty. */
  history: [PeriodColour, ...PeriodColour[]];
  colour: HealthColour;
  since: Instant;
  before: HealthColour | null;
  /** How many periods in a row were answered in this colour since then, this one included. */
  periods: number;
  /** The answer that gave the colour. */
  given: Coloured<GivenHealth>;
}

/** Null: no colour stands. */
export function standingOf(all: readonly GivenHealth[], heads: Heads, at: Instant): Standing | null {
  const stand = standAt(all, heads, at);
  const since = standsSince(all, heads, at);
  if (!stand || since === null) return null;
  const newest = stand.givenBy.reduce((last, one) => (isLaterWord(one, last) ? one : last));
  const earlier = periodsSinceReopened(all, at).filter(
    ({ cadenceId, period, roundKey, answeredAt }) =>
      cadenceId === newest.cadenceId && period !== newest.period && roundKey < newest.roundKey && answeredAt <= at,
  );
  const before = periodsOf(earlier, heads, at);
  const history: Standing["history"] = [{ period: newest.period, ...stand }, ...before];
  return {
    cadenceId: newest.cadenceId,
    every: newest.every,
    history,
    colour: stand.colour,
    since,
    before: before[0]?.colour ?? null,
    periods: runOf(history, since).length,
    given: newest,
  };
}

/**
 * What was said in each period, the newest first, with the date of its last round; by its last word, whenever that was, under
 * those who led the program then.
 */
export function periodsOf(
  given: readonly GivenHealth[],
  heads: Heads,
  at: Instant,
): (PeriodColour & { key: string })[] {
  return [...Map.groupBy(given, ({ period }) => period)]
    .map(([period, answers]) => ({ period, answers, key: keyOf(answers) }))
    .sort((one, other) => (one.key < other.key ? 1 : -1))
    .flatMap(({ period, answers, key }) => {
      const then = saidIn(answers, heads, at);
      return then ? [{ period, key, ...then }] : [];
    });
}

/** As digests told it, since then. */
export function standingFrom(standing: Standing, since: Instant): Standing {
  return { ...standing, since, periods: runOf(standing.history, since).length };
}

/** The newest first: none was left out between them, and all were said since then. */
function runOf([newest, ...before]: Standing["history"], since: Instant): PeriodColour[] {
  const run = [newest];
  let next = newest;
  for (const one of before) {
    const goes = one.givenBy.some((word) => givenAt(word) >= since && next.givenBy.some((by) => follows(by, word)));
    if (one.colour !== newest.colour || !goes) break;
    run.push(one);
    next = one;
  }
  return run;
}

/** What these answers said together, whether or not it still stands. */
function saidIn<G extends GivenColour>(answers: readonly G[], heads: Heads, at: Instant): Stand<G> | null {
  const lastAt = answers.reduce((last, { answeredAt }) => (answeredAt <= at ? later(last, answeredAt) : last), "");
  return worst(heard(lastWordsAt(answers, headsAt(heads, lastAt), at), () => true));
}

function keyOf(answers: readonly GivenHealth[]): string {
  return answers.reduce((last, { roundKey }) => (roundKey > last ? roundKey : last), "");
}
