/** An ask that passes the date by which it is needed: when that is seen, and who hears of it beside its author. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, instantOf, type LocalDate } from "../../platform/time.ts";
import type { TypedDetails } from "../details.ts";
import { isLive } from "../rules.ts";
import type { Disclosure, ItemState } from "../table.ts";
import type { Holder } from "./rules.ts";
import { type SeatNow, seatedIn } from "./rules-cases.ts";
import { CHECKED_AT, checkAgainAt } from "./rules-due.ts";

type Dated = { state: ItemState; due_on: LocalDate | null } & TypedDetails;

/** What passed before that is told by what repeats each week. */
const FRESH_DAYS = 7;

export function isFreshlyLate(item: Dated, today: LocalDate): boolean {
  const { due_on: neededBy } = item;
  if (item.type !== "ask" || neededBy === null || !isLive(item)) return false;
  return neededBy < today && today <= addLocalDays(neededBy, FRESH_DAYS);
}

/** When an item is looked at again, on the day after that date or on that to which it was put off at the latest; null: not. */
export function lookAgainAt(
  until: LocalDate | null,
  item: Dated,
  holder: Holder,
  { today, zone }: { today: LocalDate; zone: string },
): Instant | null {
  const own = item.type === "ask" ? [item.due_on && addLocalDays(item.due_on, 1), item.details.deferredUntil] : [];
  const [day] = [until, ...own].filter((one) => typeof one === "string" && one > today).sort();
  if (!day) return null;
  return until === null ? instantOf(day, CHECKED_AT, zone) : checkAgainAt(day, holder, today, zone);
}

/**
 * Whoever decides, where nothing else tells them today, and whoever leads; its author is asked what the delay costs.
 * `mayDecide`: by a ground that holds: else the lead hears that nobody decides, its author or not.
 */
export function toldOfLate(
  item: { raised_by: string; disclosure: Disclosure },
  { holderId, mayDecide, isDeciderTold }: { holderId: string; mayDecide: boolean; isDeciderTold: boolean },
  seats: readonly SeatNow[],
): { personId: string; isDecider: boolean }[] {
  const [lead] = seatedIn(seats, item)("lead");
  const isLeadTold = lead !== undefined && (!mayDecide || (lead !== holderId && lead !== item.raised_by));
  return [
    ...(mayDecide && !isDeciderTold ? [{ personId: holderId, isDecider: true }] : []),
    ...(isLeadTold ? [{ personId: lead, isDecider: false }] : []),
  ];
}

/** At the end of the ladder whoever decides and whoever leads hear each week that it is overdue: the date says no more. */
export function isSaidByOverdue(
  row: { overdue_since: LocalDate | null } | undefined,
  { neededBy }: { neededBy: LocalDate },
): boolean {
  return typeof row?.overdue_since === "string" && row.overdue_since >= neededBy;
}
