import { type Selectable, sql, type Updateable } from "kysely";
import { type Db, inPieces, type Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared.ts";
import { rows } from "../platform/rows.ts";
import type { LocalDate } from "../platform/time.ts";
import type { ProgramTable, SeatRole, SeatTable } from "./table.ts";

export type Program = Selectable<ProgramTable>;
export type Seat = Selectable<SeatTable>;

const PROGRAM_COLUMNS = [
  "workspace_id",
  "id",
  "key",
  "short_key",
  "title",
  "purpose",
  "flagship",
  "visibility",
  "state",
  "closed_at",
  "closed_by",
  "channel_id",
  "benefits",
  "starts_on",
  "ends_on",
  "channel_problem",
  "labels",
  "created_at",
] as const satisfies (keyof Program)[];

const SEAT_COLUMNS = [
  "seat.workspace_id",
  "seat.id",
  "seat.program_id",
  "seat.person_id",
  "seat.role",
  "seat.from_date",
  "seat.until_date",
  "seat.delegate_id",
  "seat.named_by",
  "seat.named_at",
  "seat.handed_on_at",
  "seat.created_at",
] as const satisfies `seat.${keyof Seat}`[];

const programById = prepared((db, of: { workspaceId: string; id: string }) =>
  db.selectFrom("program").select(PROGRAM_COLUMNS).where("workspace_id", "=", of.workspaceId).where("id", "=", of.id),
);

export async function getProgram(db: Db | Tx, workspaceId: string, id: string): Promise<Program> {
  const [program] = (await programById(db, { workspaceId, id })).rows;
  if (!program) throw new Error(`No program ${id}`);
  return program;
}

export async function updateProgram(
  tx: Tx,
  { workspace_id, id }: Pick<Program, "workspace_id" | "id">,
  changes: Omit<Updateable<ProgramTable>, "workspace_id" | "id" | "key" | "created_at">,
): Promise<void> {
  await rows(tx, "program", workspace_id).update({ id }, changes);
}

export async function listPrograms(db: Db | Tx, workspaceId: string): Promise<Program[]> {
  return rows(db, "program", workspaceId).list({}, ["id"]);
}

type SeatChange = Partial<Pick<Seat, "from_date" | "until_date" | "delegate_id" | "named_by" | "named_at">>;

export async function updateSeats(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  changes: SeatChange,
): Promise<void> {
  // Another end is another handing on.
  const fields = "until_date" in changes ? { ...changes, handed_on_at: null } : changes;
  for (const some of inPieces(ids)) await rows(tx, "seat", workspaceId).update({ id: some }, fields);
}

const seatsDelegatedTo = prepared(delegatedTo);

function delegatedTo(db: Db, of: { workspaceId: string; personId: string }) {
  return db
    .selectFrom("seat")
    .innerJoin("person as holder", (join) =>
      join.onRef("holder.workspace_id", "=", "seat.workspace_id").onRef("holder.id", "=", "seat.person_id"),
    )
    .select(SEAT_COLUMNS)
    .where("seat.workspace_id", "=", of.workspaceId)
    .where("seat.delegate_id", "=", of.personId)
    .where("holder.is_deactivated", "=", sql.lit(0));
}

/** The seats whose rights this person has as a delegate: none of somebody who has left Slack. */
export async function listSeatsDelegatedTo(db: Db | Tx, workspaceId: string, personId: string): Promise<Seat[]> {
  return (await seatsDelegatedTo(db, { workspaceId, personId })).rows;
}

const seatsWithRights = prepared((db, of: { workspaceId: string; personId: string }) =>
  db
    .selectFrom("seat")
    .select(SEAT_COLUMNS)
    .where("seat.workspace_id", "=", of.workspaceId)
    .where("seat.person_id", "=", of.personId)
    .unionAll(delegatedTo(db, of)),
);

/** Their own by their ids, then those of which they are the delegate. */
export async function listSeatsWithRights(db: Db | Tx, workspaceId: string, personId: string): Promise<Seat[]> {
  const { rows } = await seatsWithRights(db, { workspaceId, personId });
  const rank = (seat: Seat) => `${seat.person_id === personId ? 0 : 1}${seat.id}`;
  return rows.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

const seatsOfProgram = prepared((db, of: { workspaceId: string; programId: string }) =>
  db
    .selectFrom("seat")
    .select(SEAT_COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId)
    .orderBy("id"),
);

export async function listSeats(db: Db | Tx, workspaceId: string, programId: string): Promise<Seat[]> {
  return (await seatsOfProgram(db, { workspaceId, programId })).rows;
}

/** With the name and zone of whoever holds each; without those who have left Slack. */
export async function listSeatsOfPrograms(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<(Seat & { name: string; zone: string })[]> {
  if (programIds.length === 0) return [];
  return db
    .selectFrom("seat")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .selectAll("seat")
    .select(["person.name", "person.zone"])
    .where("seat.workspace_id", "=", workspaceId)
    .where("seat.program_id", "in", [...programIds])
    .where("person.is_deactivated", "=", 0)
    .orderBy("seat.id")
    .execute();
}

const seatsInRole = prepared((db, of: { workspaceId: string; programId: string; role: SeatRole }) =>
  db
    .selectFrom("seat")
    .select(SEAT_COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId)
    .where("role", "=", of.role),
);

/** In no order: SQLite would read the seats of all programs for it. */
export async function listSeatsInRole(
  db: Db | Tx,
  workspaceId: string,
  programId: string,
  role: SeatRole,
): Promise<Seat[]> {
  return (await seatsInRole(db, { workspaceId, programId, role })).rows;
}

const seatsOfPerson = prepared((db, of: { workspaceId: string; personId: string }) =>
  db
    .selectFrom("seat")
    .select(SEAT_COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("person_id", "=", of.personId)
    .orderBy("id"),
);

const rolesHeld = prepared((db, of: { workspaceId: string; personIds: readonly string[]; on: LocalDate }) =>
  rolesOn(db, of).where("seat.person_id", "in", of.personIds),
);

function rolesOn(db: Db | Tx, of: { workspaceId: string; on: LocalDate }) {
  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .select(["seat.person_id", "seat.role"])
    .where("seat.workspace_id", "=", of.workspaceId)
    .where("program.state", "=", sql.lit("active"))
    .where((eb) => eb.or([eb("seat.from_date", "is", null), eb("seat.from_date", "<=", of.on)]))
    .where((eb) => eb.or([eb("seat.until_date", "is", null), eb("seat.until_date", ">=", of.on)]));
}

/** The roles that these people have on a day in programs that run. */
export async function listRolesHeld(
  db: Db | Tx,
  of: { workspaceId: string; personIds: readonly string[]; on: LocalDate },
): Promise<Pick<Seat, "person_id" | "role">[]> {
  return of.personIds.length === 0 ? [] : (await rolesHeld(db, of)).rows;
}

export async function listSeatsOfPerson(db: Db | Tx, workspaceId: string, personId: string): Promise<Seat[]> {
  return (await seatsOfPerson(db, { workspaceId, personId })).rows;
}
