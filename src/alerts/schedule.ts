/** When a program is evaluated by itself, and in whose rounds it asks: as its facts are. */

import type { Cadence } from "../cadences/use-cases.ts";
import { dayOf, isWorkingDay, type WorkingCalendar } from "../calendars/rules-days.ts";
import { blockersIn, type ProgramNow } from "../health/program-facts.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, addMs, earliest, instantOf, inZone, localDateOf, SECOND } from "../platform/time.ts";
import type { Cause } from "./rules-triggers.ts";

/** Dates are looked at in the morning of whoever leads. */
const LOOKED_AT = "08:00";
const RANK = { day: 0, week: 1, month: 2, quarter: 3, year: 4 };

/** A digest of those above, and when what speaks against the colour is asked. */
export interface DigestCheck {
  at: Instant;
  checkAt: Instant;
}

/** Of these digests those that are still to come; asked about one working day before. */
export function checksBefore(
  digests: readonly { at: Instant }[],
  { leads, now }: Pick<ProgramNow, "leads" | "now">,
  working: WorkingCalendar,
): DigestCheck[] {
  const zone = zoneOf({ leads });
  return digests
    .filter(({ at }) => at > now)
    .map(({ at }) => {
      const time = inZone(at, zone).toPlainTime().toString({ smallestUnit: "minute" });
      let day = addLocalDays(localDateOf(at, zone), -1);
      while (!isWorkingDay(dayOf(day), working)) day = addLocalDays(day, -1);
      return { at, checkAt: instantOf(day, time, zone) };
    });
}

/** After the look of now; null when nothing will come by itself. */
export function nextEvaluation(facts: ProgramNow, checks: readonly DigestCheck[]): Instant | null {
  const { now } = facts;
  const coming = checks.filter(({ at }) => at > now);
  return earliest(...coming.map(({ checkAt, at }) => (checkAt > now ? checkAt : addMs(at, SECOND))), morningOf(facts));
}

/** The next morning on which a date that is known has come; each, while something blocks work. */
function morningOf({ items, milestones, settings, leads, today, now }: ProgramNow): Instant | null {
  const late = settings.triggers.lateDays + 1;
  const dates = [
    ...(blockersIn(items).length > 0 ? [addLocalDays(today, 1)] : []),
    ...milestones.flatMap(({ current }) => (current === null ? [] : [addLocalDays(current, late)])),
    ...items.flatMap(({ type, due_on }) => (type === "ask" && due_on !== null ? [addLocalDays(due_on, late)] : [])),
  ];
  const zone = zoneOf({ leads });
  return earliest(...dates.map((date) => instantOf(date, LOOKED_AT, zone)).filter((at) => at > now));
}

function zoneOf({ leads }: Pick<ProgramNow, "leads">): string {
  return leads[0]?.zone ?? "UTC";
}

/** Its own, else that of the colour, else the longest of those that run; undefined where none does. */
export function cadenceAsking(
  { cadenceId }: Pick<Cause, "cadenceId">,
  { status }: Pick<ProgramNow, "status">,
  running: readonly Cadence[],
): string | undefined {
  const [longest] = running.toSorted((one, other) => RANK[other.rule.every] - RANK[one.rule.every]);
  return cadenceId ?? status?.cadenceId ?? longest?.id;
}
