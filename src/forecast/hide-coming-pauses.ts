/** What a viewer of a forecast has not been told: that a program is to rest or to stop. */

import { workspaceTime } from "../calendars/calendars.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { localDateOf } from "../platform/time.ts";
import { begunPauseOf, nextChange } from "../programs/pausing.ts";

/** In the copy, every program but these goes on as if nothing had been decided of a day to come. */
export async function hideComingPauses(
  copy: Db,
  workspaceId: string,
  { now, except }: { now: Instant; except: readonly string[] },
): Promise<void> {
  const { zone } = await workspaceTime(copy, workspaceId);
  const today = localDateOf(now, zone);
  const known = new Set(except);
  const changing = await copy
    .selectFrom("program")
    .select(["id", "paused_from", "paused_until", "next_change_on"])
    .where("workspace_id", "=", workspaceId)
    .where("next_change_on", "is not", null)
    .execute();

  for (const program of changing.filter(({ id }) => !known.has(id))) {
    const isBegun = begunPauseOf(program) !== null;
    const dates = {
      paused_from: isBegun ? program.paused_from : null,
      paused_until: isBegun ? program.paused_until : null,
      stops_on: null,
    };
    const changes = { ...dates, next_change_on: nextChange(dates, today) };
    await rows(copy, "program", workspaceId).update({ id: program.id }, changes);
    const decided = { program_id: program.id, state: "decided" as const };
    await rows(copy, "quarter_review", workspaceId).update(decided, { begins_on: null });
  }
}
