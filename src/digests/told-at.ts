/** When the digests of one reader tell how programs stand: who asks why goes by the same silences. */
import type { Rule } from "../cadences/rule.ts";
import { workspaceCalendar } from "../calendars/use-cases.ts";
import type { Person } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { localDateOf } from "../platform/time.ts";
import { HISTORY_PERIODS } from "./facts.ts";
import { listEarlierEditions } from "./repository-facts.ts";
import { earlierCutOffs, previousPeriod } from "./rules-periods.ts";
import { OWN } from "./rules-readers.ts";

/** Of the weeks or months before an instant, the newest first: quarters and years tell how programs stood in each month. */
export async function toldAtBefore(
  db: Db,
  { id: personId, workspace_id: workspaceId, zone }: Person,
  every: Rule["every"],
  at: Instant,
): Promise<Instant[]> {
  const rhythm = every === "week" ? "weekly" : "monthly";
  const span = { before: at, count: HISTORY_PERIODS + 1 };
  const editions = OWN[rhythm] === every ? await listEarlierEditions(db, { workspaceId, personId, rhythm }, span) : [];
  const of = { zone, yearStartMonth: 1, working: await workspaceCalendar(db, workspaceId) };
  const cutOffs = earlierCutOffs(rhythm, previousPeriod(rhythm, localDateOf(at, zone)), of, { ...span, editions });
  return cutOffs.filter((one) => one < at).slice(0, HISTORY_PERIODS);
}
