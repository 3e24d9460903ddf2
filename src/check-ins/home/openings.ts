import { nameOf } from "../../cadences/naming.ts";
import { nextOpenings } from "../../cadences/recurrence/rules.ts";
import type { Cadence } from "../../cadences/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Reader } from "../../platform/texts/language.ts";

/** How far ahead they are told. */
const COMING = 3;

/**
 * The next openings as the reader's own clock shows them: of each cadence the next one, so that a daily check-in does not
 * hide the others; where there are few cadences, the ones after as well.
 */
export function openingsOf(
  cadences: readonly Cadence[],
  reader: Reader,
  now: Instant,
): { at: Instant; what: string }[] {
  const byTime = (one: { at: Instant }, other: { at: Instant }) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);
  const openings = cadences.flatMap((cadence) =>
    nextOpenings(cadence.timing, { zone: reader.zone, after: now, count: COMING }).map((at, place) => ({
      at,
      place,
      what: nameOf(cadence, reader),
    })),
  );
  const nearest = openings.sort(byTime).filter(({ place }) => place === 0);
  const later = openings.filter(({ place }) => place > 0);
  return [...nearest, ...later].slice(0, COMING).sort(byTime);
}
