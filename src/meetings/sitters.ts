/** Who sits in a meeting: its members with the chair first, and whoever prepares it. */
import { absencesOn, standInsOf } from "../people/absences.ts";
import { may, type Standing } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LocalDate } from "../platform/time.ts";
import { committeeOf } from "../programs/committee.ts";
import type { Program } from "../programs/programs.ts";
import { type Seat, seatDay, seatsNow } from "../programs/seats.ts";
import { whoLeads } from "../programs/who-leads.ts";
import { peopleAt } from "../register/requests/ladder.ts";
import { dayOfMeeting } from "./rules.ts";
import type { MeetingKind } from "./table.ts";

export interface Sitters {
  /** Who chairs it today: the chair, while they are away whoever stands in; null: nobody sits. */
  chairId: string | null;
  /** The chair first. */
  memberIds: readonly string[];
  /** The secretaries, else whoever chairs it. */
  preparerIds: readonly string[];
  /** How many members have to be there; null: it does not matter. */
  quorum: number | null;
  /** On the day of the meeting: who sits for a member who is away, by member. */
  standIns: ReadonlyMap<string, string>;
}

interface OfBody {
  program: Pick<Program, "workspace_id" | "id">;
  kind: MeetingKind;
}

/** `day`: of the meeting. */
export async function sittersOf(
  db: Db | Tx,
  { program, kind, day }: OfBody & { day: LocalDate },
  now: Instant,
): Promise<Sitters> {
  const seats = await seatsNow(db, program, now);
  const memberIds = kind === "committee" ? await members(db, program, seats) : await team(db, program, seats, now);
  const secretaries = seats.flatMap(({ role, person_id: id }) => (role === "secretary" ? id : []));
  const standIns = await standInsOf(db, program.workspace_id, memberIds, day);
  const chairId = await actingChair(db, program.workspace_id, memberIds, now);
  const { quorum } = await committeeOf(db, program.workspace_id, program.id);
  const preparerIds = kind === "committee" && secretaries.length > 0 ? [...new Set(secretaries)] : [];
  return {
    chairId,
    memberIds,
    preparerIds: preparerIds.length > 0 || chairId === null ? preparerIds : [chairId],
    quorum: kind === "committee" ? quorum : null,
    standIns,
  };
}

/** Of a meeting that is stored. */
export function sittersAt(
  db: Db | Tx,
  meeting: { workspace_id: string; program_id: string; kind: MeetingKind; starts_at: Instant; zone: string },
  now: Instant,
): Promise<Sitters> {
  const program = { workspace_id: meeting.workspace_id, id: meeting.program_id };
  return sittersOf(db, { program, kind: meeting.kind, day: dayOfMeeting(meeting) }, now);
}

async function members(db: Db | Tx, program: OfBody["program"], seats: readonly Seat[]): Promise<string[]> {
  const { chair_id: chairId } = await committeeOf(db, program.workspace_id, program.id);
  const seated = seats.map((seat) => ({ ...seat, isChair: seat.role === "steering" && seat.person_id === chairId }));
  return peopleAt(seated, "chair", { disclosure: "above" });
}

/** Whoever leads first. */
async function team(db: Db | Tx, program: OfBody["program"], seats: readonly Seat[], now: Instant): Promise<string[]> {
  const leading = await whoLeads(db, program, now);
  const roles = ["lead", "deputy", "team"];
  const others = seats.flatMap(({ role, person_id: id }) => (roles.includes(role) ? id : []));
  return [...new Set([...leading, ...others])];
}

/** While the chair is away, a member who stands in, else the next member who is there. */
async function actingChair(
  db: Db | Tx,
  workspaceId: string,
  memberIds: readonly string[],
  now: Instant,
): Promise<string | null> {
  const [chairId = null, ...others] = memberIds;
  if (chairId === null) return null;
  const today = seatDay(now);
  const away = await absencesOn(db, workspaceId, memberIds, today);
  if (!away.has(chairId)) return chairId;
  const delegateId = (await standInsOf(db, workspaceId, [chairId], today)).get(chairId);
  return others.find((id) => id === delegateId) ?? others.find((id) => !away.has(id)) ?? chairId;
}

/** Whether somebody reads the agenda and the record of a body by what they are in it. */
export function maySeeMeetings(standings: readonly Standing[], kind: MeetingKind): boolean {
  return may(standings, kind === "team" ? "read-record" : "read-meetings");
}
