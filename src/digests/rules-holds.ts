/** Which digests a hold concerns. */
import { localDateOf } from "../platform/time.ts";
import type { DigestFacts, Period } from "./facts.ts";
import { nextSending, previousPeriod } from "./rules-periods.ts";
import type { Rhythm } from "./table.ts";

type Instant = DigestFacts["cutOffAt"];

/** The periods whose digests go without the program, from the first to the last without a gap. */
export interface Hold {
  first: string;
  last: string;
}

/**
 * Whether the digest that a reader gets next goes without the program. `period` is the last whole one, `lastSent` that of
 * the reader's last edition: with the edition of its last period a hold is over.
 */
export function isHeldBack(hold: Hold | null, period: string, lastSent: string | undefined): boolean {
  return hold !== null && hold.last >= period && hold.last !== lastSent;
}

/** The period of the first digest of a rhythm that is sent after `now` to a reader in one of these zones. */
export function periodSentNext(rhythm: Rhythm, zones: readonly string[], now: Instant): Period | null {
  const [first] = zones
    .map((zone) => ({ zone, at: nextSending(rhythm, zone, now) }))
    .sort((one, other) => (one.at < other.at ? -1 : 1));
  return first ? previousPeriod(rhythm, localDateOf(first.at, first.zone)) : null;
}

/** With the digest of `period` held back as well. Null when it is already. */
export function heldThrough(rhythm: Rhythm, known: Hold | null, period: Period): Hold | null {
  if (known && known.last >= period.label) return null;
  const follows = known?.last === previousPeriod(rhythm, period.from).label;
  return { first: known && follows ? known.first : period.label, last: period.label };
}

/** With the digest of `period` let go. Null when nothing is held back any more. */
export function releasedFrom(rhythm: Rhythm, known: Hold, period: Period): Hold | null {
  if (known.last !== period.label) return known;
  return known.first === known.last ? null : { first: known.first, last: previousPeriod(rhythm, period.from).label };
}
