/**
 * Seats of the team and of those who lead, and working roles, that were given in the last two weeks and hold now: in running
 * programs, and later than the day on which these were set up.
 */
import { type RawBuilder, sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import { addMs, DAY } from "../platform/time.ts";
import { seatDay } from "../programs/seats.ts";

/** So long somebody is new. */
const NEW_MS = 14 * DAY;

/** `ref`: to whom; `words`: when. */
export interface Given {
  program_id: string;
  ref: string;
  words: Instant;
}

/** A query of `Given`. */
export function givenLately(workspaceId: string, programIds: readonly string[], now: Instant): RawBuilder<unknown> {
  const from = addMs(now, -NEW_MS);
  const ids = sql.join(programIds.length === 0 ? [""] : programIds);
  const today = seatDay(now);
  return sql`
    select 'given' as kind, given.program_id as program_id, given.person_id as ref, given.since as words
    from (
      select seat.program_id as program_id, seat.person_id as person_id,
      coalesce(seat.named_at, seat.created_at) as since
      from seat where seat.workspace_id = ${workspaceId} and seat.program_id in (${ids})
      and seat.role in ('team', 'lead', 'deputy') and (seat.from_date is null or seat.from_date <= ${today})
      and (seat.until_date is null or seat.until_date >= ${today})
      union all
      select role.program_id as program_id, holder.person_id as person_id, holder.from_at as since
      from working_role as role
      join role_holder as holder on holder.workspace_id = role.workspace_id and holder.role_id = role.id
      and holder.ended_at is null
      where role.workspace_id = ${workspaceId} and role.program_id in (${ids}) and role.ended_at is null
    ) as given
    join program on program.workspace_id = ${workspaceId} and program.id = given.program_id
    where given.since >= ${from} and program.state = 'active'
    and substr(given.since, 1, 10) <> substr(program.created_at, 1, 10)`;
}
