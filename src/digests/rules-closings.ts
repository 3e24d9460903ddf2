/** Which digest tells that a program was closed. Pure. */
import type { Instant } from "../platform/clock.ts";
import { addMs, DAY } from "../platform/time.ts";
import type { Rhythm } from "./table.ts";

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
