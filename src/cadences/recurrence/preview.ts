/** What a cadence would do, before anybody is asked anything. */
import type { CannotAnswer } from "../../people/answering.ts";
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
  periodOf,
} from "./occurrences.ts";
import type { Rule } from "./rule.ts";

export interface PreviewedPerson extends LocalTime {
  id: string;
  name: string;
  /** Why this person is not asked, or null. */
  because: CannotAnswer | null;
  /** The last day of an absence that holds now, or null. */
  awayUntil: LocalDate | null;
}

export type NotAsked = { name: string; because: CannotAnswer } | { name: string; because: "away"; until: LocalDate };

export interface Preview {
  /** The names of those who will be asked, by the pilot where there is one. */
  asked: string[];
  /** The names of those who are asked once the pilot is over. */
  askedLater: string[];
  notAsked: NotAsked[];
  /** The next days on which it comes. */
  dates: LocalDate[];
  /** At a fixed time: the next openings for each zone in which somebody is asked, most people first. */
  openings: { zone: string; people: number; at: Instant[] }[];
  /** Zones beyond those. */
  furtherZones: number;
  /** Of the dates up to the last of those openings, what is moved or left out. */
  changed: ExplainedDate[];
}

const OPENINGS_SHOWN = 5;
const ZONES_SHOWN = 4;
const MOST_COMING = 30;

/** `plannedThrough`: rounds up to this nominal date exist or are over; null for a new cadence. */
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
    // What has opened for somebody already is not asked by a rule that changes.
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

/** When a new cadence first asks anybody of these people, and in which zone; null when it never does. */
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

/** How many there are in each zone; the rule's own where there is nobody. */
function zonesOf(rule: Rule, people: readonly Pick<PreviewedPerson, "zone">[]): Map<string, number> {
  const zones = new Map<string, number>();
  for (const { zone } of people) zones.set(zone, (zones.get(zone) ?? 0) + 1);
  if (zones.size === 0) zones.set(rule.zone === "participant" ? "UTC" : rule.zone, 0);
  return zones;
}

/** The dates to come, with those that are moved or left out, until `count` of them are asked. */
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
 * The nominal date through which a rule that takes effect now is planned: nothing is asked that has opened for anybody
 * already, nor again what a round exists for.
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

/** The clock of a rule that asks nobody. */
const NOBODY: readonly LocalTime[] = [{ zone: "UTC" }];

const LONGEST_PERIOD_DAYS = 366;

/**
 * The nominal date through which `after`, the changed rule, has nothing more to ask since the rounds up to `lastKey` were
 * made by `before`: of the period that goes on, as many dates as had a round. So a week that was asked on Monday is not
 * asked again when the rule moves to Friday. Rules of different periods ask different things.
 */
export function askedThrough(before: Rule, after: Rule, lastKey: LocalDate): LocalDate {
  if (before.every !== after.every) return lastKey;
  const period = periodOf(after, lastKey);
  const datesOf = (rule: Rule) => {
    const dates: LocalDate[] = [];
    for (const { key } of occurrences(rule, { after: addLocalDays(lastKey, -LONGEST_PERIOD_DAYS) })) {
      const isIn = periodOf(after, key) === period;
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
 * The nominal date through which a cadence is planned when its rule becomes `after`: through the period that was asked,
 * what has opened by then is not asked.
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

/** Whatever the zone, a date has ended everywhere two days after. */
function lastPlanned(planned: LocalDate | null, now: Instant): LocalDate {
  const over = addLocalDays(localDateOf(now, "UTC"), -2);
  return planned !== null && planned > over ? planned : over;
}
