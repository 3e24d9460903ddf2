/** Drafts of reports: compiled as they would go, and stored until they do. */

import { fiscalYearsIn } from "../cadences/recurrence/years/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { instantOf, localDateOf } from "../platform/time.ts";
import { hasYears, periodBefore, periodHolding } from "./periods.ts";
import type { Rhythm } from "./report.ts";
import { draftReports } from "./reports-store.ts";
import { workspaceTime } from "./workspace-time.ts";

/** Stores the drafts of these programs where they are not stored yet. Of programs with other years the period is another. */
export async function makeDrafts(
  services: Pick<Services, "db" | "clock" | "ids">,
  due: { workspaceId: string; programIds: readonly string[]; rhythm: Rhythm; sendAt: Instant },
): Promise<{ reportId: string; programId: string }[]> {
  const { workspaceId, rhythm, sendAt } = due;
  const { zone } = await workspaceTime(services.db, workspaceId);
  const years = await fiscalYearsIn(services.db, workspaceId);
  const startOf = (programId: string) => (hasYears(rhythm) ? years.startOf([programId]) : 1);
  const made: { reportId: string; programId: string }[] = [];
  for (const [yearStartMonth, programIds] of Map.groupBy(due.programIds, startOf)) {
    const period = periodBefore(
      rhythm,
      periodHolding(rhythm, localDateOf(sendAt, zone), yearStartMonth),
      yearStartMonth,
    );
    const begun = await begunBy(services.db, {
      workspaceId,
      programIds,
      until: instantOf(period.until, "23:59", zone),
    });
    if (begun.length === 0) continue;
    const wanted = { workspaceId, programIds: begun, rhythm, period, yearStartMonth };
    for (const [programId, { id: reportId }] of await draftReports(services, wanted, sendAt))
      made.push({ reportId, programId });
  }
  return made;
}

async function begunBy(
  db: Db,
  { workspaceId, programIds, until }: { workspaceId: string; programIds: readonly string[]; until: Instant },
): Promise<string[]> {
  const rows = await db
    .selectFrom("program")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...programIds])
    .where("created_at", "<=", until)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}
