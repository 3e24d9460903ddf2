/** Which rounds must exist by now: pure, forward from the last one planned, never from "now minus a minute". */
import type { Pilot } from "../../cadences/audience/pilot.ts";
import {
  type LocalTime,
  type Occurrence,
  occurrences,
  type Window,
  windowOf,
} from "../../cadences/recurrence/occurrences.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import { ASKED_AT_ONCE, type ContactFacts } from "../../delivery/lanes.ts";
import type { Instant } from "../../platform/clock.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../../platform/time.ts";
import { isWorkingDayOf } from "../../platform/working-days.ts";
import type { PromptState } from "../table.ts";

export interface PlanInput {
  rule: Rule;
  /** Whose clocks it opens by; none when nobody is asked. */
  people: readonly LocalTime[];
  createdAt: Instant;
  plannedThrough: LocalDate | null;
  now: Instant;
  /** Who is asked first, and in how many rounds more. */
  pilot?: { people: readonly LocalTime[]; rounds: Pilot["rounds"] } | null;
}

export interface RoundPlan {
  occurrence: Occurrence;
  missedReason: MissedReason | null;
  /** Only the pilot group is asked. */
  isPilot: boolean;
}

/** `downtime`: every window had closed before Drumbeat ran again. */
export const MISSED_REASONS = ["downtime", "no-participants"] as const;
export type MissedReason = (typeof MISSED_REASONS)[number];

export interface Plan {
  rounds: RoundPlan[];
  plannedThrough: LocalDate | null;
  /** When the next round opens for its first participant; null when the rule has ended. */
  nextCheckAt: Instant | null;
}

/** Whatever the zone, a date has begun nowhere two days before and ended everywhere two days after. */
const ANY_ZONE_DAYS = 2;

/**
 * A round is made when it opens for the first of its participants. What opened for everybody before the cadence was
 * created is never made; what closed for everybody while Drumbeat was down is missed, once per round; the rest is
 * caught up. Work is one step per occurrence, however long the downtime. A round that asked nobody is none of the pilot's.
 */
export function planRounds(input: PlanInput): Plan {
  const { rule, people, createdAt, plannedThrough, now, pilot = null } = input;
  const after = plannedThrough ?? localDateOf(addMs(createdAt, -ANY_ZONE_DAYS * DAY), "UTC");
  const plan: Plan = { rounds: [], plannedThrough, nextCheckAt: null };
  let asked = 0;

  for (const occurrence of occurrences(rule, { after })) {
    const first = pilot !== null && (pilot.rounds === null || asked < pilot.rounds) ? pilot : null;
    const among = first?.people ?? people;
    const windows = clocksOf(among).map((clock) => windowOf(rule, occurrence, clock));
    const opens = windows.map(({ opensAt }) => opensAt).sort();
    const firstOpens = opens[0] ?? now;
    if (firstOpens > now) return { ...plan, nextCheckAt: firstOpens };
    plan.plannedThrough = occurrence.key;
    if ((opens.at(-1) ?? now) <= createdAt) continue;

    const missedReason = among.length === 0 ? "no-participants" : missedIn(windows, now);
    const isPilot = first !== null;
    if (isPilot && missedReason === null) asked += 1;
    plan.rounds.push({ occurrence, missedReason, isPilot });
  }
  return plan;
}

/**
 * The rounds that are still to be asked of somebody, be they about to open; endless if the rule is. `open`: keys of those
 * that are made already.
 */
export function roundsToCome({
  rule,
  people,
  createdAt,
  plannedThrough,
  now,
  open,
}: PlanInput & { open: ReadonlySet<LocalDate> }): IteratorObject<Occurrence> {
  const recent = localDateOf(addMs(now, -ANY_ZONE_DAYS * DAY), "UTC");
  const after = plannedThrough ?? localDateOf(addMs(createdAt, -ANY_ZONE_DAYS * DAY), "UTC");
  return occurrences(rule, { after: after < recent ? after : recent }).filter((occurrence) => {
    if (plannedThrough !== null && occurrence.key <= plannedThrough && !open.has(occurrence.key)) return false;
    return clocksOf(people).some((clock) => {
      const { opensAt, closesAt } = windowOf(rule, occurrence, clock);
      return opensAt > createdAt && closesAt > now;
    });
  });
}

/** Null: it is open for somebody. */
function missedIn(windows: readonly Window[], now: Instant): "downtime" | null {
  return windows.every(({ closesAt }) => closesAt <= now) ? "downtime" : null;
}

/** The window of each person: counted once for all who go by one clock. */
export function windowsOf<Participant extends LocalTime>(
  people: readonly Participant[],
  windowBy: (clock: LocalTime) => Window,
): { person: Participant; window: Window }[] {
  const byClock = new Map<string, Window>();
  return people.map((person) => {
    const window = byClock.get(clockKey(person)) ?? windowBy(person);
    byClock.set(clockKey(person), window);
    return { person, window };
  });
}

/** Each clock once; that of UTC where there is nobody. */
function clocksOf(people: readonly LocalTime[]): LocalTime[] {
  const clocks = new Map(people.map(({ zone, morning }) => [clockKey({ zone, morning }), { zone, morning }]));
  return clocks.size > 0 ? [...clocks.values()] : [{ zone: "UTC" }];
}

function clockKey({ zone, morning }: LocalTime): string {
  return `${zone} ${morning}`;
}

/** The outer bounds of a round over the clocks of its people: the first opening, the last due and closing times. */
export function boundsOf(
  people: readonly LocalTime[],
  { timing }: { timing: Rule },
  occurrence: Occurrence,
): { opens_at: Instant; due_at: Instant; closes_at: Instant } {
  const windows = clocksOf(people).map((clock) => windowOf(timing, occurrence, clock));
  const last = (pick: (window: Window) => Instant) =>
    windows.map(pick).reduce((one, other) => (one > other ? one : other));
  const opens = windows.map((window) => window.opensAt).reduce((one, other) => (one < other ? one : other));
  return { opens_at: opens, due_at: last((window) => window.dueAt), closes_at: last((window) => window.closesAt) };
}

/**
 * How many are asked in a round, be it later on, how many are away, and how many have answered. Whom no message had reached
 * when it closed was not asked.
 */
export function countsOf(prompts: readonly { state: PromptState; reason: string | null }[]) {
  const excused = prompts.filter(({ state }) => state === "excused");
  const unreached = prompts.filter(({ state, reason }) => state === "missed" && reason === HELD);
  return {
    asked: prompts.length - excused.length - unreached.length,
    away: excused.filter(({ reason }) => reason === "away" || reason === "delegate-away").length,
    answered: prompts.filter(({ state }) => state === "answered").length,
  };
}

/** The question of a day is not asked of somebody who does not work on it: on a public holiday, or a day off each week. */
export function isOnDayOff(opensAt: Instant, facts?: Pick<ContactFacts, "zone" | "holidays" | "workingDays">): boolean {
  return facts !== undefined && !isWorkingDayOf(facts, localDateOf(opensAt, facts.zone));
}

/** At which instants a round opens for so many that they are asked at the pace of large rounds. */
export function waveOpenings(asked: readonly { window: Pick<Window, "opensAt"> }[]): ReadonlySet<Instant> {
  const together = Map.groupBy(asked, ({ window }) => window.opensAt);
  return new Set([...together].flatMap(([opensAt, { length }]) => (length > ASKED_AT_ONCE ? opensAt : [])));
}

/** The reason of a prompt that is missed because its message was held until the round was over. */
export const HELD = "held";

/** Nobody is silent who was not asked: a prompt that is held is no question yet. `sent_at`: where the round may be closed. */
export function isSilent({ state, sent_at }: { state: PromptState; sent_at?: Instant | null }): boolean {
  return state === "sent" || (state === "missed" && sent_at != null);
}
