import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { WEEKDAYS } from "../../src/platform/time.ts";

/** These people take messages at any hour of any day. */
export async function takeMessagesAtAnyHour(db: Db, handles: readonly string[], now: Instant): Promise<void> {
  const people = await db.selectFrom("person").selectAll().where("handle", "in", handles).execute();
  for (const { workspace_id, id } of people)
    await db
      .insertInto("person_preference")
      .values({
        workspace_id,
        person_id: id,
        working_days: JSON.stringify(WEEKDAYS),
        hours_from: "00:00",
        hours_to: "00:00",
        preferred_at: null,
        language: null,
        holiday_region: null,
        messages_come: null,
        weekly_on: null,
        uses_slack_status: 0,
        updated_at: now,
      })
      .execute();
}
