/** When programs were closed and reopened, as the audit log has it. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { DAY, msBetween } from "../../platform/time.ts";

/** `until`: when it was reopened; null while it was not. */
export interface Closing {
  at: Instant;
  until: Instant | null;
}

export const CLOSED = "program.closed";
export const REOPENED = "program.reopened";

/** Reopened within a day: it was closed by mistake, and nothing has changed. */
export function wasSlip({ at, until }: Closing): boolean {
  return until !== null && msBetween(at, until) < DAY;
}
