/** The last days of a request's steps, counted back from the day by which it is needed. */
import { workingDaysOf } from "../calendars/availability.ts";
import type { Db, Tx } from "../platform/database.ts";
import { addLocalDays, type LocalDate, later } from "../platform/time.ts";
import { type IsWorkingDay, workingDayFrom, workingDaysFrom } from "../platform/working-days.ts";
import { groupsOf, type Step } from "./template.ts";
import { isAtGate, type Track, type TrackStep } from "./tracks.ts";
import { APPROVAL_TERM } from "./who-does.ts";

const LAST_DAY = "9999-12-31";

/** By the keys of the steps up to the one with which it is there; those that come after it have none. */
export type LastDays = ReadonlyMap<string, LocalDate>;

/**
 * What comes after a step has its whole term, and whoever approves a step their two days. It is there with the step of the stage
 * *delivery*, else with the last one. Pure.
 */
export function countedBack(
  steps: readonly Step[],
  { neededBy, isWorkingDay }: { neededBy: LocalDate; isWorkingDay: IsWorkingDay },
): LastDays {
  const lastDays = new Map<string, LocalDate>();
  const delivery = steps.find(({ stage }) => stage === "delivery") ?? steps.at(-1);
  if (!delivery) return lastDays;

  const approval = delivery.gate ? APPROVAL_TERM : 0;
  lastDays.set(delivery.key, workingDaysFrom(workingDayFrom(neededBy, -1, isWorkingDay), -approval, isWorkingDay));
  // Steps that may replace each other can form a circle: no way through them is longer than there are steps.
  for (const _ of steps) if (!countOnce(steps, lastDays, isWorkingDay)) break;
  return lastDays;
}

/** Of the steps right before those that have a last day; whether any got an earlier one. */
function countOnce(steps: readonly Step[], lastDays: Map<string, LocalDate>, isWorkingDay: IsWorkingDay): boolean {
  let hasMoved = false;
  for (const step of steps) {
    const last = lastDays.get(step.key);
    if (last === undefined) continue;

    const keys = groupsOf(step).flat();
    for (const before of steps.filter(({ key }) => keys.includes(key))) {
      const day = lastDayBefore(before, step, last, isWorkingDay);
      if ((lastDays.get(before.key) ?? LAST_DAY) <= day) continue;
      lastDays.set(before.key, day);
      hasMoved = true;
    }
  }
  return hasMoved;
}

function lastDayBefore(before: Step, step: Step, last: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  const { wait, term } = step;
  const waits = wait && "afterStep" in wait && wait.afterStep === before.key ? wait.workingDays : 0;
  return workingDaysFrom(last, -(term + waits + (before.gate ? APPROVAL_TERM : 0)), isWorkingDay);
}

/** Of a request that is under way. */
export interface Timing {
  /** The last day on which the work begins in time; null: it has begun, or cannot be in time. */
  startBy: LocalDate | null;
  /** When it is there at the earliest, where that is after the day by which it is needed. */
  earliest: LocalDate | null;
}

/** `notBefore`: the day until which it is on hold. Pure. */
export function timingOf(
  steps: readonly TrackStep[],
  { neededBy, today, notBefore, isWorkingDay }: Needed & { today: LocalDate; isWorkingDay: IsWorkingDay },
): Timing {
  const lastDays = countedBack(steps, { neededBy, isWorkingDay });
  const from = later(today, notBefore ?? "");
  const left = steps.filter(({ stands, key }) => stands.done_at === null && lastDays.has(key));
  const queued = left.findLast(isQueued);
  const startBy = queued ? (lastDays.get(queued.key) ?? null) : null;
  const daysLate = left.map((step) => {
    const last = lastDays.get(step.key) ?? neededBy;
    if (isQueued(step)) return daysAfter(startBy ?? last, from, isWorkingDay);
    if (isAtGate(step)) return daysAfter(workingDaysFrom(last, APPROVAL_TERM, isWorkingDay), from, isWorkingDay);
    return daysAfter(last, earliestEnd(step, from, isWorkingDay), isWorkingDay);
  });

  const late = Math.max(0, ...daysLate);
  return late === 0
    ? { startBy, earliest: null }
    : { startBy: null, earliest: workingDaysFrom(neededBy, late, isWorkingDay) };
}

interface Needed {
  neededBy: LocalDate;
  notBefore: LocalDate | null;
}

/** What is looked at and put in order can be begun on the same day. */
function isQueued({ stage }: Step): boolean {
  return stage === "validation" || stage === "prioritisation";
}

function earliestEnd(step: TrackStep, from: LocalDate, isWorkingDay: IsWorkingDay): LocalDate {
  if (step.state === "open") return later(step.dueOn ?? from, from);
  return workingDaysFrom(from, step.term, isWorkingDay);
}

function daysAfter(last: LocalDate, day: LocalDate, isWorkingDay: IsWorkingDay): number {
  let count = 0;
  for (let each = addLocalDays(last, 1); each <= day; each = addLocalDays(each, 1)) if (isWorkingDay(each)) count += 1;
  return count;
}

/** By the working days of whoever took its type on. None: it is no request, or needed by no day. */
export async function lastDaysOf(db: Db | Tx, track: Track, today: LocalDate): Promise<LastDays> {
  const neededBy = track.workRequest?.neededBy ?? null;
  if (neededBy === null) return new Map();
  const isWorkingDay = await daysOfRequest(db, track, today);
  return countedBack(track.definition.steps, { neededBy, isWorkingDay });
}

export async function daysOfRequest(
  db: Db | Tx,
  { workspace_id: workspaceId, started_by: id }: Pick<Track, "workspace_id" | "started_by">,
  today: LocalDate,
): Promise<IsWorkingDay> {
  return workingDaysOf(db, { workspace_id: workspaceId, id }, today, { isAwayToo: false });
}
