/** When a message may go to a person, and in which of their lanes: pure. What may not go now is held until it may. */
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
 * `now`: within the person's hours, at its own time. `morning`: in the one message of their day. `weekly`: in the one
 * message a week to sponsors and committees, on a day of theirs; to all others in that of a morning.
 */
export type Lane = "now" | "morning" | "weekly";

/** Whether the lanes of somebody are kept, or each message comes as it happens. */
export const MESSAGES_COME = ["together", "as-they-happen"] as const;
export type MessagesCome = (typeof MESSAGES_COME)[number];

/** Which lanes somebody has, by what they do in programs and what they have chosen. */
export interface LaneFacts {
  /** They have everything sent as it happens. */
  isAsItHappens: boolean;
  /** The day of whoever is a sponsor or sits in a committee; null for all others. */
  weeklyOn: Weekday | null;
  /** Mondays of the weeks in which a digest comes to them, and no weekly message; absent: none is known. */
  digestWeeks?: readonly LocalDate[];
  /** They are sponsors or sit in committees, and do nothing else. */
  isWeeklyOnly: boolean;
}

/** For people who have chosen to get each message as it happens. */
export const AS_IT_HAPPENS: LaneFacts = { isAsItHappens: true, weeklyOn: null, isWeeklyOnly: false };

/**
 * What a message is to whom it goes. `reply`: the answer to their own act, the update of a message, its continuation in
 * a thread, and whatever is posted to a channel; it is never held.
 */
export type Contact = "reply" | "prompt" | "reminder" | "digest" | "notice";

/** What a person allows, in their zone. */
export interface ContactFacts extends PersonDays {
  zone: string;
  /** Between these wall times messages may come; past midnight when the second is not later. */
  hours: { from: string; until: string };
  /** The wall time that they have chosen for their morning message; null: the usual one. */
  preferredAt: string | null;
}

/** What the times of a person's lanes are computed from. */
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

/** One message that is due for a person. */
export interface Candidate {
  id: string;
  /** What tells it apart whatever the order in which it came: the key of its delivery. */
  key: string;
  contact: Exclude<Contact, "reply">;
  lane: Lane;
  /** It is about the day on which it is due, and so never waits for another. */
  isForItsDay: boolean;
  /** It has to be read before this; null: there is no such time. */
  neededBy: Instant | null;
  /** After now: it comes along where a message of a lane does on the same day before. */
  dueAt: Instant;
  /** Whether it has a form of one line for a message of several. */
  hasLine: boolean;
  /** When it would have gone, had it never been held and never failed. */
  firstDueAt: Instant;
  expiresAt: Instant | null;
}

export interface ContactDecision {
  /** The messages that may go now, the most important first; one of several ids is a bundle. */
  send: Outgoing[];
  held: { id: string; until: Instant; because: HeldReason }[];
  /** Those that could not go before they expire. */
  lapsed: { id: string; because: HeldReason }[];
}

/** A message that may go now, and as that of which lane. */
export interface Outgoing {
  ids: string[];
  lane: Lane;
}

/** The wall time of the morning message of whoever has chosen none. */
export const USUAL_MORNING = "09:00";
/** The day of sponsors and committees who have chosen none. */
export const USUAL_DAY: Weekday = "tu";
/** A check-in at a fixed time before this hour brings along what waits for the morning message. */
const MORNING_ENDS = "11:00";
/** Someone back from leave this close to their weekly message gets only that one. */
const SOON_DAYS = 2;
/** A message has room for so many lines. */
const MOST_IN_BUNDLE = 20;
/** While all messages are paused, what is due is looked at again so often: whoever resumes them has it sent at once. */
const PAUSED_LOOK_MS = 30 * MINUTE;
/** Drop a prompt shortly before its round closes, so nobody counts as silent who was never asked. */
const GIVEN_UP_BEFORE_MS = MINUTE;
/** How far ahead somebody's calendar is read; who may not be written to for longer is looked at again then. */
export const HORIZON_DAYS = 31;
/** A round for more people than this is asked at the pace of large rounds, all of them together, behind smaller ones. */
export const ASKED_AT_ONCE = 50;

/** What becomes of all that is due for one person. The order of `candidates` changes nothing. */
export function decideContact(input: {
  facts: ContactFacts;
  lanes: LaneFacts;
  now: Instant;
  candidates: readonly Candidate[];
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
  const coming: Coming[] = [];
  for (const candidate of candidates.filter(({ dueAt }) => dueAt <= now).sort(byRank)) {
    const wait = waitOf({ ...facts, lanes }, candidate, now);
    const { id, expiresAt } = candidate;
    if ("lane" in wait) coming.push({ candidate, lane: wait.lane });
    else if (expiresAt !== null && wait.until >= expiresAt) decision.lapsed.push({ id, because: wait.because });
    else decision.held.push({ id, ...wait });
  }
  const all = coming.concat(comingAlong(coming, input));
  decision.send = asMessages(all.sort((left, right) => byRank(left.candidate, right.candidate)));
  return decision;
}

/** What may go now, and in which lane: `now` also for what cannot wait for its own. */
interface Coming {
  candidate: Candidate;
  lane: Lane;
}

/** Why one message has to wait; or in which lane it may go. */
function waitOf(
  facts: ContactFacts & { lanes: LaneFacts },
  candidate: Candidate,
  now: Instant,
): { until: Instant; because: HeldReason } | Pick<Coming, "lane"> {
  const { at, because } = firstAllowed(facts, now);
  if (because) {
    const morning = instantOf(localDateOf(at, facts.zone), morningOf(facts), facts.zone);
    return { until: candidate.contact === "digest" && morning > at ? morning : at, because };
  }
  const lane = laneOfCandidate(facts.lanes, candidate);
  if (lane === "now") return { lane };
  const laneAt = laneTimeOf(facts, candidate, lane, facts.preferredAt ?? USUAL_MORNING);
  if (laneAt !== null && laneAt <= now) return { lane };
  return laneAt === null || isNeededBefore(candidate, laneAt) ? { lane: "now" } : { until: laneAt, because: lane };
}

/** When a message that is due from `from` on goes to somebody, and in which lane, as far as can be foreseen. */
export function whenSent(
  { facts, lanes }: { facts: ContactFacts; lanes: LaneFacts },
  { contact, lane, neededBy }: Pick<Candidate, "contact" | "lane" | "neededBy">,
  from: Instant,
): { at: Instant; lane: Lane } {
  const candidate: Candidate = {
    ...{ id: "", key: "", contact, lane, isForItsDay: false, neededBy, dueAt: from },
    ...{ hasLine: true, firstDueAt: from, expiresAt: null },
  };
  for (let at = from, looks = 0; ; looks += 1) {
    const wait = waitOf({ ...facts, lanes }, candidate, at);
    if ("lane" in wait) return { at, lane: wait.lane };
    if (looks === HORIZON_DAYS) return { at: wait.until, lane: "now" };
    at = wait.until;
  }
}

/** What asks about its day comes on it, whatever else waits for the week. */
function laneOfCandidate(lanes: LaneFacts, { lane, contact, isForItsDay }: Candidate): Lane {
  const own = laneFor(lanes, lane);
  return own === "weekly" && contact === "prompt" && isForItsDay ? "morning" : own;
}

/** The lane of this person in which comes what is declared for `lane`. */
export function laneFor({ isAsItHappens, weeklyOn, isWeeklyOnly }: LaneFacts, lane: Lane): Lane {
  if (lane === "now" || isAsItHappens) return "now";
  if (lane === "weekly") return weeklyOn === null ? "morning" : "weekly";
  return isWeeklyOnly ? "weekly" : "morning";
}

/** Whether it comes too late with its lane. A note that says nothing new by then is not missed. */
function isNeededBefore({ contact, neededBy, expiresAt }: Candidate, time: Instant): boolean {
  const last = [neededBy, contact === "prompt" ? expiresAt : null];
  return last.some((instant) => instant !== null && instant <= time);
}

/** When the message comes to which this belongs. What is about its day comes on it, when its lane is over as well. */
export function laneTimeOf(
  days: LaneDays,
  { firstDueAt, isForItsDay }: Pick<Candidate, "firstDueAt" | "isForItsDay">,
  lane: Exclude<Lane, "now">,
  time: string,
): Instant | null {
  if (!isForItsDay || lane === "weekly") return nextOfLane(days, lane, firstDueAt, time);
  const begins = instantOf(localDateOf(firstDueAt, days.zone), "00:00", days.zone);
  const own = nextOfLane(days, lane, begins, time);
  return own !== null && own < firstDueAt ? firstDueAt : own;
}

/**
 * When the message of this lane comes from `from` on; null while they are away for longer than anybody looks ahead. One of
 * a week that falls on a day off comes on the next day on which they work. `time`: the wall time of their messages.
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

/** Of a day on which they work: whether it is the first such day since the day of their weekly message. */
function isWeeklyDate(days: LaneDays, date: LocalDate): boolean {
  if (days.lanes.digestWeeks?.includes(mondayOf(date))) return false;
  const thisWeek = addLocalDays(mondayOf(date), WEEKDAYS.indexOf(days.lanes.weeklyOn ?? USUAL_DAY));
  const own = thisWeek <= date ? thisWeek : addLocalDays(thisWeek, -7);
  const next = addLocalDays(own, 7);
  if (own < date && daysBetween(date, next) <= SOON_DAYS && worksOn(days, next)) return false;
  for (let day = own; day < date; day = addLocalDays(day, 1)) if (worksOn(days, day)) return false;
  return true;
}

/** A time outside their hours is the first minute of those. */
function withinHours({ from, until }: { from: string; until: string }, time: string): string {
  const isOvernight = until <= from;
  const isWithin = isOvernight ? time >= from || time < until : time >= from && time < until;
  return isWithin ? time : from;
}

/** The wall time of a morning message: as they chose, within the hours at which messages may come. */
export function morningOf({ hours, preferredAt }: Pick<ContactFacts, "hours" | "preferredAt">): string {
  return withinHours(hours, preferredAt ?? USUAL_MORNING);
}

/** The first instant from `from` on at which this person may be written to, and why not at `from` itself. */
export function firstAllowed(facts: ContactFacts, from: Instant): { at: Instant; because: HeldReason | null } {
  const { zone, hours } = facts;
  const today = localDateOf(from, zone);
  const isOvernight = hours.until <= hours.from;
  const off = reasonOfDay(facts, today);
  for (let day = isOvernight ? -1 : 0; day <= HORIZON_DAYS; day += 1) {
    const date = addLocalDays(today, day);
    if (reasonOfDay(facts, date)) continue;
    const closes = instantOf(isOvernight ? addLocalDays(date, 1) : date, hours.until, zone);
    if (closes <= from) continue;
    const opens = instantOf(date, hours.from, zone);
    return opens <= from ? { at: from, because: null } : { at: opens, because: off ?? "quiet-hours" };
  }
  return { at: instantOf(addLocalDays(today, HORIZON_DAYS), hours.from, zone), because: off ?? "quiet-hours" };
}

function reasonOfDay(facts: ContactFacts, date: LocalDate): HeldReason | null {
  if (isAwayOn(facts, date)) return "away";
  if (facts.holidays.has(date)) return "holiday";
  return isOnWorkingWeekday(facts, date) ? null : "not-a-working-day";
}

/** When a message that is paused is looked at again; not after `now` when its time is over. */
export function pausedUntil(expiresAt: Instant | null, now: Instant): Instant {
  const next = addMs(now, PAUSED_LOOK_MS);
  if (expiresAt === null) return next;
  const last = addMs(expiresAt, -GIVEN_UP_BEFORE_MS);
  return last < next ? last : next;
}

/** What is due later today and comes with a message that goes now. */
function comingAlong(
  coming: readonly Coming[],
  { facts, lanes, now, candidates }: Parameters<typeof decideContact>[0],
): Coming[] {
  const { zone } = facts;
  const hasLane = coming.some(({ lane }) => lane !== "now");
  if (!hasLane && !coming.some((each) => bringsMorning(each, zone, now))) return [];
  const isToday = ({ dueAt }: Candidate) => dueAt > now && localDateOf(dueAt, zone) === localDateOf(now, zone);
  return candidates
    .filter((each) => isToday(each) && each.hasLine && laneFor(lanes, each.lane) !== "now")
    .filter(({ isForItsDay }) => hasLane || !isForItsDay)
    .map((candidate) => ({ candidate, lane: "now" }));
}

function bringsMorning({ candidate, lane }: Coming, zone: string, now: Instant): boolean {
  const time = inZone(now, zone).toPlainTime().toString({ smallestUnit: "minute" });
  return lane === "now" && candidate.contact === "prompt" && candidate.hasLine && time < MORNING_ENDS;
}

/** What has a line comes in one message, by rank; a digest goes alone, and before it: what it shows stands in no other. */
function asMessages(ranked: readonly Coming[]): Outgoing[] {
  const lines = ranked.filter(({ candidate }) => candidate.hasLine);
  const bundles = Array.from({ length: Math.ceil(lines.length / MOST_IN_BUNDLE) }, (_, index) =>
    lines.slice(index * MOST_IN_BUNDLE, (index + 1) * MOST_IN_BUNDLE),
  );
  const messages = [...ranked.filter(({ candidate }) => !candidate.hasLine).map((each) => [each]), ...bundles];
  return messages.map((message) => ({
    ids: message.map(({ candidate }) => candidate.id),
    lane: (["weekly", "morning"] as const).find((lane) => message.some((each) => each.lane === lane)) ?? "now",
  }));
}

const RANKS = ["prompt", "reminder", "notice", "digest"] as const satisfies Candidate["contact"][];

/** Prompts by what is needed or closes first, then reminders, notices, digests. */
export function byRank(first: Candidate, second: Candidate): number {
  const [left, right] = [ranksOf(first), ranksOf(second)];
  const place = left.findIndex((value, index) => value !== right[index]);
  const [value, other] = [left[place] ?? "", right[place] ?? ""];
  return value === other ? 0 : value < other ? -1 : 1;
}

/** Each compared as text. */
function ranksOf({ contact, neededBy, expiresAt, firstDueAt, key }: Candidate): string[] {
  return [String(RANKS.indexOf(contact)), neededBy ?? expiresAt ?? "9", firstDueAt, key];
}
