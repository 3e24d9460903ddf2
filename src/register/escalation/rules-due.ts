/** One evaluation of an item that waits for an answer: who is reminded, where it goes, and what is known of it then. Pure. */

import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, instantOf, type LocalDate } from "../../platform/time.ts";
import { isAwayOn, isWorkingDayOf, type PersonDays } from "../../platform/working-days.ts";
import { waitsFor } from "../asks/rules.ts";
import type { TypedDetails } from "../details.ts";
import { stillUntil } from "../reminders/rules.ts";
import type { Disclosure, ItemState } from "../table.ts";
import {
  type Holder,
  type Ladder,
  type Level,
  leaving,
  nextStep,
  overdueDays,
  owesAnswer,
  type SeatedAt,
  type Step,
  upFrom,
} from "./rules.ts";
import {
  alsoDeciding,
  checkDay,
  ladderFrom,
  levelIn,
  positionNow,
  type SeatNow,
  seatedIn,
  withoutWaits,
} from "./rules-cases.ts";

/** What is kept of an item with whom somebody has it. */
export interface Followed {
  level: Level;
  holder_id: string;
  is_with_owner: 0 | 1;
  since_on: LocalDate;
  given_on: LocalDate | null;
  shown_on: LocalDate | null;
  is_acknowledged: 0 | 1;
  reminded: number;
  held_by: readonly string[];
  is_held_back: 0 | 1;
  is_by_hand: 0 | 1;
  moved_revision: number | null;
  overdue_since: LocalDate | null;
  check_at: Instant | null;
}

type Escalable = {
  state: ItemState;
  owner_id: string | null;
  raised_by: string;
  due_on: LocalDate | null;
  disclosure: Disclosure;
} & TypedDetails;

/** The local time of the holder at which terms run out. */
export const CHECKED_AT = "09:00";

/** Who follows the item's owner, and has had another one until now. */
export function isGivenOn(row: Followed, item: Pick<Escalable, "owner_id">): boolean {
  return row.is_with_owner === 1 && item.owner_id !== null && item.owner_id !== row.holder_id;
}

/** When an item came to whoever has it now. */
export type Arrived = Pick<Followed, "given_on" | "since_on">;

/** The owner changed, or an ask has been seen: the term begins anew. `arrived`: with the owner. */
export function followOwner<Row extends Followed>(
  row: Row,
  item: Escalable,
  seats: readonly SeatNow[],
  { given_on, since_on }: Arrived,
): Row {
  const isSeen =
    item.type === "ask"
      ? item.state === "acknowledged" || item.details.deferredUntil !== undefined
      : row.is_with_owner === 1 || row.is_acknowledged === 1;
  const seen =
    isSeen && row.is_acknowledged === 0
      ? { ...row, is_acknowledged: 1 as const, reminded: 0, overdue_since: null }
      : row;
  if (row.is_with_owner === 0 || item.owner_id === null) return seen;
  if (item.owner_id === row.holder_id) return putOff(seen, item);
  return {
    ...row,
    holder_id: item.owner_id,
    level: levelIn(seats, item.owner_id) ?? row.level,
    given_on,
    since_on,
    shown_on: null,
    is_acknowledged: isSeen ? 1 : 0,
    reminded: 0,
    overdue_since: null,
    held_by: [...new Set([...row.held_by, item.owner_id])],
  };
}

/** Whoever puts an ask off has seen it; the day on which it comes back is as the day on which it came. */
function putOff<Row extends Followed>(row: Row, item: Escalable): Row {
  const until = item.type === "ask" ? item.details.deferredUntil : undefined;
  return until === undefined || until <= row.since_on
    ? row
    : {
        ...row,
        since_on: until,
        given_on: until,
        shown_on: null,
        is_acknowledged: 1,
        reminded: 0,
        overdue_since: null,
      };
}

export type Next = Exclude<Step, { kind: "remind" }>;

/** What an evaluation comes to: the reminders of whoever has it, the item as it is after them, and what is done then. */
export function evaluate<Row extends Followed>(
  found: Row,
  item: Escalable,
  { ladder, seats }: { ladder: Ladder; seats: readonly SeatNow[] },
  holder: Holder,
  today: LocalDate,
): { row: Row; reminders: (1 | 2)[]; next: Next; shared: Shared | null; isAnswerOwed: boolean } {
  const still = stillUntil(item);
  if (found.overdue_since !== null && still !== null && still > today)
    return { row: found, reminders: [], next: { kind: "wait", until: still }, shared: null, isAnswerOwed: false };
  const reminders: (1 | 2)[] = [];
  const seatedAt = seatedIn(seats, item);
  const levels = ladderFrom(ladder, found.level);
  const above = upFrom(levels, { level: found.level, everyHolder: found.held_by }, seatedAt);
  const isAnswerOwed = owesAnswer(levels, positionNow(found, item), holder, above);
  for (let row = found; ; ) {
    const step = nextStep(levels, positionNow(row, item), holder, seatedAt, today);
    if (step.kind === "overdue" && !isWithDecider(item, today))
      return { row: { ...row, overdue_since: null }, reminders, next: { kind: "stay" }, shared: null, isAnswerOwed };
    const overdueSince = step.kind === "overdue" ? step.since : null;
    if (step.kind !== "remind") {
      const shared = step.kind === "wait" ? sharedWith(row, item, levels, holder, seatedAt, today) : null;
      return { row: { ...row, overdue_since: overdueSince }, reminders, next: step, shared, isAnswerOwed };
    }
    // Whoever raised it and has it is asked whether it still stands anyway; they hear that it goes up.
    if (step.which === 2 || row.is_with_owner === 0 || item.raised_by !== row.holder_id) reminders.push(step.which);
    row = { ...row, reminded: step.which };
  }
}

/** The next level, who may decide an ask beside its holder from now on. */
export type Shared = Pick<Extract<Step, { kind: "escalate" }>, "level" | "to" | "passed">;

/** Where the time until an ask is needed is too short for the terms of both, once. */
function sharedWith(
  row: Followed,
  item: Escalable,
  levels: Ladder,
  holder: Holder,
  seatedAt: SeatedAt,
  today: LocalDate,
): Shared | null {
  const up = upFrom(levels, { level: row.level, everyHolder: row.held_by }, seatedAt);
  if (item.type !== "ask" || up.kind !== "escalate" || !isWithDecider(item, today)) return null;
  const isTold = item.details.alsoDecide?.includes(up.to) ?? false;
  return !isTold && leaving(levels, positionNow(row, item), holder, up).isTight ? up : null;
}

/** Its author, and whoever has it, who reads it in the ask itself where that has not come yet. */
export function toldOfSharing(
  row: Pick<Followed, "holder_id" | "shown_on">,
  { raised_by: authorId }: Pick<Escalable, "raised_by">,
): string[] {
  return row.shown_on === null ? [authorId] : [...new Set([authorId, row.holder_id])];
}

/** The ask with those who may decide it beside whoever has it. */
export function changesOfSharing(item: Extract<Escalable, { type: "ask" }>, { to }: Shared) {
  return { details: { ...item.details, alsoDecide: alsoDeciding(item.details, to, item.owner_id ?? "") } };
}

/** An ask that waits for its author, a date or a vote is late through nobody's silence. */
function isWithDecider(item: Escalable, today: LocalDate): boolean {
  return item.type !== "ask" || waitsFor(item, today) === "decider";
}

/** When it is looked at again that waits until a day. */
export function checkAgainAt(until: LocalDate, holder: Holder, today: LocalDate, zone: string): Instant {
  return instantOf(checkDay(until, holder, today), CHECKED_AT, zone);
}

/** What changes in an item that goes up, or over to a delegate. */
export function changesOfEscalation(row: Followed, item: Escalable, raised: { because: string; to: string }) {
  return {
    ...(item.type === "ask" && {
      owner_id: raised.to,
      details: {
        ...withoutWaits(item.details),
        // “Who is passed by may still decide until whoever has it presses anything or a vote begins.”
        ...(raised.because === "term" && { alsoDecide: alsoDeciding(item.details, row.holder_id, raised.to) }),
        risen: {
          from: row.holder_id,
          because: raised.because === "away" ? ("away" as const) : ("term" as const),
          to: raised.to,
        },
      },
    }),
    ...(item.state === "acknowledged" && { state: "open" as const }),
  };
}

/** The item with its new holder. `reached`: the day on which it reaches them; `revision`: of the item that says so. */
export function withNewHolder<Row extends Followed>(
  row: Row,
  item: Pick<Escalable, "type">,
  { because, level, to }: { because: string; level: Level; to: string },
  { revision, arrived, now }: { revision: number; arrived: Arrived; now: Instant },
): Row {
  return {
    ...row,
    level,
    holder_id: to,
    is_with_owner: item.type === "ask" ? 1 : 0,
    ...arrived,
    shown_on: null,
    is_acknowledged: 0,
    reminded: 0,
    held_by: [...new Set([...row.held_by, to])],
    is_held_back: 0,
    overdue_since: null,
    is_by_hand: because === "hand" ? 1 : row.is_by_hand,
    moved_revision: revision,
    // Its first term is counted at once.
    check_at: now,
  };
}

/** Who hears that an item has gone up: its owner, whoever raised it and whoever had it before. */
export function toldOfEscalation(
  item: Pick<Escalable, "owner_id" | "raised_by">,
  { holderId, beforeId, byId }: { holderId: string; beforeId: string; byId: string | null },
): string[] {
  const told = new Set([item.owner_id ?? item.raised_by, item.raised_by, beforeId]);
  return [...told].filter((personId) => personId !== holderId && personId !== byId);
}

/** Who hears each week that nobody answers at the end of the ladder: whoever has it, and who leads. */
export function toldOfOverdue(
  row: Pick<Followed, "holder_id">,
  item: Pick<Escalable, "disclosure">,
  seats: readonly SeatNow[],
): string[] {
  return [...new Set([row.holder_id, ...seatedIn(seats, item)("lead").slice(0, 1)])];
}

/** On which day it was told there last, and when it is next: from that on which it came back as from the first. */
export function toldOverdueOn(item: Escalable, since: LocalDate, today: LocalDate): ReturnType<typeof overdueDays> {
  const still = stillUntil(item);
  return overdueDays(still !== null && since < still && still <= today ? still : since, today);
}

/** Which days count for a person, and on which they are away. `stood`: those on which they had nothing to do. */
export function daysOf(days: PersonDays, stood: (date: LocalDate) => boolean): Pick<Holder, "isWorkingDay" | "isAway"> {
  return {
    isWorkingDay: (date) => isWorkingDayOf(days, date) && !stood(date),
    isAway: (date) => isAwayOn(days, date),
  };
}

interface AwayFrom {
  from_date: LocalDate;
  until_date: LocalDate;
  delegate_person_id: string | null;
}

/** Who stands in for somebody who is away on a day: whom the absence names, else the delegate of the seat. */
export function namedDelegate(
  personId: string,
  absences: readonly AwayFrom[],
  seats: readonly { person_id: string; delegate_id: string | null }[],
  today: LocalDate,
): string | null {
  const current = absences.find(({ from_date, until_date }) => from_date <= today && today <= until_date);
  const ofSeat = seats.find((seat) => seat.person_id === personId && seat.delegate_id !== null)?.delegate_id;
  return current?.delegate_person_id ?? ofSeat ?? null;
}

/** The delegate of a holder: one who has left stands in for nobody, one who is away once they are back. */
export function standInOf(
  delegate: { id: string; is_deactivated: 0 | 1 } | undefined,
  absences: readonly AwayFrom[],
  today: LocalDate,
): Pick<Holder, "delegateId" | "delegateBackOn"> {
  if (delegate === undefined || delegate.is_deactivated === 1) return { delegateId: null };
  const away = absences.find(({ from_date, until_date }) => from_date <= today && today <= until_date);
  return away ? { delegateId: null, delegateBackOn: addLocalDays(away.until_date, 1) } : { delegateId: delegate.id };
}
