/** Of what one person is asked for one program on one day, only the longest rhythm is asked, and counts for all. */
import { type Cadence, cadencesOf } from "../../cadences/cadences.ts";
import { listAskedNext } from "../../cadences/participants.ts";
import { occurrences } from "../../cadences/recurrence/occurrences.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, type LocalDate } from "../../platform/time.ts";

/** A quarterly check-in is about the quarter that ended, and the annual workshop about the year: they stand beside them. */
const LENGTHS: Partial<Record<Rule["every"], number>> = { day: 1, week: 2, month: 3 };

export function isLonger(rule: Rule, other: Rule): boolean {
  const longer = LENGTHS[rule.every];
  const length = LENGTHS[other.every];
  return longer !== undefined && length !== undefined && longer > length;
}

/** Whether `other` is asked on this date and is longer than `rule`. */
export function isLongerOn(rule: Rule, other: Rule, date: LocalDate): boolean {
  if (!isLonger(other, rule)) return false;
  for (const occurrence of occurrences(other, { after: addLocalDays(date, -MOST_MOVED_DAYS) })) {
    if (occurrence.date === date) return true;
    if (occurrence.key > addLocalDays(date, MOST_MOVED_DAYS)) return false;
  }
  return false;
}

/** A holiday moves a round by no more days. */
const MOST_MOVED_DAYS = 31;

/** The ids of those whom a longer check-in of the same program asks on this date. */
export async function coveredByLongerCheckIn(
  services: Pick<Services, "clock">,
  tx: Tx,
  { workspace_id, program_id, timing }: Cadence,
  date: LocalDate,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  if (LENGTHS[timing.every] === undefined) return ids;
  for (const other of await cadencesOf(tx, workspace_id, [program_id])) {
    if (other.state !== "active" || !isLongerOn(timing, other.timing, date)) continue;
    for (const { id } of await listAskedNext(tx, other, services)) ids.add(id);
  }
  return ids;
}
