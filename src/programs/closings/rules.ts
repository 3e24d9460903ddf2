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

/** In order. `acts`: as `closingActs` has them; null of a program that was never closed. */
export function closingsOf(acts: string | null): Closing[] {
  const closings: Closing[] = [];
  for (const act of acts?.split(",") ?? []) {
    const [action, at = ""] = act.split(" ");
    const last = closings.at(-1);
    if (action === CLOSED) closings.push({ at, until: null });
    else if (last) last.until = at;
  }
  return closings;
}

/** Reopened within a day: it was closed by mistake, and nothing has changed. */
export function wasSlip({ at, until }: Closing): boolean {
  return until !== null && msBetween(at, until) < DAY;
}

/** The closing that held at an instant; undefined: the program was running. */
export function closingAt(closings: readonly Closing[], instant: Instant): Closing | undefined {
  return closings.find(({ at, until }) => at <= instant && (until === null || instant < until));
}

/** What was said or asked at an instant held until then; undefined: it was not closed since. */
export function closingAfter(closings: readonly Closing[], instant: Instant): Closing | undefined {
  return closings.find((closing) => closing.at > instant && !wasSlip(closing));
}
