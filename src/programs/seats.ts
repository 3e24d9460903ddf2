/** Who sits in a program: seats, the days on which they hold, and who holds them. */
import type { Selectable } from "kysely";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import type { ProgramTable, SeatRole, SeatTable } from "./table.ts";

export type Seat = Selectable<SeatTable>;

type ProgramRef = Pick<ProgramTable, "workspace_id" | "id">;

/** Named, so that PostgreSQL keeps what reads them prepared. */
const COLUMNS = [
  ...(["seat.workspace_id", "seat.id", "seat.program_id", "seat.person_id", "seat.role", "seat.from_date"] as const),
  ...(["seat.until_date", "seat.named_by", "seat.named_at"] as const),
  ...(["seat.handed_on_at", "seat.created_at"] as const),
];

export const SEAT_ROLES = ["lead", "deputy", "sponsor", "steering", "secretary", "team"] as const satisfies SeatRole[];

/** The only ones that a portfolio has. */
export const PORTFOLIO_ROLES = ["steering", "secretary"] as const satisfies SeatRole[];

/** A role of those above a program: they read its digests and decide its requests. */
export type RoleAbove = Extract<SeatRole, "sponsor" | "steering">;

export function isAbove(role: string): role is RoleAbove {
  return role === "sponsor" || role === "steering";
}

/** A role by which what is written for those above is read, of whoever leads nothing. */
export function readsAbove(role: string): role is RoleAbove | "secretary" {
  return isAbove(role) || role === "secretary";
}

/** A role whose first message says who gave it. */
export type NamedRole = RoleAbove | "secretary";

/** A role of those who lead a program. */
export const isLeadRole = (role: string): role is "lead" | "deputy" => role === "lead" || role === "deputy";

/** Of somebody's roles in their programs: they only read and decide. */
export function decidesOnly(roles: readonly string[]): boolean {
  return roles.length > 0 && roles.every(isAbove);
}

/** Someone in a role. */
export interface Seating {
  role: SeatRole;
  personId: string;
}

interface StoredSeat {
  id: string;
  role: SeatRole;
  person_id: string;
  from_date: LocalDate | null;
  until_date: LocalDate | null;
}

/**
 * What makes the seats of a program those that are wanted from `today` on: the ids of those that end the day before, and who
 * is given one. A seat that has not begun, and is wanted, keeps its dates; no seat is ever deleted, since digests and the
 * record refer to who held it when.
 */
export function seatChanges(
  seats: readonly StoredSeat[],
  wanted: readonly Seating[],
  today: LocalDate,
): { ended: string[]; given: Seating[] } {
  const placeOf = (role: SeatRole, personId: string) => `${role} ${personId}`;
  const holding = seats.filter((seat) => seat.until_date === null || seat.until_date >= today);
  const places = new Set(wanted.map(({ role, personId }) => placeOf(role, personId)));
  const occupied = new Set(holding.map((seat) => placeOf(seat.role, seat.person_id)));
  return {
    ended: holding.filter((seat) => !places.has(placeOf(seat.role, seat.person_id))).map(({ id }) => id),
    given: wanted.filter(({ role, personId }) => !occupied.has(placeOf(role, personId))),
  };
}

/**
 * The day by which seats hold, everywhere: that of UTC. One that is ended by hand holds until the day before, so that it is
 * over at once, wherever its holder lives.
 */
export function seatDay(now: Instant): LocalDate {
  return localDateOf(now, "UTC");
}

/** Whether a seat holds on that day; both its days belong to it. */
export function isActiveOn(seat: Pick<StoredSeat, "from_date" | "until_date">, date: LocalDate): boolean {
  return (seat.from_date === null || seat.from_date <= date) && (seat.until_date === null || date <= seat.until_date);
}

/** Who is in charge of a program with these seats of people who are in Slack: its leads, else its deputies. None: the admins are. */
export function inChargeAmong(seats: readonly Pick<StoredSeat, "role" | "person_id">[]): string[] {
  const leads = seats.filter(({ role }) => role === "lead");
  const inCharge = leads.length > 0 ? leads : seats.filter(({ role }) => role === "deputy");
  return [...new Set(inCharge.map((seat) => seat.person_id))];
}

type SeatChange = Partial<Pick<Seat, "from_date" | "until_date" | "named_by" | "named_at">>;

export async function updateSeats(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  changes: SeatChange,
): Promise<void> {
  // A new end date means duties must be reassigned again.
  const fields = "until_date" in changes ? { ...changes, handed_on_at: null } : changes;
  for (const some of chunksOf(ids)) await rows(tx, "seat", workspaceId).update({ id: some }, fields);
}

const seatsOfProgram = prepared((db, by: { workspaceId: string; programId: string }) =>
  db
    .selectFrom("seat")
    .select(COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("program_id", "=", by.programId)
    .orderBy("id"),
);

export async function listSeats(db: Db | Tx, workspaceId: string, programId: string): Promise<Seat[]> {
  return (await seatsOfProgram(db, { workspaceId, programId })).rows;
}

/** Throws where there is none: seats are never deleted. */
export async function seatOf(db: Db | Tx, { workspace_id, id }: ProgramRef, seatId: string): Promise<Seat> {
  const seat = await rows(db, "seat", workspace_id).find({ id: seatId, program_id: id });
  if (!seat) throw new Error(`No seat ${seatId}`);
  return seat;
}

const seatsInRole = prepared((db, by: { workspaceId: string; programId: string; role: SeatRole }) =>
  db
    .selectFrom("seat")
    .select(COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("program_id", "=", by.programId)
    .where("role", "=", by.role),
);

const seatsOfPerson = prepared((db, by: { workspaceId: string; personId: string }) =>
  db
    .selectFrom("seat")
    .select(COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("person_id", "=", by.personId)
    .orderBy("id"),
);

export async function listSeatsOfPerson(db: Db | Tx, workspaceId: string, personId: string): Promise<Seat[]> {
  return (await seatsOfPerson(db, { workspaceId, personId })).rows;
}

export async function programIdsOf(db: Db | Tx, person: Person): Promise<string[]> {
  const seats = await listSeatsOfPerson(db, person.workspace_id, person.id);
  return [...new Set(seats.map((seat) => seat.program_id))];
}

/** The seats of a program that hold on a day. */
export async function listSeatsOn(db: Db | Tx, program: ProgramRef, date: LocalDate): Promise<Seat[]> {
  return (await listSeats(db, program.workspace_id, program.id)).filter((seat) => isActiveOn(seat, date));
}

/** Those of one person in a program that hold on a day, the first to be given first. */
export async function listSeatsOf(
  db: Db | Tx,
  program: ProgramRef,
  personId: string,
  date: LocalDate,
): Promise<Seat[]> {
  const seats = await listSeatsOfPerson(db, program.workspace_id, personId);
  return seats.filter((seat) => seat.program_id === program.id && isActiveOn(seat, date));
}

/** Whether somebody leads a program now, as its lead or its deputy. */
export async function leadsProgram(
  db: Db | Tx,
  program: ProgramRef,
  { personId, now }: { personId: string; now: Instant },
): Promise<boolean> {
  return (await listSeatsOf(db, program, personId, seatDay(now))).some(({ role }) => isLeadRole(role));
}

/** The seats in one role of a program that hold on a day, the first to be given first. */
export async function listSeatsInRoleOn(
  db: Db | Tx,
  program: ProgramRef,
  role: SeatRole,
  date: LocalDate,
): Promise<Seat[]> {
  // Sorted here: for an order SQLite would read the seats of all programs.
  const { rows: seats } = await seatsInRole(db, { workspaceId: program.workspace_id, programId: program.id, role });
  return seats.filter((seat) => isActiveOn(seat, date)).sort((seat, other) => (seat.id < other.id ? -1 : 1));
}

/** The seats of several programs that hold on a day, by program, with whoever holds them and can still be asked. */
export async function seatsByProgram(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  date: LocalDate,
  roles: readonly SeatRole[] | null = null,
): Promise<Map<string, (Seat & { name: string; zone: string })[]>> {
  if (programIds.length === 0) return new Map();
  const seats = await db
    .selectFrom("seat")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .selectAll("seat")
    .select(["person.name", "person.zone"])
    .where("seat.workspace_id", "=", workspaceId)
    .where("seat.program_id", "in", [...programIds])
    .where("person.is_deactivated", "=", 0)
    .$if(roles !== null, (query) => query.where("seat.role", "in", [...(roles ?? [])]))
    .orderBy("seat.id")
    .execute();
  const holding = seats.filter((seat) => isActiveOn(seat, date));
  return Map.groupBy(holding, (seat) => seat.program_id);
}

/** The seats of one program that hold now. */
export async function seatsNow(db: Db | Tx, { workspace_id, id }: ProgramRef, now: Instant) {
  return (await seatsByProgram(db, workspace_id, [id], seatDay(now))).get(id) ?? [];
}

/** Without its team, which may be thousands. */
export async function seatsAboveTeam(db: Db | Tx, { workspace_id, id }: ProgramRef, now: Instant) {
  const roles = SEAT_ROLES.filter((role) => role !== "team");
  return (await seatsByProgram(db, workspace_id, [id], seatDay(now), roles)).get(id) ?? [];
}

/** The seats of a program that hold or will, with their holders' ids. */
export async function seatsToShow(
  db: Db | Tx,
  program: ProgramRef,
  { clock }: Pick<Services, "clock">,
): Promise<Seat[]> {
  const today = seatDay(clock.now());
  const seats = await listSeats(db, program.workspace_id, program.id);
  return seats.filter((seat) => seat.until_date === null || seat.until_date >= today);
}
