/** How late a date is, as one reader counts days: by their working week and holidays. */

import { contactFactsOf } from "../calendars/availability.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { letOthersRun } from "../platform/loop.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { isWorkingDayOf } from "../platform/working-days.ts";
import type { Report } from "./report.ts";
import type { ScreenInput } from "./screen.ts";

/** How late what these reports have is as of an instant; undefined: nothing is. */
export async function lateDaysOf(
  db: Db | Tx,
  { workspaceId, personId, zone }: { workspaceId: string; personId: string; zone: string },
  reports: readonly Report[],
  asOf: Instant,
): Promise<ScreenInput["workingDaysLate"]> {
  const today = localDateOf(asOf, zone);
  let oldest = today;
  for (const { lines } of reports) {
    await letOthersRun();
    for (const { due } of lines) if (due !== undefined && due < oldest) oldest = due;
  }
  if (oldest === today) return undefined;
  const days = await contactFactsOf(db, workspaceId, personId, { from: oldest, until: today });
  const late = new Map<LocalDate, number>();
  let count = 0;
  for (let day = today; day >= oldest; day = addLocalDays(day, -1)) {
    late.set(day, count);
    if (isWorkingDayOf(days, day)) count += 1;
  }
  return (due) => late.get(due) ?? 0;
}
