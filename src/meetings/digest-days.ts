/** When the quarterly digests around a day go. */
import { fiscalYearsIn } from "../cadences/recurrence/fiscal-years.ts";
import { workspaceTime } from "../calendars/calendars.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LocalDate } from "../platform/time.ts";
import { periodBefore, periodHolding, sendingDay } from "../reports/facts/periods.ts";

export async function digestDaysAround(db: Db | Tx, workspaceId: string, day: LocalDate): Promise<LocalDate[]> {
  const { working } = await workspaceTime(db, workspaceId);
  const start = (await fiscalYearsIn(db, workspaceId)).startOf([]);
  const last = periodBefore("quarterly", periodHolding("quarterly", day, start), start);
  return [periodBefore("quarterly", last, start), last].map((period) => sendingDay("quarterly", period, working));
}
