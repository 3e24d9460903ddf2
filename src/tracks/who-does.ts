/** Who does a step. */
import { absencesFrom, absencesOn } from "../people/absences.ts";
import { type Person, personById } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Program } from "../programs/programs.ts";
import { listSeatsOn, seatDay, seatsByProgram } from "../programs/seats.ts";
import { whoLeads } from "../reports/draft-store.ts";
import { holdersOf, rolesOf } from "./roles.ts";
import { PERSON_ROLES } from "./template.ts";
import type { Track } from "./tracks.ts";

function isAboutPerson(role: string): boolean {
  return PERSON_ROLES.some((one) => one === role);
}

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
  if (isAboutPerson(role) && track.about_id !== null) return personById(db, workspaceId, track.about_id);
  const found = await inRole(db, program, role, now);
  const ids = found.length > 0 ? found : await whoLeads(db, { workspaceId, programId: program.id }, now);
  const away = await absencesOn(db, workspaceId, ids, seatDay(now));
  return personById(db, workspaceId, firstThere(ids, away) ?? track.started_by);
}

function firstThere(ids: readonly string[], away: ReadonlyMap<string, LocalDate>): string | undefined {
  return ids.toSorted((a, b) => ((away.get(a) ?? "") < (away.get(b) ?? "") ? -1 : 1))[0];
}

type Doer = (track: Pick<Track, "program_id" | "about_id" | "started_by">, role: string) => string;

/** The same for all steps of these programs, in three statements. Who stands in for a lead counts unless away. */
export async function whoDoAll(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<Doer> {
  const today = seatDay(now);
  const seats = await seatsByProgram(db, workspaceId, programIds, today);
  const held = Map.groupBy(await listHolders(db, workspaceId, programIds), ({ program_id: id, key }) => `${id} ${key}`);
  const everyone = [...seats.values(), ...held.values()].flat().map(({ person_id: id }) => id);
  const absences = (await absencesFrom(db, workspaceId, [...new Set(everyone)], today)).filter(
    ({ from_date: from }) => from <= today,
  );
  const away = new Map(absences.map(({ person_id: id, until_date: until }) => [id, until]));
  const delegates = new Map(absences.map(({ person_id: id, delegate_person_id: to }) => [id, to]));
  const seated = (programId: string, role: string) =>
    (seats.get(programId) ?? []).flatMap((seat) => (seat.role === role ? [seat.person_id] : []));
  const leading = (programId: string) => {
    const inTurn = ["lead", "deputy"].map((role) =>
      seated(programId, role).flatMap((id) => {
        const to = delegates.get(id) ?? null;
        return away.has(id) ? (to === null || away.has(to) ? [] : [to]) : [id];
      }),
    );
    return inTurn.find((ids) => ids.length > 0) ?? seated(programId, "lead");
  };
  return ({ program_id: programId, about_id: aboutId, started_by: starterId }, role) => {
    if (isAboutPerson(role) && aboutId !== null) return aboutId;
    const holders = held.get(`${programId} ${role}`)?.map(({ person_id: id }) => id) ?? seated(programId, role);
    return firstThere(role === "lead" || holders.length === 0 ? leading(programId) : holders, away) ?? starterId;
  };
}

/** Of working roles of these programs, the longest first. */
async function listHolders(db: Db | Tx, workspaceId: string, programIds: readonly string[]) {
  return db
    .selectFrom("working_role as role")
    .innerJoin("role_holder as holder", (join) =>
      join.onRef("holder.workspace_id", "=", "role.workspace_id").onRef("holder.role_id", "=", "role.id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "holder.workspace_id").onRef("person.id", "=", "holder.person_id"),
    )
    .select(["role.program_id", "role.key", "holder.person_id"])
    .where("role.workspace_id", "=", workspaceId)
    .where("role.program_id", "in", [...programIds])
    .where("role.ended_at", "is", null)
    .where("holder.ended_at", "is", null)
    .where("person.is_deactivated", "=", 0)
    .orderBy("holder.from_at")
    .orderBy("holder.id")
    .execute();
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
