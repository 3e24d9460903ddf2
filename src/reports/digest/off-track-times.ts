/**
 * When a sponsor hears that programs went off track. Of one day the first two come ten minutes after they were saved, each alone; all
 * later ones in one message, an hour after the third; what comes after that next morning. Pure.
 */
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, addMs, HOUR, instantOf, localDateOf, MINUTE } from "../../platform/time.ts";

/** Long enough to correct a slip of the finger. */
export const DELAY_MS = 10 * MINUTE;
const MOST_ALONE = 2;

/** With which others a message comes; left out: alone. */
export const TOGETHER = ["after-an-hour", "next-morning"] as const;
export type Together = (typeof TOGETHER)[number];

export interface Announced {
  startedAt: Instant;
  together?: Together | undefined;
}

/**
 * Of a program that went off track at `at`. `before`: what was announced to this sponsor by then, of any day. `zone`: where they are.
 */
export function offTrackTime(
  before: readonly Announced[],
  at: Instant,
  zone: string,
): { notBefore: Instant; together?: Together } {
  const today = localDateOf(at, zone);
  const ofToday = before.filter(({ startedAt }) => localDateOf(startedAt, zone) === today);
  if (ofToday.length < MOST_ALONE) return { notBefore: addMs(at, DELAY_MS) };

  const third = ofToday.find(({ together }) => together === "after-an-hour");
  const hourIsOver = addMs(third?.startedAt ?? at, HOUR);
  if (at < hourIsOver) return { notBefore: hourIsOver, together: "after-an-hour" };
  return { notBefore: instantOf(addLocalDays(today, 1), "00:00", zone), together: "next-morning" };
}
