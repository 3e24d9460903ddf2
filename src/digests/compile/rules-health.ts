/** The colour of a program in a period, and what came before it. */

import type { HealthColour } from "../../cadences/questions/health-scale.ts";
import type { HealthAnswer } from "../../cadences/questions/questions.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import { periodsInThisColour, reasonIn, type Trend, trendOf, worstAmong } from "../../health/rules.ts";
import { asCorrected, isRenewedAt, RECENT_DAYS, type Stand, sinceReopened } from "../../health/rules-given.ts";
import {
  asRecorded,
  lastSaid,
  type Spell,
  type StandThen,
  spellsBefore,
  spellsOfOthers,
  standsOver,
  worseBefore,
} from "../../health/status/rules.ts";
import { addMs, DAY, later, localDateOf, msBetween } from "../../platform/time.ts";
import type { Heads } from "../../programs/rules-heads.ts";
import { hasYears } from "../periods/rules.ts";
import { OWN } from "../readers/rules.ts";
import type { AnswerFacts, CadenceFacts, DigestFacts, GivenFacts, ProgramFacts } from "./facts.ts";

/** One that was reported, until it was another or was corrected; `correctedAt`: when, where it was another before. */
export interface ReportedSpell extends Spell<GivenFacts> {
  correctedAt?: string;
}

export interface ProgramHealth {
  /** Grey: somebody is asked, and no answer stands. Null: nobody is asked. */
  colour: HealthColour | "grey" | null;
  before: HealthColour | "grey" | null;
  /** From the end of the period before to that of this one; null also where it is the same again, after another between. */
  trend: Trend | null;
  /**
   * Another than these that it had within the period, the worst; else one that was said of it then, and was corrected: at the
   * end of the period before, or the worst since. Of grey that alone, where `reported` is another.
   */
  between: (ReportedSpell & { isCorrected?: true }) | null;
  /**
   * Beside another that it had, the one that the period before was told with, until that was corrected, or what was said since
   * and corrected as well; of both the worst. Beside one that was corrected, another that was. Beside none: the one of an
   * earlier period, by which that is now among those in this colour, or no longer; else the one that the digest before told
   * as between.
   */
  reported: ReportedSpell | null;
  /** How many periods in this colour, this one included; of grey 0. */
  periods: number;
  /** What gave the colour. */
  givenBy: GivenFacts[];
  /** Of grey what was said last. */
  last: Stand<GivenFacts> | null;
  /** Of grey the worst that it had not long before, where that is worse than what was said last. */
  worse: Spell<GivenFacts> | null;
  /** Of the periods before, oldest first. */
  history: (HealthColour | null)[];
  /** The same with silence: grey where somebody had been asked and nothing stood, null where nobody had. */
  past: (HealthColour | "grey" | null)[];
}

type CutOffs = Pick<DigestFacts, "rhythm" | "cutOffAt" | "earlierCutOffs" | "toldAt"> & {
  reader: Pick<DigestFacts["reader"], "zone">;
};

const RANK: Record<Rule["every"], number> = { day: 0, week: 1, month: 2, quarter: 3, year: 4 };

/**
 * As the program stands at the cut-off, and stood at those of the periods before; compared with the last one whose digest had
 * it. One that had another colour within the period is not unchanged, nor one of which a digest told within it that none stood;
 * what was corrected on the day on which it was given was a slip, and no other colour. An answer that was corrected says the same
 * of the periods before, as known at the cut-off; what it had said since then is told as that.
 */
export function healthOf(
  program: Heads & Pick<ProgramFacts, "given" | "asked" | "asksHealth" | "heldSince">,
  { rhythm, cutOffAt, earlierCutOffs, toldAt, reader: { zone } }: CutOffs,
): ProgramHealth {
  const all = asCorrected(program.given, cutOffAt);
  const standThen = standsOver(all, program);
  const past = earlierCutOffs.map(coloursOver(program, standThen)).reverse();
  const history = past.map((colour) => (colour === "grey" ? null : colour));
  const given = sinceReopened(all, cutOffAt);
  const comparedAt = (at: string) => {
    const then = standThen(at);
    return then && sinceReopened(then.givenBy, cutOffAt).length > 0 ? then.colour : null;
  };
  const compared = given === all ? history : earlierCutOffs.map(comparedAt).reverse();
  const { heldSince } = program;
  const held = heldSince === undefined ? [] : earlierCutOffs.filter((at) => at >= heldSince);
  const toldCutOffs = earlierCutOffs.slice(held.length);
  const toldThen = compared.slice(0, toldCutOffs.length);
  const last = toldThen.at(-1) ?? null;
  const before = last ?? (toldThen.some((colour) => colour !== null) ? "grey" : null);
  const [begin = "", beginBefore = ""] = toldCutOffs;
  const asGiven = all === program.given ? null : sinceReopened(program.given, cutOffAt);
  const said = asGiven && readSaid(asGiven, program, { begin, cutOffAt });
  const told = said && toldBeforeCorrection(said, { before, begin });
  const stand = standThen(cutOffAt);
  const within = { at: cutOffAt, since: begin, zone };
  const worstWithin = <S extends Spell<GivenFacts>>(spells: readonly S[]) => worstSince(begin, { before, spells });
  const betweenBefore = (of: SaidThen) => toldBetweenBefore(of, { at: begin, since: beginBefore, zone });
  const saidSince = said ? correctedSpells(stand?.colour ?? null, said, within) : [];
  const correctedToo = (...known: readonly ({ colour: HealthColour } | null)[]) =>
    worstWithin(saidSince.filter(({ colour }) => known.every((one) => one?.colour !== colour)));
  if (!stand) {
    const isGrey = program.asksHealth;
    const last = isGrey ? lastSaid(program.given, program, cutOffAt) : null;
    const worse = last && worseBefore(last, program.given, program, { at: cutOffAt, within: OWN[rhythm], zone });
    const of = { colour: "grey" as const, cutOffAt, earlierCutOffs: toldCutOffs };
    const first = isGrey && said ? (told ?? toldLongBefore(said, of) ?? betweenBefore(said)) : null;
    const too = isGrey ? correctedToo(first, last, worse) : null;
    const between = first && too && !worse ? { ...first, isCorrected: true as const } : null;
    const reported = between ? too : worstOfSome(first, too);
    const none = { trend: null, between, reported, periods: 0, givenBy: [] };
    return { colour: isGrey ? "grey" : null, before, ...none, last, worse, history, past };
  }
  const others = spellsOfOthers(stand.colour, { given: all, standThen }, within);
  const [turnedAt = ""] = others.map(({ until }) => until);
  const worst = worstWithin(others);
  const had = worst && asRecorded(worst, all);
  const corrected = had ? null : (told ?? worstWithin(saidSince));
  const too = correctedToo(told, had, corrected);
  const [first, second] = corrected && too && too.from < corrected.from ? [too, corrected] : [corrected, too];
  const between = had ?? (first && { ...first, isCorrected: true as const });
  // Of months within a quarter or a year, or whose digests went without it: those of the periods before tell it themselves.
  const isSilent = (at: string) => at < cutOffAt && !standThen(at);
  const mayBeSilent = hasYears(rhythm) ? toldAt : held;
  const silentAt = last === stand.colour ? (mayBeSilent.find(isSilent) ?? "") : "";
  const since = earlierCutOffs.filter((at) => at >= later(turnedAt, silentAt)).length;
  const periods = periodsInThisColour([...compared.slice(compared.length - since), stand.colour]);
  const of = { colour: stand.colour, cutOffAt, earlierCutOffs: earlierCutOffs.slice(held.length, periods) };
  const long = said && (told || between ? null : (toldLongBefore(said, of) ?? betweenBefore(said)));
  return {
    colour: stand.colour,
    before,
    trend: last === stand.colour && (between || silentAt > begin) ? null : trendOf(last, stand.colour),
    between,
    reported: worstOfSome(had && told, second) ?? long,
    periods,
    givenBy: stand.givenBy,
    last: null,
    worse: null,
    history,
    past,
  };
}

function worstSince<S extends Spell<GivenFacts>>(
  since: string,
  { before, spells }: { before: ProgramHealth["before"]; spells: readonly S[] },
): S | null {
  return worstAmong(spells.filter(({ until, colour }) => until > since && colour !== before));
}

function worstOfSome(...spells: readonly (ReportedSpell | null)[]): ReportedSpell | null {
  return worstAmong(spells.flatMap((spell) => spell ?? []));
}

/** What was said, as it was said, and as it was known after each correction of the period, the first one first. */
interface SaidThen {
  heads: Heads;
  given: readonly GivenFacts[];
  standThen: StandThen<GivenFacts>;
  corrections: readonly { at: string; standThen: StandThen<GivenFacts> }[];
}

function readSaid(
  all: readonly GivenFacts[],
  heads: Heads,
  { begin, cutOffAt }: { begin: string; cutOffAt: string },
): SaidThen {
  // By what corrections told of this period's months, these were; what they had said until then is told as said.
  const given = all.filter(
    (one) => one.recordedAt === undefined || one.answeredAt <= begin || isRenewedAt(one, cutOffAt),
  );
  const corrections = given
    .flatMap(({ revision, answeredAt: at }) => (revision > 1 && begin < at && at <= cutOffAt ? [at] : []))
    .toSorted()
    .map((at) => ({ at, standThen: standsOver(asCorrected(given, at), heads) }));
  return { heads, given, standThen: standsOver(given, heads), corrections };
}

/** Those of another colour that were said, each until it was corrected: of several answers that gave it in turn, the last. */
function correctedSpells(
  colour: HealthColour | null,
  said: SaidThen,
  within: Parameters<typeof spellsOfOthers>[2],
): ReportedSpell[] {
  if (said.corrections.length === 0) return [];
  return spellsOfOthers(colour, said, within)
    .filter(({ until }) => until > within.since)
    .flatMap((spell) => correctedIn(spell, said, within) ?? []);
}

/** One that was on its day was a slip, and what was said before it is told. */
function correctedIn(
  { colour, from, until }: Spell<GivenFacts>,
  said: Parameters<typeof reportedAt>[2],
  { since, zone }: Parameters<typeof spellsOfOthers>[2],
): ReportedSpell | null {
  const turns = said.given.flatMap(({ answeredAt: at }) => (later(from, since) < at && at < until ? [at] : []));
  for (const turn of [until, ...turns.toSorted().reverse()]) {
    const at = addMs(turn, -1);
    const reported = said.standThen(at)?.colour === colour ? reportedAt(at, colour, said) : null;
    if (reported && localDateOf(reported.from, zone) !== localDateOf(reported.until, zone)) return reported;
  }
  return null;
}

/** What the period before was told with, until the first correction by which it was another; null where it still holds. */
function toldBeforeCorrection(
  said: SaidThen,
  { before, begin }: { before: ProgramHealth["before"]; begin: string },
): ReportedSpell | null {
  const told = said.standThen(begin)?.colour ?? before;
  return told === before ? null : reportedAt(begin, told, said);
}

/**
 * Of the periods in a row, and the one before them, the latest that the digest before would have told otherwise: as it stood
 * then, until the first correction since. Of grey that of the last period in which it had a status.
 */
function toldLongBefore(
  { heads, given, corrections, standThen: saidThen }: SaidThen,
  {
    colour,
    cutOffAt,
    earlierCutOffs,
  }: { colour: HealthColour | "grey" } & Pick<CutOffs, "cutOffAt" | "earlierCutOffs">,
): ReportedSpell | null {
  const [begin = ""] = earlierCutOffs;
  if (corrections.length === 0) return null;
  const known = asCorrected(given, begin);
  const knownThen = standsOver(known, heads);
  const now = standsOver(asCorrected(given, cutOffAt), heads);
  const isOther = (at: string) =>
    colour === "grey"
      ? knownThen(at)?.colour !== now(at)?.colour
      : (knownThen(at)?.colour === colour) !== (now(at)?.colour === colour);
  const stood =
    colour === "grey" ? earlierCutOffs.filter((at) => knownThen(at) ?? now(at)).slice(0, 1) : earlierCutOffs;
  const at = stood.find((one) => one !== begin && knownThen(one) && isOther(one));
  if (at === undefined) return null;
  return reportedAt(at, knownThen(at)?.colour ?? null, { given, corrections, known, standThen: knownThen, saidThen });
}

/** What the digest before told, beside its colour, as another between, until the first correction by which it was none. */
function toldBetweenBefore(
  { heads, given, corrections, standThen: saidThen }: SaidThen,
  within: Parameters<typeof spellsOfOthers>[2],
): ReportedSpell | null {
  if (corrections.length === 0) return null;
  const known = asCorrected(given, within.at);
  const standThen = standsOver(known, heads);
  const stood = standThen(within.at);
  if (!stood) return null;
  const before = standThen(within.since)?.colour ?? null;
  const spells = spellsOfOthers(stood.colour, { given: known, standThen }, within);
  const told = worstSince(within.since, { before, spells });
  return told && correctedIn(told, { given, corrections, known, standThen, saidThen }, within);
}

/**
 * As which it was told at an instant, until the first correction by which it was another, or until it was said to be
 * another before that: from the answer on that this corrected. `known`, `standThen`: by what was known then, where that is
 * not all as it was said.
 */
function reportedAt(
  at: string,
  told: ProgramHealth["before"],
  {
    given,
    corrections,
    known = given,
    standThen,
    saidThen = standThen,
  }: Pick<SaidThen, "given" | "corrections" | "standThen"> & {
    known?: readonly GivenFacts[];
    saidThen?: StandThen<GivenFacts>;
  },
): ReportedSpell | null {
  const until = corrections.find((one) => one.at > at && one.standThen(at)?.colour !== told)?.at;
  const [spell] = spellsBefore(known, standThen, at);
  if (!spell || until === undefined) return null;
  const corrected = given.filter(({ revision, answeredAt }) => revision > 1 && answeredAt === until);
  const said = given.filter(
    ({ checkInId, colour, answeredAt }) =>
      colour !== null && answeredAt <= at && corrected.some((one) => one.checkInId === checkInId),
  );
  const [first = spell.from] = said.map(({ answeredAt }) => answeredAt).toSorted();
  const reported = asRecorded({ ...spell, from: later(spell.from, first), until }, given);
  const isOther = (then: string) => saidThen(then)?.colour !== told;
  const turns = given.flatMap(({ answeredAt }) => (at < answeredAt && answeredAt < until ? [answeredAt] : []));
  const ended = isOther(addMs(until, -1)) ? turns.toSorted().find(isOther) : undefined;
  return ended === undefined ? reported : { ...reported, until: ended, correctedAt: reported.until };
}

/** As a line tells it, in days of a zone. */
export function spellTold({ colour, from, until, correctedAt }: ReportedSpell, zone: string) {
  return {
    colour,
    from: localDateOf(from, zone),
    until: localDateOf(until, zone),
    ...(correctedAt !== undefined && { correctedOn: localDateOf(correctedAt, zone) }),
  };
}

/** How it stood at any instant: grey where a round had come and nothing stood, be it that nobody was left to ask; else null. */
export function coloursOver(
  { asked }: Pick<ProgramFacts, "asked">,
  standThen: (at: string) => Stand<GivenFacts> | null,
): (at: string) => HealthColour | "grey" | null {
  return (at) => {
    const wasAsked = ({ opensAt, every, closed }: ProgramFacts["asked"][number]) =>
      opensAt <= at && msBetween(opensAt, at) < RECENT_DAYS[every] * DAY && !(closed && closed.at <= at);
    return standThen(at)?.colour ?? (asked.some(wasAsked) ? "grey" : null);
  };
}

/** Null also where it has no content. */
export function reasonOf({ fed }: AnswerFacts): string | null {
  for (const { feed, value } of fed) if (feed === "health" && isHealthAnswer(value)) return reasonIn(value);
  return null;
}

/** Null where it gives none. */
export function colourIn({ fed }: AnswerFacts): HealthColour | null {
  for (const { feed, value } of fed) if (feed === "health" && isHealthAnswer(value)) return value.colour;
  return null;
}

function isHealthAnswer(value: AnswerFacts["fed"][number]["value"]): value is HealthAnswer {
  return typeof value === "object" && !Array.isArray(value);
}

/**
 * The cadence with the longest rhythm among `ids` that is no longer than the digest's; of two alike the one that comes
 * first in the program's list.
 */
export function longestCadence(
  program: { cadences: readonly Pick<CadenceFacts, "id" | "every" | "isBeyond">[] },
  ids: ReadonlySet<string>,
): string | null {
  const candidates = program.cadences.filter((cadence) => ids.has(cadence.id));
  const rank = (cadence: (typeof candidates)[number]) => (cadence.isBeyond ? -1 : RANK[cadence.every]);
  return candidates.toSorted((a, b) => rank(b) - rank(a))[0]?.id ?? null;
}
