/** What is worked out once a week, as it begins, for those who keep programs. */
import type { Instant } from "../platform/clock.ts";
import { nextAt } from "../platform/next-at.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf, mondayOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { weekBegins } from "./events.ts";

/** Where a Monday begins first. */
const FIRST_ZONE = "Pacific/Kiritimati";

/** The Monday of the week that has begun somewhere. */
export function weekOf(now: Instant): LocalDate {
  return mondayOf(localDateOf(now, FIRST_ZONE));
}

/** Notes when the next week begins, where that is not noted yet. */
export async function beginWeeks({ db, clock }: Services, workspaceId: string): Promise<void> {
  const row = { workspace_id: workspaceId, begins_at: nextMondayAfter(clock.now()) };
  await inTransaction(db, (tx) =>
    tx
      .insertInto("next_week")
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

export const nextWeekAt = nextAt((db, of) =>
  db.selectFrom("next_week").select("begins_at as at").where("workspace_id", "=", of.workspaceId),
);

/** Has everybody work out what is to be said of the week that begins, once. */
export async function beginWeek(services: Services, workspaceId: string): Promise<void> {
  const now = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const begun = await tx
      .updateTable("next_week")
      .set({ begins_at: nextMondayAfter(now) })
      .where("workspace_id", "=", workspaceId)
      .where("begins_at", "<=", now)
      .executeTakeFirst();
    if (begun.numUpdatedRows === 0n) return;
    await weekBegins.happened(services, tx, { workspaceId, monday: weekOf(now) });
  });
}

function nextMondayAfter(now: Instant): Instant {
  return instantOf(addLocalDays(weekOf(now), 7), "00:00", FIRST_ZONE);
}
