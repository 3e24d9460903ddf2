/** What an owner has been reminded of lately. */
import type { Db, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import { type IsWorkingDay, workingDaysFrom } from "../../platform/working-days.ts";
import { recordKeys } from "../ids.ts";
import { itemsShownIn } from "../requests/requests-store.ts";

/** The ids of the items in the messages of the last two working days: a date that is near is announced once. */
export async function announcedBefore(
  db: Db | Tx,
  workspaceId: string,
  {
    ownerId,
    readerId,
    today,
    isWorkingDay,
  }: { ownerId: string; readerId: string; today: LocalDate; isWorkingDay: IsWorkingDay },
): Promise<ReadonlySet<string>> {
  const items = new Set<string>();
  for (const back of [1, 2]) {
    const on = workingDaysFrom(today, -back, isWorkingDay);
    for (const id of await itemsShownIn(db, workspaceId, recordKeys.itemReminder(ownerId, on, readerId))) items.add(id);
  }
  return items;
}
