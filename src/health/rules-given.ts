/** Colours as they were given, corrected, taken in and let go: what a status is counted from. Pure. */
import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { HealthAnswer } from "../cadences/questions/questions.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import { addMs, msBetween } from "../platform/time.ts";
import type { Closing } from "../programs/closings/rules.ts";

export type Instant = string;

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
  /** Not all that was written with it is told. */
  isCut?: true;
}

/** Of what was written for whoever leads alone: colours and dates. */
export function withoutWords<W extends object>(given: W): W {
  if (!isGivenHealth(given)) return given;
  const colours = Object.entries(given.health).filter(([name]) => name === "colour" || name === "dimensions");
  return { ...given, health: Object.fromEntries(colours), text: null };
}

/** Whether it has what was said beside it. */
export function isGivenHealth<W extends object>(given: W): given is W & GivenHealth {
  return "health" in given && typeof given.health === "object" && given.health !== null;
}

/** With each of its texts as `told` says it; empty: nothing of it. What was written beside the colour is left out. */
export function inWords<G extends GivenHealth>(given: G, told: (text: string) => string): G {
  const { reason, pathToGreen: path, ...colours } = given.health;
  const [said, action] = [reason && told(reason), path && told(path.action)];
  const isCut = said !== reason || action !== path?.action;
  return {
    ...given,
    health: { ...colours, ...(said && { reason: said }), ...(path && action && { pathToGreen: { ...path, action } }) },
    text: null,
    ...(isCut && { isCut }),
  };
}

export type Coloured<G extends GivenColour> = G & { colour: HealthColour };

/** The colour that stands, and the answers that gave it, the newest first. */
export interface Stand<G extends GivenColour> {
  colour: HealthColour;
  givenBy: [Coloured<G>, ...Coloured<G>[]];
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
export function givenAt({
  answeredAt,
  recordedAt = answeredAt,
}: Pick<GivenColour, "answeredAt" | "recordedAt">): Instant {
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

/** At most so long a colour stands where nobody is asked again: a period of its cadence and time for the next answer. */
export const RECENT_DAYS: Record<Rule["every"], number> = { day: 5, week: 14, month: 46, quarter: 122, year: 426 };
