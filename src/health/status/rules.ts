/**
 * How a program stands at an instant, by the colours that were given. Pure. Digest, Home, *Why this colour?*, the checks and
 * the flash report ask these functions, each with the check-ins by which its reader is told (`digests/compile/rules-health.ts`).
 */

import type { HealthColour } from "../../cadences/questions/health-scale.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import { addMs, DAY, earliest, type LocalDate, later, localDateOf } from "../../platform/time.ts";
import { type Heads, headsAt } from "../../programs/rules-heads.ts";
import { worstAmong, worstOf } from "../rules.ts";
import type { Coloured, GivenColour, GivenHealth, Instant, Stand } from "../rules-given.ts";
import { asCorrected, givenAt, periodsSinceReopened, RECENT_DAYS, sinceReopened } from "../rules-given.ts";
import {
  counted,
  heard,
  inRanks,
  isLaterWord,
  type LastWord,
  lastWordsAt,
  lastWordsOver,
  over,
  silentUntil,
  worst,
} from "../rules-words.ts";

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

export interface PeriodColour {
  period: string;
  colour: HealthColour;
  /** Those of this colour. */
  givenBy: Coloured<GivenHealth>[];
}

/** How a program stands, with the periods before of the cadence in which it was said. */
export interface Status {
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
export function statusOf(all: readonly GivenHealth[], heads: Heads, at: Instant): Status | null {
  const stand = standAt(all, heads, at);
  const since = standsSince(all, heads, at);
  if (!stand || since === null) return null;
  const newest = stand.givenBy.reduce((last, one) => (isLaterWord(one, last) ? one : last));
  const earlier = periodsSinceReopened(all, at).filter(
    ({ cadenceId, period, roundKey, answeredAt }) =>
      cadenceId === newest.cadenceId && period !== newest.period && roundKey < newest.roundKey && answeredAt <= at,
  );
  const before = periodsOf(earlier, heads, at);
  const history: Status["history"] = [{ period: newest.period, ...stand }, ...before];
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
export function statusFrom(status: Status, since: Instant): Status {
  return { ...status, since, periods: runOf(status.history, since).length };
}

/** The newest first: none was left out between them, and all were said since then. */
function runOf([newest, ...before]: Status["history"], since: Instant): PeriodColour[] {
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
