/** Which period an edition has, when editions are sent, and where earlier periods end. */
import { type Rule, WEEKDAYS } from "../cadences/rule.ts";
import { nextOpenings } from "../cadences/rules.ts";
import { addMs, instantOf, type LocalDate, localDateOf } from "../platform/time.ts";
import type { DigestFacts, Period } from "./facts.ts";
import type { Rhythm } from "./table.ts";

type Instant = DigestFacts["cutOffAt"];

/** Rhythms that are compiled already, with their sending times in the reader's zone. */
const SENDING: Partial<Record<Rhythm, Rule>> = {
  weekly: { every: "week", on: ["mo"], at: "09:00", zone: "participant" },
  monthly: { every: "month", on: { workingDay: 3 }, at: "09:00", zone: "participant" },
};
export type SentRhythm = Extract<Rhythm, "weekly" | "monthly">;

/** The first sending time strictly after `after`; null for a rhythm that is not compiled yet. */
export function nextSending(rhythm: Rhythm, zone: string, after: Instant): Instant | null {
  const rule = SENDING[rhythm];
  return rule ? (nextOpenings(rule, { zone, after, count: 1 })[0] ?? null) : null;
}

/** The last whole calendar period before an instant, in the reader's zone. */
export function periodBefore(rhythm: SentRhythm, at: Instant, zone: string): Period {
  return previousPeriod(rhythm, localDateOf(at, zone));
}

/** The whole period before the one that holds `date`; before another period: give its first day. */
export function previousPeriod(rhythm: SentRhythm, date: LocalDate): Period {
  const day = Temporal.PlainDate.from(date);
  if (rhythm === "monthly") {
    const first = day.with({ day: 1 }).subtract({ months: 1 });
    const label = first.toPlainYearMonth().toString();
    return { label, from: first.toString(), until: first.add({ months: 1 }).subtract({ days: 1 }).toString() };
  }
  const monday = day.subtract({ days: day.dayOfWeek - 1 + WEEKDAYS.length });
  const label = `${monday.yearOfWeek}-W${String(monday.weekOfYear).padStart(2, "0")}`;
  return { label, from: monday.toString(), until: monday.add({ days: 6 }).toString() };
}

/** When the edition of a period is sent. */
export function sendingOf(rhythm: SentRhythm, period: Period, zone: string): Instant {
  const end = instantOf(Temporal.PlainDate.from(period.until).add({ days: 1 }).toString(), "00:00", zone);
  const sending = nextSending(rhythm, zone, addMs(end, -1));
  if (!sending) throw new Error("A sending rule has no end");
  return sending;
}

/** What an earlier edition covered: after `fromAt`, up to its cut-off. */
export interface EarlierEdition {
  period: string;
  fromAt: Instant | null;
}

/**
 * The instants after which the earlier periods began for this reader, newest first: an answer recorded after the nth
 * (from 0), and not after the one before it, belongs to the period n + 1 ago. A period with an edition has what that
 * edition told; one without has what the edition would have told that was not told in a later one.
 */
export function earlierBounds(
  rhythm: SentRhythm,
  period: Period,
  { zone, fromAt }: { zone: string; fromAt: Instant },
  { editions, count }: { editions: readonly EarlierEdition[]; count: number },
): Instant[] {
  const bounds: Instant[] = [];
  let earlier = previousPeriod(rhythm, period.from);
  let bound = fromAt;
  for (let n = 0; n < count; n += 1) {
    const edition = editions.find((one) => one.period === earlier.label);
    const before = previousPeriod(rhythm, earlier.from);
    const began = edition?.fromAt ?? sendingOf(rhythm, before, zone);
    bound = began < bound ? began : bound;
    bounds.push(bound);
    earlier = before;
  }
  return bounds;
}

/** 1 for the period before this one; null when it is older than the bounds reach. */
export function periodsAgo(bounds: readonly Instant[], answeredAt: Instant): number | null {
  const index = bounds.findIndex((bound) => answeredAt > bound);
  return index === -1 ? null : index + 1;
}
