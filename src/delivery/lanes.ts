/** Decides when a message may go to a person, and in which lane; others are held. Pure. */
import type { Instant } from "../platform/clock.ts";
import {
  addLocalDays,
  addMs,
  daysBetween,
  instantOf,
  inZone,
  type LocalDate,
  localDateOf,
  MINUTE,
  mondayOf,
  WEEKDAYS,
  type Weekday,
} from "../platform/time.ts";
import { isAwayOn, isOnWorkingWeekday, type PersonDays, worksOn } from "../platform/working-days.ts";

/**
 * `now`: at its own time, within the person's hours. `morning`: in the daily message. `weekly`: with the weekly message
 * of sponsors and committee members, in which it stands.
 */
export type Lane = "now" | "morning" | "weekly";

/** Whether messages wait for their lanes, or are sent as they happen. */
export const DELIVERY_TIMINGS = ["together", "as-they-happen"] as const;
export type DeliveryTiming = (typeof DELIVERY_TIMINGS)[number];

/** A person's lanes, from their roles and preferences. */
export interface LaneFacts {
  isAsItHappens: boolean;
  /** Day of the weekly message of whoever is sponsor or committee member in all their programs; null for others. */
  weeklyOn: Weekday | null;
  /** Mondays of weeks with a digest, in which no weekly message is sent. */
  digestWeeks?: readonly LocalDate[];
}

export const AS_IT_HAPPENS: LaneFacts = { isAsItHappens: true, weeklyOn: null };

/**
 * The role of a message for its recipient. `reply`: an answer to an act, an update, a thread reply or a channel post;
 * never held.
 */
export type Contact = "reply" | "prompt" | "reminder" | "digest" | "notice";

/** So many of a kind become one line. */
export const MANY = 5;

/** What a person allows, in their zone. */
export interface ContactFacts extends PersonDays {
  zone: string;
  /** Wall times between which messages may be sent; past midnight if `until` is not later. */
  hours: { from: string; until: string };
  /** Chosen wall time of the morning message; null: the usual one. */
  preferredAt: string | null;
}

export type LaneDays = Omit<ContactFacts, "preferredAt"> & { lanes: Pick<LaneFacts, "weeklyOn" | "digestWeeks"> };

export const HELD_REASONS = [
  "quiet-hours",
  "not-a-working-day",
  "holiday",
  "away",
  "morning",
  "weekly",
  "paused",
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

export interface DueMessage {
  id: string;
  /** The delivery's key: a stable tie-break. */
  key: string;
  contact: Exclude<Contact, "reply">;
  lane: Lane;
  /** Concerns the day on which it is due, so it never moves to another day's message. */
  isForItsDay: boolean;
  /** Latest useful time, or null. */
  neededBy: Instant | null;
  /** If later today, it may join a lane message sent earlier that day. */
  dueAt: Instant;
  /** Whether it can be a line of a bundle. */
  hasLine: boolean;
  /** Its kind, where many of it can be one line of a bundle; else null. */
  manyOf: string | null;
  /** First due time, before any hold or retry. */
  firstDueAt: Instant;
  expiresAt: Instant | null;
}

export interface ContactDecision {
  /** Messages to send now, most important first; several ids are a bundle. */
  send: Outgoing[];
  held: { id: string; until: Instant; because: HeldReason }[];
  /** Messages that cannot be sent before they expire. */
  lapsed: { id: string; because: HeldReason }[];
}

export interface Outgoing {
  ids: string[];
  lane: Lane;
}

/** Default wall time of the morning message. */
export const USUAL_MORNING = "09:00";
/** Default day of the weekly message. */
export const USUAL_DAY: Weekday = "tu";
/** A check-in at a fixed time before this hour takes the morning's messages along. */
const MORNING_ENDS = "11:00";
/** Someone back from leave this close to their weekly message gets only that one. */
const SOON_DAYS = 2;
/** How often paused messages are looked at again; resuming sends them at once. */
const PAUSED_LOOK_MS = 30 * MINUTE;
/** Drop a prompt shortly before its round closes, so nobody counts as silent who was never asked. */
const GIVEN_UP_BEFORE_MS = MINUTE;
/** How far ahead a person's calendar is read; after that, look again. */
export const HORIZON_DAYS = 31;
/** A round with more people than this is sent at the pace of large rounds, behind smaller ones. */
export const ASKED_AT_ONCE = 50;

/** Decides about all due messages of one person, whatever the order of `candidates`. */
export function decideContact(input: {
  facts: ContactFacts;
  lanes: LaneFacts;
  now: Instant;
  candidates: readonly DueMessage[];
  /** Somebody has paused all messages of the workspace. */
  isPaused?: boolean;
}): ContactDecision {
  const { facts, lanes, now, candidates } = input;
  const decision: ContactDecision = { send: [], held: [], lapsed: [] };
  if (input.isPaused) {
    for (const { id, expiresAt } of candidates) {
      const until = pausedUntil(expiresAt, now);
      if (until <= now) decision.lapsed.push({ id, because: "paused" });
      else decision.held.push({ id, until, because: "paused" });
    }
    return decision;
  }
  const coming: SendableNow[] = [];
  for (const candidate of candidates.filter(({ dueAt }) => dueAt <= now).sort(compareRanks)) {
    const wait = waitFor({ ...facts, lanes }, candidate, now);
    const { id, expiresAt } = candidate;
    if ("lane" in wait) coming.push({ candidate, lane: wait.lane });
    else if (expiresAt !== null && wait.until >= expiresAt) decision.lapsed.push({ id, because: wait.because });
    else decision.held.push({ id, ...wait });
  }
  const all = coming.concat(joiningToday(coming, input));
  decision.send = bundleByRank(all.sort((left, right) => compareRanks(left.candidate, right.candidate)));
  return decision;
}

/** A message to send now and its lane; `now` also if it cannot wait for its own lane. */
interface SendableNow {
  candidate: DueMessage;
  lane: Lane;
}

/** Why a message has to wait, or its lane if it may go. */
function waitFor(
  facts: ContactFacts & { lanes: LaneFacts },
  candidate: DueMessage,
  now: Instant,
): { until: Instant; because: HeldReason } | Pick<SendableNow, "lane"> {
  const { at, because } = firstAllowed(facts, now);
  if (because) {
    const morning = instantOf(localDateOf(at, facts.zone), morningOf(facts), facts.zone);
    return { until: candidate.contact === "digest" && morning > at ? morning : at, because };
  }
  const lane = effectiveLane(facts.lanes, candidate.lane);
  if (lane === "now") return { lane };
  const laneAt = laneTimeOf(facts, candidate, lane, morningOf(facts));
  if (laneAt !== null && laneAt <= now) return { lane };
  return laneAt === null || isNeededBefore(candidate, laneAt) ? { lane: "now" } : { until: laneAt, because: lane };
}

/** Predicts when, and in which lane, a message due at `from` is sent. */
export function predictSending(
  { facts, lanes }: { facts: ContactFacts; lanes: LaneFacts },
  { contact, lane, neededBy }: Pick<DueMessage, "contact" | "lane" | "neededBy">,
  from: Instant,
): { at: Instant; lane: Lane } {
  const candidate: DueMessage = {
    id: "",
    key: "",
    contact,
    lane,
    isForItsDay: false,
    neededBy,
    dueAt: from,
    hasLine: true,
    manyOf: null,
    firstDueAt: from,
    expiresAt: null,
  };
  for (let at = from, looks = 0; ; looks += 1) {
    const wait = waitFor({ ...facts, lanes }, candidate, at);
    if ("lane" in wait) return { at, lane: wait.lane };
    if (looks === HORIZON_DAYS) return { at: wait.until, lane: "now" };
    at = wait.until;
  }
}

/** The lane that a message of `lane` uses for this person. */
export function effectiveLane({ isAsItHappens, weeklyOn }: LaneFacts, lane: Lane): Lane {
  if (lane === "now" || isAsItHappens) return "now";
  return weeklyOn === null ? "morning" : lane;
}

/** Whether the lane's message would be too late. Notices may expire unread. */
function isNeededBefore({ contact, neededBy, expiresAt }: DueMessage, time: Instant): boolean {
  const last = [neededBy, contact === "prompt" ? expiresAt : null];
  return last.some((instant) => instant !== null && instant <= time);
}

/**
 * When the lane's message goes. A message about today still goes today if the lane's time has passed; one due after the
 * person's hours, as what begins with a day elsewhere, is about the day on which they begin again.
 */
export function laneTimeOf(
  days: LaneDays,
  { firstDueAt, isForItsDay }: Pick<DueMessage, "firstDueAt" | "isForItsDay">,
  lane: Exclude<Lane, "now">,
  time: string,
): Instant | null {
  if (!isForItsDay || lane === "weekly") return nextOfLane(days, lane, firstDueAt, time);
  const { at } = firstAllowed(days, firstDueAt);
  const own = nextOfLane(days, lane, instantOf(localDateOf(at, days.zone), "00:00", days.zone), time);
  return own !== null && own < at ? at : own;
}

/**
 * The next time of a lane's message; null if away beyond the horizon. A weekly one on a day off moves to the next
 * working day.
 */
export function nextOfLane(days: LaneDays, lane: Exclude<Lane, "now">, from: Instant, time: string): Instant | null {
  const first = localDateOf(from, days.zone);
  for (let step = 0; step <= HORIZON_DAYS; step += 1) {
    const date = addLocalDays(first, step);
    if (!worksOn(days, date) || (lane === "weekly" && !isWeeklyDate(days, date))) continue;
    const at = instantOf(date, withinHours(days.hours, time), days.zone);
    if (at >= from) return at;
  }
  return null;
}

/** Whether a working day is the first one since the day of the weekly message. */
function isWeeklyDate(days: LaneDays, date: LocalDate): boolean {
  if (days.lanes.digestWeeks?.includes(mondayOf(date))) return false;
  const thisWeek = addLocalDays(mondayOf(date), WEEKDAYS.indexOf(days.lanes.weeklyOn ?? USUAL_DAY));
  const own = thisWeek <= date ? thisWeek : addLocalDays(thisWeek, -7);
  const next = addLocalDays(own, 7);
  if (own < date && daysBetween(date, next) <= SOON_DAYS && worksOn(days, next)) return false;
  for (let day = own; day < date; day = addLocalDays(day, 1)) if (worksOn(days, day)) return false;
  return true;
}

/** The time, or the first minute of the hours if outside them. */
function withinHours({ from, until }: { from: string; until: string }, time: string): string {
  const isOvernight = until <= from;
  const isWithin = isOvernight ? time >= from || time < until : time >= from && time < until;
  return isWithin ? time : from;
}

/** Wall time of the morning message: the preferred one, within the allowed hours. */
export function morningOf({ hours, preferredAt }: Pick<ContactFacts, "hours" | "preferredAt">): string {
  return withinHours(hours, preferredAt ?? USUAL_MORNING);
}

/** The first allowed instant from `from` on, and why `from` itself is not allowed. */
export function firstAllowed(
  facts: Omit<ContactFacts, "preferredAt">,
  from: Instant,
): { at: Instant; because: HeldReason | null } {
  const { zone, hours } = facts;
  const today = localDateOf(from, zone);
  const isOvernight = hours.until <= hours.from;
  const off = dayOffReason(facts, today);
  for (let day = isOvernight ? -1 : 0; day <= HORIZON_DAYS; day += 1) {
    const date = addLocalDays(today, day);
    if (dayOffReason(facts, date)) continue;
    const closes = instantOf(isOvernight ? addLocalDays(date, 1) : date, hours.until, zone);
    if (closes <= from) continue;
    const opens = instantOf(date, hours.from, zone);
    return opens <= from ? { at: from, because: null } : { at: opens, because: off ?? "quiet-hours" };
  }
  return { at: instantOf(addLocalDays(today, HORIZON_DAYS), hours.from, zone), because: off ?? "quiet-hours" };
}

function dayOffReason(facts: PersonDays, date: LocalDate): HeldReason | null {
  if (isAwayOn(facts, date)) return "away";
  if (facts.holidays.has(date)) return "holiday";
  return isOnWorkingWeekday(facts, date) ? null : "not-a-working-day";
}

/** When to look at a paused message again; not later than `now` once it has expired. */
export function pausedUntil(expiresAt: Instant | null, now: Instant): Instant {
  const next = addMs(now, PAUSED_LOOK_MS);
  if (expiresAt === null) return next;
  const last = addMs(expiresAt, -GIVEN_UP_BEFORE_MS);
  return last < next ? last : next;
}

/** Messages due later today that join one sent now. */
function joiningToday(
  coming: readonly SendableNow[],
  { facts, lanes, now, candidates }: Parameters<typeof decideContact>[0],
): SendableNow[] {
  const { zone } = facts;
  const hasLane = coming.some(({ lane }) => lane !== "now");
  if (!hasLane && !coming.some((each) => takesMorningAlong(each, zone, now))) return [];
  const isToday = ({ dueAt }: DueMessage) => dueAt > now && localDateOf(dueAt, zone) === localDateOf(now, zone);
  return candidates
    .filter((each) => isToday(each) && each.hasLine && effectiveLane(lanes, each.lane) !== "now")
    .filter(({ isForItsDay }) => hasLane || !isForItsDay)
    .map((candidate) => ({ candidate, lane: "now" }));
}

function takesMorningAlong({ candidate, lane }: SendableNow, zone: string, now: Instant): boolean {
  const time = inZone(now, zone).toPlainTime().toString({ smallestUnit: "minute" });
  return lane === "now" && candidate.contact === "prompt" && candidate.hasLine && time < MORNING_ENDS;
}

/**
 * One bundle of all messages with a line, and of those of which there are many, by rank. Digests have no line and go first, so
 * that no bundle repeats what they show.
 */
function bundleByRank(ranked: readonly SendableNow[]): Outgoing[] {
  const ofKind = Map.groupBy(ranked, ({ candidate }) => candidate.manyOf);
  const isLine = ({ candidate: { hasLine, manyOf } }: SendableNow) =>
    hasLine || (manyOf !== null && (ofKind.get(manyOf)?.length ?? 0) >= MANY);
  const bundle = ranked.filter(isLine);
  const alone = ranked.filter((each) => !isLine(each)).map((each) => [each]);
  return [...alone, ...(bundle.length > 0 ? [bundle] : [])].map((message) => ({
    ids: message.map(({ candidate }) => candidate.id),
    lane: (["weekly", "morning"] as const).find((lane) => message.some((each) => each.lane === lane)) ?? "now",
  }));
}

const RANKS = ["prompt", "reminder", "notice", "digest"] as const satisfies DueMessage["contact"][];

/** Prompts first, by their deadline, then reminders, notices and digests. */
export function compareRanks(first: DueMessage, second: DueMessage): number {
  const left = sortKeysOf(first);
  const right = sortKeysOf(second);
  const place = left.findIndex((value, index) => value !== right[index]);
  const value = left[place] ?? "";
  const other = right[place] ?? "";
  if (value === other) return 0;
  return value < other ? -1 : 1;
}

function sortKeysOf({ contact, neededBy, expiresAt, firstDueAt, key }: DueMessage): string[] {
  return [String(RANKS.indexOf(contact)), neededBy ?? expiresAt ?? "9", firstDueAt, key];
}
