/** Previews of cadences. */
import type { CannotAnswer } from "../../people/who-can-answer.ts";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import { narrowToPilot, type Pilot } from "../audience/pilot.ts";
import {
  type ExplainedDate,
  explainedDates,
  hasFixedTime,
  type LocalTime,
  occurrences,
  openingOf,
  periodAbout,
  workshopDay,
} from "./occurrences.ts";
import type { Rule } from "./rule.ts";

export interface PreviewedPerson extends LocalTime {
  id: string;
  name: string;
  /** The reason not to ask this person, or null. */
  because: CannotAnswer | null;
  /** Last day of a current absence, or null. */
  awayUntil: LocalDate | null;
}

export type NotAsked = { name: string; because: CannotAnswer } | { name: string; because: "away"; until: LocalDate };

export interface Preview {
  /** Names of participants, in the pilot if there is one. */
  asked: string[];
  /** Names of participants after the pilot. */
  askedLater: string[];
  notAsked: NotAsked[];
  /** Next dates. */
  dates: LocalDate[];
  /** For a fixed time: next openings by zone, most people first. */
  openings: { zone: string; people: number; at: Instant[] }[];
  /** How many zones are not among the openings. */
  furtherZones: number;
  /** Moved and omitted dates up to the last opening. */
  changed: ExplainedDate[];
}

const OPENINGS_SHOWN = 5;
const ZONES_SHOWN = 4;
const MOST_COMING = 30;

/** `plannedThrough`: last nominal date with a round; null for a new cadence. */
export function previewOf(
  rule: Rule,
  candidates: readonly PreviewedPerson[],
  { plannedThrough, now, pilot = null }: { plannedThrough: LocalDate | null; now: Instant; pilot?: Pilot | null },
): Preview {
  const everybody = candidates.filter((person) => person.because === null);
  const able = narrowToPilot(everybody, pilot);
  const coming = comingDates(rule, { plannedThrough, now, count: OPENINGS_SHOWN });
  const among = able.length > 0 ? able : NOBODY;
  const isAhead = ({ date }: ExplainedDate) => {
    const opens = among.map((person) => date === null || openingOf(rule, { date }, person) > now);
    // A changed rule skips dates already open for somebody.
    return plannedThrough === null ? opens.some(Boolean) : opens.every(Boolean);
  };
  const zones = hasFixedTime(rule) ? zonesOf(rule, able) : new Map<string, number>();
  const byPeople = [...zones].sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1));
  return {
    asked: able.filter((person) => person.awayUntil === null).map((person) => person.name),
    askedLater: everybody.filter((person) => !able.includes(person)).map((person) => person.name),
    notAsked: candidates.flatMap(whyNot),
    dates: coming.filter(isAhead).flatMap(({ date }) => date ?? []),
    openings: byPeople
      .slice(0, ZONES_SHOWN)
      .map(([zone, people]) => ({ zone, people, at: openingsAfter(rule, { zone }, plannedThrough, now) })),
    furtherZones: Math.max(0, byPeople.length - ZONES_SHOWN),
    changed: coming.filter(({ because }) => because !== null),
  };
}

/** The first opening for one of these people, with its zone; null if there is none. */
export function firstOpening(
  rule: Rule,
  people: readonly LocalTime[],
  now: Instant,
): { at: Instant; zone: string } | null {
  const firsts = (people.length > 0 ? people : NOBODY).flatMap((person) => {
    const [at] = openingsAfter(rule, person, null, now);
    return at === undefined ? [] : [{ at, zone: rule.zone === "participant" ? person.zone : rule.zone }];
  });
  return firsts.sort((a, b) => (a.at < b.at ? -1 : 1))[0] ?? null;
}

/** Number of people by zone; the rule's zone if there are none. */
function zonesOf(rule: Rule, people: readonly Pick<PreviewedPerson, "zone">[]): Map<string, number> {
  const zones = new Map<string, number>();
  for (const { zone } of people) zones.set(zone, (zones.get(zone) ?? 0) + 1);
  if (zones.size === 0) zones.set(rule.zone === "participant" ? "UTC" : rule.zone, 0);
  return zones;
}

/** Coming dates, including moved and omitted ones, with `count` that are asked. */
export function comingDates(
  rule: Rule,
  { plannedThrough, now, count }: { plannedThrough: LocalDate | null; now: Instant; count: number },
): ExplainedDate[] {
  const today = localDateOf(now, "UTC");
  const coming: ExplainedDate[] = [];
  let asked = 0;
  for (const explained of explainedDates(rule, { after: lastPlanned(plannedThrough, now) })) {
    if ((explained.date ?? explained.key) < today) continue;
    coming.push(explained);
    if (explained.date !== null) asked += 1;
    if (asked === count || coming.length === MOST_COMING) break;
  }
  return coming;
}

function whyNot(person: PreviewedPerson): NotAsked[] {
  if (person.because !== null) return [{ name: person.name, because: person.because }];
  return person.awayUntil === null ? [] : [{ name: person.name, because: "away", until: person.awayUntil }];
}

function openingsAfter(rule: Rule, person: LocalTime, plannedThrough: LocalDate | null, now: Instant): Instant[] {
  const openings: Instant[] = [];
  for (const occurrence of occurrences(rule, { after: lastPlanned(plannedThrough, now) })) {
    const at = openingOf(rule, occurrence, person);
    if (at > now) openings.push(at);
    if (openings.length === OPENINGS_SHOWN) break;
  }
  return openings.sort();
}

/**
 * The nominal date through which a rule taking effect now counts as planned: it skips dates already open for somebody,
 * and existing rounds.
 */
export function plannedThroughNow(
  rule: Rule,
  people: readonly LocalTime[],
  { planned, now }: { planned: LocalDate | null; now: Instant },
): LocalDate {
  let through = lastPlanned(planned, now);
  for (const occurrence of occurrences(rule, { after: through })) {
    const opens = (people.length > 0 ? people : NOBODY).map((person) => openingOf(rule, occurrence, person)).sort();
    if ((opens[0] ?? now) > now) return through;
    through = occurrence.key;
  }
  return through;
}

/** For a rule without participants. */
const NOBODY: readonly LocalTime[] = [{ zone: "UTC" }];

const LONGEST_PERIOD_DAYS = 366;

/**
 * The nominal date through which the changed rule `after` has nothing to ask, given rounds of `before` up to `lastKey`:
 * in the period that the last was about, as many dates as had a round. So a week asked on Monday is not asked again if the rule moves
 * to Friday, nor a workshop that is moved. Rules of different periods are independent.
 */
export function askedThrough(before: Rule, after: Rule, lastKey: LocalDate): LocalDate {
  if (before.every !== after.every) return lastKey;
  if (after.isWorkshop) {
    const moved = workshopDay(after, lastKey);
    return moved > lastKey ? moved : lastKey;
  }

  const period = periodAbout(before, lastKey, after);
  const datesOf = (rule: Rule) => {
    const dates: LocalDate[] = [];
    for (const { key } of occurrences(rule, { after: addLocalDays(lastKey, -LONGEST_PERIOD_DAYS) })) {
      const isIn = periodAbout(rule, key, after) === period;
      if (!isIn && key > lastKey) break;
      if (isIn) dates.push(key);
    }
    return dates;
  };
  const had = Math.max(datesOf(before).filter((key) => key <= lastKey).length, 1);
  const through = datesOf(after).slice(0, had).at(-1) ?? lastKey;
  return through > lastKey ? through : lastKey;
}

/**
 * The nominal date through which a cadence counts as planned with the rule `after`: through the asked period, and
 * skipping open dates.
 */
export function plannedThroughAfter(
  before: { timing: Rule; planned_through: LocalDate | null },
  after: Rule,
  lastKey: LocalDate | null,
): LocalDate | null {
  const planned = before.planned_through;
  if (lastKey === null) return planned;
  const asked = askedThrough(before.timing, after, lastKey);
  return planned !== null && planned > asked ? planned : asked;
}

/** A date has ended in all zones two days later. */
function lastPlanned(planned: LocalDate | null, now: Instant): LocalDate {
  const over = addLocalDays(localDateOf(now, "UTC"), -2);
  return planned !== null && planned > over ? planned : over;
}
