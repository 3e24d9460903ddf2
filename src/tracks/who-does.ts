/** Who does a step. */
import { absencesOn } from "../people/absences.ts";
import { type Person, personById } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Program } from "../programs/programs.ts";
import { listSeatsOn, seatDay } from "../programs/seats.ts";
import { whoLeads } from "../reports/draft-store.ts";
import { holdersOf, rolesOf } from "./roles.ts";
import type { Track } from "./tracks.ts";

/**
 * Of whoever holds a role the first who is there; are all away, who is back first; without a holder whoever leads, and in a
 * track about somebody that person.
 */
export async function whoDoes(
  db: Db | Tx,
  { program, track, role }: { program: Program; track: Pick<Track, "about_id" | "started_by">; role: string },
  now: Instant,
): Promise<Person> {
  const { workspace_id: workspaceId } = program;
  if ((role === "newcomer" || role === "leaver") && track.about_id !== null)
    return personById(db, workspaceId, track.about_id);
  const found = await inRole(db, program, role, now);
  const ids = found.length > 0 ? found : await whoLeads(db, { workspaceId, programId: program.id }, now);
  const away = await absencesOn(db, workspaceId, ids, seatDay(now));
  const [first = track.started_by] = ids.toSorted((a, b) => ((away.get(a) ?? "") < (away.get(b) ?? "") ? -1 : 1));
  return personById(db, workspaceId, first);
}

/** Who holds a working role or a seat, the longest first. */
export async function inRole(
  db: Db | Tx,
  program: Pick<Program, "workspace_id" | "id">,
  role: string,
  now: Instant,
): Promise<string[]> {
  const { workspace_id: workspaceId, id: programId } = program;
  if (role === "lead") return whoLeads(db, { workspaceId, programId }, now);
  const found = (await rolesOf(db, program)).find(({ key }) => key === role);
  if (found) return ((await holdersOf(db, workspaceId, [found.id])).get(found.id) ?? []).map(({ id }) => id);
  const seats = await listSeatsOn(db, program, seatDay(now));
  return seats.flatMap((seat) => (seat.role === role ? [seat.person_id] : []));
}
