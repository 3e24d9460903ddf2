/** Which digest tells that a program was closed, or reopened. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { type Closing, wasSlip } from "../../programs/closings/rules.ts";
import type { Rhythm } from "../table.ts";
import type { ProgramFacts } from "./facts.ts";

/** Two periods: what one digest was kept from telling comes with the next. */
const TOLD_WITHIN_DAYS: Record<Rhythm, number> = { weekly: 14, monthly: 62, quarterly: 184, annual: 732 };

/** What was closed earlier is told in no digest of that instant. */
export function closingsSince(rhythm: Rhythm, at: Instant): Instant {
  return addMs(at, -TOLD_WITHIN_DAYS[rhythm] * DAY);
}

/** Whether the digest of an instant tells of a program that was closed then; `after`: up to when the digests before told. */
export function tellsClosing(
  closedAt: Instant,
  { rhythm, at, after }: { rhythm: Rhythm; at: Instant; after: Instant },
): boolean {
  return closedAt > after && closedAt > closingsSince(rhythm, at) && closedAt <= at;
}

/**
 * The reopenings by then since `after`, up to when the digests before told, in order; where there is none, the last one. Of a
 * program that was closed by mistake only where one of these digests (`editions`) has told that it was.
 */
export function reopenings(
  closings: readonly Closing[],
  { at, after, editions }: { at: Instant; after: Instant; editions: readonly { cut_off_at: Instant }[] },
): NonNullable<ProgramFacts["reopened"]> {
  const all = closings.flatMap((closing) => {
    const { at: closedAt, until } = closing;
    if (until === null || until > at) return [];
    const wasTold = editions.some(({ cut_off_at: told }) => closedAt <= told && told < until);
    return wasTold || !wasSlip(closing) ? [{ closedAt, at: until, isNew: until > after }] : [];
  });
  const news = all.filter(({ isNew }) => isNew);
  return news.length > 0 ? news : all.slice(-1);
}
