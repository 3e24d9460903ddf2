/** How long somebody has to answer, as days: pure. */
import type { Span } from "../people/rules-absences.ts";
import type { Instant } from "../platform/clock.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";

interface Window {
  opensAt: Instant;
  dueAt: Instant;
}

/**
 * The local days on which a prompt can be answered in time. With `today` those that are left; of one that is overdue,
 * today. Whoever is away through all of them is excused; whoever is there on one of them is asked.
 */
export function daysToAnswer({ opensAt, dueAt }: Window, zone: string, today?: LocalDate): Span {
  const opens = localDateOf(opensAt, zone);
  const due = localDateOf(dueAt, zone);
  const from = today !== undefined && today > opens ? today : opens;
  return { from, until: due < from ? from : due };
}

/**
 * The days on which an absence that has since changed must still hold for a prompt to stay excused. `enteredFrom`: its
 * first day as it was when the prompt was excused. What the absence had covered by the due day stays covered by an early
 * return.
 */
export function daysToStayExcused(
  window: Window,
  zone: string,
  days: { today: LocalDate; enteredFrom: LocalDate },
): Span {
  const due = localDateOf(window.dueAt, zone);
  const until = due < days.enteredFrom ? days.enteredFrom : due;
  const { from } = daysToAnswer(window, zone, days.today);
  return { from: from < until ? from : until, until };
}
