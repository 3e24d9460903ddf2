/** When a person may be written to: pure. What may not go now is held until it may, and comes together. */
import type { Instant } from "../platform/clock.ts";
import {
  addLocalDays,
  addMs,
  instantOf,
  inZone,
  type LocalDate,
  localDateOf,
  MINUTE,
  mondayOf,
} from "../platform/time.ts";
import { isAwayOn, isOnWorkingWeekday, type PersonDays } from "../platform/working-days.ts";
import {
  comesAlong,
  isNeededBefore,
  type Slot,
  type SlotFacts,
  slotFor,
  slotOf,
  USUAL_MORNING,
} from "./rules-slots.ts";

/**
 * What a message is to whom it goes. `reply`: the answer to their own act, the update of a message, its continuation in
 * a thread, and whatever is posted to a channel; it is never held and never counted.
 */
export type Contact = "reply" | "prompt" | "reminder" | "digest" | "notice";

/** What a person allows, in their zone. */
export interface ContactFacts extends PersonDays {
  zone: string;
  /** Between these wall times messages may come; past midnight when the second is not later. */
  hours: { from: string; until: string };
  /** The wall time that they have chosen for their morning message; null: the usual one. */
  preferredAt: string | null;
  caps: { perDay: number; perWeek: number };
  takesUrgent: boolean;
}

export const HELD_REASONS = [
  "quiet-hours",
  "not-a-working-day",
  "holiday",
  "away",
  "morning",
  "monday",
  "weekly",
  "daily-cap",
  "weekly-cap",
  "paused",
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** One message that is due for a person. */
export interface Candidate {
  id: string;
  /** What tells it apart whatever the order in which it came: the key of its delivery. */
  key: string;
  contact: Exclude<Contact, "reply">;
  /** In which of a person's few messages it belongs; null: it comes at its own time. */
  slot: Slot | null;
  /** When the slot came in which it was let go once and could not be sent: it waits for no other one. Null: it was not. */
  slotAt: Instant | null;
  /** It is about the day on which it is due, and so never waits for another. */
  isForItsDay: boolean;
  /** It has to be read before this; null: there is no such time. */
  neededBy: Instant | null;
  /** After now: it comes along where a slot of the same day does before. */
  dueAt: Instant;
  isUrgent: boolean;
  /** Whether it has a form of one line for a message of several. */
  hasLine: boolean;
  /** When it would have gone, had it never been held. */
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

/** A message that may go now. `slot`: the one in which it comes, and `slotAt`: when that came; null: none. */
export interface Outgoing {
  ids: string[];
  slot: Slot | null;
  slotAt: Instant | null;
}

/** A counted message that somebody got; of a bundle what weighs most in it. */
export interface Counted {
  at: Instant;
  /** When it was to go. */
  dueAt: Instant;
  contact: Contact;
  slot: Slot | null;
}

/** So far back it is counted: the week of anybody's zone began within the last eight days. */
export const COUNTED_DAYS = 8;
/** So many parts of the room of a day and of a week are for reminders and notices; the rest is kept for what asks. */
const SHARE_OF_LESSER = 0.3;

/** While all messages are paused, what is due is looked at again so often: whoever resumes them has it sent at once. */
const PAUSED_LOOK_MS = 30 * MINUTE;
/** A prompt is given up before its round closes, so that who was never asked is not taken for silent. */
const GIVEN_UP_BEFORE_MS = MINUTE;

/** How far ahead somebody's calendar is read; who may not be written to for longer is looked at again then. */
export const HORIZON_DAYS = 31;
/** A message has room for so many lines. */
const MOST_IN_BUNDLE = 20;

/**
 * What becomes of all that is due for one person. `sent`: the counted messages of the last `COUNTED_DAYS`. The order of
 * `candidates` changes nothing. Reminders and notices have only a share of the room, so that no prompt waits for them.
 */
export function decideContact(input: {
  facts: ContactFacts;
  slots: SlotFacts;
  now: Instant;
  sent: readonly Counted[];
  candidates: readonly Candidate[];
  /** Somebody has paused all messages of the workspace. */
  isPaused?: boolean;
}): ContactDecision {
  const { facts, slots, now } = input;
  const decision: ContactDecision = { send: [], held: [], lapsed: [] };
  if (input.isPaused) {
    for (const { id, expiresAt } of input.candidates) {
      const until = heldUntil(expiresAt, now);
      if (until <= now) decision.lapsed.push({ id, because: "paused" });
      else decision.held.push({ id, until, because: "paused" });
    }
    return decision;
  }
  const hold = (candidate: Candidate, until: Instant, because: HeldReason) => {
    if (candidate.expiresAt !== null && until >= candidate.expiresAt)
      decision.lapsed.push({ id: candidate.id, because });
    else decision.held.push({ id: candidate.id, until, because });
  };
  const time = facts.preferredAt ?? USUAL_MORNING;
  const coming: Coming[] = [];
  for (const candidate of input.candidates.filter(({ dueAt }) => dueAt <= now).sort(byRank)) {
    const wait = waitOf({ ...facts, slots }, candidate, now, time);
    if ("until" in wait) hold(candidate, wait.until, wait.because);
    else coming.push({ candidate, ...wait });
  }
  const ranked = coming
    .concat(comingAlong(coming, input))
    .toSorted((one, other) => byRank(one.candidate, other.candidate));
  const room = roomFor(facts, input.sent, now);
  let counted = 0;
  for (const message of asMessages(ranked)) {
    const ids = message.map(({ candidate }) => candidate.id);
    const slot = slotGoing(message);
    const hasPrompt = message.some(({ candidate }) => candidate.contact === "prompt");
    const isWeightyOne = message.some(({ candidate }) => isWeighty(candidate));
    // What was announced for an hour comes at it.
    const count = hasPrompt ? Number.POSITIVE_INFINITY : isWeightyOne ? room.count : room.countOfLesser;
    if (slot !== null) decision.send.push({ ids, slot, slotAt: slotTime(message, slot) });
    else if (counted < count) {
      decision.send.push({ ids, slot: null, slotAt: null });
      counted += 1;
    } else {
      const { until, because } = room.count > count ? room.nextOfLesser() : room.next();
      for (const { candidate } of message) hold(candidate, until, because);
    }
  }
  return decision;
}

/**
 * What may go now, with the slot whose time it is for it, and when that came; null: it comes at its own time, or cannot wait
 * for its slot; a slot without a time: what comes along with another one's.
 */
interface Coming {
  candidate: Candidate;
  slot: Slot | null;
  slotAt: Instant | null;
}

/** What is due later today and comes with a message that goes now. */
function comingAlong(
  coming: readonly Coming[],
  { facts, slots, now, candidates }: Parameters<typeof decideContact>[0],
): Coming[] {
  const slot = slotGoing(coming);
  const bringsMorning = coming.some((each) => isOfMorning(each, facts.zone, now));
  if (slot === null && !bringsMorning) return [];
  return candidates
    .filter((each) => comesAlong({ ...facts, slots }, each, now))
    .filter((each) => slot !== null || (bringsMorning && !each.isForItsDay))
    .map((candidate) => ({ candidate, slot, slotAt: null }));
}

/** A check-in at a fixed time before this hour brings along what waits for the morning message. */
const MORNING_ENDS = "11:00";

function isOfMorning({ candidate, slot }: Coming, zone: string, now: Instant): boolean {
  const time = inZone(now, zone).toPlainTime().toString({ smallestUnit: "minute" });
  return slot === null && candidate.contact === "prompt" && candidate.hasLine && time < MORNING_ENDS;
}

/** The slot as which a message comes that has several: the rarer one. */
function slotGoing(coming: readonly Coming[]): Slot | null {
  const slots = coming.map(({ slot }) => slot);
  return (["weekly", "monday", "morning"] as const).find((slot) => slots.includes(slot)) ?? null;
}

/** When the slot of a message came: what was due after it, and goes with it as it comes late, says nothing of that. */
function slotTime(message: readonly Coming[], slot: Slot): Instant | null {
  const times = message.flatMap((each) => (each.slot === slot && each.slotAt !== null ? [each.slotAt] : []));
  return times.toSorted()[0] ?? null;
}

/** When a message that is paused is looked at again; not after `now` when its time is over. */
export function heldUntil(expiresAt: Instant | null, now: Instant): Instant {
  const next = addMs(now, PAUSED_LOOK_MS);
  if (expiresAt === null) return next;
  const last = addMs(expiresAt, -GIVEN_UP_BEFORE_MS);
  return last < next ? last : next;
}

/** Why one message has to wait; when it may go, in which slot. */
function waitOf(
  facts: ContactFacts & { slots: SlotFacts },
  candidate: Candidate,
  now: Instant,
  time: string,
): { until: Instant; because: HeldReason } | Pick<Coming, "slot" | "slotAt"> {
  const atOwnTime = { slot: null, slotAt: null };
  const passes = candidate.isUrgent && facts.takesUrgent;
  const { at, because } = firstAllowed(facts, now, passes);
  if (because) return { until: at, because };
  const slot = candidate.isUrgent ? null : slotOfCandidate(facts.slots, candidate);
  if (slot !== null) {
    const comes = candidate.slotAt ?? slotOf(facts, candidate, slot, time);
    if (comes !== null && comes <= now) return { slot, slotAt: comes };
    if (comes !== null && !isNeededBefore(candidate, comes)) return { until: comes, because: slot };
  }
  return atOwnTime;
}

/** When a message that is due from `from` on goes to somebody, and with which of theirs, as far as can be foreseen. */
export function whenSent(
  { facts, slots }: { facts: ContactFacts; slots: SlotFacts },
  { contact, slot, neededBy }: Pick<Candidate, "contact" | "slot" | "neededBy">,
  from: Instant,
): { at: Instant; slot: Slot | null } {
  const candidate: Candidate = {
    ...{ id: "", key: "", contact, slot, slotAt: null, isForItsDay: false, neededBy, dueAt: from, isUrgent: false },
    ...{ hasLine: true, firstDueAt: from, expiresAt: null },
  };
  for (let at = from, looks = 0; ; looks += 1) {
    const wait = waitOf({ ...facts, slots }, candidate, at, facts.preferredAt ?? USUAL_MORNING);
    if (!("until" in wait)) return { at, slot: wait.slot };
    if (looks === HORIZON_DAYS) return { at: wait.until, slot: null };
    at = wait.until;
  }
}

/** What asks about its day comes on it, whatever else waits for the week. */
function slotOfCandidate(slots: SlotFacts, { slot, contact, isForItsDay }: Candidate): Slot | null {
  const own = slotFor(slots, slot);
  return own === "weekly" && contact === "prompt" && isForItsDay ? "morning" : own;
}

/**
 * The first instant from `from` on at which this person may be written to, and why not at `from` itself. An urgent
 * message that they take passes hours and days off, never an absence.
 */
export function firstAllowed(
  facts: ContactFacts,
  from: Instant,
  isUrgent = false,
): { at: Instant; because: HeldReason | null } {
  const { zone, hours } = facts;
  const today = localDateOf(from, zone);
  const isOvernight = hours.until <= hours.from;
  const off = reasonOfDay(facts, today);
  if (isUrgent && off !== "away") return { at: from, because: null };
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

/** How many messages may still go today, and when the next one after them. */
function roomFor(facts: ContactFacts, sent: readonly Counted[], now: Instant) {
  const { zone, caps } = facts;
  const today = localDateOf(now, zone);
  const monday = mondayOf(today);
  const since = (date: LocalDate) => {
    const begins = instantOf(date, "00:00", zone);
    return sent.filter(({ at }) => at >= begins);
  };
  const tomorrow = addLocalDays(today, 1);
  const gotToday = since(today);
  // A slot is the rhythm itself, and uses up nothing of the week.
  const gotThisWeek = since(monday).filter(({ slot }) => slot === null);
  const leftToday = caps.perDay - gotToday.length;
  const leftThisWeek = caps.perWeek - gotThisWeek.length;
  const lesserLeft = (cap: number, got: readonly Counted[]) =>
    Math.max(1, Math.floor(cap * SHARE_OF_LESSER)) - got.filter((message) => !isWeighty(message)).length;
  const lesserToday = lesserLeft(caps.perDay, gotToday);
  const lesserThisWeek = lesserLeft(caps.perWeek, gotThisWeek);
  const wait = (isForWeek: boolean): { until: Instant; because: HeldReason } => ({
    until: firstAllowed(facts, instantOf(isForWeek ? addLocalDays(monday, 7) : tomorrow, "00:00", zone)).at,
    because: isForWeek ? "weekly-cap" : "daily-cap",
  });
  return {
    count: Math.max(0, Math.min(leftToday, leftThisWeek)),
    countOfLesser: Math.max(0, Math.min(leftToday, leftThisWeek, lesserToday, lesserThisWeek)),
    // Seldom asked for, and costly.
    next: () => wait(leftThisWeek <= leftToday),
    nextOfLesser: () => wait(lesserThisWeek <= 0),
  };
}

/** What has a line comes in one message; a digest is long and stays a message of its own. In the order of rank. */
function asMessages(ranked: readonly Coming[]): Coming[][] {
  const lines = ranked.filter(({ candidate }) => candidate.hasLine);
  const bundles = Array.from({ length: Math.ceil(lines.length / MOST_IN_BUNDLE) }, (_, index) =>
    lines.slice(index * MOST_IN_BUNDLE, (index + 1) * MOST_IN_BUNDLE),
  );
  return [...bundles, ...ranked.filter(({ candidate }) => !candidate.hasLine).map((each) => [each])];
}

/** Prompts and digests are what people are here for; what is urgent was agreed to. */
function isWeighty({ contact, isUrgent = false }: { contact: Contact; isUrgent?: boolean }): boolean {
  return contact === "prompt" || contact === "digest" || isUrgent;
}

const RANKS = ["prompt", "reminder", "notice", "digest"] as const satisfies Candidate["contact"][];

/** Urgent ones first, then prompts by what is needed or closes first, reminders, notices, digests. */
export function byRank(one: Candidate, other: Candidate): number {
  const ranks = [one, other].map((candidate): (string | number)[] => [
    candidate.isUrgent ? 0 : 1,
    RANKS.indexOf(candidate.contact),
    candidate.neededBy ?? candidate.expiresAt ?? "9",
    candidate.firstDueAt,
    candidate.key,
  ]);
  const [left = [], right = []] = ranks;
  for (const [index, value] of left.entries()) {
    const against = right[index] ?? value;
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}

/** A round for more people than this is asked at the pace of large rounds, all of them together, behind smaller ones. */
export const ASKED_AT_ONCE = 50;
