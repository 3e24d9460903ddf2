/** Which decisions go in somebody's weekly message, and which wait for the next one: pure. */
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, instantOf, localDateOf } from "../platform/time.ts";
import type { Candidate, Counted } from "./rules-contact.ts";
import { isNeededBefore, type Slot, type SlotDays, type SlotFacts, slotAt, slotFor, slotOf } from "./rules-slots.ts";

/** Of what somebody is to decide. */
export interface Decision {
  /** Somebody has said what waiting costs. */
  hasCost: boolean;
  /** Since when somebody has said that it cannot wait for a slot; null: nobody has. */
  cannotWaitSince: Instant | null;
}

/** So many come with buttons in one weekly message; beyond them only what may not wait for another one. */
export const MOST_DECISIONS = 3;

type Days = SlotDays & { slots: SlotFacts };
type Coming = { candidate: Candidate; slot: Slot | null };

/** When the slot comes to which this belongs: of what has waited for room, the one after. */
export function slotComing(days: Days, candidate: Candidate, slot: Slot, time: string): Instant | null {
  const { queuedAt } = candidate;
  return slot === "weekly" && queuedAt !== null
    ? nextWeekly(days, queuedAt, time)
    : slotOf(days, candidate, slot, time);
}

/** Decisions that wait for the weekly message of `until`; `ahead`: how many go now. */
export interface Queue {
  waiting: readonly Candidate[];
  until: Instant;
  ahead: number;
}

/**
 * What of `coming` waits for the next weekly message; null: nothing. What is needed before that, or has waited for room
 * once, goes however much there is; then, up to three in all, what is needed first, what has a cost of waiting, what came
 * first.
 */
export function queueOf(days: Days, coming: readonly Coming[], now: Instant, time: string): Queue | null {
  const decisions = coming.filter(({ candidate }) => candidate.decision !== null);
  const until = decisions.length > MOST_DECISIONS ? nextWeekly(days, now, time) : null;
  if (until === null) return null;
  const mayWait = ({ candidate, slot }: Coming) =>
    slot === "weekly" && candidate.queuedAt === null && !isNeededBefore(candidate, until);
  const { true: free = [], false: bound = [] } = Object.groupBy(decisions, (each) =>
    mayWait(each) ? "true" : "false",
  );
  const waiting = free
    .map(({ candidate }) => candidate)
    .sort(byNeed)
    .slice(Math.max(0, MOST_DECISIONS - bound.length));
  return waiting.length === 0 ? null : { waiting, until, ahead: decisions.length - waiting.length };
}

/** The first weekly message of a later day; null while they are away for longer than anybody looks ahead. */
function nextWeekly(days: Days, since: Instant, time: string): Instant | null {
  return slotAt(days, "weekly", tomorrowOf(days, since), time);
}

/**
 * Of what cannot wait one message a day goes at once: what is said to be so after it waits for the next morning. Null: it
 * goes now.
 */
export function nextAtOnce(
  days: Days,
  candidate: Candidate,
  now: Instant,
  { sent, time }: { sent: readonly Counted[]; time: string },
): Instant | null {
  const { decision, isUrgent } = candidate;
  const since = decision?.cannotWaitSince ?? null;
  const isToday = (at: Instant) => localDateOf(at, days.zone) === localDateOf(now, days.zone);
  if (since === null || isUrgent || !isToday(since)) return null;
  if (!sent.some(({ at, isAtOnce }) => isAtOnce && isToday(at))) return null;
  const next = slotAt(days, "morning", tomorrowOf(days, now), time);
  return next === null || isNeededBefore(candidate, next) ? null : next;
}

/** Whether it goes at once instead of in the slot that it would have. */
export function goesAtOnce(slots: SlotFacts, { slot, decision }: Pick<Candidate, "slot" | "decision">): boolean {
  return slotFor(slots, slot) !== null && decision !== null && decision.cannotWaitSince !== null;
}

/** The first to be needed first; at the same time what has a cost of waiting, then what came first. */
function byNeed(one: Candidate, other: Candidate): number {
  const [left, right] = [one, other].map(
    ({ neededBy, decision, firstDueAt, key }) => `${neededBy ?? "9"} ${decision?.hasCost ? 0 : 1} ${firstDueAt} ${key}`,
  );
  return (left ?? "") < (right ?? "") ? -1 : 1;
}

function tomorrowOf({ zone }: Pick<SlotDays, "zone">, now: Instant): Instant {
  return instantOf(addLocalDays(localDateOf(now, zone), 1), "00:00", zone);
}
