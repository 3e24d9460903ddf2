/** Which rounds must exist by now: pure, forward from the last one planned, never from "now minus a minute". */

import type { Pilot } from "../../cadences/audience/pilot/rules.ts";
import { askedIn, outcomesOf } from "../../cadences/outcomes/rules.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import {
  type Occurrence,
  occurrences,
  type Window,
  type WorkingHours,
  windowOf,
} from "../../cadences/recurrence/rules.ts";
import { ASKED_AT_ONCE } from "../../delivery/rules-contact.ts";
import { USUAL_MORNING } from "../../delivery/rules-slots.ts";
import type { Instant } from "../../platform/clock.ts";
import { addMs, DAY, instantOf, inZone, type LocalDate, localDateOf, MINUTE } from "../../platform/time.ts";
import type { PromptState } from "../table.ts";

export interface PlanInput {
  rule: Rule;
  /** The zones of those who will be asked; none when nobody is. */
  zones: readonly string[];
  createdAt: Instant;
  plannedThrough: LocalDate | null;
  now: Instant;
  /** Who is asked first: their zones, and how many rounds more. */
  pilot?: { zones: readonly string[]; rounds: Pilot["rounds"] } | null;
  /** When those who are asked have their morning message; left out: the check-in keeps its time. */
  mornings?: Mornings;
}

export interface RoundPlan {
  occurrence: Occurrence;
  /** By zone. */
  windows: ReadonlyMap<string, Window>;
  outcome: "open" | "missed";
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
  const { rule, zones, createdAt, plannedThrough, now, pilot = null, mornings = new Map() } = input;
  const after = plannedThrough ?? localDateOf(addMs(createdAt, -ANY_ZONE_DAYS * DAY), "UTC");
  const plan: Plan = { rounds: [], plannedThrough, nextCheckAt: null };
  let asked = 0;
  for (const occurrence of occurrences(rule, { after })) {
    const first = pilot !== null && (pilot.rounds === null || asked < pilot.rounds) ? pilot : null;
    const among = first?.zones ?? zones;
    const windows = new Map(
      (among.length > 0 ? among : ["UTC"]).map((zone) => [zone, windowOf(rule, occurrence, zone)]),
    );
    const opens = [...windows].map(([zone, window]) => firstOpening(window.opensAt, zone, mornings)).sort();
    const firstOpens = opens[0] ?? now;
    if (firstOpens > now) return { ...plan, nextCheckAt: firstOpens };
    plan.plannedThrough = occurrence.key;
    if ((opens.at(-1) ?? now) <= createdAt) continue;
    const isOver = [...windows.values()].every((window) => window.closesAt <= now);
    const missedReason = among.length === 0 ? "no-participants" : isOver ? "downtime" : null;
    const isPilot = first !== null;
    if (isPilot && missedReason === null) asked += 1;
    plan.rounds.push({ occurrence, windows, outcome: missedReason ? "missed" : "open", missedReason, isPilot });
  }
  return plan;
}

/** A prompt planned so long after its opening says that it is late. */
const LATE_AFTER_MS = 10 * MINUTE;

export function isPlannedLate(opensAt: Instant, now: Instant): boolean {
  return addMs(opensAt, LATE_AFTER_MS) < now;
}

/** The key of a round beside the rule, for which `before` have been made on that day. */
export function extraKey(date: LocalDate, before: number): string {
  return `${date}+${before + 1}`;
}

/** Whether it is one of the rule's: the key of such a round is a date alone. */
export function isByRule({ key }: { key: string }): boolean {
  return !key.includes("+");
}

/** The window of each person: counted once for all who live in one zone and work the same hours. */
export function windowsOf<Participant extends { zone: string }>(
  people: readonly Participant[],
  hoursOf: (person: Participant) => WorkingHours | undefined,
  windowIn: (zone: string, hours: WorkingHours | undefined) => Window,
): { person: Participant; window: Window }[] {
  const known = new Map<string, Window>();
  return people.map((person) => {
    const hours = hoursOf(person);
    const key = `${person.zone} ${hours?.from} ${hours?.to}`;
    const window = known.get(key) ?? windowIn(person.zone, hours);
    known.set(key, window);
    return { person, window };
  });
}

/** The outer bounds of a round over the zones of its people: the first opening, the last due and closing times. */
export function boundsOf(
  people: readonly { zone: string }[],
  { timing }: { timing: Rule },
  occurrence: Occurrence,
): { opens_at: Instant; due_at: Instant; closes_at: Instant } {
  const zones = people.length > 0 ? new Set(people.map((person) => person.zone)) : ["UTC"];
  const windows = [...zones].map((zone) => windowOf(timing, occurrence, zone));
  const last = (pick: (window: Window) => Instant) =>
    windows.map(pick).reduce((one, other) => (one > other ? one : other));
  const opens = windows.map((window) => window.opensAt).reduce((one, other) => (one < other ? one : other));
  return { opens_at: opens, due_at: last((window) => window.dueAt), closes_at: last((window) => window.closesAt) };
}

/** How many are asked in a round, be it later on, how many are away, and how many have answered. */
export function countsOf(prompts: readonly { state: PromptState; reason: string | null }[]): {
  asked: number;
  away: number;
  answered: number;
} {
  const outcomes = outcomesOf(
    prompts.map(({ state, reason }) => {
      const answeredAt = state === "answered" ? ANY_TIME : null;
      return { state, reason, sentAt: ANY_TIME, hasDelegate: false, answeredAt };
    }),
  );
  return {
    asked: askedIn(outcomes) + outcomes.unsent,
    away: outcomes.away + outcomes.covered,
    answered: outcomes.answered,
  };
}

/** For what is counted whenever it was. */
const ANY_TIME: Instant = "1970-01-01T00:00:00.000Z";

/** At which instants a round opens for so many that they are asked at the pace of large rounds. */
export function waveOpenings(asked: readonly { window: Pick<Window, "opensAt"> }[]): ReadonlySet<Instant> {
  const together = Map.groupBy(asked, ({ window }) => window.opensAt);
  return new Set([...together].flatMap(([opensAt, { length }]) => (length > ASKED_AT_ONCE ? opensAt : [])));
}

/**
 * When somebody is asked: at the time of their cadence; where it comes in their morning message, at the time of that, should it
 * be earlier on the day. `morningAt`: as they have chosen it; null: they have not, and whatever is for the afternoon comes at the
 * usual time; undefined: each message comes to them as it happens.
 */
export function opensFor(opensAt: Instant, zone: string, morningAt: string | null | undefined): Instant {
  if (morningAt === undefined) return opensAt;
  const { hour } = inZone(opensAt, zone);
  const time = morningAt ?? (hour < NOON ? null : USUAL_MORNING);
  if (time === null) return opensAt;
  const morning = instantOf(localDateOf(opensAt, zone), time, zone);
  return morning < opensAt ? morning : opensAt;
}

const NOON = 12;

/**
 * When somebody is reminded; null: not at all. Of what they are asked in a morning message they are reminded in a later one, so
 * not on the same day. `morningAt`: as in `opensFor`.
 */
export function remindsAt(
  remindAt: Instant | null,
  { opensAt, zone, morningAt }: { opensAt: Instant; zone: string; morningAt: string | null | undefined },
): Instant | null {
  if (remindAt === null || morningAt === undefined) return remindAt;
  return localDateOf(remindAt, zone) === localDateOf(opensAt, zone) ? null : remindAt;
}

/** The first opening of a round in a zone, by the hours that people there have chosen for their mornings. */
export function firstOpening(opensAt: Instant, zone: string, mornings: Mornings): Instant {
  const theirs = mornings.get(zone) ?? new Set([undefined]);
  return [...theirs].map((morningAt) => opensFor(opensAt, zone, morningAt)).sort()[0] ?? opensAt;
}

/** By zone, each `morningAt` of those who live there, as in `opensFor`. */
export type Mornings = ReadonlyMap<string, ReadonlySet<string | null | undefined>>;

/** Of a check-in that comes in the morning message. */
export function morningsIn<Participant extends { zone: string }>(
  people: readonly Participant[],
  morningAtOf: (person: Participant) => string | null | undefined,
): Mornings {
  const mornings = new Map<string, Set<string | null | undefined>>();
  for (const person of people)
    mornings.set(person.zone, (mornings.get(person.zone) ?? new Set()).add(morningAtOf(person)));
  return mornings;
}

/** When a prompt and its reminder go out; a reminder whose time is over does not. */
export function askingTimes(
  { opens_at, remind_at }: { opens_at: Instant; remind_at: Instant | null },
  now: Instant,
): { askAt: Instant; remindAt: Instant | null } {
  return { askAt: opens_at, remindAt: remind_at !== null && remind_at > now ? remind_at : null };
}

/** The reason of a prompt that is missed because its message was held until the round was over. */
export const HELD = "held";

/** Nobody is silent who was not asked: a prompt that is held is no question yet. `sent_at`: where the round may be closed. */
export function isSilent({ state, sent_at }: { state: PromptState; sent_at?: Instant | null }): boolean {
  return state === "sent" || (state === "missed" && sent_at != null);
}

/** Who is silent in so many daily rounds in a row may be away. */
export const AWAY_AFTER = 3;

/** Of the last `AWAY_AFTER` prompts of each person in a daily cadence: who is silent in all of them, by `silenceKey`. */
export function perhapsAway(
  last: readonly { cadence_id: string; person_id: string; state: PromptState; sent_at: Instant | null }[],
): Set<string> {
  const byPerson = Map.groupBy(last, ({ cadence_id, person_id }) => silenceKey(cadence_id, person_id));
  const away = [...byPerson].filter(([, theirs]) => theirs.length >= AWAY_AFTER && theirs.every(isSilent));
  return new Set(away.map(([key]) => key));
}

/** Of the prompts of a week of daily rounds: how many were answered or skipped, of how many people, and who was silent. */
export function weekOfSilence(
  prompts: readonly { person_id: string; state: PromptState; reason: string | null; sent_at: Instant | null }[],
  participantIds: ReadonlySet<string>,
  leadId: string,
): { asked: number; answered: number; people: number; silent: string[] } {
  const { silent } = silentAmong(prompts, participantIds, leadId);
  const answered = prompts.filter(
    ({ person_id: id, state }) =>
      participantIds.has(id) && id !== leadId && (state === "answered" || state === "skipped"),
  );
  const silentIds = new Set(silent.map(({ person_id }) => person_id));
  return {
    asked: answered.length + silent.length,
    answered: answered.length,
    people: new Set(answered.map(({ person_id }) => person_id)).union(silentIds).size,
    silent: [...silentIds],
  };
}

/** Of somebody who is silent in a cadence. */
export function silenceKey(cadenceId: string, personId: string): string {
  return `${cadenceId} ${personId}`;
}

/**
 * Of those who are still asked, the ones with no answer: those whose prompt was held until it was too late apart. A lead
 * who is silent need not be told so.
 */
export function silentAmong<
  Asked extends { person_id: string; state: PromptState; reason: string | null; sent_at?: Instant | null },
>(
  prompts: readonly Asked[],
  participantIds: ReadonlySet<string>,
  leadId: string,
): { silent: Asked[]; notAsked: Asked[] } {
  const asked = prompts.filter(({ person_id: id }) => participantIds.has(id) && id !== leadId);
  return {
    silent: asked.filter(isSilent),
    notAsked: asked.filter(({ state, reason }) => state === "missed" && reason === HELD),
  };
}
