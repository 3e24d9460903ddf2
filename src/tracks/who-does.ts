/** Who does a step. */
import { absencesOn, standInsOf } from "../people/absences.ts";
import { getPerson, type Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { seatDay, seatsByProgram } from "../programs/seats.ts";
import { PERSON_ROLES, REQUESTER } from "./template.ts";
import type { Track, TrackStep } from "./tracks.ts";
import { listRoles } from "./working-roles.ts";

/** As `whoDoAll` has it for a program. */
export async function whoDoes(
  db: Db | Tx,
  track: Concerned & Pick<Track, "workspace_id">,
  role: string,
  now: Instant,
): Promise<Person> {
  const doers = await whoDoAll(db, track.workspace_id, [track.program_id], now);
  return getPerson(db, track.workspace_id, doers(track, role)[0]);
}

type Concerned = Pick<Track, "program_id" | "about_id" | "started_by" | "workRequest">;
export type Doers = (track: Concerned, role: string) => [string, ...string[]];

/**
 * Whoever holds a role, first who is there, or is back first; without a holder whoever leads, else sponsors, and in a track
 * about somebody that person. The first does it. As many statements for many programs as for one.
 */
export async function whoDoAll(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<Doers> {
  const today = seatDay(now);
  const seats = await seatsByProgram(db, workspaceId, programIds, today);
  const roles = await listRoles(db, workspaceId, programIds);
  const held = new Map(
    roles.map(({ program_id: id, key, holders }) => [`${id} ${key}`, holders.map((each) => each.id)]),
  );
  const seatHolders = [...seats.values()].flat().map(({ person_id: id }) => id);
  const everyone = new Set([...seatHolders, ...[...held.values()].flat()]);
  const away = await absencesOn(db, workspaceId, [...everyone], today);
  const standIns = await standInsOf(db, workspaceId, [...away.keys()], today);
  const seated = (programId: string, role: string) =>
    (seats.get(programId) ?? []).flatMap((seat) => (seat.role === role ? [seat.person_id] : []));
  const leading = (id: string) => (away.has(id) ? (standIns.get(id) ?? []) : id);
  return ({ program_id: programId, about_id: aboutId, started_by: starterId, workRequest }, role) => {
    if (role === REQUESTER && workRequest) return [workRequest.requesterId];
    if (PERSON_ROLES.some((one) => one === role) && aboutId !== null) return [aboutId];
    const holders = [...(held.get(`${programId} ${role}`) ?? []), ...seated(programId, role)];
    const leads = ["lead", "deputy"].map((seat) => seated(programId, seat).flatMap(leading));
    const above = ["lead", "sponsor"].map((seat) => seated(programId, seat));
    const inTurn = [...(role === "lead" ? [] : [holders]), ...leads, ...above];
    const ids = inTurn.find((some) => some.length > 0) ?? [];
    const [first = starterId, ...others] = ids.toSorted((a, b) => ((away.get(a) ?? "") < (away.get(b) ?? "") ? -1 : 1));
    return [first, ...others];
  };
}

/** Whoever does the first of these roles that somebody else than `except` does; none: nobody is left. */
export function othersWhoDo(
  doers: Doers,
  track: Concerned,
  roles: readonly string[],
  except: readonly (string | null)[],
): string[] {
  const groups = roles.map((role) => doers(track, role).filter((id) => !except.includes(id)));
  return groups.find((ids) => ids.length > 0) ?? [];
}

/** Whoever answers for a step, else leads, or sponsors it: never who did it, and who asked for the work only if nobody else is there. */
export function approversOf(
  doers: Doers,
  { track, accountable, ownerId }: Pick<TrackStep, "track" | "accountable" | "ownerId">,
): string[] {
  const roles = [accountable, "lead", "deputy", "sponsor"];
  const apart = othersWhoDo(doers, track, roles, [ownerId, track.workRequest?.requesterId ?? null]);
  return apart.length > 0 ? apart : othersWhoDo(doers, track, roles, [ownerId]);
}

/** Whether somebody holds a role of a track, or it is a seat: else whoever leads stands in. */
export async function isHeldIn(db: Db | Tx, track: Track): Promise<(role: string) => boolean> {
  const roles = await listRoles(db, track.workspace_id, [track.program_id]);
  const held = roles.flatMap(({ key, holders }) => (holders.length > 0 ? [key] : []));
  return (role) => !track.definition.roles.includes(role) || held.includes(role);
}
