/** How long somebody has to answer, as days: pure. */
import type { Rule } from "../../cadences/recurrence/rule.ts";
import { isAwayThroughout } from "../../people/absences.ts";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, type LocalDate, localDateOf, mondayOf, type Weekday } from "../../platform/time.ts";
import type { Span } from "../../platform/working-days.ts";

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
 * The days on which an absence that has since changed must still hold for a prompt to stay excused. What the absence had
 * covered by the due day stays covered by an early return.
 */
export function daysToStayExcused(window: Window, zone: string, today: LocalDate): Span {
  const until = localDateOf(window.dueAt, zone);
  const { from } = daysToAnswer(window, zone, today);
  return { from: from < until ? from : until, until };
}

/** The week that a weekly check-in is about: whoever is away throughout it is not asked. Null: of any other. */
export function weekOfRound({ every }: Pick<Rule, "every">, key: string): Span | null {
  const monday = mondayOf(key.slice(0, "YYYY-MM-DD".length));
  return every === "week" ? { from: monday, until: addLocalDays(monday, 6) } : null;
}

/** Whether somebody is away on all days on which they could answer, or throughout the week that it is about. */
export function isAwayFor(
  days: Span,
  week: Span | null,
  { spans, workingDays }: { spans: readonly Span[]; workingDays: readonly Weekday[] | undefined },
): boolean {
  return [days, ...(week ? [week] : [])].some((span) => isAwayThroughout(span, spans, workingDays));
}

interface Away {
  from_date: LocalDate;
  until_date: LocalDate;
}

export function spanOf({ from_date: from, until_date: until }: Away): Span {
  return { from, until };
}

/**
 * The absence for which somebody is not asked, or undefined. `absences`: theirs, the first to begin first; several may
 * cover the window together.
 */
export function absenceExcusing<Absence extends Away>(
  window: Window,
  zone: string,
  {
    absences,
    workingDays,
    week,
  }: { absences: readonly Absence[]; workingDays?: readonly Weekday[] | undefined; week: Span | null },
): Absence | undefined {
  if (absences.length === 0) return undefined;
  const days = daysToAnswer(window, zone);
  if (!isAwayFor(days, week, { spans: absences.map(spanOf), workingDays })) return undefined;
  return absences.find(({ until_date }) => until_date >= (week?.from ?? days.from));
}

/** Not who cannot answer, nor who is away through all of `days` too. */
export function canStandIn(
  person: { is_bot: 0 | 1; is_deactivated: 0 | 1 } | undefined,
  absences: readonly Away[],
  days: Span,
): boolean {
  if (!person || person.is_bot === 1 || person.is_deactivated === 1) return false;
  return !isAwayThroughout(days, absences.map(spanOf));
}
